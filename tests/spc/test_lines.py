"""Centre lines and limits against numbers worked out by hand."""

import math

import numpy as np
import pytest

from fardplan import spc

TEN = [4, 6, 5, 7, 3, 5, 6, 4, 8, 2]  # mean 5, median 5, ranges 2 1 2 4 2 1 2 4 6: mean 24/9


def lines(chart, i=0):
    found = chart.lines
    return [found.centre[i], found.lower[i], found.upper[i]]


def one(kind, y, n=None, **options):
    x = range(len(y))
    return spc.chart(spc.points(x, y, n), kind, **options)


@pytest.mark.parametrize(
    "kind, y, n, expected",
    [
        ("run", TEN, None, [5, np.nan, np.nan]),
        ("i", TEN, None, [5, 5 - 3 * (24 / 9) / 1.128, 5 + 3 * (24 / 9) / 1.128]),
        ("c", [4, 9, 16, 7], None, [9, 0, 18]),
        ("u", [10, 20, 30], [10, 10, 10], [2, 2 - 3 * math.sqrt(0.2), 2 + 3 * math.sqrt(0.2)]),
        ("p", [5, 5, 5, 5], [9, 11, 10, 10], [0.5, 0, 1]),
        ("p", [20, 30, 25], [100, 100, 100], [0.25, 0.25 - 3 * math.sqrt(0.1875 / 100), 0.25 + 3 * math.sqrt(0.1875 / 100)]),
        ("g", [0, 2, 4, 10], None, [3, 0, 4 + 3 * math.sqrt(20)]),
    ],
)
def test_worked_by_hand(kind, y, n, expected):
    assert lines(one(kind, y, n)) == pytest.approx(expected, nan_ok=True, rel=1e-12)


def test_two_sigma_lines():
    chart = one("i", TEN)
    sigma = (24 / 9) / 1.128
    assert [chart.lines.lower2[0], chart.lines.upper2[0]] == pytest.approx([5 - 2 * sigma, 5 + 2 * sigma])


def test_mr_plots_ranges_and_never_screens():
    chart = one("mr", [*TEN, 60])
    assert np.isnan(chart.y[0])
    assert chart.y[-1] == 58
    average = (24 + 58) / 10
    assert lines(chart) == pytest.approx([average, 0, 3.267 * average])
    assert not chart.runs[0].signal


def test_t_is_an_i_chart_of_the_3_6th_root():
    days = [12, 30, 7, 44, 25, 3, 18, 60, 21, 9]
    root = np.array(days) ** (1 / 3.6)
    m, s = root.mean(), np.abs(np.diff(root)).mean() / 1.128
    assert lines(one("t", days)) == pytest.approx([m**3.6, max(m - 3 * s, 0) ** 3.6, (m + 3 * s) ** 3.6])


def test_t_below_zero_is_zero_at_three_sigma_and_missing_at_two():
    chart = one("t", [1, 200, 2, 300, 1, 400])
    assert chart.lines.lower[0] == 0
    assert np.isnan(chart.lines.lower2[0])


def test_i_prime_with_equal_weights():
    y, n = [0.4, 0.6, 0.5, 0.7], [25] * 4
    s = math.sqrt(math.pi / 2) * np.mean([0.2, 0.1, 0.2]) / math.sqrt(2 / 25)
    chart = one("ip", [v * 25 for v in y], n)
    assert lines(chart) == pytest.approx([0.55, 0.55 - 3 * s / 5, 0.55 + 3 * s / 5])


def test_laney_widens_by_the_variation_between_points():
    y, n = [20, 30, 25, 35, 15], [100] * 5
    plain = one("p", y, n)
    sigma = math.sqrt(0.25 * 0.75 / 100)
    z = np.abs(np.diff(np.array(y) / 100)) / sigma
    wider = z.mean() / 1.128
    assert lines(one("pp", y, n)) == pytest.approx([0.25, max(0, 0.25 - 3 * sigma * wider), 0.25 + 3 * sigma * wider])
    assert lines(plain)[0] == pytest.approx(0.25)


def test_laney_over_names_uses_the_standard_deviation():
    y, n = [20, 30, 25, 35, 15], [100] * 5
    chart = spc.chart(spc.points(["A", "B", "C", "D", "E"], y, n), "pp")
    sigma = math.sqrt(0.25 * 0.75 / 100)
    wider = np.std((np.array(y) / 100 - 0.25) / sigma, ddof=1)
    assert lines(chart) == pytest.approx([0.25, 0.25 - 3 * sigma * wider if 0.25 > 3 * sigma * wider else 0, 0.25 + 3 * sigma * wider])
    assert not chart.runs[0].signal


@pytest.mark.parametrize(
    "m, c4, a3, b3, b4", [(2, 0.7979, 2.659, 0, 3.267), (5, 0.9400, 1.427, 0, 2.089), (10, 0.9727, 0.975, 0.284, 1.716)]
)
def test_constants_of_the_tables(m, c4, a3, b3, b4):
    from fardplan.spc import constants

    got = [constants.c4(m), constants.a3(m), constants.b3(m), constants.b4(m)]
    assert got == pytest.approx([c4, a3, b3, b4], abs=6e-4)


def subgroups(groups):
    return spc.points([i for i, g in enumerate(groups) for _ in g], [v for g in groups for v in g])


def test_xbar_and_s_with_equal_sizes():
    points = subgroups([[1, 2, 3], [2, 4, 6], [3, 3, 6]])
    s = np.mean([1, 2, math.sqrt(3)])
    assert lines(spc.chart(points, "xbar")) == pytest.approx([10 / 3, 10 / 3 - 1.954410 * s, 10 / 3 + 1.954410 * s], rel=1e-6)
    assert lines(spc.chart(points, "s")) == pytest.approx([s, 0, 2.568171 * s], rel=1e-6)


def test_unequal_sizes_pool_and_an_empty_point_counts_for_nothing():
    pooled = math.sqrt((2 * 1 + 3 * np.var([2, 4, 6, 8], ddof=1)) / 5)
    with_empty = subgroups([[1, 2, 3], [2, 4, 6, 8], [None], [5, 5, None, 5]])
    pooled = math.sqrt((2 * 1 + 3 * np.var([2, 4, 6, 8], ddof=1) + 2 * 0) / 7)
    assert spc.chart(with_empty, "s").lines.centre[0] == pytest.approx(pooled)
    chart = spc.chart(with_empty, "xbar")
    assert chart.lines.centre[0] == pytest.approx((6 + 20 + 15) / 10)
    assert np.isnan(chart.lines.upper[2])


@pytest.mark.parametrize(
    "y, screen, expected",
    [
        ([0.1] * 20, True, [0.1, np.nan, np.nan]),
        ([1 / 3] * 20, False, [1 / 3, 1 / 3, 1 / 3]),
        ([1] * 12 + [2] * 12, True, [1.5, 1.5, 1.5]),
        ([1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 30], True, [45 / 11, 45 / 11 - 3 / 1.128, 45 / 11 + 3 / 1.128]),
    ],
)
def test_screening_is_a_choice(y, screen, expected):
    assert lines(one("i", y, screen=screen)) == pytest.approx(expected, nan_ok=True)


def test_step_series_flags_every_point_when_its_only_range_is_screened_away():
    assert np.all(one("i", [1] * 12 + [2] * 12).outside)


def test_on_the_limit_is_not_outside():
    chart = one("c", [9, 18, 0, 9])
    assert lines(chart) == [9, 0, 18]
    assert not chart.outside.any()


@pytest.mark.parametrize("value", [0.1, 1 / 3, 0.7])
def test_a_constant_series_has_no_useful_points(value):
    chart = one("i", [value] * 20, screen=False)
    assert chart.runs[0].n_useful == 0
    assert chart.runs[0].longest_run is None
    assert not chart.signal
    assert spc.verdict(chart).headline == "Alla värden är lika"


def test_a_gap_is_not_bridged():
    chart = one("i", [1, 2, None, 9, 8, 9], screen=False)
    assert lines(chart)[2] - lines(chart)[0] == pytest.approx(3 * 1 / 1.128)


def test_given_centre_line_and_its_gaps():
    assert lines(one("i", TEN, cl=4))[0] == 4
    points = spc.points(range(10), TEN, cl=[4] * 9 + [None])
    chart = spc.chart(points, "i")
    assert lines(chart)[0] == 5
    assert chart.notes == ("Kolumnen cl har luckor, så mittlinjen beräknades i stället.",)
    g = one("g", [0, 2, 4, 10], cl=4)
    assert lines(g) == pytest.approx([0.693 * 4, 0, 4 + 3 * math.sqrt(20)])


def test_multiply_scales_values_and_lines_but_not_the_target():
    chart = one("p", [20, 30, 25], [100] * 3, multiply=100, target=26)
    assert lines(chart)[0] == pytest.approx(25)
    assert chart.y[1] == pytest.approx(30)
    assert chart.target[0] == 26
