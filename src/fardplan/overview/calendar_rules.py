"""A month as people see it, and which days words can stand on. Pure: dates in, weeks out."""

import calendar
from dataclasses import dataclass, field
from datetime import date, time, timedelta

ONE_DAY = timedelta(days=1)
#: What lasts longer than this, or may begin within more than this, does not stand on days: it stands under the month, with its words.
MOST_DAYS = 10


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in the calendar. `starts` and `until` (the first day after) are the days its words can mean; None is unknown."""

    kind: str  # activity, meeting, milestone
    pk: int
    title: str
    url: str
    words: str  # the time as worded
    starts: date | None
    until: date | None
    at: time | None = None
    ends_at: time | None = None
    place: str = ""
    who: str = ""
    is_cancelled: bool = False
    is_done: bool = False
    is_invented: bool = False
    is_restated: bool = False
    source: str = ""
    version: int = 1
    kind_words: str = ""

    @property
    def is_on_days(self) -> bool:
        return self.starts is not None and self.until is not None and (self.until - self.starts).days <= MOST_DAYS

    @property
    def sort_key(self):
        return self.starts or self.until or date.max, self.at or time.min, self.title


@dataclass(frozen=True, slots=True)
class Day:
    date: date
    is_here: bool  # of the month, and not of the one before or after
    is_today: bool
    entries: list[Entry] = field(default_factory=list)


def month_of(text: str, today: date) -> date:
    """The first day of the month "2026-11"; of today's when it is something else."""
    year, _dash, month = text.partition("-")
    if year.isdecimal() and month.isdecimal() and len(year) == 4 and 1990 <= int(year) <= 2100 and 1 <= int(month) <= 12:
        return date(int(year), int(month), 1)
    return today.replace(day=1)


def next_month(first: date) -> date:
    return (first.replace(day=28) + timedelta(days=4)).replace(day=1)


def month_before(first: date) -> date:
    return (first - ONE_DAY).replace(day=1)


def weeks(first: date, entries: list[Entry], today: date) -> list[tuple[int, list[Day]]]:
    """[(number of the ISO week, seven days from Monday)] of the month that begins on `first`."""
    on_days = sorted((entry for entry in entries if entry.is_on_days), key=lambda entry: entry.sort_key)
    found = []
    for week in calendar.Calendar().monthdatescalendar(first.year, first.month):
        days = [
            Day(day, day.month == first.month, day == today, [each for each in on_days if each.starts <= day < each.until]) for day in week
        ]
        found.append((week[0].isocalendar().week, days))
    return found


def under_the_month(entries: list[Entry]) -> list[Entry]:
    """What has no days of its own in the month: "HT 2026", "löpande"."""
    return sorted((entry for entry in entries if not entry.is_on_days), key=lambda entry: (entry.kind, entry.sort_key))


def day_to_subscribe(entry: Entry) -> tuple[date, date] | None:
    """(first day, first day after) in somebody's own calendar. What may mean many days stands on one of them: a milestone on the last day that
    it can be, the rest on the first; the words tell. None when no day is known."""
    if entry.is_on_days:
        return entry.starts, entry.until
    if entry.kind == "milestone" and entry.until is not None:
        return entry.until - ONE_DAY, entry.until
    begins = entry.starts or (entry.until and entry.until - ONE_DAY)
    return None if begins is None else (begins, begins + ONE_DAY)
