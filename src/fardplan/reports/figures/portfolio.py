"""What is in the portfolio during a period, what came and what ended."""

from itertools import pairwise

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.kit.periods import ReportPeriod, day_in_words
from fardplan.portfolio.rules import IN_PORTFOLIO, Phase, phase_on

from .registry import Found, Kind, figure

#: In the portfolio and not yet ended.
ALIVE = IN_PORTFOLIO - {Phase.CLOSED}


def _starts(row):
    return row.began.starts_latest


def in_portfolio(phases, period: ReportPeriod) -> bool:
    """Whether work was in the portfolio on some day of the period. What ended during it was; what had ended before was not.

    `phases`: in order, as the Register gives them.
    """
    begun = [row for row in phases if _starts(row) and _starts(row) < period.until_date]
    for row, after in pairwise([*begun, None]):
        lasts_into = after is None or _starts(after) > period.first_day
        if (row.phase in ALIVE and lasts_into) or (row.phase == Phase.CLOSED and _starts(row) >= period.first_day):
            return True
    return False


def entered(phases, period: ReportPeriod):
    """The phase with which work was taken into the portfolio during the period, or None.

    Taken in is to be included, and not to be entered in the register as running already.
    """
    first = next((row for row in phases if row.phase in IN_PORTFOLIO), None)
    if first is not None and first.phase == Phase.INCLUDED and _starts(first) and period.contains(_starts(first)):
        return first
    return None


def ended(phases, period: ReportPeriod):
    """The phase with which work ended during the period, or None."""
    closing = [row for row in phases if row.phase == Phase.CLOSED and _starts(row) and period.contains(_starts(row))]
    return closing[-1] if closing else None


def _count(register, period, asked):
    number = sum(bool(asked(register.phases.get(row.pk, []), period)) for row in register.initiatives)
    return Found(number, _("Register, portfolio: phases during %(period)s") % {"period": period.label})


@figure("initiatives.included", Kind.NUMBER, gettext_lazy("Development work in the portfolio during the period"), at="period")
def initiatives_included(register, period):
    return _count(register, period, in_portfolio)


@figure("initiatives.new", Kind.NUMBER, gettext_lazy("Development work taken into the portfolio during the period"), at="period")
def initiatives_new(register, period):
    return _count(register, period, entered)


@figure("initiatives.closed", Kind.NUMBER, gettext_lazy("Development work that ended during the period"), at="period")
def initiatives_closed(register, period):
    return _count(register, period, ended)


@figure("initiatives.in_phase", Kind.NUMBER, gettext_lazy("Development work in a phase on the day"), at="day", of=Phase)
def initiatives_in_phase(register, day, phase):
    number = sum(phase_on(register.phases.get(row.pk, []), day) == phase for row in register.initiatives)
    return Found(number, _("Register, portfolio: phases on %(day)s") % {"day": day_in_words(day)})
