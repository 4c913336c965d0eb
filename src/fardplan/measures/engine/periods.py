"""Periods as whole numbers, so that an engine groups by an integer and Python alone gives it a name.

A day is the number of days since 1970-01-01. A month is year * 12 + month - 1, a quarter year * 4 + quarter - 1, a year itself.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

EPOCH = dt.date(1970, 1, 1)
#: No event and no birth is earlier; a day later than any extract.
FIRST_DAY, FIRST_BIRTH, LAST_DAY = dt.date(1900, 1, 1), dt.date(1890, 1, 1), dt.date(2100, 12, 31)


def number(day: dt.date) -> int:
    """Days since 1970-01-01."""
    return (day - EPOCH).days


def ymd(day: dt.date) -> int:
    """20240131: what ages are counted from."""
    return day.year * 10000 + day.month * 100 + day.day


@dataclass(frozen=True)
class Period:
    """A period that is shown. `index`: its number, of a rolling year that of its last month. `first`, `last`: its days, both included."""

    index: int
    first: dt.date
    last: dt.date
    label: str


def index_of(kind: str, day: dt.date) -> int:
    """The number of the base period a day lies in; a rolling year is made of months."""
    if kind == "year":
        return day.year
    if kind == "quarter":
        return day.year * 4 + (day.month - 1) // 3
    return day.year * 12 + day.month - 1


def _first_day(kind: str, index: int) -> dt.date:
    if kind == "year":
        return dt.date(index, 1, 1)
    if kind == "quarter":
        return dt.date(index // 4, index % 4 * 3 + 1, 1)
    return dt.date(index // 12, index % 12 + 1, 1)


def _label(kind: str, index: int) -> str:
    if kind == "year":
        return f"{index}"
    if kind == "quarter":
        return f"{index // 4}-Q{index % 4 + 1}"
    return f"{index // 12}-{index % 12 + 1:02d}"


def months_back(day: dt.date, months: int) -> dt.date:
    """The first day of the month `months` - 1 before the one that ends on `day`."""
    index = day.year * 12 + day.month - 1 - (months - 1)
    return dt.date(index // 12, index % 12 + 1, 1)


def shown(
    kind: str, start: dt.date, end: dt.date, *, follow_up_days: int = 0, days_before: int = 0, months_before: int = 0
) -> list[Period]:
    """The periods an extract from `start` to `end` covers whole, with `days_before` days before them (or `months_before` whole months
    up to their last day) and `follow_up_days` days after.
    """
    found = []
    for index in range(index_of(kind, start), index_of(kind, end) + 1):
        last = _first_day(kind, index + 1) - dt.timedelta(days=1)
        first = months_back(last, 12) if kind == "rolling_12" else _first_day(kind, index)
        needed = months_back(last, months_before) if months_before else first - dt.timedelta(days=days_before)
        if min(first, needed) >= start and last + dt.timedelta(days=follow_up_days) <= end:
            found.append(Period(index, first, last, _label(kind, index)))
    return found


def base_indexes(kind: str, periods: list[Period]) -> set[int]:
    """The numbers of the base periods that make up these: themselves, or the months of rolling years."""
    if kind != "rolling_12":
        return {period.index for period in periods}
    return {period.index - back for period in periods for back in range(12)}
