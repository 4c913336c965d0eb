"""Everything that waits for somebody, from every room that has such things, over all programmes."""

from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec

from fardplan.kit.waiting import Waiting
from fardplan.parties.access import authority_of
from fardplan.parties.models import Programme
from fardplan.reminders.kinds import label
from fardplan.reminders.rules import shape, urgency

#: Rooms whose `waiting.py` is asked, as far as they have one.
ROOMS = (
    "reports",
    "benefits",
    "economy",
    "followup",
    "selfassessment",
    "spread",
    "plan",
    "status",
    "consultations",
    "governance",
    "portfolio",
    "indicators",
    "goals",
)


@dataclass(frozen=True)
class Due:
    """One thing that waits, in the programme it waits in."""

    programme: Programme
    thing: Waiting
    days_left: int | None

    @property
    def kind_label(self):
        return label(self.thing.kind)

    @property
    def shape(self):
        return shape(self.days_left)

    @property
    def days_late(self):
        return -self.days_left if self.days_left is not None and self.days_left < 0 else 0


def sources():
    """`waiting_for` of every room that has one."""
    names = [f"fardplan.{room}.waiting" for room in ROOMS]
    return [import_module(name).waiting_for for name in names if find_spec(name)]


def waiting_for_user(user, *, today) -> list[Due]:
    """What waits for `user`, the most urgent first. Roles are those of the day `today`; a programme that is shown as of a day counts from it."""
    found = []
    for programme in Programme.objects.visible_to(user, on=today).order_by("name"):
        authority = authority_of(user, programme, on=today)
        shown = programme.shown_as_of or today
        for source in sources():
            found += [Due(programme, thing, thing.days_left(shown)) for thing in source(authority, today=shown)]
    return sorted(found, key=lambda due: (*urgency(due.days_left), due.thing.title))
