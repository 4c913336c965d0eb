"""Rules of self-assessment. Pure: no rows, no clock.

Points run from 0 to 100: how far up its scale a unit has answered, statements counted with their weights. Nothing of a group smaller
than the minimum is shown, and nothing from which such a group could be reckoned out (ADR 0018).
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import TextChoices
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy


class State(TextChoices):
    """Where a round is. What is typed is kept in every state; what is handed in counts."""

    PREPARING = "preparing", gettext_lazy("Being prepared")
    OPEN = "open", pgettext_lazy("round", "Open")
    CLOSED = "closed", pgettext_lazy("round", "Closed")


class ScaleError(ValueError):
    """A line of a scale that cannot be read; the text says which and why."""


@dataclass(frozen=True)
class Step:
    """A step of a scale: what it is worth, and the words people choose."""

    value: int
    label: str


_STEP = re.compile(r"(?P<value>\d{1,2})\s*[.:=)\-–]?\s+(?P<label>\S.{0,118})")


def scale_of(text: str) -> list[Step]:
    """The steps of a scale written one to a line, "0 Stämmer inte alls"; the lowest first. Raises ScaleError."""
    found = []
    for line in filter(None, (line.strip() for line in text.splitlines())):
        read = _STEP.fullmatch(line)
        if not read:
            raise ScaleError(_("“%(line)s” is not a step. Write a figure and then the words: 0 Does not fit at all.") % {"line": line[:60]})
        found.append(Step(int(read["value"]), read["label"].strip()))
    if len({step.value for step in found}) < len(found):
        raise ScaleError(_("Two steps have the same figure."))
    if len(found) < 2:
        raise ScaleError(_("A scale has at least two steps."))
    return sorted(found, key=lambda step: step.value)


def scale_text(steps: Iterable) -> str:
    """The scale as `scale_of` reads it."""
    return "\n".join(f"{step.value} {step.label}" for step in steps)


def points(score: int | Decimal | None, weight: int | None, low: int, high: int) -> Decimal | None:
    """Points 0-100 of a weighted sum of answers `score` with the weights `weight` on a scale from `low` to `high`, with one decimal.

    None when nothing was answered: unknown is not nought.
    """
    if score is None or not weight or high <= low:
        return None
    return rounded(100 * (Decimal(score) / Decimal(weight) - low) / (high - low))


def rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.1"), rounding=ROUND_HALF_UP)


def mean(values: Iterable[Decimal]) -> Decimal | None:
    """Each unit counts alike, however many answered in it."""
    values = list(values)
    return rounded(sum(values) / len(values)) if values else None


@dataclass(frozen=True)
class Shown:
    """What may be shown of groups that add up to a total: the total itself, and which groups alone."""

    total: bool
    alone: frozenset


def shown(people: Mapping[Hashable, int], minimum: int, *, never: Iterable[Hashable] = ()) -> Shown:
    """What may be shown of groups with so many `people` each when fewer than `minimum` are not shown.

    Those hidden must be so many together that not even one of them, who knows its own answers, can reckon out the rest from the total:
    without the largest of them at least `minimum` people are left. Where the small ones are too few, the smallest of the others are
    hidden with them; where that is not enough, nor is the total shown. `never` are groups that are not shown alone whatever their size.
    """
    if sum(people.values()) < minimum or not people:
        return Shown(False, frozenset())
    never = set(never)
    hidden = [key for key, count in people.items() if count < minimum or key in never]
    if not hidden:
        return Shown(True, frozenset(people))
    rest = sorted((key for key in people if key not in hidden), key=lambda key: (people[key], str(key)))
    while not _safe([people[key] for key in hidden], minimum):
        if not rest:
            return Shown(False, frozenset())
        hidden.append(rest.pop(0))
    return Shown(True, frozenset(rest))


def _safe(counts, minimum):
    return sum(counts) - max(counts) >= minimum


def is_strength(value: Decimal | None, limit: int) -> bool:
    return value is not None and value >= limit


def is_challenge(value: Decimal | None, limit: int) -> bool:
    return value is not None and value < limit


def is_late(handed_in, last_day) -> bool:
    """Handed in after the round's last day. An unknown day makes nothing late."""
    return handed_in is not None and last_day is not None and handed_in > last_day


def takes_hand_in(state: str, *, admitted: bool) -> bool:
    """An open round takes what is handed in; a closed one only from a unit that has been let in afterwards."""
    return state == State.OPEN or (state == State.CLOSED and admitted)
