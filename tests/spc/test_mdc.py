"""Making Data Count: limits, the four rules, priorities, icons, and what differs between the named rule sets."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan import spc
from fardplan.spc import mdc, table
from tests.spc import slow

CALM = [10, 11, 9, 10, 12, 8, 10, 11, 9, 10, 10.5, 9.5, 10, 11]


def one(y, rules="mdc-r-0.2", **options):
    return spc.mdc_chart(spc.points(range(1, len(y) + 1), y), rules, **options)


def labels(chart):
    return [table.rule_label(chart, int(rule), int(way)) for rule, way in zip(chart.rule, chart.way, strict=True)]


def test_limits_use_the_rounded_2_66():
    chart = one(CALM)
    m, r = np.mean(CALM), np.abs(np.diff(CALM)).mean()
    got = [chart.lines.centre[0], chart.lines.lower[0], chart.lines.upper[0], chart.lines.upper2[0]]
    assert got == pytest.approx([m, m - 2.66 * r, m + 2.66 * r, m + 2.66 * 2 / 3 * r], rel=1e-12)


def test_fix_estimates_from_the_first_rows_missing_ones_counted():
    y = [*CALM[:5], None, *CALM[5:11], 30, 31, 30, 32]
    chart = one(y, fix=12)
    assert chart.lines.centre[0] == pytest.approx(np.mean([v for v in y[:12] if v is not None]))


def test_rebase_starts_a_new_group_and_no_pattern_crosses_it():
    y = [10, 9, 11, 10] * 3 + [12, 12.5, 13] + [13.5, 14, 14.5, 15] + [12, 13, 14] * 3
    joined, cut = one(y), one(y, rebase=["16"])
    assert "7 Point Trend (Increasing)" in labels(joined)
    assert "7 Point Trend (Increasing)" not in labels(cut)
    assert cut.group.tolist() == [0] * 15 + [1] * 13
    assert one(y, rebase=["1"]).group.tolist() == [1] * len(y)


@pytest.mark.parametrize(
    "y, marked",
    [
        ([1, 2, 3, 4, 5, 6, 7], range(7)),
        ([1, 2, 3, 4, 5, 6, 6, 7], []),  # equal neighbours break it
        ([1, 2, 3, np.nan, 4, 5, 6, 7], []),  # so does a missing value
        ([7, 6, 5, 4, 3, 2, 1, 1], range(7)),
    ],
)
def test_trend(y, marked):
    way = mdc.patterns.trend(np.array([y], float), 7)[0]
    assert np.flatnonzero(way).tolist() == list(marked)


def test_turning_point_takes_what_follows():
    y = np.array([[1, 2, 3, 4, 5, 6, 7, 6, 5, 4, 3, 2, 1]], float)
    assert mdc.patterns.trend(y, 7)[0].tolist() == [1] * 6 + [-1] * 7
    # A neighbouring trend that does not share the point leaves it alone.
    y = np.array([[1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 4, 5, 6]], float)
    assert mdc.patterns.trend(y, 7)[0].tolist() == [1] * 14


def test_shift_is_broken_by_the_mean_and_by_a_gap():
    held = lambda sides: np.flatnonzero(mdc.patterns._held(np.array([sides], np.int8), 7)[0]).tolist()  # noqa: E731
    assert held([1] * 7 + [-1]) == list(range(7))
    assert held([1] * 6 + [0] + [1] * 6) == []
    assert held([-1] * 9) == list(range(9))


def lines_at(k, centre=0.0, edge=3.0):
    full = lambda v: np.full((1, k), v)  # noqa: E731
    return mdc.Lines(full(centre), full(-edge), full(edge), full(-edge * 2 / 3), full(edge * 2 / 3))


@pytest.mark.parametrize(
    "y, r, excel",
    [
        ([2.5, 2.5, 0.1, -1], [0, 1], [0, 1]),
        ([2.5, 0.1, 2.5, -1], [0, 2], [0, 2]),
        ([2.5, -0.1, 2.5, -1], [], []),  # all three on one side
        ([2.5, 3.5, 0.1, -1], [], [0, 1]),  # only Excel counts what is beyond the limits
        ([2.0, 2.0, 2.0, -1], [], []),  # on the line is not beyond it
        ([-2.5, -2.5, -0.1, 1], [0, 1], [0, 1]),
        ([2.5, np.nan, 2.5, 2.5], [], []),
    ],
)
def test_two_of_three(y, r, excel):
    y = np.array([y], float)
    for rules, expected in (("mdc-r-0.2", r), ("mdc-excel", excel)):
        found = mdc.patterns.find(y, lines_at(4), spc.RULE_SETS[rules]).two_of_three[0]
        assert np.flatnonzero(found).tolist() == expected


def test_priority_and_direction_of_one_point():
    """Seven above the mean and falling is called falling by R; Excel shows the improvement."""
    low = [2, 13] * 4
    y = [*low, 20, 19, 18, 17, 16, 15, 14, *low]
    r, excel = one(y, direction="increase"), one(y, "mdc-excel", direction="increase")
    assert labels(r)[12] == "7 Point Trend (Decreasing)"
    assert r.point_type[12] == mdc.CONCERN
    assert labels(excel)[12] == "7 Points Above CL"
    assert excel.point_type[12] == mdc.IMPROVEMENT
    assert r.fired[:, 12].tolist()[1:] == [-1, 0, 1]


@pytest.mark.parametrize(
    "direction, up, down",
    [
        ("increase", "improvement_high", "concern_low"),
        ("decrease", "concern_high", "improvement_low"),
        ("neutral", "neutral_high", "neutral_low"),
    ],
)
def test_variation_icon_is_the_last_point(direction, up, down):
    assert one([*CALM, 30], direction=direction).variation == up
    assert one([*CALM, -30], direction=direction).variation == down
    assert one([*CALM, 30, 10], direction=direction).variation == "common_cause"
    assert one([*CALM, None], direction=direction).variation == "common_cause"


@pytest.mark.parametrize(
    "target, increase, decrease", [(100, "fail", "pass"), (-100, "pass", "fail"), (10, "inconsistent", "inconsistent")]
)
def test_assurance(target, increase, decrease):
    assert one(CALM, direction="increase", target=target).assurance == increase
    assert one(CALM, direction="decrease", target=target).assurance == decrease
    assert one(CALM, direction="neutral", target=target).assurance == ""


def test_target_on_a_limit_is_inconsistent_and_no_target_is_no_judgement():
    upper = one(CALM).lines.upper[0]
    assert one(CALM, target=float(upper)).assurance == "inconsistent"
    assert one(CALM).assurance == ""


def test_time_varying_target_uses_the_last():
    points = spc.points(range(14), CALM, target=[100] * 13 + [-100])
    assert spc.mdc_chart(points, direction="increase").assurance == "pass"


@pytest.mark.parametrize("value, expected", [(100, "pass"), (95, "pass"), (90, "fail")])
def test_a_service_that_never_varies_is_judged_by_its_value(value, expected):
    """R calls a service always at 100 % "inconsistent" against the target 95 %."""
    assert one([value] * 15, direction="increase", target=95).assurance == expected


def test_short_groups():
    few = CALM[:8]
    assert one(few).short == (0,)
    assert one(few).variation == "common_cause"
    excel = one(few, "mdc-excel", target=50)
    assert [excel.variation, excel.assurance, excel.judged] == ["", "", False]
    assert np.isnan(excel.lines.upper).all()
    assert str(spc.verdict(excel)).startswith("För få mätpunkter för att bedöma")


def test_rule_sets_differ_in_screening_and_lengths_can_be_chosen():
    y = [*CALM, 60, *CALM]
    assert one(y).lines.upper[0] < one(y, "mdc-excel").lines.upper[0]
    assert one(y).lines.upper[0] == one(y, "mdc-excel", screen=True).lines.upper[0]
    six = replace(spc.RULE_SETS["mdc-excel"], name="mdc-excel-6", trend=6)
    rising = one([*CALM, 9, 9.1, 9.2, 9.3, 9.4, 9.5, 9.2], six)
    assert "6 Point Trend (Increasing)" in labels(rising)


@settings(max_examples=120, deadline=None)
@given(
    y=st.lists(st.one_of(st.none(), st.integers(0, 12), st.floats(0, 12).map(lambda v: round(v, 2))), min_size=13, max_size=40).filter(
        lambda y: sum(v is not None for v in y) >= 13
    ),
    name=st.sampled_from(["mdc-r-0.2", "mdc-excel"]),
    direction=st.sampled_from(["increase", "decrease", "neutral"]),
)
def test_every_point_equals_the_slow_reference(y, name, direction):
    chart = one(y, name, direction=direction)
    excel = name == "mdc-excel"
    expected = slow.mdc(y, mdc.DIRECTIONS[direction], screen=not excel, excel=excel)
    assert list(zip(chart.rule.tolist(), chart.way.tolist(), strict=True)) == expected


@settings(max_examples=60, deadline=None)
@given(y=st.lists(st.sampled_from([1.0, 2, 3, 4, 5, 6, 7, 8]), min_size=14, max_size=50), up=st.booleans())
def test_long_rises_and_falls_equal_the_slow_reference(y, up):
    y = sorted(y[:10]) + y[10:] if up else sorted(set(y), reverse=True) + y
    y = [v + i * 0.01 for i, v in enumerate(y)]
    chart = one(y)
    assert list(zip(chart.rule.tolist(), chart.way.tolist(), strict=True)) == slow.mdc(y, 1)


def test_icons_of_many_equal_one_by_one():
    rng = np.random.default_rng(5)
    y = rng.normal(size=(60, 24)) + np.where(np.arange(24) > 17, rng.normal(size=(60, 1)) * 2, 0)
    lengths = rng.integers(14, 25, 60)
    direction = rng.integers(-1, 2, 60)
    target = rng.normal(size=60) * 3
    for i, length in enumerate(lengths):
        y[i, length:] = np.nan
    many = spc.icons(y, direction=direction, target=target, lengths=lengths, chunk=16)
    words = {1: "increase", -1: "decrease", 0: "neutral"}
    for i, length in enumerate(lengths):
        chart = one(y[i, :length], direction=words[int(direction[i])], target=target[i])
        assert spc.icon(int(many.variation[i]), chart.direction) == chart.variation
        assert spc.ASSURANCES[many.assurance[i]] == chart.assurance
