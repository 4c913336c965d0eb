"""From the rows of an extract to the rows that count: one reason for each row left out, and days as whole numbers.

The rules are the same for every measure and stand in docs/spec/matt.md: what is unknown is written `unknown`, rows that then are alike in
every column count once, and a row is rejected for the first reason of `definition_rules.REJECTIONS` that holds.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import ibis
from ibis.expr import types as ir

from .. import schema
from .backend import Backend
from .periods import FIRST_DAY, number

UNKNOWN = "unknown"
#: Columns a row cannot do without; else the person and the table's first day.
NEEDED = {"moves": ("person", "moved_on", "municipality"), "listings": ("person", "unit", "start")}
KINDS = {schema.TEXT: "string", schema.DATE: "date", schema.BOOLEAN: "boolean", schema.INTEGER: "int64"}


@dataclass
class Flow:
    """What came in and what became of it, as (step, reason, rows)."""

    lines: list[tuple[str, str | None, int]] = field(default_factory=list)

    def add(self, step: str, reason: str | None, rows: int) -> None:
        if rows or step in ("rows_in", "counted"):
            self.lines.append((step, reason, int(rows)))


@dataclass
class Rows:
    """The rows of one table that count. `keyed`: no two have the same key, so the key ends every order."""

    table: ir.Table
    keyed: bool
    came: int
    rejected: dict[str, int]

    @property
    def used(self) -> int:
        return self.came - sum(self.rejected.values())


def day_number(day: ir.DateValue) -> ir.IntegerValue:
    """Days since 1970-01-01."""
    return day.epoch_days().cast("int64")


def cleaned(table: ir.Table, known: schema.Table) -> ir.Table:
    """The schema's columns in its order, days as numbers, the unknown written as unknown; a column that is missing is empty."""
    have = set(table.columns)
    out = {}
    for column in known.columns:
        value = table[column.name] if column.name in have else ibis.null()
        value = value.cast(KINDS[column.type])
        if column.type == schema.DATE:
            out[column.name] = day_number(value)
            if column.name == "birth_date":
                out["birth"] = value.year().cast("int64") * 10000 + value.month().cast("int64") * 100 + value.day().cast("int64")
            continue
        if column.unknown:
            value = ibis.ifelse(value.isin(column.allowed).fill_null(False), value, column.unknown)
        elif column.name in ("organisation", "unit") and known.name != "listings":
            value = value.nullif("").fill_null(UNKNOWN)
        elif column.name == "diagnosis":
            value = value.upper().replace(".", "").replace(" ", "").nullif("")
        elif column.least is not None:
            value = ibis.ifelse(value.between(column.least, column.most), value, ibis.null().cast("int64"))
        out[column.name] = value
    return table.select(**out)


def rejection(table: ir.Table, known: schema.Table, end: int, max_stay_days: int | None) -> ir.StringValue:
    """Why a cleaned row does not count, or the empty text."""
    needed = [table[name] for name in NEEDED.get(known.name, ("person", known.start))]
    missing = ibis.or_(*(value.isnull() if value.type().is_integer() else value.fill_null("") == "" for value in needed))
    ladder = [(missing, "missing_value")]
    codes = [column for column in known.columns if column.codes and not column.unknown]
    if codes:
        ladder.append((~ibis.and_(*(table[c.name].isin(c.allowed).fill_null(False) for c in codes)), "unknown_code"))
    start = table[known.start]
    impossible = (start < number(FIRST_DAY)) | (start > end)
    if known.name == "stays":
        impossible |= table[known.end].fill_null(end) > end
    ladder.append((impossible, "impossible_date"))
    if known.end:
        ladder.append((table[known.end].fill_null(end) < ibis.ifelse(table[known.end].isnull(), end, start), "end_before_start"))
    if max_stay_days is not None and known.name == "stays":
        ladder.append((table[known.end].isnull() & (end - start > max_stay_days), "open_too_long"))
    return ibis.cases(*ladder, else_="")


class Extract:
    """The event tables of one extract, opened on an engine. `start` and `end` (days) come from extract.yaml, never from the events."""

    def __init__(self, backend: Backend, tables: dict[str, ir.Table], start: int, end: int):
        self.backend, self.tables, self.start, self.end = backend, tables, start, end
        self._rows: dict[tuple[str, int | None], Rows] = {}

    def has(self, name: str) -> bool:
        return name in self.tables

    def rows(self, name: str, max_stay_days: int | None = None) -> Rows:
        """The rows of a table that count; a table the extract does not have is one without rows."""
        at = (name, max_stay_days)
        if at not in self._rows:
            self._rows[at] = self._made(schema.table(name), max_stay_days)
        return self._rows[at]

    def _made(self, known: schema.Table, max_stay_days: int | None) -> Rows:
        backend = self.backend
        raw = self.tables[known.name] if self.has(known.name) else backend.empty(known)
        table = cleaned(raw, known)
        keyed = len(known.key) == 1 and backend.unique(raw, known.key[0])
        came = 0 if keyed else backend.fetch(raw.aggregate(n=raw.count()), f"{known.name}: antal rader")["n"][0].as_py()
        if not keyed:
            table = backend.stage(table.distinct(), f"{known.name}_lika_rader_en_gang")
        reason = rejection(table, known, self.end, max_stay_days)
        reasons = table.select(reason=reason)
        counted = backend.fetch(reasons.group_by("reason").aggregate(n=reasons.count()), f"{known.name}: rader per skäl").to_pylist()
        rejected = {row["reason"]: row["n"] for row in counted if row["reason"]}
        among = sum(row["n"] for row in counted)
        came = among if keyed else came
        if rejected:
            table = table.filter(reason == "")
        return Rows(table, keyed, came, {"duplicate": came - among, **rejected} if came > among else rejected)
