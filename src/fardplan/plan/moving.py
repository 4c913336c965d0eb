"""A time moved to another year, in its own words. Pure.

The words' year is changed, nothing else, and the result must mean the same stretch of another year, day for day. What does not (a week, the
29th of February, words that the rule cannot read again) is not moved: a person looks at it. A day that lands on a Saturday or Sunday is moved,
and still worth a look.
"""

import re
from dataclasses import dataclass
from datetime import timedelta

from fardplan.kit.timing import Timing, TimingError

#: Two digits are a year after a term of the year or a month: "Ht 22", "dec 23"; four digits always are.
SHORT = r"(?P<before>(?:\b(?:vt|ht)|\b(?:jan|feb|mar|apr|maj|jun|jul|aug|sep|okt|nov|dec)[a-zåäö]*\.?)[ -]?)(?P<short>\d{2})\b(?!\s*[-–.:]?\s*\d)"
YEAR = re.compile(rf"\b(?P<long>20\d\d|19\d\d)\b|{SHORT}", re.IGNORECASE)


@dataclass(frozen=True)
class Moved:
    """`time` is the time to use; `why` says what a person should look at: "" for nothing, else a code."""

    time: Timing
    why: str = ""  # "", "undated", "unmoved", "weekend"

    @property
    def is_moved(self):
        return self.why in ("", "weekend")


def move(time: Timing, *, years: int, year: int | None) -> Moved:
    """`time` moved by whole years. `year` is the year its words were read in ("25-okt" in a report about 2023), or None."""
    if not any(_days(time)):
        return Moved(time, "undated")  # "löpande": it says no day, so it says the same of any year
    words = YEAR.sub(lambda found: _later(found, years), time.words)
    try:
        moved = Timing.parse(words, year=year + years if year else None)
    except TimingError:
        return Moved(time, "unmoved")
    if moved.rhythm != time.rhythm or not all(_is_later(*pair, years) for pair in zip(_days(time), _days(moved), strict=True)):
        return Moved(time, "unmoved")
    return Moved(moved, "weekend" if moved.is_exact_day and moved.starts_earliest.weekday() >= 5 else "")


def _days(time):
    """First and last days, as people say them: both included."""
    return [time.starts_earliest, time.starts_latest, time.last_day_earliest, time.last_day_latest]


def _later(found, years):
    if long := found.group("long"):
        return str(int(long) + years)
    return f"{found.group('before')}{(int(found.group('short')) + years) % 100:02}"


def _is_later(day, moved, years):
    """Whether `moved` is the same day so many years later; February's last day is its last day, whichever that is."""
    if day is None or moved is None:
        return day is moved
    if moved.year != day.year + years:
        return False
    ends = all(each.month == 2 and (each + timedelta(days=1)).month == 3 for each in (day, moved))
    is_leap_day = (day.month, day.day) == (2, 29)
    return (moved.month, moved.day) == (day.month, day.day) or (ends and not is_leap_day)
