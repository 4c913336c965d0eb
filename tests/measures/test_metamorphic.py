"""What must not matter: the order of rows, doubled rows, threads, how files are split, what persons and parties are called, the session's time zone.

Each is tried on every measure against the plain answer, as text: not a digit may move.
"""

import json
import random

import pyarrow.parquet as pq
import pytest

from fardplan.measures.engine.backend import DuckDB

from . import adversarial, engines, variants
from .reference import Extract

DEFINITIONS = list({each.measure: each for each in variants.variants()}.values())
PARTY = {"organisation", "municipality"}


@pytest.fixture(scope="module")
def events():
    return engines.joined([engines.extract_of(adversarial.example(random.Random(n), n)) for n in range(150)])


@pytest.fixture(scope="module")
def plain(events):
    return {each.key: written(engines.answered(each, events)) for each in DEFINITIONS}


def written(figures, flow=True):
    """The answer as text."""
    cells = sorted(([*key, *values] for key, values in figures.cells.items()), key=str)
    return json.dumps([cells, sorted(figures.flow, key=str) if flow else None], ensure_ascii=False)


def changed(events, change):
    """Every row of every table, changed."""
    return Extract(events.start, events.end, {name: [change(dict(row)) for row in rows] for name, rows in events.tables.items()})


def shuffled(events):
    tables = {name: random.Random(7).sample(rows, len(rows)) for name, rows in events.tables.items()}
    return Extract(events.start, events.end, tables)


def split(events, folder):
    """Three files per table, of unequal size, one of them empty."""
    out = {}
    for name, rows in events.tables.items():
        at = len(rows) // 3
        for i, part in enumerate((rows[:at], rows[at:], [])):
            pq.write_table(engines.arrow(name, part), folder / f"{name}-{i}.parquet")
        out[name] = sorted(str(path) for path in folder.glob(f"{name}-*.parquet"))
    return out


@pytest.mark.parametrize("each", DEFINITIONS, ids=lambda each: each.key)
def test_order_files_threads_and_time_zone_do_not_matter(each, events, plain, tmp_path):
    backend = DuckDB(threads=8)
    backend.con.raw_sql("set timezone = 'Pacific/Auckland'")
    files = split(shuffled(events), tmp_path)
    tables = {name: backend.con.read_parquet(paths) for name, paths in files.items()}
    assert written(engines.answered(each, events, backend, tables)) == plain[each.key]


@pytest.mark.parametrize("each", DEFINITIONS, ids=lambda each: each.key)
def test_doubled_rows_only_show_in_the_flow(each, events, plain):
    doubled = Extract(events.start, events.end, {name: rows + rows[::-1] for name, rows in events.tables.items()})
    got = engines.answered(each, doubled, DuckDB(threads=2))
    assert json.loads(written(got))[0] == json.loads(plain[each.key])[0]
    flow, before = engines.told(got), {(step, reason): n for step, reason, n in json.loads(plain[each.key])[1] if n}
    assert flow["rows_in", None] == 2 * before["rows_in", None]
    assert flow["rejected", "duplicate"] == before["rejected", "duplicate"] + before["rows_in", None]
    assert {k: n for k, n in flow.items() if k[1] != "duplicate" and k[0] != "rows_in"} == {
        k: n for k, n in before.items() if k[1] != "duplicate" and k[0] != "rows_in"
    }


@pytest.mark.parametrize("each", DEFINITIONS, ids=lambda each: each.key)
def test_the_names_of_persons_and_parties_do_not_matter(each, events, plain):
    """Persons are called anything; parties get a name that sorts as theirs did, since a name may settle a tie."""

    def renamed(row):
        if row.get("person"):
            row["person"] = f"Ö{row['person'][::-1]}"
        for column in PARTY & set(row):
            row[column] = row[column] and f"A{row[column]}"
        return row

    chosen = each.parameters["organisations"]
    if chosen is not None:
        each = each.with_parameters(organisations=[name if name == "unknown" else f"A{name}" for name in chosen])
    got = engines.answered(each, changed(events, renamed), DuckDB(threads=1))
    back = {(key[0].removeprefix("A") if key[0] else key[0], *key[1:]): values for key, values in got.cells.items()}
    got.cells = back
    assert written(got) == plain[each.key]
