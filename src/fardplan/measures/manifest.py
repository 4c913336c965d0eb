"""`extract.yaml`: what an extract covers. Days come from here, never from the events: the last event says nothing about when one stopped looking."""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from .errors import ExtractError

NAME = "extract.yaml"
EXAMPLE = 'extract_start: 2020-01-01, extract_end: 2025-12-31, holder: "22" och synthetic: false'


@dataclass(frozen=True)
class Manifest:
    """`digests`: file name to SHA-256, where the extract states them. `stated`: the whole file as read."""

    start: dt.date
    end: dt.date
    holder: str
    synthetic: bool
    digests: dict[str, str] = field(default_factory=dict)
    stated: dict[str, Any] = field(default_factory=dict)


def read(folder: Path) -> Manifest:
    """The manifest of the extract in `folder`. ExtractError says which key is missing or wrong."""
    folder = Path(folder)
    if not folder.is_dir():
        raise ExtractError(f"mappen {folder} finns inte")
    try:
        found = yaml.safe_load((folder / NAME).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ExtractError(f"filen saknas i uttagets mapp. Skriv en med {EXAMPLE}", file=NAME) from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        raise ExtractError("filen går inte att läsa som YAML i UTF-8", file=NAME) from None
    if not isinstance(found, dict):
        raise ExtractError(f"filen ska ha rader med namn och värde: {EXAMPLE}", file=NAME)
    start, end = _day(found, "extract_start"), _day(found, "extract_end")
    if end < start:
        raise ExtractError("extract_end är före extract_start", file=NAME)
    synthetic = found.get("synthetic")
    if not isinstance(synthetic, bool):
        raise ExtractError("synthetic ska vara true (påhittade händelser) eller false", file=NAME)
    holder = found.get("holder")
    if not isinstance(holder, str | int) or not str(holder).strip():
        raise ExtractError("holder ska vara koden för den organisation som har uttaget", file=NAME)
    return Manifest(start, end, str(holder), synthetic, _digests(found.get("tables")), found)


def _day(found: dict[str, Any], key: str) -> dt.date:
    day = found.get(key)
    if isinstance(day, dt.datetime):
        day = day.date()
    if not isinstance(day, dt.date) or not dt.date(1950, 1, 1) <= day <= dt.date(2100, 1, 1):
        raise ExtractError(f"{key} ska vara ett datum, som 2025-12-31", file=NAME)
    return day


def _digests(tables: Any) -> dict[str, str]:
    answer: dict[str, str] = {}
    for table in tables.values() if isinstance(tables, dict) else ():
        files = table.get("files") if isinstance(table, dict) else None
        answer |= {str(name): str(digest) for name, digest in files.items()} if isinstance(files, dict) else {}
    return answer


def sha256(path: Path) -> str:
    """SHA-256 of a file, read in pieces."""
    with Path(path).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
