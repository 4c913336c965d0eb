"""The release register: what was ever released, so that nothing new can be laid beside it and give somebody away.

A folder with two files for each release. `0001.json` holds what was published and nothing more: keys, rounded counts and statuses, with the hash of the
one before. `0001.counts.json` holds the true counts of the same cells: without them nobody can tell what a revision gives away. They are as
sensitive as what `compute` writes, are readable by their owner alone, and never leave the holder of the data. A register that lacks them still works,
and then knows of each earlier cell no more than what was published. Every release from the same data goes through the same register.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
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
                truths = self._truths(number, told["claims"])
                claims = [_claim(row, number, truth) for row, truth in zip(told["claims"], truths, strict=True)]
                dated, content = str(told["dated"]), told["content"]
            except (OSError, ValueError, KeyError, TypeError):
                raise RegisterError(f"Utlämningsregistrets {path.name} går inte att läsa. Hämta det från en säkerhetskopia.") from None
            if told.get("before") != before or _digest(told) != told.get("digest"):
                raise RegisterError(f"Utlämningsregistrets {path.name} har ändrats efteråt. Hämta det från en säkerhetskopia.")
            before = told["digest"]
            found.append(Release(number, dated, before, content, claims))
        return found

    def _truths(self, number: int, rows: list) -> list[tuple[float, float] | None]:
        """True counts beside the claims of a release; None for each that is not known."""
        path = self.folder / f"{number:04}.counts.json"
        try:
            told = json.loads(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return [None] * len(rows)
        if told["of"] != _hash(rows) or told["digest"] != _hash(told["counts"]):
            raise ValueError(path.name)
        return [tuple(each) if each else None for each in told["counts"]]

    def add(
        self,
        claims: list[Claim],
        *,
        dated: str,
        content: str,
        before: list[Release],
        truths: Mapping[tuple, tuple[float, float]] | None = None,
    ) -> int:
        """Write a release down. The same content as an earlier one is that release; its number is given either way.

        `truths` are {(family, at): (denominator, numerator)} of the claims as they were counted.
        """
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
        counts = [(truths or {}).get((claim.family, claim.at)) for claim in claims]
        beside = {"of": _hash(told["claims"]), "counts": counts, "digest": _hash(counts)}
        # The counts first: what has no claims beside it is no release.
        _put(self.folder / f"{number:04}.counts.json", beside)
        _put(self.folder / f"{number:04}.json", told)
        return number


def _put(path: Path, told: dict[str, Any]) -> None:
    """Written whole or not at all, for its owner's eyes."""
    half = path.with_suffix(".tmp")
    try:
        with private.told(path):
            half.unlink(missing_ok=True)
            with os.fdopen(os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
                json.dump(told, file, ensure_ascii=False, separators=(",", ":"))
                file.flush()
                os.fsync(file.fileno())
            half.replace(path)
    finally:
        half.unlink(missing_ok=True)


def _row(claim: Claim) -> list:
    return [[list(pair) for pair in claim.at] if name == "at" else getattr(claim, name) for name in KEPT]


def _claim(row: list, number: int, truth: tuple[float, float] | None = None) -> Claim:
    told = dict(zip(KEPT, row, strict=True))
    told["at"] = tuple((name, value) for name, value in told["at"])
    return Claim(**told, release=number, truth=truth)


def _digest(told: dict[str, Any]) -> str:
    kept = {name: value for name, value in told.items() if name != "digest"}
    return _hash(kept)


def _hash(told: Any) -> str:
    return hashlib.sha256(json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()).hexdigest()
