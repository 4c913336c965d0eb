"""The line through errors that remember, and time as even steps, against the textbook's own formulas."""

from datetime import date

import numpy as np
import pytest

from fardplan import evaluation
from fardplan.evaluation import autocorrelation, calendar
from fardplan.evaluation.errors import PlanError
from tests.evaluation import null

RNG = np.random.default_rng(8)
AT = np.array([0, 1, 2, 3, 5, 6, 7, 9, 10, 11, 12, 13, 16, 17])
X = np.array([np.ones(14), AT, AT >= 9.0]).T.astype(float)
Y = 3 + 0.2 * AT + RNG.normal(0, 1, 14)


def by_textbook(rho):
    """Aitken's estimator with the whole covariance matrix, and the restricted likelihood (Patterson & Thompson)."""
    c = np.power(rho, np.abs(AT[:, None] - AT[None, :]))
    inverse = np.linalg.inv(c)
    information = X.T @ inverse @ X
    beta = np.linalg.solve(information, X.T @ inverse @ Y)
    rest = Y - X @ beta
    squares = rest @ inverse @ rest
    n, p = X.shape
    log = -0.5 * ((n - p) * np.log(squares) + np.linalg.slogdet(c)[1] + np.linalg.slogdet(information)[1] + np.log(1 - rho**2))
    return beta, squares / (n - p) * np.linalg.inv(information), log


def test_every_memory_with_gaps_in_the_series():
    rho = np.array([-0.7, -0.2, 0.0, 0.4, 0.9])
    fit = autocorrelation.fit(X, Y, AT, rho)
    textbook = [by_textbook(r) for r in rho]
    assert fit.beta == pytest.approx(np.array([beta for beta, _, _ in textbook]), rel=1e-9)
    assert fit.cov == pytest.approx(np.array([cov for _, cov, _ in textbook]), rel=1e-9)
    weight = np.exp([log for _, _, log in textbook])
    assert fit.weight == pytest.approx(weight / weight.sum(), rel=1e-9)


def test_the_interval_leaves_two_and_a_half_per_cent_on_each_side():
    fit = autocorrelation.fit(X, Y, AT)
    c = np.array([0.0, 0, 1])
    estimate, low, high, p = fit.contrast(c)
    rng = np.random.default_rng(1)
    which = rng.choice(len(fit.rho), 200_000, p=fit.weight)
    drawn = fit.beta[which] @ c + np.sqrt(fit.cov[which] @ c @ c) * rng.standard_t(fit.freedom, 200_000)
    assert np.mean(drawn < low) == pytest.approx(0.025, abs=0.0015)
    assert np.mean(drawn > high) == pytest.approx(0.025, abs=0.0015)
    assert estimate == pytest.approx(drawn.mean(), abs=0.01)
    assert p == pytest.approx(2 * min(np.mean(drawn < 0), np.mean(drawn > 0)), abs=0.01)


def test_without_memory_it_is_ordinary_least_squares():
    fit = autocorrelation.fit(X, Y, AT, np.zeros(1))
    assert fit.mean == pytest.approx(np.linalg.lstsq(X, Y, rcond=None)[0])


def test_memory_is_found_where_there_is_some():
    found = [np.mean([r.answer.memory for r in null.series(48, rho, 12)]) for rho in (0.0, 0.7)]
    assert found[0] < 0.25 < 0.5 < found[1]


def test_level_and_slope_are_told_apart():
    months = null.MONTHS[:48]
    y = [10 + 0.1 * i + (i >= 24) * (2 + 0.5 * (i - 24)) + 0.05 * np.sin(i * 2.1) for i in range(48)]
    plan = evaluation.read({"design": "its", "start": months[24], "model": "step_slope"})
    result = evaluation.evaluate(plan, evaluation.inline({"x": months, "y": y})).as_dict()
    assert result["terms"]["level"]["estimate"] == pytest.approx(2, abs=0.1)
    assert result["terms"]["slope"]["estimate"] == pytest.approx(0.5, abs=0.01)
    assert result["effect"]["estimate"] == pytest.approx(2 + 0.5 * np.mean(range(24)), abs=0.2)
    assert result["series"][-1]["without"] == pytest.approx(10 + 0.1 * 47, abs=0.2)


@pytest.mark.parametrize("family", ["quasipoisson", "negativebinomial"])
def test_a_rate_is_counted_among_the_population(family):
    rng = np.random.default_rng(2)
    months, n = null.MONTHS[:60], np.round(100_000 * 1.01 ** np.arange(60))
    y = rng.poisson(n * 2e-3 * np.where(np.arange(60) >= 30, 0.8, 1))
    plan = evaluation.read({"design": "its", "start": months[30], "kind": "count", "population": "n", "family": family})
    effect = evaluation.evaluate(plan, evaluation.inline({"x": months, "y": y.tolist(), "n": n.tolist()})).effect
    assert effect.scale == "ratio"
    assert effect.low < 0.8 < effect.high
    # The textbook: log rate se = sqrt(1 / (60 x 0.25 x 0.25) / 190 cases a month) = 0.0375, so a width of 0.12.
    assert effect.high - effect.low == pytest.approx(0.12, abs=0.02)


@pytest.mark.parametrize(
    "days, name, at, period",
    [
        (["2024-01-01", "2024-02-01", "2024-04-01"], "month", [0, 1, 3], 12),
        (["2024-01-31", "2024-02-29", "2024-03-31"], "month", [0, 1, 2], 12),
        (["2023-10-01", "2024-01-01", "2024-04-01"], "quarter", [0, 1, 2], 4),
        (["2020-01-01", "2021-01-01", "2023-01-01"], "year", [0, 1, 3], 0),
        (["2024-01-01", "2024-01-08", "2024-01-22"], "week", [0, 1, 3], 365.25 / 7),
        (["2024-01-01", "2024-01-02", "2024-01-04"], "day", [0, 1, 3], 7),
    ],
)
def test_rhythms(days, name, at, period):
    found = calendar.steps("date", np.array([date.fromisoformat(day).toordinal() for day in days], float))
    assert (found.name, found.at.tolist(), found.period) == (name, at, period)


def test_uneven_times_are_refused():
    for kind, place in (("date", [738000.0, 738001, 738009, 738040]), ("number", [1, 1.5, 1.7])):
        with pytest.raises(PlanError, match="jämnt avstånd"):
            calendar.steps(kind, np.array(place))
