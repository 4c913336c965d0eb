"""What an activity's counts amount to, and what is late. Pure: no rows, no clock."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    PLANNED = "planned", _("Planned")
    ONGOING = "ongoing", _("Ongoing")
    DONE = "done", _("Done")
    PAUSED = "paused", _("Paused")
    CANCELLED = "cancelled", _("Cancelled")


SHAPES = {State.PLANNED: "clock", State.ONGOING: "running", State.DONE: "done", State.PAUSED: "paused", State.CANCELLED: "withdrawn"}
#: States in which somebody may have come.
HAS_TAKEN_PLACE = frozenset({State.ONGOING, State.DONE, State.PAUSED})
#: States that nothing more is waited for in.
CLOSED = frozenset({State.DONE, State.CANCELLED})


def participants(counts, *, party=None, target_group=None):
    """How many people took part, as far as it is known; None when nobody has said, which is not nought.

    `counts`: (party, target group, number), where None stands for all of them. Given `party` or `target_group`, only theirs.
    A number that is given for the whole holds. Otherwise the parts are added, each way of dividing for itself: by party, by
    target group, by both. The ways count the same people, so the largest is what is known at the least.
    """
    if party is not None:
        counts = [(None, of_group, number) for of_party, of_group, number in counts if of_party == party]
    elif target_group is not None:
        counts = [(of_party, None, number) for of_party, of_group, number in counts if of_group == target_group]
    ways = {}
    for of_party, of_group, number in counts:
        way = (of_party is not None, of_group is not None)
        ways[way] = ways.get(way, 0) + number
    return ways.get((False, False), max(ways.values(), default=None))
