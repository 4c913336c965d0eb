"""A cell before disclosure control, and a claim: what was published of it."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from fractions import Fraction

#: What a published cell is. The two in the middle look alike to readers; nought is never one of them.
VALUE, SUPPRESSED, COMPLEMENTARY, NOT_AVAILABLE = "value", "suppressed", "complementary", "not_available"
#: As counts: how many of how many (proportion), how many per so many (ratio), or the mean of something over persons (mean).
PROPORTION, RATIO, MEAN = "proportion", "ratio", "mean"

At = tuple[tuple[str, str], ...]


def at(**dimensions: str | None) -> At:
    """Where a cell stands: (("organisation", "22"), ("sex", "F")). What is left out, or None, is all together."""
    return tuple(sorted((name, str(value)) for name, value in dimensions.items() if value is not None))


@dataclass(frozen=True)
class Cell:
    """One true count of a denominator and its numerator.

    `family` is what is counted (one definition with its parameters and window): only cells of a family add up to each other. `kin` families
    count nearly the same (two versions of a measure): a small difference between them is itself a count of few. For a mean the numerator
    is the sum over persons, a float. A cell that is not `available` says nothing, and nothing is known of it.
    """

    family: str
    at: At
    numerator: float | None
    denominator: int | None
    kin: str = ""
    kind: str = PROPORTION
    #: few persons stand behind more events: hidden whatever the counts are
    few: bool = False

    @property
    def available(self) -> bool:
        return self.denominator is not None and self.numerator is not None


@dataclass(frozen=True)
class Claim:
    """What was published of a cell: counts rounded to `base`, or none when the status is not `value`.

    `mean` is the published mean, right within half of 10 to the minus `decimals`. `release` is which one, in order of time.
    `truth` is (denominator, numerator) as they were, which only the holder of the data
    knows: it is given of earlier releases and never stands in what `protect` answers.
    """

    family: str
    at: At
    status: str
    numerator: int | None = None
    denominator: int | None = None
    base: int = 5
    threshold: int = 5
    kin: str = ""
    kind: str = PROPORTION
    mean: float | None = None
    decimals: int = 2
    release: int = 0
    truth: tuple[float, float] | None = field(default=None, repr=False, compare=False)

    @property
    def hidden(self) -> bool:
        return self.status in (SUPPRESSED, COMPLEMENTARY)


def rounded(count: int, base: int) -> int:
    """The nearest multiple of an odd base: whole numbers never lie half-way."""
    return (2 * count + base) // (2 * base) * base


def published(cell: Cell, base: int, threshold: int) -> Claim:
    """The claim that shows a cell that may be shown."""
    common = {"family": cell.family, "at": cell.at, "base": base, "threshold": threshold, "kin": cell.kin, "kind": cell.kind}
    below = rounded(cell.denominator, base)
    if cell.kind == MEAN:
        return Claim(status=VALUE, denominator=below, mean=half_up(cell.numerator / cell.denominator, 2), **common)
    return Claim(status=VALUE, numerator=rounded(int(cell.numerator), base), denominator=below, **common)


def half_up(number: float, decimals: int) -> float:
    """Rounded with halves upwards, on the exact value of the float."""
    scale = 10**decimals
    return math.floor(Fraction(number) * scale + Fraction(1, 2)) / scale


def is_small(cell: Cell, threshold: int) -> bool:
    """Whether a cell must be hidden for its own sake."""
    if cell.few or cell.denominator < threshold:
        return True
    if cell.kind == MEAN:
        # A mean of nothing, or of the most there can be, says the same of everybody.
        return cell.numerator == 0 or cell.numerator == cell.denominator
    if cell.numerator < threshold:
        return True
    return cell.kind == PROPORTION and cell.denominator - cell.numerator < threshold
