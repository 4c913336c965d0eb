"""Differences one can count in one's head, and placebos counted one by one."""

import itertools

import numpy as np
import pytest

from fardplan import evaluation
from fardplan.evaluation import groups, placebo

TIMES = ["2021", "2022", "2023", "2024"]
#: Two cohorts and two that never start. The common course is 0, 1, 2, 3.
OUTCOMES = {"A": [10, 11, 17, 18], "B": [20, 21, 27, 30], "C": [5, 6, 7, 18], "D": [0, 1, 2, 3], "E": [4, 5, 6, 7]}
STARTS = {"A": "2023", "B": "2023", "C": "2024"}


def result_of(outcomes=OUTCOMES, starts=STARTS, **plan):
    made = evaluation.read({"design": "did", "starts": starts, "inference": "cluster", **plan})
    columns = {"x": TIMES * len(outcomes), "place": [n for n in outcomes for _ in TIMES], "y": list(itertools.chain(*outcomes.values()))}
    return evaluation.evaluate(made, evaluation.inline(columns)).as_dict()


def effects(**plan):
    result = result_of(inference="placebo", **plan)
    return {(row["start"], row["time"]): row["estimate"] for row in result["group_time"]}


def test_each_cohort_against_those_who_never_start():
    assert effects() == pytest.approx(
        {("2023", "2022"): 0, ("2023", "2023"): 5, ("2023", "2024"): 6, ("2024", "2022"): 0, ("2024", "2023"): 0, ("2024", "2024"): 10}
    )


def test_those_not_yet_started_compare_as_well_until_they_start():
    moved = {**OUTCOMES, "C": [5, 6, 10, 21]}
    assert effects(outcomes=moved, comparison="never")["2023", "2023"] == pytest.approx(5)
    assert effects(outcomes=moved, comparison="not_yet")["2023", "2023"] == pytest.approx(4)
    assert effects(outcomes=moved, comparison="never")["2023", "2024"] == effects(outcomes=moved, comparison="not_yet")["2023", "2024"]


def test_all_times_before_as_base():
    outcomes = {"A": [0, 4, 10, 10], **{name: [0, 0, 0, 0.5 * i] for i, name in enumerate("BCDEFGHIJKLMNOPQRSTU")}}
    first = result_of(outcomes, {"A": "2023"}, inference="placebo", base="all")["group_time"]
    assert [row["estimate"] for row in first if row["time"] == "2023"] == [8]
    last = result_of(outcomes, {"A": "2023"}, inference="placebo", base="last")["group_time"]
    assert [row["estimate"] for row in last if row["time"] == "2023"] == [6]


def test_the_only_time_before_is_not_compared_with_itself():
    result = result_of(OUTCOMES, {"A": "2022", "B": "2022", "C": "2024"}, inference="placebo", base="all")
    assert ("2022", "2021") not in {(row["start"], row["time"]) for row in result["group_time"]}
    assert ("2024", "2021") in {(row["start"], row["time"]) for row in result["group_time"]}


def test_the_overall_effect_counts_every_place_and_time_once():
    result = result_of(inference="placebo")
    assert result["effect"]["estimate"] == pytest.approx((2 * 5 + 2 * 6 + 10) / 5)
    assert result["aggregates"]["2024"]["estimate"] == pytest.approx(10)


def test_standard_errors_are_those_of_two_means():
    rng = np.random.default_rng(3)
    y = rng.normal(size=(12, 2))
    grouped = groups.cohorts(np.array([1] * 5 + [-1] * 7), 2)
    [cell] = groups.cells(grouped, comparison="never", base="last")
    change = y[:, 1] - y[:, 0]
    by_hand = change[:5].var(ddof=1) / 5 + change[5:].var(ddof=1) / 7
    assert groups.covariance([cell.weights], y, grouped.of)[0, 0] == pytest.approx(by_hand)


@pytest.mark.parametrize("sizes, number", [([1, 5], 6), ([2, 8], 45), ([2, 1, 3], 60), ([3], 1)])
def test_ways_to_deal_out_starts(sizes, number):
    of = np.repeat(np.arange(len(sizes)), sizes)
    dealt = placebo.ways(of, seed=1)
    assert placebo.possible(np.array(sizes)) == dealt.number == number
    assert len({tuple(way) for way in dealt.of.tolist()} | {tuple(of.tolist())}) == number
    assert all(sorted(way) == sorted(of.tolist()) for way in dealt.of.tolist())


def test_placebo_p_and_interval_are_those_of_trying_every_way_again():
    rng = np.random.default_rng(4)
    y = rng.normal(size=(7, 6))
    y[:2, 3:] += 1.5
    start = np.array([3, 3, -1, -1, -1, -1, -1])
    grouped = groups.cohorts(start, 6)
    weights = groups.simple(groups.cells(grouped, comparison="never", base="all"))
    started = ((start[:, None] >= 0) & (np.arange(6) >= start[:, None])).astype(float)
    judged = placebo.judge(weights, y, started, grouped.of, placebo.ways(grouped.of, 1))

    def p(effect):
        left = y - effect * started
        sizes = []
        for pair in itertools.combinations(range(7), 2):
            rest = [i for i in range(7) if i not in pair]
            change = lambda rows: left[rows][:, 3:].mean() - left[rows][:, :3].mean()  # noqa: E731
            sizes.append(abs(change(list(pair)) - change(rest)))
        return np.mean(np.array(sizes) >= sizes[0] * (1 - 1e-9))

    assert judged.p == pytest.approx(p(0))
    step = 1e-6
    for edge, inwards in ((judged.low, step), (judged.high, -step)):
        assert p(edge + inwards) > 0.05
        assert p(edge - inwards) <= 0.05


def test_an_interval_without_end_is_none_and_not_a_number():
    """A time before the start that one place alone has: it holds its role in too many of the ways to be refused."""
    outcomes = {name: [i, i + 0.5 * (i % 3), i + 0.1 * i * i, i - 0.2 * i] for i, name in enumerate("ABCDEFG")}
    result = result_of(outcomes, {"A": "2024", "B": "2023", "C": "2023"}, inference="placebo")
    first = result["event_study"][0]
    assert (first["since_start"], first["high"]) == (-2, None)
    assert first["p"] > 0.05
    assert all(row["low"] is None or abs(row["low"]) < 1000 for row in result["event_study"] + result["group_time"])
    assert result["effect"]["low"] < result["effect"]["estimate"] < result["effect"]["high"]


def test_which_effects_a_placebo_does_not_refuse():
    rng = np.random.default_rng(1)
    for _ in range(500):
        a, other, reach = rng.choice([-2, -1, 0, 1, 2.5]), rng.choice([-2, -1, 0, 1, 2.5, 3]), rng.choice([-1, 1, 0, 0.5, -0.5])
        [low], [high] = placebo._not_refused(a, np.array([other]), np.array([reach]))
        for effect in rng.uniform(-8, 8, 10):
            assert (low <= effect <= high) == (abs(other - effect * reach) >= abs(a - effect) - 1e-12)


def test_many_ways_are_drawn_the_same_each_time():
    of = np.repeat([0, 1], [10, 20])
    assert np.array_equal(placebo.ways(of, seed=1).of, placebo.ways(of, seed=1).of)
    assert not np.array_equal(placebo.ways(of, seed=1).of, placebo.ways(of, seed=2).of)
