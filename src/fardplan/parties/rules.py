"""Rules about staffing. Pure: assignments are anything with from_date, until_date, share and is_vacant."""

from datetime import date


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


def days_of_change(assignments, first: date, last: date) -> list[date]:
    """The days between `first` and `last`, both included, when somebody starts or has left, and `first` itself."""
    days = {row.from_date for row in assignments} | {row.until_date for row in assignments}
    return sorted({first} | {day for day in days if day and first <= day <= last})
