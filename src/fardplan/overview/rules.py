"""What pages over several rooms work out for themselves. Pure: no rows, no clock."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from fardplan.portfolio.rules import Phase

#: The way most work goes. What an initiative has not come to is drawn from here; what it has been through is its own.
USUAL_WAY = (Phase.IDEA, Phase.DIALOGUE, Phase.PROPOSED, Phase.INCLUDED, Phase.RUNNING, Phase.CLOSED)
#: Where a phase off the usual way leads back to it.
STANDS_AT = {Phase.PAUSED: Phase.RUNNING, Phase.SPREAD_DECIDED: Phase.RUNNING}


@dataclass(frozen=True, slots=True)
class Step:
    """A stop on the phase line: its name, when as worded, and whether it is passed, now or to come ("was", "now", "")."""

    label: str
    note: str
    state: str


def steps(phases, day: date) -> list[Step]:
    """The phase line of an initiative on a day.

    `phases`: objects with `phase` and `began` (Timing), in the order of history. A phase counts from the day it has begun for certain.
    What no row tells about stays away; after the last known phase come those that usually follow. Without any phase, nothing.
    """
    if not phases:
        return []
    begun = [place for place, row in enumerate(phases) if row.began.starts_latest and row.began.starts_latest <= day]
    now = begun[-1] if begun else -1
    line = [Step(_label(row), row.began.words, "was") for row in phases[: max(now, 0)]]
    if begun:
        line.append(Step(_label(phases[now]), _since(phases[now], day), "now"))
    line += [Step(_label(row), row.began.words, "") for row in phases[now + 1 :]]
    return line + [Step(str(phase.label), _("not yet"), "") for phase in _usually_after(phases[-1].phase)]


def _label(row):
    return str(Phase(row.phase).label)


def _since(row, day):
    """ "since 2020"; what began in this very stretch of time needs no "since"."""
    return _("since %(when)s") % {"when": row.began.words} if row.began.starts_latest < day else row.began.words


def _usually_after(latest):
    if latest in {Phase.CLOSED, Phase.WITHDRAWN}:
        return ()
    at = USUAL_WAY.index(STANDS_AT.get(latest, latest)) + 1
    # Early dialogue is for those who want it: no promise.
    return tuple(phase for phase in USUAL_WAY[at:] if phase is not Phase.DIALOGUE)
