"""When the plan was written down, against when the outcome could have been seen."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np

from fardplan.spc.axis import Axis

from . import words
from .plan import Plan

BEFORE, DURING, AFTER, UNKNOWN, MISSING = "before", "during", "after", "unknown", "missing"


def of(plan: Plan, axis: Axis, place: np.ndarray, start: float | None) -> tuple[str, str]:
    """Code and sentence. place: times of the outcome in order; start: place of the (first) start."""
    if not plan.registered:
        return MISSING, words.REGISTERED_MISSING
    written = date.fromisoformat(plan.registered)
    if plan.seen and written >= date.fromisoformat(plan.seen):
        return AFTER, words.registered_after(plan.registered, plan.seen)
    days = _days(axis, place, start)
    if days is None:
        return UNKNOWN, words.registered_unknown(plan.registered)
    began, ended = days
    if written <= began:
        return BEFORE, words.registered_before(plan.registered)
    if written <= ended:
        return DURING, words.registered_during(plan.registered)
    return AFTER, words.registered_after(plan.registered, ended.isoformat())


def _days(axis: Axis, place: np.ndarray, start: float | None) -> tuple[date, date] | None:
    """The first day of the new way and the last day of the outcome; None when times are neither dates nor years."""
    if start is None:
        return None
    if axis.kind == "date":
        length = float(np.median(np.diff(place))) if len(place) > 1 else 1
        return date.fromordinal(int(start)), date.fromordinal(int(place[-1])) + timedelta(days=int(length) - 1)
    if np.all(place == np.round(place)) and place[0] >= 1900 and place[-1] < 2200:
        return date(int(start), 1, 1), date(int(place[-1]), 12, 31)
    return None
