"""Freeze, split, exclude: which points estimate and which are judged together."""

import numpy as np
import pytest

from fardplan import spc

UP = [3, 5, 4, 6, 3, 5, 4, 6, 5, 4, 4, 5, 9, 8, 10, 9, 8, 9, 10, 9, 8, 9, 10, 9]


def one(**options):
    return spc.chart(spc.points(range(len(UP)), UP), "i", **options)


def test_freeze_judges_later_points_by_the_baseline():
    chart = one(freeze=12)
    assert chart.lines.centre[-1] == pytest.approx(np.mean(UP[:12]))
    assert chart.runs[0].longest_run == 13
    assert chart.runs[0].n_obs == 24
    assert chart.signal


def test_split_judges_each_part_by_itself():
    chart = one(split=[12])
    assert [chart.lines.centre[0], chart.lines.centre[-1]] == pytest.approx([np.mean(UP[:12]), np.mean(UP[12:])])
    assert chart.plan.part.tolist() == [1] * 12 + [2] * 12
    assert not chart.signal


def test_labels_split_too():
    points = spc.points(range(24), UP, part=["före"] * 12 + ["efter"] * 12)
    assert spc.chart(points, "i").plan.part.tolist() == [1] * 12 + [2] * 12


def test_excluded_points_are_plotted_and_tested_but_neither_estimate_nor_run():
    y = [5, 6, 5, 4, 5, 6, 40, 4, 5, 6, 5, 4, 6]
    chart = spc.chart(spc.points(range(13), y), "i", exclude=[7])
    rest = y[:6] + y[7:]
    assert chart.lines.centre[0] == pytest.approx(np.mean(rest))
    assert chart.lines.upper[0] == pytest.approx(np.mean(rest) + 3 * np.abs(np.diff(rest)).mean() / 1.128)
    assert chart.outside.tolist() == [0] * 6 + [1] + [0] * 6
    assert chart.runs[0].n_obs == 12


@pytest.mark.parametrize(
    "options, note",
    [
        ({"freeze": 12, "split": [12]}, "Frysning vid punkt 12 har ingen verkan: serien är delad."),
        ({"freeze": 24}, "Frysning vid punkt 24 har ingen verkan: serien har 24 punkter."),
        ({"split": [12, 24, 30]}, "Delning efter punkt 24 och 30 har ingen verkan: serien har 24 punkter."),
        ({"exclude": [25]}, "Punkt 25 kan inte uteslutas: serien har 24 punkter."),
    ],
)
def test_choices_without_effect_say_so(options, note):
    assert note in one(**options).notes


def test_split_is_deduplicated_and_sorted():
    assert one(split=[12, 6, 12]).plan.part.tolist() == [1] * 6 + [2] * 6 + [3] * 12
