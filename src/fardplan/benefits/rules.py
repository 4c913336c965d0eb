"""Pure rules of benefits: how far the five steps have come, what a value is worth, when the next one is due. No rows, no clock."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise

ONE_DAY = timedelta(days=1)
LONGEST_BOX = 160
#: Most boxes in a stage that can be drawn and still read.
MOST_BOXES = 6


class Step(StrEnum):
    """The five steps of benefits realisation, in order."""

    IDENTIFY = "identify"
    SPECIFY = "specify"
    PLAN = "plan"
    REALISE = "realise"
    FOLLOW_UP = "follow_up"


class Lacks(StrEnum):
    """What is missing before a step is done."""

    CHANGE = "change"
    FOR_WHOM = "for_whom"
    GOAL = "goal"
    KIND = "kind"
    CHAIN = "chain"
    MEASURE = "measure"
    UNIT = "unit"
    PARTS = "parts"
    OWNERS = "owners"
    BASELINES = "baselines"
    TARGETS = "targets"
    METHOD = "method"
    FREQUENCY = "frequency"
    PREREQUISITES = "prerequisites"
    REVIEW = "review"
    APPROVAL = "approval"
    VALUES = "values"
    ANSWERS = "answers"
    SETTLED = "settled"


@dataclass(frozen=True)
class PartFacts:
    """What is known of a party's part. `left` is the first day the party was no party; `latest` the latest value it has confirmed."""

    party: str
    has_owner: bool
    baseline: Decimal | None
    baseline_date: date | None
    target: Decimal | None
    reported: int = 0
    unanswered: int = 0
    latest: Decimal | None = None
    latest_date: date | None = None
    left: date | None = None


@dataclass(frozen=True)
class Facts:
    """What is filled in of a profile."""

    change: bool
    for_whom: bool
    goal: bool
    kind: bool
    chain: bool
    measure: bool
    unit: bool
    method: bool
    frequency: bool
    prerequisites: bool
    reviewed: bool
    approved: bool
    settled: bool
    parts: tuple[PartFacts, ...] = ()


@dataclass(frozen=True)
class StepState:
    step: Step
    lacks: tuple[Lacks, ...]

    @property
    def is_done(self):
        return not self.lacks


def steps(facts: Facts) -> list[StepState]:
    """The five steps, each with what it still lacks. What has been settled lacks nothing more: it is followed up."""
    parts = facts.parts

    def lacking(**there):
        return tuple(Lacks(name) for name, has in there.items() if not has)

    found = [
        lacking(change=facts.change, for_whom=facts.for_whom, goal=facts.goal),
        lacking(kind=facts.kind, chain=facts.chain, measure=facts.measure, unit=facts.unit),
        lacking(
            parts=bool(parts),
            owners=all(part.has_owner for part in parts),
            baselines=all(part.baseline is not None for part in parts),
            targets=all(part.target is not None for part in parts),
            method=facts.method,
            frequency=facts.frequency,
            prerequisites=facts.prerequisites,
            review=facts.reviewed,
            approval=facts.approved,
        ),
        lacking(values=bool(parts) and all(part.reported or part.left for part in parts)),
        lacking(answers=not any(part.unanswered and not part.left for part in parts), settled=facts.settled),
    ]
    return [StepState(step, lacks) for step, lacks in zip(Step, found, strict=True)]


def standing(states) -> Step | None:
    """Where a profile stands: the first step that is not done. None when all are."""
    return next((state.step for state in states if not state.is_done), None)


def not_realised_because(parts) -> dict[str, list[str]]:
    """Why a benefit cannot be called realised: parties by reason ("baseline", "measured_late", "value"). Empty when it can.

    A party that has left answers no more: nothing is asked of it but what it had said by then.
    """
    found = {}
    for part in parts:
        if part.left and part.latest is None:
            continue
        if part.baseline is None:
            found.setdefault("baseline", []).append(part.party)
        elif part.latest is None:
            found.setdefault("value", []).append(part.party)
        elif part.baseline_date >= part.latest_date:
            found.setdefault("measured_late", []).append(part.party)
    return found


def change(baseline, value):
    """Value less baseline; None when either is unknown."""
    return None if baseline is None or value is None else value - baseline


def reached(baseline, target, value):
    """How much of the way from baseline to target, in per cent with one decimal; None when it cannot be said."""
    if baseline is None or target is None or value is None or baseline == target:
        return None
    return ((value - baseline) * 100 / (target - baseline)).quantize(Decimal("0.1"), ROUND_HALF_UP)


def months_after(day: date, months: int) -> date:
    """The same day of the month `months` later, or the month's last day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    after = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    return min(date(year, month + 1, 1) + timedelta(days=day.day - 1), after - timedelta(days=1))


def next_due(*, first, latest, frequency) -> date | None:
    """The day of the next follow-up: `frequency` months after the latest value, else the first one. None when nobody has said."""
    if latest is None:
        return first
    return months_after(latest, frequency) if frequency else None


def places(text: str) -> list[int]:
    return [int(word) for word in text.split()]


def arrows(sizes: dict, leads: dict, stages) -> list[tuple]:
    """Which box leads to which: ((stage, place), (next stage, place)). A box that names none leads to all of the next stage that has any.

    `sizes` is {stage: number of boxes}, `leads` {(stage, place): places named}. A stage without boxes is passed over only when nothing is
    named; a place that is not there is no arrow.
    """
    held = [stage for stage in stages if sizes.get(stage)]
    found = []
    for stage, after in pairwise(held):
        for place in range(1, sizes[stage] + 1):
            named = leads.get((stage, place)) or range(1, sizes[after] + 1)
            found += [((stage, place), (after, other)) for other in named if other <= sizes[after]]
    return found
