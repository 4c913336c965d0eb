"""Rules about how a working method spreads. Pure.

A party is in one phase at a time. A period begins on a day, as worded, and holds until its own end or until the next begins: so a phase that is
begun needs no end, and "introduced" ends "pilot". What was only seen to hold, with no beginning stated, holds from the day it was seen.
"""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    """Where a party is with a working method. No period: nothing yet."""

    NOT_RELEVANT = "not_relevant", _("Not relevant")
    EXPLORING = "exploring", _("Exploring")
    PILOT = "pilot", _("Pilot")
    INTRODUCED = "introduced", _("Introduced")
    IN_LINE = "in_line", _("In the line")
    ENDED = "ended", _("Ended")


#: How far a phase is, in quarters of a disc. What is ended is no longer anywhere; what is not relevant has no disc.
QUARTERS = {Phase.EXPLORING: 1, Phase.PILOT: 2, Phase.INTRODUCED: 3, Phase.IN_LINE: 4, Phase.ENDED: 0}
#: Phases that an ambition may speak of.
AIMS = (Phase.PILOT, Phase.INTRODUCED, Phase.IN_LINE)


def reached(phase, aim) -> bool:
    """Whether a party in `phase` (None: nothing yet) has come as far as `aim`."""
    return QUARTERS.get(phase, 0) >= QUARTERS[aim]


def counting(aim) -> list[str]:
    """The phases of those who have come as far as `aim`."""
    return [phase.value for phase in QUARTERS if reached(phase, aim)]


class Overlap(Exception):
    """Two periods of one party cannot both hold. `first` and `second` are the periods."""

    def __init__(self, first, second):
        super().__init__()
        self.first, self.second = first, second


class Backwards(Exception):
    """A period ends before it begins."""


@dataclass(frozen=True)
class Told:
    """A period as it was told. `began` and `ended` are kit.timing.Timing or None; `ended` is the last day, as worded; `seen` a day or None."""

    key: object
    began: object
    seen: date | None
    ended: object = None

    @property
    def start(self) -> date | None:
        """The first day on which it certainly holds."""
        return self.began.starts_latest if self.began is not None and self.began.starts_latest else self.seen


def periods(told) -> dict[object, tuple[date, date | None]]:
    """{key: (first day, first day after or None)} for the periods of one party with one method.

    Raises Overlap when two cannot be told apart in time, and Backwards. Words are read kindly: only what overlaps under every reading does.
    """
    ordered = sorted(told, key=lambda each: each.start)
    found = {}
    for place, each in enumerate(ordered):
        later = ordered[place + 1] if place + 1 < len(ordered) else None
        until = each.ended.ends_latest if each.ended is not None else None
        if until is not None and until <= each.start:
            raise Backwards
        if later is not None:
            last = each.ended.starts_earliest if each.ended is not None else None
            if later.start == each.start or (last is not None and last >= later.start):
                raise Overlap(each, later)
            until = min(until, later.start) if until is not None else later.start
        found[each.key] = (each.start, until)
    return found


def lines_of(text: str) -> list[str]:
    """One point on each line, blank ones left out, each once."""
    return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


@dataclass(frozen=True)
class Ticked:
    """The points of a check-list beside those that a party has done. `others` are done but stand on the list no longer."""

    done: list[str]
    left: list[str]
    others: list[str]

    @property
    def is_all(self) -> bool:
        return bool(self.done) and not self.left


def ticked(points, done) -> Ticked:
    return Ticked(
        [point for point in points if point in done],
        [point for point in points if point not in done],
        [point for point in done if point not in points],
    )


def behind(aimed: int, come: int, *, year: int, on: date) -> int:
    """How many parties are missing from a year's ambition: nothing is missing before its year is over."""
    return max(aimed - come, 0) if date(year, 12, 31) <= on else 0
