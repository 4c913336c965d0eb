"""The event tables as data are whole: what one table points at exists in another, and every key and day is a column."""

import pytest

from fardplan.measures import schema


@pytest.mark.parametrize("table", schema.TABLES, ids=lambda table: table.name)
def test_table(table):
    assert len(set(table.names)) == len(table.names)
    assert set(table.key) <= set(table.names)
    assert not any(table[name].nullable for name in table.key)
    for role in filter(None, (table.start, table.end)):
        assert table[role].type == schema.DATE
    if table.end:
        assert table[table.end].nullable, "an open end is an empty one"
    for column in table.columns:
        assert column.type in schema.SQL_TYPES
        assert len(set(column.allowed)) == len(column.allowed)
        assert not column.unknown or column.unknown in column.allowed
        assert not (column.nullable and column.unknown), "two ways to say nothing"
        assert column.words.endswith(".")


def test_persons_come_first_and_every_event_has_one():
    assert schema.TABLES[0].name == "persons"
    assert all("person" in table.names for table in schema.TABLES if table.name != "units")
