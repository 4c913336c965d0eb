"""Rows in parts come back as they went in, also those that were packed row by row."""

import json
import zlib

import pytest

from fardplan.imports.packing import Parts, packed, unpacked

ROWS = [[2, 7, 1, "2023", "1.5", "", "", "", "new", None, ""], [3, 7, 2, "2023", None, "missing", "..", "å", "new", None, ""]]


@pytest.mark.parametrize("rows", [[], ROWS, ROWS[:1], [[1, "a", {"x": "y"}], [2, "b", {}]]])
def test_what_is_packed_is_unpacked(rows):
    assert unpacked(packed(rows)) == rows


def test_the_earlier_way_is_still_read():
    assert unpacked(zlib.compress(json.dumps(ROWS).encode())) == ROWS


def test_parts_are_gone_through_many_times():
    parts = Parts()
    parts.add(ROWS[:1])
    parts.add(ROWS[1:])
    for _ in range(2):
        assert [row for part in parts for row in part] == ROWS
    assert len(parts) == 2
