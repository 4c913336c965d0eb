"""How things are judged. Pure: no rows, no clock."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.periods import PeriodError, ReportPeriod

# Status ─────────────────────────────────────────────────────────────────────────────────────────────────────────────


class Level(models.TextChoices):
    """How it stands. Empty is missing, and never shown as green."""

    MISSING = "", _("No judgement")
    OK = "ok", _("On track")
    WARN = "warn", _("Some deviation")
    BAD = "bad", _("Great deviation")


class Trend(models.TextChoices):
    """The leader's own judgement since the last time; never worked out from two points."""

    MISSING = "", _("Not said")
    BETTER = "up", _("better")
    SAME = "flat", _("unchanged")
    WORSE = "down", _("worse")


class Part(models.TextChoices):
    OVERALL = "overall", _("Overall")
    TIME = "time", _("Time")
    SCOPE = "scope", _("Scope")
    RESOURCES = "resources", _("Resources and economy")
    BENEFIT = "benefit", _("Benefit")
    RISK = "risk", _("Risk")


PARTS = tuple(Part.values)
#: The other words of a report.
TEXTS = ("done", "next", "deviations", "asks", "forecast")
WORSE = {Level.MISSING: 0, Level.OK: 1, Level.WARN: 2, Level.BAD: 3}


def worst(levels):
    """The worst of some judgements; missing when none has been made. As the Danish trafiklys: the whole is its worst part."""
    return Level(max(levels, key=WORSE.__getitem__, default=Level.MISSING))


def needs_reason(overall, parts):
    """Whether the whole is judged better than its worst part, which takes a written reason."""
    return bool(overall) and WORSE[overall] < WORSE[worst(parts)]


class Rhythm(models.IntegerChoices):
    """Months between reports. The value is the length of a period."""

    MONTH = 1, _("Every month")
    QUARTER = 3, _("Every quarter")
    HALF_YEAR = 6, _("Twice a year, June and December")
    YEAR = 12, _("Once a year")


DAYS_TO_WRITE = 14
#: Days before a period ends when its report begins to be asked for.
DAYS_BEFORE = 14


def period_containing(day: date, rhythm: int) -> ReportPeriod:
    month = (day.month - 1) // rhythm + 1
    code = {1: f"{day.year}-{day.month:02}", 3: f"{day.year}-Q{month}", 6: f"{day.year}-H{month}", 12: f"{day.year}"}[rhythm]
    return ReportPeriod.parse(code)


def period_due(today: date, rhythm: int) -> ReportPeriod:
    """The period a report is asked for: the latest that has ended, or ends within DAYS_BEFORE days."""
    return period_containing(today + timedelta(days=DAYS_BEFORE), rhythm).previous


def last_day_for(period: ReportPeriod, days_to_write: int) -> date:
    return period.last_day + timedelta(days=days_to_write)


def valid_period(code):
    try:
        ReportPeriod.parse(code)
    except PeriodError as error:
        raise ValidationError(str(error)) from error


# Risks ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

#: Where a level turns amber and red: green up to 2, amber 3-16, red from 20 (PM2 Guide, appendix B.8: risk log). A product of two
#: values 1-5 is never 17-19. A programme may set its own (StatusSetup).
AMBER_FROM = 3
RED_FROM = 20


class RiskState(models.TextChoices):
    PROPOSED = "proposed", _("Suggested")
    OPEN = "open", _("Followed")
    OCCURRED = "occurred", _("Has occurred")
    CLOSED = "closed", _("Closed, no longer followed")


#: States in which somebody keeps an eye on the risk.
LIVE_STATES = frozenset({RiskState.PROPOSED, RiskState.OPEN})


def level_of(likelihood, impact):
    """Likelihood x impact, 1-25; None when either has not been judged."""
    return None if likelihood is None or impact is None else likelihood * impact


def colour_of(level, amber_from=AMBER_FROM, red_from=RED_FROM):
    """ "ok", "warn", "bad", or "off" for what nobody has judged."""
    if level is None:
        return "off"
    return "bad" if level >= red_from else "warn" if level >= amber_from else "ok"


# Friction ───────────────────────────────────────────────────────────────────────────────────────────────────────────

#: "3-5 mest prioriterade skav" per local group.
FEWEST_PRIORITISED, MOST_PRIORITISED = 3, 5
