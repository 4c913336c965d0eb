"""Rules about staffing. Pure: posts are anything with from_date, until_date and share; assignments have is_vacant and holder too."""

from dataclasses import dataclass
from datetime import date, timedelta


def holds_on(row, day: date) -> bool:
    """Half-open: the day `until_date` is the first it no longer holds."""
    return (row.from_date is None or row.from_date <= day) and (row.until_date is None or day < row.until_date)


def share_on(assignments, day: date) -> int:
    """Per cent of full time that is filled on a day. A vacancy fills nothing."""
    return sum(row.share or 0 for row in assignments if not row.is_vacant and holds_on(row, day))


def people_on(assignments, day: date) -> int:
    """How many different people hold something on a day: one person's two assignments carry the same name or pseudonym.

    An assignment without any is somebody of its own.
    """
    held = [row for row in assignments if not row.is_vacant and holds_on(row, day)]
    named = {row.holder for row in held if row.holder}
    return len(named) + sum(1 for row in held if not row.holder)


def days_of_change(rows, first: date, last: date) -> list[date]:
    """The days between `first` and `last`, both included, when something begins or no longer holds, and `first` itself."""
    days = {row.from_date for row in rows} | {row.until_date for row in rows}
    return sorted({first} | {day for day in days if day and first <= day <= last})


@dataclass(frozen=True)
class Span:
    """Days in a row, both included, with the same plan and the same staffing, in per cent of full time."""

    first: date
    last: date
    planned: int
    filled: int

    @property
    def difference(self) -> int:
        """Filled less planned: minus is what nobody holds."""
        return self.filled - self.planned

    @property
    def is_over(self) -> bool:
        return self.filled > self.planned

    @property
    def until_date(self) -> date:
        """The first day after it."""
        return self.last + timedelta(days=1)

    @property
    def days(self) -> int:
        return (self.until_date - self.first).days

    def contains(self, day: date) -> bool:
        return self.first <= day <= self.last


def spans(posts, assignments, first: date, last: date) -> list[Span]:
    """The plan against the staffing from `first` to `last`, both included, in as few stretches as say all.

    A day when one person has not left and the next has begun is a stretch of its own: that is how a sum passes the plan.
    """
    found = []
    days = days_of_change([*posts, *assignments], first, last)
    for day, next_day in zip(days, [*days[1:], last + timedelta(days=1)], strict=True):
        planned = sum(post.share for post in posts if holds_on(post, day))
        span = Span(day, next_day - timedelta(days=1), planned, share_on(assignments, day))
        if found and (found[-1].planned, found[-1].filled) == (span.planned, span.filled):
            span = Span(found.pop().first, span.last, span.planned, span.filled)
        found.append(span)
    return found
