"""Disclosure control of tables of counts: what may leave, decided over everything that is released and all that ever was.

    protected = protect(cells, earlier=claims, threshold=5)

A cell is hidden when its numerator, its denominator or what is left of it (denominator less numerator) is smaller than the threshold;
nought too, since nobody and everybody also say something about each one. What is shown is rounded to a whole multiple of an odd base, the
same way every time, totals like parts, and rates are formed from the rounded counts alone. An auditor then takes the part of somebody who knows
all that was published, now and before, and how the tables add up; where he can come too near, more is hidden. If that does not help, nothing
is released. Same cells and same earlier claims give the same answer, whatever the order they come in.

Pure: no files, no clock, no chance. Used for measures; surveys and self-assessments can be put the same way.
"""

from .cells import COMPLEMENTARY, NOT_AVAILABLE, SUPPRESSED, VALUE, Cell, Claim
from .protect import NotSafe, Protected, least_rounding, protect

__all__ = [
    "COMPLEMENTARY",
    "NOT_AVAILABLE",
    "SUPPRESSED",
    "VALUE",
    "Cell",
    "Claim",
    "NotSafe",
    "Protected",
    "least_rounding",
    "protect",
]
