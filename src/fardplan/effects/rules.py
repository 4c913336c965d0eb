"""Pure rules of intended effects: which period a day lies in, and what of a plan is its substance. No rows, no clock."""

from fardplan.indicators.rules import period_kind, period_of, position

#: What an evaluation rests on. A plan where any of it is changed counts as written on that day.
SUBSTANCE = ("indicator", "direction", "size", "expected", "compared", "season")


def from_period(began, kind):
    """The first period that counts as after: the one where the new way may have begun, by the words' earliest day."""
    return period_of(began.starts_earliest, kind)


def is_after(period, start):
    """Whether some of `period` may lie after the new way began in the period `start`."""
    return position(period) >= position(start) - 1e-9 if period_kind(period) == period_kind(start) else position(period) >= position(start)
