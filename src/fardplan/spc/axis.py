"""Reading x: dates, numbers or names, and the order they stand in."""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

MONTH = re.compile(r"(\d{4})-(\d{2})")
HALF = re.compile(r"(\d{4})[- ]?[Hh]([12])")
QUARTER = re.compile(r"(\d{4})[- ]?[QKqk]([1-4])")
SWEDISH_LAST = str.maketrans({"å": "{", "ä": "|", "ö": "}"})


@dataclass(frozen=True)
class Axis:
    """What x is. kind: "date" (places are ordinal days), "number", or "name" (places are 0, 1, 2 in alphabetical order)."""

    kind: str
    places: dict[str, Any]

    @property
    def named(self) -> bool:
        return self.kind == "name"


def as_date(text: str) -> date | None:
    """2021-05-14, 2021-05, 2021-Q2, 2021K2, 2021-H1, or a date with a clock after it. Months, quarters and halves stand on their first day."""
    try:
        if found := MONTH.fullmatch(text):
            return date(int(found[1]), int(found[2]), 1)
        if found := QUARTER.fullmatch(text):
            return date(int(found[1]), int(found[2]) * 3 - 2, 1)
        if found := HALF.fullmatch(text):
            return date(int(found[1]), int(found[2]) * 6 - 5, 1)
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def _as_place(text: str) -> float | None:
    if day := as_date(text):
        return float(day.toordinal())
    try:
        if not re.match(r"\d{4}-\d{2}-\d{2}[T ]\d", text):
            return None
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment.toordinal() + (moment.hour * 3600 + moment.minute * 60 + moment.second) / 86400


def _as_number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if math.isfinite(value) else None


def alphabetical(text: str) -> str:
    """A sorting key: å, ä, ö last, other accents and capitals as if they were not there."""
    folded = text.casefold().translate(SWEDISH_LAST)
    return "".join(c for c in unicodedata.normalize("NFD", folded) if not unicodedata.combining(c))


def read(texts: list[str]) -> Axis:
    """All x of a file (text as written) -> an axis. One x that is neither date nor number makes them all names."""
    different = list(dict.fromkeys(texts))
    for kind, place in (("number", _as_number), ("date", _as_place)):
        places = {text: place(text) for text in different}
        if all(at is not None for at in places.values()):
            return Axis(kind, places)
    return Axis("name", {text: float(i) for i, text in enumerate(sorted(different, key=alphabetical))})


def place_of(text: str, kind: str) -> float | None:
    """Where one text stands on an axis of dates or numbers; None when it cannot be read as such."""
    return _as_place(text) if kind == "date" else _as_number(text) if kind == "number" else None


def odd_one(texts: list[str]) -> str | None:
    """The first x that is neither date nor number when nearly all others are: a slip of the pen, not a name."""
    different = list(dict.fromkeys(texts))
    odd = [text for text in different if _as_place(text) is None and _as_number(text) is None]
    return odd[0] if odd and len(odd) * 5 <= len(different) else None
