"""Figures in any order become whole lines, a stretch of them at a time."""

import numpy as np
import pytest

from fardplan.imports.gathering import gathered
from fardplan.indicators import store


def columns(rows):
    names = sorted({row[2] for row in rows}, reverse=True)
    odd = {place: ("", "", row[4]) for place, row in enumerate(rows) if row[4]}
    arrays = [np.array([row[place] for row in rows], np.int32) for place in (0, 1)]
    return store.Columns(*arrays, np.array([names.index(row[2]) for row in rows]), names, [row[3] for row in rows], odd)


def rows_of(each):
    told = each.rows(lambda *row: row)
    return [(series, organisation, period, value, comment) for series, organisation, period, _s, _b, value, _a, _g, _c, comment, _d in told]


@pytest.mark.parametrize("at_a_time", [1, 50, 100_000])
def test_all_figures_and_no_line_twice(at_a_time):
    rows = [
        (s, o, str(year), f"{s}.{year}", "ord" * (year == 2003)) for year in range(2000, 2010) for s in (7, 3, 5) for o in range(20, 0, -1)
    ]
    found = list(gathered((columns(rows[start : start + 37]) for start in range(0, len(rows), 37)), at_a_time))

    assert sorted(row for each in found for row in rows_of(each)) == sorted(rows)
    lines = [set(each.lines().tolist()) for each in found]
    assert sum(map(len, lines)) == len(set.union(*lines)) == 60
    assert all(len(each.values) < at_a_time + 10 for each in found)
    assert len(found) == {1: 60, 50: 12, 100_000: 1}[at_a_time]


def test_nothing():
    assert list(gathered([])) == []
