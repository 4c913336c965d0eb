"""Time as even steps: what the gap between two points is, and how many steps make a cycle."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import date

import numpy as np

from . import complaints
from .errors import PlanError


@dataclass(frozen=True)
class Steps:
    """at: whole steps from the first point, (k,). name: "month", "quarter", … or "step". period: steps in a cycle, 0 if unknown."""

    at: np.ndarray
    name: str
    period: float


def steps(kind: str, place: np.ndarray) -> Steps:
    """Places of an axis (see `spc.axis`) in order -> steps. Raises `PlanError` where they are not even."""
    if len(place) < 2:
        return Steps(np.zeros(len(place), int), "step", 0)
    if kind == "date":
        return _dates(place)
    gaps = np.diff(place)
    unit = float(gaps.min())
    if np.all(place == np.round(place)):
        unit = float(np.gcd.reduce(gaps.astype(int)))
    at = (place - place[0]) / unit
    if np.max(np.abs(at - np.round(at))) > 1e-6 or at[-1] > 20 * len(place):
        raise PlanError(complaints.NOT_EVEN)
    return Steps(np.round(at).astype(int), "step", 0)


def _dates(place: np.ndarray) -> Steps:
    gaps = np.diff(place)
    if gaps.min() >= 28:
        days = [date.fromordinal(int(at)) for at in place]
        months = np.array([day.year * 12 + day.month - 1 for day in days])
        unit = int(np.gcd.reduce(np.diff(months)))
        if unit and len(set(months)) == len(months):
            name = {1: "month", 3: "quarter", 12: "year"}.get(unit, "step")
            return Steps((months - months[0]) // unit, name, 12 // unit if 12 % unit == 0 and unit < 12 else 0)
    unit = int(np.gcd.reduce(gaps.astype(int))) if np.all(place == np.round(place)) else 0
    if unit == 7:
        return Steps(((place - place[0]) / 7).astype(int), "week", 365.25 / 7)
    if unit == 1 and place[-1] - place[0] <= 3 * len(place):
        return Steps((place - place[0]).astype(int), "day", 7)
    raise PlanError(complaints.NOT_EVEN)


def harmonics(at: np.ndarray, pairs: int, period: float) -> np.ndarray:
    """Sines and cosines of the season, (k, 2 x pairs); a last pair at half the period gives the cosine alone."""
    columns = []
    for pair in range(1, pairs + 1):
        angle = 2 * math.pi * pair * at / period
        columns.append(np.cos(angle))
        if not math.isclose(2 * pair, period):
            columns.append(np.sin(angle))
    return np.array(columns).T if columns else np.empty((len(at), 0))
