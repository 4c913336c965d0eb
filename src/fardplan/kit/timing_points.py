"""A point in time: one stretch of days as people name it, its year perhaps still to be told."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from .periods import ONE_DAY
from .text import quote
from .timing import TimingError

FIRST_YEAR, LAST_YEAR = 1950, 2099

SEASONS = {  # first month, number of months
    "vt": (1, 6), "våren": (1, 6), "vår": (1, 6), "vårterminen": (1, 6), "spring": (1, 6),
    "ht": (7, 6), "hösten": (7, 6), "höst": (7, 6), "höstterminen": (7, 6), "autumn": (7, 6),
    "sommaren": (6, 3), "sommar": (6, 3), "summer": (6, 3),
}  # fmt: skip


def outside(said: str) -> TimingError:
    return TimingError(
        _("“%(words)s” is outside the years %(first)s–%(last)s.") % {"words": quote(said), "first": FIRST_YEAR, "last": LAST_YEAR}
    )


class NoSuchDay(TimingError):
    """Well written, and not in any calendar: "30 feb"."""


@dataclass(frozen=True)
class Point:
    """One stretch of days, its year perhaps still to be told. `third` is 1, 2 or 3 for early, middle, late."""

    kind: str
    said: str
    year: int | None = None
    year2: int | None = None
    numbers: tuple[int, ...] = ()
    name: str = ""
    weekday: int | None = None
    third: int = 0
    about: bool = False

    def days(self, year: int) -> tuple[date, date]:
        """First and last day."""
        first, last = self._whole(year)
        if self.weekday is not None and first.weekday() != self.weekday:
            raise TimingError(_("“%(words)s” has a weekday that does not agree with the date.") % {"words": quote(self.said)})
        if self.about and first == last:
            return first - timedelta(days=7), last + timedelta(days=7)
        return _third(first, last, self.third) if self.third else (first, last)

    def _whole(self, year: int) -> tuple[date, date]:
        match self.kind:
            case "day":
                month, day = self.numbers
                return self._day(year, month, day), self._day(year, month, day)
            case "days":
                month, day, day2 = self.numbers
                return self._day(year, month, day), self._day(year, month, day2)
            case "month":
                return _months(year, self.numbers[0], 1)
            case "season":
                return _months(year, *SEASONS[self.name])
            case "quarter":
                return _months(year, self.numbers[0] * 3 - 2, 3)
            case "quarters":
                return _months(year, self.numbers[0] * 3 - 2, 3 * (self.numbers[1] - self.numbers[0] + 1))
            case "half":
                return _months(year, self.numbers[0] * 6 - 5, 6)
            case "week" | "weeks":
                return self._week(year, self.numbers[0])[0], self._week(year, self.numbers[-1])[1]
            case "turn":
                return _months(year, 12, 2)
            case "winter":
                return _months(year, 12, 3)
            case "school":
                return _months(year, 7, 12)
            case "holiday":
                return (_holiday(self.name, year),) * 2
        return date(year, 1, 1), date(self.year2 or year, 12, 31)

    def _day(self, year: int, month: int, day: int) -> date:
        try:
            return date(year, month, day)
        except ValueError:
            raise self.no_such() from None

    def _week(self, year: int, week: int) -> tuple[date, date]:
        try:
            return date.fromisocalendar(year, week, 1), date.fromisocalendar(year, week, 7)
        except ValueError:
            raise self.no_such() from None

    def no_such(self) -> TimingError:
        return NoSuchDay(_("“%(words)s” does not exist.") % {"words": quote(self.said)})


def _months(year: int, month: int, count: int) -> tuple[date, date]:
    months = year * 12 + month - 2 + count
    last_year, last_month = months // 12, months % 12 + 1
    return date(year, month, 1), date(last_year, last_month, monthrange(last_year, last_month)[1])


def _third(first: date, last: date, third: int) -> tuple[date, date]:
    """Whole months of a year or term; of a month, days 1–10, 11–20 and the rest; of anything else, days."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    if first.day == 1 and months % 3 == 0 and (last + ONE_DAY).day == 1:
        later = first.year * 12 + first.month - 1 + months // 3 * (third - 1)
        return _months(later // 12, later % 12 + 1, months // 3)
    length = (last - first).days + 1
    cuts = [0, 10, 20, length] if 28 <= length <= 31 else [length * n // 3 for n in range(4)]
    return first + timedelta(days=cuts[third - 1]), first + timedelta(days=max(cuts[third], cuts[third - 1] + 1) - 1)


def _holiday(name: str, year: int) -> date:
    if name.startswith(("jul", "christmas")):
        return date(year, 12, 25)
    if name.startswith(("påsk", "easter")):
        return easter(year)
    saturday = next(day for day in (date(year, 6, 20) + timedelta(days=n) for n in range(7)) if day.weekday() == 5)
    return saturday - ONE_DAY if name.endswith("afton") else saturday


def easter(year: int) -> date:
    """The Gregorian computus (Meeus)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    m = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    n = h + m - 7 * ((a + 11 * h + 22 * m) // 451) + 114
    return date(year, n // 31, n % 31 + 1)
