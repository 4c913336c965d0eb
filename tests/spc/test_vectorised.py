"""Many at once equals one at a time equals the slow reference."""

import math
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan import spc
from tests.spc import slow

value = st.one_of(st.none(), st.integers(0, 40), st.floats(0.1, 50).map(lambda v: round(v, 3)))
series = st.lists(value, min_size=4, max_size=40).filter(lambda y: sum(v is not None for v in y) >= 4)
PLAIN = ["run", "i", "c", "g"]
RATIO = ["u", "up", "p", "pp", "ip"]


def as_array(y):
    return np.array([[np.nan if v is None else v for v in y]], float)


def close(got, expected):
    for a, b in zip(got, expected, strict=True):
        assert math.isnan(a) if b is None else a == pytest.approx(b, rel=1e-9, abs=1e-9)


def check(kind, many, expected, y):
    for i, (centre, lower, upper) in enumerate(expected):
        close([many.lines.centre[0, i], many.lines.lower[0, i], many.lines.upper[0, i]], [centre, lower, upper])
    if len({round(c, 9) for c, _, _ in expected if c is not None}) == 1:
        found = slow.runs(y, expected[0][0])
        r = many.runs
        got = [r.n_useful, r.longest_run, r.longest_run_max, r.crossings, r.crossings_min, r.signal]
        assert [int(g[0]) for g in got] == [int(f) for f in found]


@settings(max_examples=60, deadline=None)
@given(y=series, kind=st.sampled_from(PLAIN), screen=st.booleans())
def test_plain_charts(y, kind, screen):
    check(kind, spc.many(as_array(y), kind, screen=screen), slow.limits(kind, y, screen=screen), y)


@settings(max_examples=60, deadline=None)
@given(y=st.lists(st.one_of(st.none(), st.integers(0, 30)), min_size=4, max_size=30).filter(lambda y: sum(v is not None for v in y) >= 4),
       kind=st.sampled_from(RATIO), data=st.data())  # fmt: skip
def test_ratio_charts(y, kind, data):
    n = data.draw(st.lists(st.integers(31, 200), min_size=len(y), max_size=len(y)))
    n = [0 if v is None else w for v, w in zip(y, n, strict=True)]
    ratio = [None if v is None else v / w for v, w in zip(y, n, strict=True)]
    many = spc.many(as_array(y), kind, n=np.array([n], float))
    expected = slow.limits(kind, ratio, n)
    if sum(v or 0 for v in y):
        check(kind, many, expected, ratio)


@settings(max_examples=40, deadline=None)
@given(y=st.lists(st.floats(0.5, 400).map(lambda v: round(v, 2)), min_size=4, max_size=30))
def test_times_between(y):
    check("t", spc.many(as_array(y), "t"), slow.limits("t", y), y)


@settings(max_examples=40, deadline=None)
@given(groups=st.lists(st.lists(st.integers(0, 30), min_size=2, max_size=6), min_size=3, max_size=12), kind=st.sampled_from(["xbar", "s"]))
def test_subgroups(groups, kind):
    points = spc.points([i for i, g in enumerate(groups) for _ in g], [v for g in groups for v in g])
    chart = spc.chart(points, kind)
    sds = [slow.sd(g) for g in groups]
    y = sds if kind == "s" else [slow.mean(g) for g in groups]
    expected = slow.limits(kind, y, [len(g) for g in groups], sds)
    for i, (centre, lower, upper) in enumerate(expected):
        close([chart.lines.centre[i], chart.lines.lower[i], chart.lines.upper[i]], [centre, lower, upper])


@settings(max_examples=60, deadline=None)
@given(y=series, data=st.data())
def test_one_chart_equals_the_slow_reference_with_freeze_and_exclude(y, data):
    k = len(y)
    freeze = data.draw(st.integers(2, k))
    exclude = data.draw(st.lists(st.integers(1, k), max_size=3))
    chart = spc.chart(spc.points(range(k), y), "i", freeze=freeze, exclude=exclude)
    base = [i + 1 not in exclude and (i < freeze or freeze >= k) for i in range(k)]
    expected = slow.limits("i", y, base=base)
    close([chart.lines.centre[0], chart.lines.lower[0], chart.lines.upper[0]], expected[0])
    if expected[0][0] is not None:
        kept = [v for i, v in enumerate(y) if i + 1 not in exclude]
        assert chart.runs[0].n_useful == slow.runs(kept, expected[0][0])[0]
        assert chart.runs[0].signal == slow.runs(kept, expected[0][0])[5]


@settings(max_examples=40, deadline=None)
@given(
    y=st.lists(st.integers(-20, 20), min_size=10, max_size=40),
    shift=st.integers(-1000, 1000),
    factor=st.sampled_from([0.001, 0.5, 3, 1000]),
)
def test_moving_and_stretching_the_scale_changes_no_signal(y, shift, factor):
    here, there = spc.many(np.array([y]), "i"), spc.many(np.array([y]) * factor + shift, "i")
    assert np.array_equal(here.outside, there.outside)
    assert here.runs.signal == there.runs.signal
    assert here.runs.longest_run == there.runs.longest_run
    assert there.lines.centre[0, 0] == pytest.approx(here.lines.centre[0, 0] * factor + shift, abs=1e-6)


def test_turning_upside_down_turns_the_signals():
    y = np.random.default_rng(1).normal(size=(200, 30))
    assert np.array_equal(spc.many(y).outside, -spc.many(-y).outside)


@pytest.mark.parametrize("kind", ["run", "i", "mr", "ip", "c", "g", "t", "u", "up", "p", "pp"])
def test_many_equals_one_by_one(kind):
    rng = np.random.default_rng(2)
    y = rng.integers(1, 30, (7, 20)).astype(float)
    n = rng.integers(40, 90, (7, 20)).astype(float) if kind in RATIO else None
    many = spc.many(y, kind, n=n, chunk=3)
    for i in range(7):
        chart = spc.chart(spc.points(range(20), y[i], None if n is None else n[i]), kind)
        for name in ("centre", "lower", "upper", "lower2", "upper2"):
            assert np.allclose(getattr(many.lines, name)[i], getattr(chart.lines, name), rtol=1e-12, equal_nan=True)
        assert np.array_equal(many.outside[i], chart.outside)
        assert many.runs.n_useful[i] == chart.runs[0].n_useful


def test_filling_at_the_end_changes_nothing_but_the_count():
    y = np.random.default_rng(3).normal(size=(5, 20))
    filled = np.concatenate([y, np.full((5, 6), np.nan)], axis=1)
    assert np.allclose(spc.many(y).lines.upper[:, 0], spc.many(filled).lines.upper[:, 0])
    assert np.array_equal(spc.many(y).runs.longest_run, spc.many(filled).runs.longest_run)


def test_fast_enough():
    """The bench says 100 000 series in 5 s; here a fifth of that with room for a busy machine."""
    y = np.random.default_rng(4).normal(size=(20_000, 36))
    began = time.process_time()
    spc.many(y)
    assert time.process_time() - began < 2


def test_icons_fast_enough():
    y = np.random.default_rng(4).normal(size=(63 * 312, 36))
    began = time.process_time()
    spc.icons(y, direction=1, target=0.5)
    assert time.process_time() - began < 2
