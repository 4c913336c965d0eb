"""Columns on their way from the reading process: what is sent is what is received."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fardplan.tables import columns
from fardplan.tables.columns import Receiver, Sender

few = st.lists(st.sampled_from(["", "N1", "å|ä", "x"]), min_size=30, max_size=30)
many = st.lists(st.text(max_size=3), min_size=30, max_size=30)


@settings(deadline=None)
@given(blocks=st.lists(st.tuples(few, many, few), min_size=1, max_size=6), most=st.integers(3, 60))
def test_what_is_sent_is_received(blocks, most):
    sender, receiver, first = Sender(), Receiver(), 61
    columns.MOST_KNOWN, before = most, columns.MOST_KNOWN
    try:
        for block in blocks:
            found = receiver.block(json.loads(json.dumps(sender.packed(first, block))))
            assert [cells for _number, cells in found.rows()] == [list(row) for row in zip(*block, strict=True)]
            assert found.numbers == range(first, first + 30)
            first += 30
    finally:
        columns.MOST_KNOWN = before


def test_a_text_is_sent_once():
    sender = Sender()
    first, second = (sender.packed(1, [["N1"] * 20 + ["N2"] * 20])["columns"][0] for _ in range(2))
    assert (first["new"], second["new"]) == (["N1", "N2"], [])


def test_codes_without_texts_are_no_data():
    with pytest.raises(IndexError):
        Receiver().block({"first": 1, "rows": 1, "columns": [{"new": ["a"], "fresh": False, "codes": "AQA="}]})
