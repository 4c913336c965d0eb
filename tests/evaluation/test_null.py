"""Where nothing happened, few answers may say that something did. Fixed seeds; the large runs are `./dev bench evaluation`."""

import pytest

from tests.evaluation import null


@pytest.mark.parametrize("plan", [{}, {"model": "step_slope"}], ids=["step", "slope"])
def test_a_remembering_series_of_24_months(plan):
    assert null.share(null.series(24, 0.6, 250, **plan)) <= 0.10


def test_counts_that_remember():
    assert null.share(null.series(24, 0.6, 100, kind="count")) <= 0.10


def test_the_same_series_fool_a_model_without_memory():
    assert null.share(null.series(24, 0.6, 120, autocorrelation="none")) > 0.15


def test_two_of_ten_places():
    assert null.share(null.places(10, 2, 400)) <= 0.07


def test_places_that_start_at_different_times():
    assert null.share(null.places(8, [8, 12, 12, 16], 100, base="all")) <= 0.07
    assert null.share(null.places(6, [8, 12, 16], 100, comparison="not_yet")) <= 0.07


def test_one_of_six_cannot_be_judged_whatever_happened():
    results = list(null.places(6, 1, 5, effect=50))
    assert {result.verdict for result in results} == {"cannot_be_judged"}
    assert "Det kan ske på 6 sätt" in str(results[0])


def test_a_large_effect_is_found():
    assert null.share(null.series(48, 0.3, 60, effect=4)) >= 0.9
    assert null.share(null.places(10, 2, 60, effect=4)) >= 0.9


def test_the_smallest_effect_that_could_be_seen_is_seen_four_times_of_five():
    [calm] = null.places(10, 3, 1, seed=5)
    assert 0.6 <= null.share(null.places(10, 3, 150, seed=6, effect=calm.effect.smallest)) <= 0.97
