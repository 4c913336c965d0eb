"""Money: four kinds of nothing kept apart, and parts never added twice."""

from dataclasses import dataclass
from decimal import Decimal

import pytest

from fardplan.economy.rules import add_up, exceed, reason, used_share, variance
from fardplan.kit.nothing import Absence

MISSING, APPLIES_NOT, HIDDEN = Absence.MISSING, Absence.NOT_APPLICABLE, Absence.CONFIDENTIAL


@pytest.mark.parametrize(
    "outturn, budget, used, difference",
    [
        (5_938_000, 6_300_000, "94.3", -362_000),
        (26_000, 20_000, "130.0", 6_000),
        (0, 100_000, "0.0", -100_000),
        (100_000, 100_000, "100.0", 0),
        (1, 3, "33.3", -2),
        (2, 3, "66.7", -1),
        (Decimal("0.50"), Decimal("1.00"), "50.0", Decimal("-0.50")),
        # Of nothing, nothing can be used in per cent; the difference is there all the same.
        (5_000, 0, None, 5_000),
        (0, 0, None, 0),
        # Missing is not nought.
        (None, 100_000, None, None),
        (100_000, None, None, None),
        (None, None, None, None),
    ],
)
def test_used_and_variance(outturn, budget, used, difference):
    assert used_share(outturn, budget) == (None if used is None else Decimal(used))
    assert variance(outturn, budget) == difference


@pytest.mark.parametrize(
    "absences, told",
    [
        ((), None),
        (("", None), None),
        (("", "missing"), MISSING),
        (("not_applicable", ""), APPLIES_NOT),
        (("not_applicable", "missing"), MISSING),
        (("missing", "confidential"), HIDDEN),
        (("confidential", "not_applicable"), HIDDEN),
    ],
)
def test_the_reason_that_is_told(absences, told):
    assert reason(*absences) is told


@dataclass
class Row:
    budget: int | None
    outturn: int | None
    is_part: bool = False
    budget_absence: str = ""
    outturn_absence: str = ""


def row(budget, outturn, is_part=False):
    """An absence written where the amount would be."""
    amounts = [value if isinstance(value, int) else None for value in (budget, outturn)]
    absences = [value if isinstance(value, str) else "" for value in (budget, outturn)]
    return Row(*amounts, is_part, *absences)


@pytest.mark.parametrize(
    "rows, budget, outturn, notes",
    [
        ([], None, None, ("", "")),
        ([row(100, 90), row(50, 60)], 150, 150, ("", "")),
        # "Varav" tells what is in the line above it.
        ([row(1500, 1406), row(600, 768, True), row(300, 281, True), row(500, 357, True), row(300, 245)], 1800, 1651, ("", "")),
        # A part's holes make no hole in the sum, and its secrets hide nothing.
        ([row(100, 90), row(MISSING, HIDDEN, True)], 100, 90, ("", "")),
        ([row(100, MISSING), row(50, 60)], 150, 60, ("", "1 uppgift saknas")),
        ([row(100, MISSING), row(MISSING, MISSING)], 100, None, ("1 uppgift saknas", "2 uppgifter saknas")),
        # What is withheld could be worked out from the sum, so the sum is withheld too.
        ([row(100, HIDDEN), row(50, 60)], 150, None, ("", "1 döljs")),
        ([row(100, APPLIES_NOT), row(50, 60)], 150, 60, ("", "")),
        ([row(0, 0)], 0, 0, ("", "")),
    ],
)
def test_sums(rows, budget, outturn, notes):
    total_budget, total_outturn = add_up(rows)

    assert (total_budget.value, total_outturn.value) == (budget, outturn)
    assert (total_budget.note, total_outturn.note) == notes
    assert total_budget.is_complete == (not notes[0])
    assert total_outturn.is_complete == (not notes[1])


@pytest.mark.parametrize(
    "whole, parts, too_much",
    [
        (100, [60, 40], False),
        (100, [60, 41], True),
        (100, [], False),
        (100, [None, 101], True),
        (100, [None], False),
        (None, [100], False),
        (0, [1], True),
    ],
)
def test_parts_that_are_more_than_the_whole(whole, parts, too_much):
    assert exceed(whole, parts) is too_much
