"""Numbers and times as a Swedish reader expects them: decimal comma, hard spaces, a real minus sign, months by name."""

from __future__ import annotations

import math
from datetime import date

import numpy as np

from .axis import Axis, as_date

MONTHS = ("jan", "feb", "mars", "april", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec")
HARD_SPACE, MINUS = "\u00a0", "\u2212"


def decimals_for(*arrays: np.ndarray) -> int:
    """Decimals that show about three figures of the spread of the values, 0 to 6."""
    values = np.concatenate([np.ravel(a) for a in arrays])
    values = values[np.isfinite(values)]
    if not len(values):
        return 0
    if np.all(values == np.round(values)) and np.abs(values).max() < 1e6 and np.ptp(values) >= 10:
        return 0 if np.ptp(values) >= 100 else 1
    size = np.ptp(values) or abs(values[0]) or 1.0
    return int(min(max(2 - math.floor(math.log10(size)), 0), 6))


def number(value: float, decimals: int = 2, *, percent: bool = False) -> str:
    """1 234,50 · −3,2 · 45,3 % with `percent` (value 0.453). "saknas" for NaN."""
    if value is None or not math.isfinite(value):
        return "saknas"
    scaled = value * 100 if percent else value
    text = f"{abs(scaled):,.{max(decimals - 2, 0) if percent else decimals}f}".replace(",", HARD_SPACE).replace(".", ",")
    negative = scaled < 0 and text.strip("0,") != ""
    return (MINUS if negative else "") + text + (f"{HARD_SPACE}%" if percent else "")


def plain(value: float) -> str:
    """A number with only the decimals it has, for whole values and scale steps."""
    return number(value, 0) if float(value).is_integer() else number(value, min(6, max(1, len(f"{value:.6f}".rstrip("0").split(".")[1]))))


def times(axis: Axis, written: tuple[str, ...], place: np.ndarray) -> tuple[str, ...]:
    """How each x is said: years as 2021, months as mars 2021, days as 14 mars 2021; numbers and names as written."""
    if axis.kind != "date":
        return tuple(text.replace("-", MINUS) if axis.kind == "number" else text for text in written)
    rhythm = step_of(place)
    return tuple(_time(text, at, rhythm) for text, at in zip(written, place, strict=True))


def step_of(place: np.ndarray) -> str:
    """The rhythm of dates (ordinal days): "year", "month" or "day"."""
    days = [date.fromordinal(int(at)) for at in place]
    if any(day.day != 1 for day in days) or np.any(place != np.floor(place)):
        return "day"
    return "year" if len(days) > 1 and all(day.month == 1 for day in days) else "month"


def _time(written: str, at: float, rhythm: str) -> str:
    day = date.fromordinal(int(at))
    if "Q" in written.upper() or "K" in written.upper():
        return f"kvartal {(day.month + 2) // 3} {day.year}"
    if as_date(written) is None and at != int(at):
        return f"{day.day} {MONTHS[day.month - 1]} {day.year} kl. {written[11:16].replace(':', '.')}"
    if rhythm == "year":
        return str(day.year)
    month = f"{MONTHS[day.month - 1]} {day.year}"
    return month if rhythm == "month" else f"{day.day} {month}"
