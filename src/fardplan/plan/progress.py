"""Progress against a baseline, what is counted once, and what is carried over. Pure: no rows, no clock."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from fardplan.plan.rules import CLOSED, State


class Against(models.TextChoices):
    """How an activity stands against the plan's baseline."""

    AS_PLANNED = "as_planned", _("As in the baseline")
    DONE = "done", pgettext_lazy("activity", "Carried out")
    LATER = "later", _("Moved later")
    EARLIER = "earlier", _("Moved earlier")
    CANCELLED = "cancelled", _("Cancelled")
    ADDED = "added", _("New since the baseline")
    DROPPED = "dropped", _("Taken out of the plan")


SHAPES = {
    Against.AS_PLANNED: "clock",
    Against.DONE: "done",
    Against.LATER: "warn",
    Against.EARLIER: "running",
    Against.CANCELLED: "withdrawn",
    Against.ADDED: "plus",
    Against.DROPPED: "off",
}


def last_day(until: date | None) -> str:
    """A half-open end as a version keeps it: the last day, or nothing when the words name none."""
    return (until - timedelta(days=1)).isoformat() if until else ""


def against(then: dict | None, now: dict | None) -> tuple[Against, int | None]:
    """How an activity stands, and by how many days it has moved (later above nought; None: a day is missing on one side).

    `then` and `now` are the activity in the baseline and as it is: {"state", "ends" (ISO day or "")}; None where it is not there.
    What is carried out is carried out, also when it was moved; the days tell by how much.
    """
    if now is None:
        return Against.DROPPED, None
    if then is None:
        return Against.ADDED, None
    moved = None
    if then["ends"] and now["ends"]:
        moved = (date.fromisoformat(now["ends"]) - date.fromisoformat(then["ends"])).days
    if now["state"] == State.CANCELLED:
        return Against.CANCELLED, moved
    if now["state"] == State.DONE:
        return Against.DONE, moved
    if moved:
        return (Against.LATER if moved > 0 else Against.EARLIER), moved
    return Against.AS_PLANNED, moved


def counted_once(placed: Iterable[tuple[int, int]]) -> dict[int, tuple[int, ...]]:
    """{activity: the plans it stands in}, each activity once however many plans name it: the number of keys is the number of activities.

    `placed`: (plan, activity) pairs. A party in two plans, or an activity in both, adds nothing twice.
    """
    found: dict[int, list[int]] = {}
    for plan, activity in placed:
        plans = found.setdefault(activity, [])
        if plan not in plans:
            plans.append(plan)
    return {activity: tuple(plans) for activity, plans in found.items()}


class Kept(models.TextChoices):
    """Why an activity is not carried over to the next year."""

    ENDED = "ended", _("it is carried out or cancelled")
    LEFT = "left", _("the party that answers for it has left the programme")
    ALREADY = "already", _("it has been carried over already")


@dataclass(frozen=True)
class Carried:
    """What of a plan goes on to the next year, by key, and what stays and why."""

    over: tuple[int, ...]
    stays: tuple[tuple[int, Kept], ...]


def to_carry(items: Iterable[tuple[int, str, int | None]], *, parties: frozenset[int], already: frozenset[int] = frozenset()) -> Carried:
    """What is carried over. `items`: (activity, state, party that answers for it or None); `parties`: those who are parties the next year."""
    over, stays = [], []
    for activity, state, party in items:
        if activity in already:
            stays.append((activity, Kept.ALREADY))
        elif state in CLOSED:
            stays.append((activity, Kept.ENDED))
        elif party is not None and party not in parties:
            stays.append((activity, Kept.LEFT))
        else:
            over.append(activity)
    return Carried(tuple(over), tuple(stays))
