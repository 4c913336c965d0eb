"""Axes of a drawing: where things go and which steps are written out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from .labels import MINUS, MONTHS, plain, step_of


@dataclass(frozen=True)
class Scale:
    """From values low..high to pixels start..end."""

    low: float
    high: float
    start: float
    end: float

    def __call__(self, value: float) -> float:
        return self.start + (value - self.low) / (self.high - self.low) * (self.end - self.start)


def steps(low: float, high: float, wanted: int = 5) -> list[float]:
    """Round numbers that cover low..high, first below and last above, about `wanted` apart."""
    span = high - low or abs(high) or 1.0
    rough = span / wanted
    unit = 10.0 ** math.floor(math.log10(rough))
    step = next(unit * factor for factor in (1, 2, 2.5, 5, 10) if unit * factor >= rough * 0.999)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    return [float(f"{i * step:.12g}") for i in range(first, max(last, first + 1) + 1)]


def covering(arrays: list[np.ndarray]) -> list[float]:
    """Steps for everything drawn. Values that are not far from zero get zero with them."""
    values = np.concatenate([np.ravel(a) for a in arrays])
    values = values[np.isfinite(values)]
    low, high = float(values.min()), float(values.max())
    if low == high:
        low, high = low - (abs(low) or 1) * 0.1, high + (abs(high) or 1) * 0.1
    margin = (high - low) * 0.04
    if 0 <= low <= 0.4 * high:
        return steps(0.0, high + margin)
    return steps(low - margin if low < 0 or low > margin else 0.0, high + margin)


def marks(kind: str, place: np.ndarray, when: tuple[str, ...], room: float) -> list[tuple[float, str]]:
    """Places and words along x, few enough for `room` pixels."""
    if kind == "date":
        return _dates(place, room)
    if kind == "number":
        longest = max(len(text) for text in when)
        few = max(2, int(room / max(30, 8.5 * longest)))
        if len(place) <= few:
            return list(zip(place.tolist(), when, strict=True))
        each = [value for value in steps(float(place[0]), float(place[-1]), few) if place[0] <= value <= place[-1]]
        whole = bool(np.all(place == np.floor(place)))
        each = [value for value in each if not whole or value == math.floor(value)]
        years = whole and 1000 <= place[0] and place[-1] < 3000
        return [(value, str(int(value)) if years else plain(value)) for value in each]
    when = _apart(when)
    width = max(len(text) for text in when) * 7
    every = max(1, math.ceil(len(when) * min(width, 90) / room))
    letters = max(3, int((room / len(when) * every - 10) / 7))
    return [(float(place[i]), _short(when[i], letters)) for i in range(0, len(when), every)]


def _apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """Names without the first words that all of them share: ”Vårdcentral A”, ”Vårdcentral B” are told apart by A and B."""
    if len(names) < 2:
        return names
    first, last = min(names), max(names)
    shared = next((i for i, (a, b) in enumerate(zip(first, last, strict=False)) if a != b), 0)
    cut = first[:shared].rfind(" ") + 1
    return tuple(name[cut:] for name in names)


def _short(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 1].rstrip() + "…"


def _dates(place: np.ndarray, room: float) -> list[tuple[float, str]]:
    first, last = date.fromordinal(int(place[0])), date.fromordinal(int(place[-1]))
    if step_of(place) == "day" and (last - first).days <= 120:
        every = next((n for n in (1, 2, 7, 14) if (last - first).days / n <= room / 62), 28)
        days = range(first.toordinal(), last.toordinal() + 1, every)
        return [(float(day), f"{date.fromordinal(day).day} {MONTHS[date.fromordinal(day).month - 1]}") for day in days]
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    few = max(2, room / 58)
    every = next((n for n in (1, 2, 3, 6, 12, 24, 60, 120, 240) if months / n <= few), 600)
    if step_of(place) == "year":
        every = max(every, 12)
    found = []
    for month in range(first.year * 12, last.year * 12 + last.month):
        at = date(month // 12, month % 12 + 1, 1)
        if month % every == 0 and first.toordinal() <= at.toordinal() <= last.toordinal():
            label = str(at.year) if every >= 12 else MONTHS[at.month - 1]
            found.append((float(at.toordinal()), f"{label} {at.year}" if every < 12 and (at.month == 1 or not found) else label))
    return found or [(float(place[0]), str(first).replace("-", MINUS))]
