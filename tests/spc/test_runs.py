"""The Anhøj rules (Anhøj & Olesen 2014): limits and counting."""

import numpy as np
import pytest

from fardplan.spc import runs

LIMITS = [(10, 6, 2), (12, 7, 3), (16, 7, 4), (20, 7, 6), (24, 8, 8), (30, 8, 10), (36, 8, 13), (48, 9, 18), (60, 9, 23), (100, 10, 41)]


@pytest.mark.parametrize("n, longest, crossings", LIMITS)
def test_limits_of_the_article(n, longest, crossings):
    assert runs.longest_run_max(n) == longest
    assert runs.crossings_min(n) == crossings


def analyse(y, centre=0.0):
    return runs.analyse(np.array([y], float), np.full((1, 1), centre))


@pytest.mark.parametrize(
    "y, useful, longest, crossings",
    [
        ([1, 1, -1, -1, -1, 1], 6, 3, 2),
        ([1, 0, 1, 0, 1], 3, 3, 0),  # on the line: neither breaks nor adds
        ([1, np.nan, 1, -1], 3, 2, 1),  # nor does a gap
        ([0, 0, 0], 0, -1, -1),
        ([np.nan] * 4, 0, -1, -1),
        ([2], 1, 1, 0),
    ],
)
def test_counting(y, useful, longest, crossings):
    found = analyse(y)
    assert [int(found.n_useful[0]), int(found.longest_run[0]), int(found.crossings[0])] == [useful, longest, crossings]
    assert found.n_obs[0] == len(y)


@pytest.mark.parametrize("length, signal", [(7, False), (8, True)])
def test_one_longer_than_chance(length, signal):
    rest = [-1, 1] * ((20 - length) // 2) + [-1] * ((20 - length) % 2)
    found = analyse([1] * length + rest)
    assert bool(found.long_run[0]) is signal


def test_too_few_crossings():
    found = analyse([1] * 5 + [-1] * 5 + [1] * 5 + [-1] * 5)
    assert not found.long_run[0]
    assert found.few_crossings[0]


def test_nine_useful_points_are_not_judged():
    assert not analyse([1] * 9).judged[0]
    assert analyse([1] * 10).judged[0]
    assert analyse([1] * 9).signal[0]


def test_false_signals_in_noise_are_few():
    """About one chart in twenty says something when nothing happened; the article's own order of size."""
    noise = np.random.default_rng(7).normal(size=(20_000, 24))
    centre = np.median(noise, axis=1, keepdims=True)
    assert 0.02 < runs.analyse(noise, centre).signal.mean() < 0.07
