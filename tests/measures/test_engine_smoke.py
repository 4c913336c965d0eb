"""The engine starts, counts and adds up; every rule is compared with the reference engine elsewhere."""

import datetime as dt

import ibis
import pyarrow as pa
import pytest

from fardplan.measures import definition
from fardplan.measures.engine.backend import DuckDB
from fardplan.measures.engine.run import run

STAYS = [
    # One journey over two wards, home, back unplanned after ten days; and somebody who never came back.
    {"stay": "1", "person": "a", "organisation": "22", "unit": "u", "admitted": dt.date(2024, 1, 2), "discharged": dt.date(2024, 1, 5), "admission": "unplanned", "discharged_to": "hospital"},
    {"stay": "2", "person": "a", "organisation": "22", "unit": "v", "admitted": dt.date(2024, 1, 5), "discharged": dt.date(2024, 1, 9), "admission": "unplanned", "discharged_to": "home"},
    {"stay": "3", "person": "a", "organisation": "22", "unit": "v", "admitted": dt.date(2024, 1, 19), "discharged": dt.date(2024, 1, 20), "admission": "unplanned", "discharged_to": "home"},
    {"stay": "4", "person": "b", "organisation": "22", "unit": "u", "admitted": dt.date(2024, 2, 1), "discharged": dt.date(2024, 2, 3), "admission": "planned", "discharged_to": "home"},
]  # fmt: skip


def tables():
    return {"stays": ibis.memtable(pa.Table.from_pylist(STAYS))}


def test_a_journey_over_two_wards_is_one_discharge_and_came_back():
    figures = run(definition.load("readmission-30"), DuckDB(threads=1), tables(), dt.date(2024, 1, 1), dt.date(2024, 4, 30))
    units = {row["unit"]: (row["numerator"], row["denominator"]) for row in figures.rows if row["unit"]}
    assert units == {"v": (1, 2), "u": (0, 1)}
    assert figures.flow == [("rows_in", None, 4), ("merged", None, 1), ("counted", None, 3)]


#: One of each measure.
KEYS = [
    "readmission-30-next-stay",
    "avoidable-four-rolling",
    "continuity-secon-doctor",
    "primary-share-all",
    "emergencies-80",
    "days-after-ready",
    "home-at-end",
    "emergencies-after-health-care",
]


@pytest.mark.parametrize("key", KEYS)
def test_every_definition_computes_on_an_extract_without_rows(key):
    figures = run(definition.load(key), DuckDB(threads=1), {}, dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    assert figures.rows == []
    assert [line for line in figures.flow if line[2]] == []
