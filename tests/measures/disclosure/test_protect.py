"""What is shown of a cell, and what is hidden."""

import random

import pytest

from fardplan.measures.disclosure import Cell, NotSafe, protect
from fardplan.measures.disclosure.cells import at, half_up, rounded
from fardplan.measures.disclosure.space import Space, months, span


def cell(numerator, denominator, kind="proportion", family="f", kin="", **place):
    return Cell(family, at(**place), numerator, denominator, kind=kind, kin=kin)


@pytest.mark.parametrize(
    "numerator, denominator, status",
    [
        (30, 100, "value"),
        (5, 10, "value"),
        (4, 100, "suppressed"),
        (0, 100, "suppressed"),  # nobody is also news of everybody
        (96, 100, "suppressed"),
        (100, 100, "suppressed"),
        (1, 4, "suppressed"),
        (0, 0, "not_available"),
        (None, None, "not_available"),
    ],
)
def test_threshold_on_numerator_denominator_and_rest(numerator, denominator, status):
    claim = protect([cell(numerator, denominator, organisation="22")]).claims[0]
    assert claim.status == status
    assert (claim.numerator is None) == (claim.denominator is None) == (status != "value")


@pytest.mark.parametrize("count, base, answer", [(5, 5, 5), (7, 5, 5), (8, 5, 10), (12, 5, 10), (13, 5, 15), (10, 7, 7), (11, 7, 14)])
def test_rounding_has_no_ties(count, base, answer):
    assert rounded(count, base) == answer


def test_rates_are_of_rounded_counts_and_means_of_few_decimals():
    claim = protect([cell(33, 101)]).claims[0]
    assert (claim.numerator, claim.denominator) == (35, 100)
    claim = protect([cell(33.337, 101, "mean")]).claims[0]
    assert (claim.mean, claim.denominator, claim.numerator) == (0.33, 100, None)
    assert half_up(0.125, 2) == 0.13


@pytest.mark.parametrize("threshold, base", [(4, None), (5, 3), (5, 6), (7, 5)])
def test_the_threshold_is_only_raised_and_the_base_is_odd(threshold, base):
    with pytest.raises(ValueError, match=r"Tröskeln|Avrundningen"):
        protect([cell(30, 100)], threshold=threshold, base=base)


def test_a_raised_threshold_hides_more():
    assert protect([cell(8, 100)], threshold=9).claims[0].status == "suppressed"
    assert protect([cell(8, 100)], threshold=9).base == 9


def test_one_hidden_of_two_hides_something_more():
    """Men are few; women and all would give them away as nearly as rounding lets, were nothing more hidden."""
    cells = [cell(30, 62, organisation="a"), cell(28, 57, organisation="a", sex="F"), cell(2, 5, organisation="a", sex="M")]
    claims = protect(cells).claims
    assert [claim.status for claim in claims] in (["value", "value", "suppressed"], ["value", "complementary", "suppressed"])


def test_order_changes_nothing():
    some = random.Random(3)
    cells = [
        cell(some.randint(0, 12), 20, organisation=organisation, period=f"2023-Q{quarter}", sex=sex)
        for organisation in "abc"
        for quarter in (1, 2)
        for sex in "FM"
    ]
    first = {(c.family, c.at): c for c in protect(cells).claims}
    some.shuffle(cells)
    assert {(c.family, c.at): c for c in protect(cells).claims} == first


def test_the_same_again_is_the_same():
    cells = [cell(20 + n, 80, organisation=f"k{n}") for n in range(6)] + [cell(sum(20 + n for n in range(6)), 480)]
    first = protect(cells).claims
    assert protect(cells, earlier=first).claims == first


def test_a_small_revision_of_a_small_cell_is_held_back():
    """5 became 6 of 100 and shows as 5 both times; 7 became 8 would show as 5 and 10: the new one is hidden unless it keeps its candidates."""
    before = protect([cell(7, 100, organisation="a")]).claims
    after = protect([cell(8, 100, organisation="a")], earlier=before).claims[0]
    assert (before[0].numerator, after.numerator) == (5, 10)
    before = protect([cell(8, 100, organisation="a")]).claims
    assert protect([cell(7, 100, organisation="a")], earlier=before).claims[0].status == "complementary"


def test_nothing_is_released_that_contradicts():
    with pytest.raises(ValueError, match="två gånger"):
        protect([cell(30, 100), cell(30, 100)])
    assert issubclass(NotSafe, ValueError)


def test_periods_and_ages_are_stretches():
    assert months("2023") == (2023 * 12, 2024 * 12)
    assert months("2023-Q2") == (2023 * 12 + 3, 2023 * 12 + 6)
    assert months("2023-01", rolling=12) == (2022 * 12 + 1, 2023 * 12 + 1)
    assert (span("65-79"), span("80+"), span("alla")) == ((65, 80), (80, 1000), None)


def test_windows_share_their_months():
    places = [at(period="2023-01"), at(period="2023-02"), at(period="2023-03")]
    matrix = Space(places, [None] * 3, rolling=2).matrix([0, 1, 2]).toarray()
    assert matrix.sum(axis=1).tolist() == [2, 2, 2]
    assert (matrix[0] * matrix[1]).sum() == (matrix[1] * matrix[2]).sum() == 1


def test_parts_that_are_less_than_their_total_leave_a_rest():
    places = [at(), at(sex="F"), at(sex="M")]
    assert Space(places, [(10, 5), (4, 2), (5, 3)]).matrix([0, 1, 2]).toarray().sum() == 5
    assert Space(places, [(9, 5), (4, 2), (5, 3)]).matrix([0, 1, 2]).toarray().sum() == 4
    assert len(set(Space(places, [(8, 5), (4, 2), (5, 3)]).levels)) == 2
