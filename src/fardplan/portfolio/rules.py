"""How an initiative may move, and who must take part in it. Pure: no rows, no clock."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _


class Phase(models.TextChoices):
    IDEA = "idea", _("Idea")
    DIALOGUE = "dialogue", _("Early dialogue")
    PROPOSED = "proposed", _("Proposed")
    INCLUDED = "included", _("Included")
    RUNNING = "running", _("Running")
    PAUSED = "paused", _("Paused")
    CLOSED = "closed", _("Closed")
    SPREAD_DECIDED = "spread_decided", _("Spread decided")
    WITHDRAWN = "withdrawn", _("Withdrawn")


#: From a phase (None: not yet anywhere) to the phases that may follow.
MAY_MOVE = {
    None: set(Phase) - {Phase.WITHDRAWN},  # old work is entered where it stands
    Phase.IDEA: {Phase.DIALOGUE, Phase.PROPOSED, Phase.WITHDRAWN},
    Phase.DIALOGUE: {Phase.PROPOSED, Phase.INCLUDED, Phase.WITHDRAWN},
    Phase.PROPOSED: {Phase.DIALOGUE, Phase.INCLUDED, Phase.WITHDRAWN},
    Phase.INCLUDED: {Phase.RUNNING, Phase.PAUSED, Phase.CLOSED},
    Phase.RUNNING: {Phase.PAUSED, Phase.INCLUDED, Phase.CLOSED, Phase.SPREAD_DECIDED},
    Phase.PAUSED: {Phase.RUNNING, Phase.CLOSED},
    Phase.CLOSED: {Phase.RUNNING, Phase.SPREAD_DECIDED},
    Phase.SPREAD_DECIDED: {Phase.CLOSED},
    Phase.WITHDRAWN: {Phase.IDEA},
}

#: Phases in the portfolio: decided by the steering group to be in it, ended ones too.
IN_PORTFOLIO = frozenset({Phase.INCLUDED, Phase.RUNNING, Phase.PAUSED, Phase.CLOSED, Phase.SPREAD_DECIDED})
#: Phases on the way into the portfolio.
WAITING = frozenset({Phase.IDEA, Phase.DIALOGUE, Phase.PROPOSED})
#: Phases that whoever prepares may move between; every other phase comes by decision.
EARLY = WAITING | {Phase.WITHDRAWN}
#: Phases where somebody works.
ACTIVE = frozenset({Phase.INCLUDED, Phase.RUNNING, Phase.SPREAD_DECIDED})


#: The order on pages: what goes on first, then what rests, what has ended, what is on its way in, and what never came.
ON_PAGES = (
    Phase.RUNNING,
    Phase.INCLUDED,
    Phase.SPREAD_DECIDED,
    Phase.PAUSED,
    Phase.CLOSED,
    Phase.PROPOSED,
    Phase.DIALOGUE,
    Phase.IDEA,
    Phase.WITHDRAWN,
)
#: A phase is no judgement: its shape is never the tick of what goes well.
SHAPES = {
    Phase.IDEA: "idea",
    Phase.DIALOGUE: "dialogue",
    Phase.PROPOSED: "clock",
    Phase.INCLUDED: "included",
    Phase.RUNNING: "running",
    Phase.PAUSED: "paused",
    Phase.CLOSED: "done",
    Phase.SPREAD_DECIDED: "spread",
    Phase.WITHDRAWN: "withdrawn",
    None: "off",
}


def may_move(now, to, then=None):
    """Whether an initiative in `now` may enter `to`; `then` is the phase that already follows, when history is filled in."""
    return to in MAY_MOVE[now] and (then is None or then in MAY_MOVE[to])


def may_prepare(now, to):
    """Whether an initiative may be moved without a decision: on the way in, or out of it again."""
    return to in EARLY and (now is None or now in EARLY) and may_move(now, to)


def phase_on(phases, day):
    """The phase on `day`: the last in the history that had certainly begun; None before the first.

    `phases`: objects with `phase` and `began` (Timing), in the order of history.
    """
    begun = [row for row in phases if row.began.starts_latest and row.began.starts_latest <= day]
    return begun[-1].phase if begun else None


def place_of(began, phases):
    """Where in a history a phase that begins at `began` belongs: after the last one that may have begun before it.

    `phases` as for `phase_on`. Words may overlap: what is told last came last, as long as some reading allows it.
    """
    for place in range(len(phases), 0, -1):
        earliest = phases[place - 1].began.starts_earliest
        if earliest is None or earliest <= began.starts_latest:
            return place
    return 0


@dataclass(frozen=True)
class Demand:
    """At least so many of a kind ("" is any kind), or one party by its key."""

    kind: str = ""
    least: int = 1
    party: int | None = None

    def met_by(self, present) -> int:
        """How many of those present meet it. `present`: pairs (party key or None, kind of organisation)."""
        return sum(self.party in (None, party) and self.kind in ("", kind) for party, kind in present)


#: What every programme asks: work is driven by both principals together.
OBLIGATORY = (Demand("region"), Demand("municipality"))


def unmet(demands, present) -> list[Demand]:
    """The demands that those present do not meet, in order; the obligatory ones first."""
    present = list(present)
    return [demand for demand in (*OBLIGATORY, *demands) if demand.met_by(present) < demand.least]
