"""The release register: what was ever released, so that nothing new can be laid beside it and give somebody away.

A folder with one file for each release, `0001.json` and on. It holds what was published and nothing more: keys, rounded counts and statuses, with
the hash of the one before. Whoever has it learns no more than whoever read the releases. It stays with the holder of the data, and every release
from the same data goes through the same register.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import private
from .disclosure import Claim
from .errors import MeasuresError

FIRST = "0" * 64
#: What is kept of a claim, in this order; `at` as pairs.
KEPT = ("family", "at", "status", "numerator", "denominator", "base", "threshold", "kin", "kind", "mean", "decimals")


class RegisterError(MeasuresError):
    """The release register cannot be used as it stands."""


@dataclass(frozen=True)
class Release:
    """One release: its number from 1, its day, the hash that the next one holds, the hash of its content, and its claims."""

    number: int
    dated: str
    digest: str
    content: str
    claims: list[Claim]


class Register:
    """A folder, held alone by one process at a time."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)

    @contextlib.contextmanager
    def held(self) -> Iterator[Register]:
        """The folder, made when it is not there; another who releases meanwhile waits."""
        with private.told(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            gate = os.open(self.folder, os.O_RDONLY | os.O_DIRECTORY)
        try:
            fcntl.flock(gate, fcntl.LOCK_EX)
            yield self
        finally:
            os.close(gate)

    def releases(self) -> list[Release]:
        """All releases, oldest first. RegisterError when one is missing or has been changed: then nothing can be promised."""
        found, before = [], FIRST
        for number, path in enumerate(sorted(self.folder.glob("[0-9][0-9][0-9][0-9].json")), start=1):
            if path.stem != f"{number:04}":
                raise RegisterError(
                    f"Utlämningsregistret saknar {number:04}.json. Hämta det från en säkerhetskopia; utan det kan inget lämnas ut."
                )
            try:
                told = json.loads(path.read_text(encoding="utf-8"))
                claims = [_claim(row, number) for row in told["claims"]]
                dated, content = str(told["dated"]), told["content"]
            except (OSError, ValueError, KeyError, TypeError):
                raise RegisterError(f"Utlämningsregistrets {path.name} går inte att läsa. Hämta det från en säkerhetskopia.") from None
            if told.get("before") != before or _digest(told) != told.get("digest"):
                raise RegisterError(f"Utlämningsregistrets {path.name} har ändrats efteråt. Hämta det från en säkerhetskopia.")
            before = told["digest"]
            found.append(Release(number, dated, before, content, claims))
        return found

    def add(self, claims: list[Claim], *, dated: str, content: str, before: list[Release]) -> int:
        """Write a release down. The same content as an earlier one is that release; its number is given either way."""
        for release in before:
            if release.content == content:
                return release.number
        number = len(before) + 1
        told: dict[str, Any] = {
            "before": before[-1].digest if before else FIRST,
            "dated": dated,
            "content": content,
            "claims": [_row(claim) for claim in claims],
        }
        told["digest"] = _digest(told)
        path = self.folder / f"{number:04}.json"
        half = path.with_suffix(".tmp")
        with private.told(path):
            with half.open("w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False, separators=(",", ":"))
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
        return number


def _row(claim: Claim) -> list:
    return [[list(pair) for pair in claim.at] if name == "at" else getattr(claim, name) for name in KEPT]


def _claim(row: list, number: int) -> Claim:
    told = dict(zip(KEPT, row, strict=True))
    told["at"] = tuple((name, value) for name, value in told["at"])
    return Claim(**told, release=number)


def _digest(told: dict[str, Any]) -> str:
    kept = {name: value for name, value in told.items() if name != "digest"}
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
