"""Calculations as pure arithmetic: examples worked by hand."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.benefits.calculation import Basis, Interval, Line, calculate

D = Decimal


def line(key, side, kind, actor, amounts, **more):
    return Line(key, key.title(), side, kind, actor, {year: Interval(D(low), D(high)) for year, (low, high) in amounts.items()}, **more)


def test_an_hour_costs_salary_through_142_times_1_54():
    assert Basis().hourly_cost(D(35_500)) == D(35_500) / 142 * D("1.54") == D(385)


def test_years_side_by_side_actor_by_actor():
    result = calculate(
        [
            line("team", "cost", "certain", "Region", {2025: (800, 1000), 2026: (800, 1000)}),
            line("dygn", "benefit", "certain", "Kommun", {2025: (300, 500), 2026: (1_200, 2_000)}),
        ],
        years=(2025, 2026),
        basis=Basis(),
    )

    region, kommun = result.certain.rows
    assert (region.actor, region.years) == ("Region", (Interval(D(-1000), D(-800)),) * 2)
    assert kommun.total == Interval(D(1_500), D(2_500))
    assert result.certain.all.years == (Interval(D(-700), D(-300)), Interval(D(200), D(1_200)))
    assert result.certain.all.total == Interval(D(-500), D(900))
    present = result.certain.all.present
    assert (round(present.low, 2), round(present.high, 2)) == (D("-505.83"), D("865.05"))
    assert round(result.middle, 6) == round(present.middle, 6)


def test_kronor_and_hours_are_never_added():
    result = calculate(
        [
            line("kr", "benefit", "certain", "A", {2025: (100, 100)}),
            line("tid", "benefit", "time", "A", {2025: (10, 20)}, salary=D(35_500)),
            line("lust", "benefit", "quality", "A", {2025: (1, 2)}, unit="poäng"),
        ],
        years=(2025,),
        basis=Basis(),
    )

    assert result.certain.all.total == Interval(D(100), D(100))
    assert result.hours.all.total == Interval(D(10), D(20))
    assert result.hours.all.present is None
    assert result.worth.all.total == Interval(D(3_850), D(7_700))
    assert [each.key for each in result.others] == ["lust"]


def test_without_a_salary_the_hours_have_no_worth():
    timed = [line("a", "benefit", "time", "A", {2025: (10, 20)}, salary=D(35_500)), line("b", "cost", "time", "B", {2025: (5, 5)})]

    result = calculate(timed, years=(2025,), basis=Basis())

    assert (result.worth, result.worth_middle, result.without_salary) == (None, None, ("B",))
    assert result.hours.all.total == Interval(D(5), D(15))


def test_which_assumption_matters_most():
    result = calculate(
        [
            line("liten", "cost", "certain", "A", {2025: (90, 110)}),
            line("stor", "benefit", "certain", "A", {2026: (100, 900)}),
            line("sager", "benefit", "certain", "A", {2025: (50, 50)}),
        ],
        years=(2025, 2026),
        basis=Basis(),
    )

    assert [swing.key for swing in result.certain_swings] == ["stor", "liten", ""]
    stor, liten, rate = result.certain_swings
    assert stor.at_low < result.middle < stor.at_high
    assert liten.at_low > result.middle > liten.at_high, "a higher cost is a lower result"
    assert rate.at_low > result.middle > rate.at_high, "a higher rate is a lower result"


def test_nothing_is_nothing():
    result = calculate([], years=(2025,), basis=Basis())

    assert result.certain.is_empty
    assert (result.certain.all.total, result.certain_swings, result.middle) == (Interval(), (), 0)


amounts = st.tuples(st.integers(0, 10**7), st.integers(0, 10**7)).map(lambda pair: (min(pair), max(pair)))


@given(
    st.lists(st.tuples(st.sampled_from(["benefit", "cost"]), st.sampled_from(["A", "B"]), amounts, amounts), max_size=6), st.integers(0, 12)
)
def test_the_actors_together_are_all_and_low_is_low(drawn, rate):
    lines = [line(f"r{n}", side, "certain", actor, {2025: one, 2026: two}) for n, (side, actor, one, two) in enumerate(drawn)]
    result = calculate(lines, years=(2025, 2026), basis=Basis(rate=D(rate)))

    together = sum((row.present for row in result.certain.rows), Interval())
    assert together.low == pytest.approx(result.certain.all.present.low)
    assert result.certain.all.present.low <= result.middle <= result.certain.all.present.high
    for swing in result.certain_swings:
        if swing.key:
            assert result.certain.all.present.low <= min(swing.at_low, swing.at_high) + D("0.001")
