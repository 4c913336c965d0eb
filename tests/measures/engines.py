"""The product's engines asked the way the reference engine is, so that answers can be compared."""

from __future__ import annotations

from collections import defaultdict

import ibis
import pyarrow as pa

from fardplan.measures import schema
from fardplan.measures.engine.backend import Backend, DuckDB
from fardplan.measures.engine.run import run

from . import adversarial
from .reference import Extract, Figures

KINDS = {schema.TEXT: pa.string(), schema.DATE: pa.date32(), schema.BOOLEAN: pa.bool_(), schema.INTEGER: pa.int32()}


def arrow(name: str, rows: list[dict]) -> pa.Table:
    """The rows as a table of the schema's types."""
    fields = [(column.name, KINDS[column.type]) for column in schema.table(name).columns]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def joined(extracts: list[Extract]) -> Extract:
    """Several small extracts in one, table by table."""
    names = {name for each in extracts for name in each.tables}
    return Extract(
        extracts[0].start, extracts[0].end, {name: [row for each in extracts for row in each.rows(name)] for name in sorted(names)}
    )


def tables_of(extract: Extract) -> dict:
    return {name: ibis.memtable(arrow(name, rows)) for name, rows in extract.tables.items()}


def answered(definition, extract: Extract, backend: Backend | None = None, tables: dict | None = None) -> Figures:
    """The engine's cells and flow in the reference engine's shape. `tables`: the extract already on the backend."""
    got = run(definition, backend or DuckDB(), tables or tables_of(extract), extract.start, extract.end)
    rows, flow = got.rows, got.flow
    cells = {
        tuple(row[name] for name in ("organisation", "unit", "period", "sex", "age_group", "frailty")): (
            row["numerator"], row["denominator"], row["sum_millionths"], row["persons"], row["status"],
        )
        for row in rows
    }  # fmt: skip
    assert len(cells) == len(rows), "a cell is told twice"
    return Figures(cells, flow)


def added(figures: list[Figures]) -> Figures:
    """The answers for several small extracts as the answer for all of them: everything is a sum, as no person is in two."""
    cells: dict[tuple, list] = {}
    flow: dict[tuple, int] = defaultdict(int)
    for each in figures:
        for key, values in each.cells.items():
            sums = cells.setdefault(key, [None if value is None else 0 for value in values[:4]])
            for i, value in enumerate(values[:4]):
                if value is not None:
                    sums[i] += value
        for step, reason, rows in each.flow:
            flow[step, reason] += rows
    return Figures(
        {key: (*sums, "value" if sums[1] else "not_available") for key, sums in cells.items()}, [(*step, n) for step, n in flow.items()]
    )


def told(figures: Figures) -> dict:
    """The flow to compare: order does not matter, nor what is nought."""
    return {(step, reason): rows for step, reason, rows in figures.flow if rows}


def extract_of(tables: dict) -> Extract:
    return Extract(adversarial.START, adversarial.END, tables)
