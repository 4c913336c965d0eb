"""The published results are found again. The data are not ours to keep here; they lie where EVALUATION_DATA says."""

import csv
import math
import os
from pathlib import Path

import pytest

from fardplan import evaluation

DATA = Path(os.environ.get("EVALUATION_DATA", "/work/shared/data/evaluation"))
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the published data sets are not on this machine (EVALUATION_DATA)")

SICILY = {
    "design": "its", "outcome": "aces", "time": ["year", "month"], "start": "2005-01", "kind": "count", "population": "stdpop",
    "autocorrelation": "none",
}  # fmt: skip
MPDTA = {"design": "did", "outcome": "lemp", "time": "year", "places": "countyreal", "starts": "first.treat"}


def carried_out(file, **plan):
    return evaluation.evaluate(evaluation.read(plan), evaluation.columns((DATA / file).read_bytes()))


@pytest.mark.parametrize("season, ratio", [(2, (0.8851, 0.8394, 0.9332)), (0, (0.8944, 0.8392, 0.9532))])
def test_sicily(season, ratio):
    effect = carried_out("its_sicily_smoking_ban.csv", **SICILY, season=season).effect
    assert (round(effect.estimate, 4), round(effect.low, 4), round(effect.high, 4)) == ratio


@pytest.mark.parametrize(
    "model, season, slope",
    [("quasipoisson_step", 0, False), ("quasi_step_season", 2, False), ("quasi_step_slope_season", 2, True)],
)
def test_sicily_every_digit(model, season, slope):
    table = (DATA / "its_sicily_expected.csv").read_text(encoding="utf-8").splitlines()
    expected = {row["term"]: row for row in csv.DictReader(table) if row["model"] == model}
    result = carried_out("its_sicily_smoking_ban.csv", **SICILY, season=season, model="step_slope" if slope else "step").as_dict()
    pairs = [("trend", "time")] + ([("slope", "smokban:I(time - 36)")] if slope else [("level", "smokban")])
    for ours, theirs in pairs:
        assert result["terms"][ours]["estimate"] == pytest.approx(float(expected[theirs]["est"]), rel=1e-8)
        se = (result["terms"][ours]["high"] - result["terms"][ours]["low"]) / 2 / 1.959963984540054
        assert se == pytest.approx(float(expected[theirs]["se"]), rel=1e-5)
    assert result["dispersion"] == pytest.approx(float(expected["(Intercept)"]["dispersion"]), rel=1e-5)


@pytest.mark.parametrize("season, family", [(2, "quasipoisson"), (2, "negativebinomial"), (0, "quasipoisson")])
def test_sicily_with_memory_says_the_same_in_kind(season, family):
    effect = carried_out("its_sicily_smoking_ban.csv", **{**SICILY, "autocorrelation": "ar1"}, season=season, family=family).effect
    assert effect.estimate == pytest.approx(0.89, abs=0.02)
    assert effect.high < 1


def test_minimum_wage_group_time_effects():
    result = carried_out("did_mpdta.csv", **MPDTA)
    found = {(row["start"], row["time"]): round(row["estimate"], 4) for row in result.as_dict()["group_time"]}
    assert found == {
        ("2004", "2004"): -0.0105, ("2004", "2005"): -0.0704, ("2004", "2006"): -0.1373, ("2004", "2007"): -0.1008,
        ("2006", "2004"): 0.0065, ("2006", "2005"): -0.0028, ("2006", "2006"): -0.0046, ("2006", "2007"): -0.0412,
        ("2007", "2004"): 0.0305, ("2007", "2005"): -0.0027, ("2007", "2006"): -0.0311, ("2007", "2007"): -0.0261,
    }  # fmt: skip


def test_minimum_wage_by_time_since_start():
    result = carried_out("did_mpdta.csv", **MPDTA).as_dict()
    events = {row["since_start"]: round(row["estimate"], 4) for row in result["event_study"]}
    assert events == {-3: 0.0305, -2: -0.0006, -1: -0.0245, 0: -0.0199, 1: -0.0510, 2: -0.1373, 3: -0.1008}
    dynamic = result["aggregates"]["dynamic"]
    assert round(dynamic["estimate"], 4) == -0.0772
    assert 0.019 < (dynamic["high"] - dynamic["low"]) / 2 / 1.96 < 0.0225
    assert result["pre_trend"]["p"] == pytest.approx(0.168, abs=0.005)


def test_california():
    plan = {"design": "did", "wide": True, "time": "Year", "starts": {"California": 1989}}
    result = carried_out("sc_california_prop99.csv", **plan)
    assert round(result.effect.estimate, 2) == -27.35
    # One of 39 states, so p is a whole number of 39ths, and no state's path is thrown away.
    assert math.isclose(result.effect.p * 39, round(result.effect.p * 39))
    assert result.as_dict()["ways"] == 39
