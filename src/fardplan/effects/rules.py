"""Pure rules of intended effects: which period a day lies in, and what of a plan is its substance. No rows, no clock."""

from fardplan.indicators.rules import MONTHS, period_kind, position

#: What an evaluation rests on. A plan where any of it is changed counts as written on that day.
SUBSTANCE = ("indicator", "direction", "size", "expected", "compared", "season")


def period_of(day, kind):
    """The period of a kind ("year", "half", "quarter", "month") that a day lies in: 2024, 2024-H2, 2024-Q3, 2024-07."""
    number = (day.month - 1) // MONTHS[kind] + 1
    return {"year": f"{day.year}", "half": f"{day.year}-H{number}", "quarter": f"{day.year}-Q{number}", "month": f"{day:%Y-%m}"}[kind]


def from_period(began, kind):
    """The first period that counts as after: the one where the new way may have begun, by the words' earliest day."""
    return period_of(began.starts_earliest, kind)


def is_after(period, start):
    """Whether some of `period` may lie after the new way began in the period `start`."""
    return position(period) >= position(start) - 1e-9 if period_kind(period) == period_kind(start) else position(period) >= position(start)
