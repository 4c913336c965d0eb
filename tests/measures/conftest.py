"""Synthetic extracts, made once a session: a county small enough to be read row by row."""

import datetime as dt

import duckdb
import pytest

from fardplan.measures import schema
from fardplan.measures.synth import Wish, make

WISH = Wish(persons=6_000, years=3, seed=11, relative=-0.5, since=dt.date(2024, 7, 1), treated=("9901", "9902", "9903"))


@pytest.fixture(scope="session")
def county(tmp_path_factory):
    """A folder with an extract of WISH. Read only."""
    folder = tmp_path_factory.mktemp("county") / "extract"
    make(WISH, folder)
    return folder


@pytest.fixture
def asked(county):
    """Ask the county in SQL; a view per table."""
    connection = duckdb.connect()
    for table in schema.TABLES:
        connection.execute(f"create view {table.name} as from '{county}/{table.name}.parquet'")
    yield lambda sql: connection.execute(sql).fetchall()
    connection.close()
