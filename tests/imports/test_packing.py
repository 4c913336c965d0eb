"""Rows in parts come back as they went in, also those that were packed row by row."""

import json
import zlib

import pytest

from fardplan.imports.packing import Columns, Parts, ints, of_rows, opened, packed, unpacked

ROWS = [[2, 7, 1, "2023", "1.5", "", "", "", "new", None, ""], [3, 7, 2, "2023", None, "missing", "..", "å", "new", None, ""]]


@pytest.mark.parametrize("rows", [[], ROWS, ROWS[:1], [[1, "a", {"x": "y"}], [2, "b", {}]]])
def test_what_is_packed_is_unpacked(rows):
    assert unpacked(packed(rows)) == rows


COLUMNS = Columns(
    3,
    [
        {"from": 7},
        ints([1, 2, 300_000]),
        {"of": ["2023", "2024"], "at": bytes([0] * 8 + [1, 0, 0, 0])},
        {"text": "1.5|2|å"},
        {"same": ""},
        [None, 1, "x"],
    ],
)


def test_columns_are_the_rows_they_say():
    rows = [[7, 1, "2023", "1.5", "", None], [8, 2, "2023", "2", "", 1], [9, 300_000, "2024", "å", "", "x"]]
    assert list(COLUMNS) == list(of_rows(rows)) == unpacked(packed(COLUMNS)) == unpacked(packed(rows)) == rows
    assert opened(packed(COLUMNS)).columns == COLUMNS.columns
    for columns in (COLUMNS, of_rows(rows)):
        names, places = columns.among(2)
        assert [names[place] for place in places] == ["2023", "2023", "2024"]
        assert columns.ints(1).tolist() == [1, 2, 300_000]


def test_the_earlier_way_is_still_read():
    assert unpacked(zlib.compress(json.dumps(ROWS).encode())) == ROWS


def test_parts_are_gone_through_many_times():
    parts = Parts()
    parts.add(ROWS[:1])
    parts.add(ROWS[1:])
    parts.add(COLUMNS)
    for _ in range(2):
        assert [row for part in parts for row in part] == [*ROWS, *COLUMNS]
    assert len(parts) == 5
