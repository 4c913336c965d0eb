"""Stretches of days. Half-open in storage, inclusive on screen; no clock in here."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _

from .text import Unreadable, quote

ONE_DAY = timedelta(days=1)


class PeriodError(Unreadable):
    pass


@dataclass(frozen=True)
class Period:
    """The days from `from_date` up to, not including, `until_date`. None means open in that direction."""

    from_date: date | None = None
    until_date: date | None = None

    def __post_init__(self):
        if self.from_date and self.until_date and self.from_date >= self.until_date:
            raise PeriodError(_("A period must end after it begins."))

    @classmethod
    def inclusive(cls, first_day: date | None, last_day: date | None) -> "Period":
        """From what people write: the last day belongs to the period."""
        return cls(first_day, last_day + ONE_DAY if last_day else None)

    @property
    def last_day(self) -> date | None:
        return self.until_date - ONE_DAY if self.until_date else None

    @property
    def is_open_ended(self) -> bool:
        return self.until_date is None

    def contains(self, day: date) -> bool:
        return (self.from_date is None or self.from_date <= day) and (self.until_date is None or day < self.until_date)

    __contains__ = contains

    def overlaps(self, other: "Period") -> bool:
        return (self.from_date is None or other.until_date is None or self.from_date < other.until_date) and (
            other.from_date is None or self.until_date is None or other.from_date < self.until_date
        )

    def intersection(self, other: "Period") -> "Period | None":
        if not self.overlaps(other):
            return None
        starts = [p.from_date for p in (self, other) if p.from_date]
        ends = [p.until_date for p in (self, other) if p.until_date]
        return Period(max(starts, default=None), min(ends, default=None))

    @property
    def for_screen(self) -> str:
        """Such as "1 juli 2021 – 30 juni 2023", "från och med 1 juli 2021", "till och med 30 juni 2023", "tills vidare"."""
        if self.from_date and self.until_date:
            return days_in_words(self.from_date, self.last_day)
        if self.from_date:
            return _("from %(day)s") % {"day": day_in_words(self.from_date)}
        if self.until_date:
            return _("until and including %(day)s") % {"day": day_in_words(self.last_day)}
        return _("until further notice")

    def __str__(self):
        return self.for_screen


# -- days in words ----------------------------------------------------------------------------------------------------


def month_name(month: int) -> str:
    """In the active language, as it stands inside a sentence: "oktober", "October"."""
    return str(MONTHS[month])


def day_in_words(day: date, *, year: bool = True) -> str:
    parts = {"day": day.day, "month": month_name(day.month), "year": day.year}
    return (_("%(day)s %(month)s %(year)s") if year else _("%(day)s %(month)s")) % parts


def days_in_words(first: date, last: date) -> str:
    """First to last day, both included, naming both: "16–22 oktober 2023", "1 juli – 31 december 2023".

    Shared month and year are said once. The dash has air around it when either side has a space, as Swedish writing rules want.
    """
    if first == last:
        return day_in_words(first)
    same_year = first.year == last.year
    if same_year and first.month == last.month:
        return f"{first.day}–{day_in_words(last)}"
    return f"{day_in_words(first, year=not same_year)} – {day_in_words(last)}"


def stretch_in_words(first: date, last: date) -> str:
    """The same days by their shortest name: "2023", "2018–2019", "maj 2023", "juli–december 2023", or the days themselves."""
    until = last + ONE_DAY
    if first.day != 1 or until.day != 1:
        return days_in_words(first, last)
    same_year = first.year == last.year
    if first.month == until.month == 1:
        return str(first.year) if same_year else f"{first.year}–{last.year}"
    if not same_year:
        return f"{_month(first)} – {_month(last)}"
    return _month(last) if first.month == last.month else f"{month_name(first.month)}–{_month(last)}"


def _month(day: date) -> str:
    return _("%(month)s %(year)s") % {"month": month_name(day.month), "year": day.year}


# -- report periods ---------------------------------------------------------------------------------------------------

_CODE = re.compile(r"([0-9]{4})(?:-(?:H([12])|Q([1-4])|(0[1-9]|1[0-2])))?", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class ReportPeriod:
    """A year, half-year, quarter or month that a report is about, as `--period` writes it: 2023, 2023-H1, 2023-Q1, 2023-05."""

    first_day: date
    until_date: date

    @classmethod
    def parse(cls, text: str) -> "ReportPeriod":
        found = _CODE.fullmatch(text.strip())
        if not found or not 1900 <= int(found[1]) < 2200:
            raise PeriodError(_("“%(text)s” is not a period. Write 2023, 2023-H1, 2023-Q1 or 2023-05.") % {"text": quote(text)})
        year, half, quarter, month = (int(part) if part else None for part in found.groups())
        if half:
            return cls._months(year, half * 6 - 5, 6)
        if quarter:
            return cls._months(year, quarter * 3 - 2, 3)
        if month:
            return cls._months(year, month, 1)
        return cls.of_year(year)

    @classmethod
    def of_year(cls, year: int) -> "ReportPeriod":
        return cls._months(year, 1, 12)

    @classmethod
    def _months(cls, year: int, month: int, count: int) -> "ReportPeriod":
        return cls(date(year, month, 1), _month_later(year, month, count))

    @property
    def _length(self) -> int:
        return (self.until_date.year - self.first_day.year) * 12 + self.until_date.month - self.first_day.month

    @property
    def year(self) -> int:
        return self.first_day.year

    @property
    def last_day(self) -> date:
        return self.until_date - ONE_DAY

    @property
    def period(self) -> Period:
        return Period(self.first_day, self.until_date)

    def contains(self, day: date) -> bool:
        return self.first_day <= day < self.until_date

    @property
    def code(self) -> str:
        month = self.first_day.month
        suffix = {12: "", 6: f"-H{(month + 5) // 6}", 3: f"-Q{(month + 2) // 3}", 1: f"-{month:02}"}
        return f"{self.year}{suffix[self._length]}"

    @property
    def label(self) -> str:
        """Inside a sentence: "2023", "första halvåret 2023", "kvartal 1 2023", "maj 2023"."""
        match self._length:
            case 12:
                return str(self.year)
            case 6 if self.first_day.month == 1:
                return _("the first half of %(year)s") % {"year": self.year}
            case 6:
                return _("the second half of %(year)s") % {"year": self.year}
            case 3:
                return _("quarter %(quarter)s %(year)s") % {"quarter": self.last_day.month // 3, "year": self.year}
        return _month(self.first_day)

    @property
    def previous(self) -> "ReportPeriod":
        months = self.first_day.year * 12 + self.first_day.month - 1 - self._length
        return self._months(months // 12, months % 12 + 1, self._length)

    @property
    def next(self) -> "ReportPeriod":
        return self._months(self.until_date.year, self.until_date.month, self._length)

    def months(self) -> Iterator["ReportPeriod"]:
        first = self.first_day
        while first < self.until_date:
            month = self._months(first.year, first.month, 1)
            yield month
            first = month.until_date

    def __str__(self):
        return self.code


def _month_later(year: int, month: int, count: int) -> date:
    months = year * 12 + month - 1 + count
    return date(months // 12, months % 12 + 1, 1)
