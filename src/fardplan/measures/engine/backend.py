"""The three engines, each behind the same few verbs. Everything else in this package is Ibis and knows no engine.

What the engines do not agree on is settled here: text sorts by code point, no session zone is used (only DATE), and what is staged
stays inside the private folder.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import ibis
import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from ibis.expr import types as ir

from .. import schema

#: So many hashes are looked through at a time: they take 1 GB for a moment before DuckDB has begun to use its own.
HASHES = 64_000_000


@dataclass
class Backend:
    """`con`: an Ibis connection. `told`: called with the name of each step before it runs. With a `dialect` the `steps` are kept as name, SQL and
    (`keep_plan`, DuckDB) plan, which `explain` prints."""

    con: Any
    name: str
    told: Callable[[str], object] | None = None
    dialect: str = ""
    keep_plan: bool = False
    steps: list[dict[str, str]] = field(default_factory=list)
    _made: list[str] = field(default_factory=list)

    def stage(self, expression: ir.Table, name: str) -> ir.Table:
        """Compute once, read many times: a temporary table, which spills when memory does not hold it."""
        self._step(name, expression)
        name = f"{name}_{len(self._made)}"
        self._made.append(name)
        return self.con.create_table(name, expression, temp=True)

    def fetch(self, expression: ir.Table, name: str) -> pa.Table:
        """Small answers only: aggregates."""
        self._step(name, expression)
        return expression.to_pyarrow()

    def write(self, expression: ir.Table, path: Path, name: str) -> None:
        """Rows, straight to a file."""
        self._step(name, expression)
        expression.to_parquet(path)

    def small(self, columns: Mapping[str, list], kinds: Mapping[str, str]) -> ir.Table:
        """A table made here: days, periods, codes."""
        return self.table_of(pa.table({name: pa.array(columns[name], pa_type(kind)) for name, kind in kinds.items()}))

    def table_of(self, table: pa.Table) -> ir.Table:
        """A table in memory, on the engine."""
        return ibis.memtable(table)

    def read(self, name: str, paths: list[Path]) -> ir.Table:
        """The Parquet files of one event table."""
        return self.con.read_parquet([str(path) for path in paths])

    def empty(self, known: schema.Table) -> ir.Table:
        """A table of the schema without rows."""
        kinds = {schema.TEXT: pa.string(), schema.DATE: pa.date32(), schema.BOOLEAN: pa.bool_(), schema.INTEGER: pa.int64()}
        return self.table_of(pa.schema([(c.name, kinds[c.type]) for c in known.columns]).empty_table())

    def unique(self, table: ir.Table, column: str) -> bool:
        """Whether no two rows have the same value there (and none is missing). A quick yes spares a DISTINCT; an engine may always say no."""
        return False

    def numbered(self, table: ir.Table, name: str) -> ir.Table:
        """The table staged, with `number`: another in each row."""
        order = ibis.window(order_by=[table[column] for column in table.columns])
        return self.stage(table.mutate(number=ibis.row_number().over(order).cast("int64")), name)

    def forget(self) -> None:
        """Drop what was staged."""
        for name in self._made:
            self.con.drop_table(name, force=True)
        self._made.clear()

    def _step(self, name: str, expression: ir.Table) -> None:
        if self.told is not None:
            self.told(name)
        if self.dialect:
            plan = self.con.raw_sql(f"EXPLAIN {ibis.to_sql(expression)}").fetchall()[0][1] if self.keep_plan else ""
            self.steps.append({"name": name, "sql": str(ibis.to_sql(expression, dialect=self.dialect)), "plan": plan})


def pa_type(kind: str) -> pa.DataType:
    return {"int": pa.int64(), "text": pa.string()}[kind]


class DuckDB(Backend):
    """In this process. `memory`: DuckDB's own words, such as 1GB; what does not fit goes to `folder`."""

    def __init__(self, folder: Path | None = None, *, memory: str | None = None, threads: int | None = None):
        settings: dict[str, Any] = {"preserve_insertion_order": False}
        if memory:
            settings["memory_limit"] = memory
        if threads:
            settings["threads"] = threads
        if folder is not None:
            settings["temp_directory"] = str(folder)
        super().__init__(ibis.duckdb.connect(**settings), "duckdb")

    def table_of(self, table: pa.Table) -> ir.Table:
        # A table with a name of its own reads better in `explain` than one of Ibis's.
        name = f"liten_{len(self._made)}"
        self._made.append(name)
        return self.con.create_table(name, table, temp=True)

    def numbered(self, table: ir.Table, name: str) -> ir.Table:
        # Without an order the rows are numbered as they come, and nothing is sorted; a small number makes small groups.
        return self.stage(table.mutate(number=ibis.row_number().cast("int32")), name)

    def unique(self, table: ir.Table, column: str) -> bool:
        # Equal values have equal hashes: if none of these stands twice, no value does. Numbers sorted here cost a fraction of what counting different
        # ones costs there. Some tens of millions at a time, so that memory does not grow with the table.
        count = table.aggregate(rows=table.count(), given=table[column].count()).to_pyarrow().to_pylist()[0]
        if count["rows"] != count["given"]:
            return False
        parts = -(-count["rows"] // HASHES) or 1
        hashes = table.select(hash=table[column].hash())
        for part in range(parts):
            chosen = hashes if parts == 1 else hashes.filter((hashes.hash % parts).abs() == part)
            found = np.array(chosen.to_pyarrow().column(0).to_numpy(), np.int64, copy=None)
            found = found if found.flags.writeable else found.copy()
            found.sort()
            if (found[1:] == found[:-1]).any():
                return False
        return True


class Spark(Backend):
    """A session somebody else made. Staged tables are kept in Spark's own storage; tables made here pass through Parquet in `folder`."""

    def __init__(self, session: Any, folder: Path):
        super().__init__(ibis.pyspark.connect(session), "spark")
        self.session, self.folder = session, folder
        self._kept: list[Any] = []
        self._files = 0

    def read(self, name: str, paths: list[Path]) -> ir.Table:
        # Ibis hands Spark one path only.
        self.session.read.parquet(*(str(path) for path in paths)).createOrReplaceTempView(f"uttag_{name}")
        return self.con.table(f"uttag_{name}")

    def table_of(self, table: pa.Table) -> ir.Table:
        self._files += 1
        path = self.folder / f"liten-{self._files}.parquet"
        pq.write_table(table, path)
        return self.con.read_parquet(path)

    def stage(self, expression: ir.Table, name: str) -> ir.Table:
        self._step(name, expression)
        kept = self.session.sql(ibis.to_sql(expression, dialect="pyspark")).cache()
        view = f"steg_{len(self._kept)}"
        kept.createOrReplaceTempView(view)
        self._kept.append(kept)
        return self.con.table(view)

    def fetch(self, expression: ir.Table, name: str) -> pa.Table:
        # Not through pandas: Spark 4 warns of pandas 3.
        self._step(name, expression)
        return self.session.sql(ibis.to_sql(expression, dialect="pyspark")).toArrow()

    def forget(self) -> None:
        for kept in self._kept:
            kept.unpersist()
        self._kept.clear()


class Postgres(Backend):
    """A server somebody else started. Used in the tests: a county that keeps its events in PostgreSQL can compute there."""

    def __init__(self, con: Any):
        super().__init__(con, "postgres")

    def stage(self, expression: ir.Table, name: str) -> ir.Table:
        # Without statistics the planner takes a new table for a small one, and joins it row by row.
        staged = super().stage(expression, name)
        self.con.raw_sql(f'ANALYZE "{self._made[-1]}"').close()
        return staged
