"""When a party's year is locked, and how it stands on a day. Pure: no rows, no clock."""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from fardplan.kit.periods import ReportPeriod


class State(models.TextChoices):
    OPEN = "open", _("Not marked ready")
    LOCKED = "locked", _("Ready and locked")
    REOPENED = "reopened", _("Reopened")


#: What a year becomes, and from what: a year that is locked is opened by a decision only.
MAY_MOVE = {State.OPEN: {State.LOCKED}, State.REOPENED: {State.LOCKED}, State.LOCKED: {State.REOPENED}}


def may_move(now, to):
    return to in MAY_MOVE[now]


class Standing(models.TextChoices):
    """How a party's year stands on a day, for those who wait for it."""

    READY = "ready", _("Ready")
    READY_LATE = "ready_late", _("Ready, after the last day")
    REOPENED = "reopened", _("Reopened")
    WAITING = "waiting", _("Not yet ready")
    LATE = "late", _("Late with its follow-up")


SHAPES = {
    Standing.READY: "done",
    Standing.READY_LATE: "done",
    Standing.REOPENED: "running",
    Standing.WAITING: "clock",
    Standing.LATE: "warn",
}


def standing(state, *, ready: date | None, due: date | None, on: date) -> Standing:
    """How it stands on the day `on`. `ready` is the day it was marked, `due` the last day to (None: nobody has set one, so nobody is late)."""
    if state == State.LOCKED:
        return Standing.READY_LATE if due and ready and ready > due else Standing.READY
    if due and on > due:
        return Standing.LATE
    return Standing.REOPENED if state == State.REOPENED else Standing.WAITING


def covers(locked: str, period: str) -> bool:
    """Whether all of `period` lies in `locked`: the year 2023 covers its halves, not the other way round."""
    whole, part = ReportPeriod.parse(locked), ReportPeriod.parse(period)
    return whole.first_day <= part.first_day and part.until_date <= whole.until_date


def takes_part(period: ReportPeriod, *, from_date: date | None, until_date: date | None) -> bool:
    """Whether a party that holds from and until those days (half-open, None: open) was one during some day of the period.

    A party that left in the middle of it is still asked: it did what it did until then.
    """
    return (from_date is None or from_date < period.until_date) and (until_date is None or period.first_day < until_date)
