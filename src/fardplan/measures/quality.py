"""Is the extract fit to compute from? Everything counted and named before any measure is: what stops, what is rejected, what to look at.

A row is rejected for the first of REJECTED that holds, in that order, the same order as the engine's; so the flow adds up: rows in = rejected
per reason + accepted. Notes (`NOTES`) count rows that are accepted but odd. No value of a person stands anywhere here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from . import checks, manifest, private, reading, schema
from .errors import MeasuresError
from .reading import Extract

#: Reason to its Swedish name. The first that holds is the one counted.
REJECTED = {
    "duplicate": "dubblett: alla kolumner lika en annan rad",
    "missing_value": "värde som måste finnas saknas",
    "unknown_code": "kod som inte finns",
    "impossible_date": "omöjligt datum: före 1900 eller efter 2100",
    "end_before_start": "slutar innan den börjar",
}
PERSONAL_SHARE = 0.25
"""Share of values that look like personal numbers from which they are taken to be. Ten random digits look so once in twenty."""
MANY_REJECTED = 0.05
"""Share of rejected rows in a table from which the report warns."""


@dataclass(frozen=True)
class Note:
    """Something to look at: `code` for machines, how many `rows` (or what `of` says; 0: no number), and a `text` for people to read after it."""

    code: str
    rows: int
    text: str
    of: str = "rader"


@dataclass
class TableQuality:
    """One table: rows in, why rows are rejected, how many are accepted, what to look at, what stops."""

    name: str
    files: list[str] = field(default_factory=list)
    rows: int = 0
    rejected: dict[str, int] = field(default_factory=dict)
    accepted: int = 0
    first_day: str | None = None
    last_day: str | None = None
    notes: list[Note] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)

    @property
    def adds_up(self) -> bool:
        return self.rows == sum(self.rejected.values()) + self.accepted

    @property
    def share_rejected(self) -> float:
        return sum(self.rejected.values()) / self.rows if self.rows else 0.0


@dataclass
class Quality:
    """The whole extract. `fit`: measures may be computed from it."""

    manifest: manifest.Manifest
    tables: list[TableQuality] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)

    @property
    def fit(self) -> bool:
        return not self.stops and not any(table.stops for table in self.tables)

    @property
    def all_stops(self) -> list[str]:
        return [*self.stops, *(stop for table in self.tables for stop in table.stops)]

    def as_dict(self) -> dict[str, Any]:
        """The report as plain JSON; `schema` tells its shape."""
        return {
            "schema": 1,
            "fit": self.fit,
            "stops": self.all_stops,
            "extract": {
                "holder": self.manifest.holder, "extract_start": self.manifest.start.isoformat(), "extract_end": self.manifest.end.isoformat(),
                "synthetic": self.manifest.synthetic,
            },
            "tables": [
                {
                    "table": t.name, "files": t.files, "rows": t.rows, "rejected": t.rejected, "accepted": t.accepted, "first_day": t.first_day,
                    "last_day": t.last_day, "notes": [vars(note) for note in t.notes], "stops": t.stops,
                }
                for t in self.tables
            ],
            "files": self.digests,
        }  # fmt: skip


def examined(extract: Extract, room: Path, *, memory: str = "", told: Callable[[str], object] = lambda table: None) -> Quality:
    """Read every table once and count. `room`: a private folder. `told`: the table that is next."""
    found = Quality(extract.manifest)
    with reading.connection(room, memory) as db:
        for table in schema.TABLES:
            told(table.name)
            if (one := _table(db, extract, table, room)) is not None:
                found.tables.append(one)
        _files(extract, found)
        if not found.tables:
            found.stops.append(f"Mappen {extract.folder} har inga tabeller. De heter till exempel stays.parquet eller stays.csv.")
        elif not any(table.rows for table in found.tables) and not any(table.stops for table in found.tables):
            found.stops.append("Uttaget är tomt: ingen tabell har någon rad.")
        if found.fit:
            told("sambanden")
            by_name = {table.name: table for table in found.tables}
            _noted(db, extract, by_name, checks.BETWEEN)
    return found


def _table(db: duckdb.DuckDBPyConnection, extract: Extract, table: schema.Table, room: Path) -> TableQuality | None:
    source = reading.looked_at(db, extract, table, room)
    if source is None:
        return None
    one = TableQuality(table.name, [path.name for path in source.files])
    problems = source.problems or reading.unreadable(db, source)
    if problems:
        one.stops = [str(problem) for problem in problems]
        return one
    for name, encoding in source.encodings.items():
        if encoding != "utf-8":
            one.notes.append(
                Note("encoding", 0, f"{name} är i {encoding} och räknades om till UTF-8. Se efter att å, ä och ö ser rätt ut i koderna.")
            )
    if source.direct:
        columns = ", ".join(f"{e.value} as {reading.quoted(e.column.name)}" for e in source.expressions)
        relation = source.relation
    else:
        columns = "*"
        relation = f"read_parquet([{', '.join(reading.text_literal(str(path)) for path in reading.written(db, source, room))}])"
    db.execute(f"create view {table.name} as select {columns} from {relation}")
    _counted(db, extract, table, one)
    if not one.rows:
        one.notes.append(Note("empty", 0, "Tabellen har inga rader."))
    elif not one.stops:
        _noted(db, extract, {table.name: one}, [check for check in checks.WITHIN if check.table in ("", table.name)])
    if one.share_rejected >= MANY_REJECTED:
        share = f"{100 * one.share_rejected:.1f}".replace(".", ",")
        one.notes.insert(0, Note("many_rejected", 0, f"{share} % av raderna räknas inte. Se efter hur uttaget är gjort."))
    return one


def _counted(db: duckdb.DuckDBPyConnection, extract: Extract, table: schema.Table, one: TableQuality) -> None:
    """The flow, and a table or view `ok_<table>` of accepted rows, each once."""
    key = ", ".join(map(reading.quoted, table.key))
    one.rows, keys = _first(db, f"select count(*), (select count(*) from (select distinct {key} from {table.name})) from {table.name}")
    once = table.name
    if keys != one.rows:
        once = f"once_{table.name}"
        db.execute(f"create table {once} as select distinct * from {table.name}")
    ladder = " ".join(f"when {condition} then '{reason}'" for reason, condition in checks.ladder(table))
    db.execute(f"create view judged_{table.name} as select *, case {ladder} else '' end as fp_reason from {once}")
    counts = dict(db.execute(f"select fp_reason, count(*) from judged_{table.name} group by 1").fetchall())
    among = sum(counts.values())
    one.accepted = counts.pop("", 0)
    one.rejected = {reason: n for reason in REJECTED if (n := one.rows - among if reason == "duplicate" else counts.get(reason, 0))}
    for reason, column, condition in checks.blamed(table):
        if reason in one.rejected:
            n = _first(db, f"select count(*) filter (where {condition}) from judged_{table.name} where fp_reason = '{reason}'")[0]
            if n:
                words = f"{REJECTED[reason].partition(':')[0]}, i kolumnen {column}; räknas inte"
                one.notes.append(Note(f"{reason}_{column}", n, words, "rad" if n == 1 else "rader"))
    db.execute(f"create view ok_{table.name} as select * exclude (fp_reason) from judged_{table.name} where fp_reason = ''")
    if not one.adds_up:
        raise MeasuresError(f"Räkningen av {table.name} går inte ihop: {one.rows} rader in. Det är ett fel i programmet.")
    if keys != one.rows:
        double = _first(db, f"select count(*) from (select {key} from ok_{table.name} group by all having count(*) > 1)")[0]
        if double:
            text = "på flera rader med olika innehåll; alla raderna räknas, men nyckeln ska vara unik"
            one.notes.append(Note("contradicting_key", double, text, "nyckel" if double == 1 else "nycklar"))
    if table.start and one.accepted:
        day = reading.quoted(table.start)
        first, last = _first(db, f"select min({day}), max({day}) from ok_{table.name}")
        one.first_day, one.last_day = str(first), str(last)
    if one.rows:
        _personal(db, table, one)


def _personal(db: duckdb.DuckDBPyConnection, table: schema.Table, one: TableQuality) -> None:
    """Personal numbers where pseudonyms should be stop everything. Some numbers look so by chance, so a few do not."""
    for column in {"person", "provider"} & set(table.names):
        there, alike = _first(db, f"select count({column}), count(*) filter (where {checks.looks_personal(column)}) from {table.name}")
        if alike and alike >= PERSONAL_SHARE * there:
            one.stops.append(f"{one.files[0]}, kolumn {column}: det ser ut att stå personnummer. Gör om dem till pseudonymer före uttaget.")
        elif alike:
            one.notes.append(
                Note(
                    "personal_number",
                    alike,
                    f"ser ut som personnummer i {column}. Är alla gjorda till pseudonymer?",
                    "rad" if alike == 1 else "rader",
                )
            )


def _noted(db: duckdb.DuckDBPyConnection, extract: Extract, tables: dict[str, TableQuality], wanted: list[checks.Check]) -> None:
    values = {"start": extract.manifest.start.isoformat(), "end": extract.manifest.end.isoformat()}
    values["years"] = str(max(1, round((extract.manifest.end - extract.manifest.start).days / 365.25)))
    for check in wanted:
        for name in [check.table] if check.table else [n for n in tables if checks.fits(check, schema.table(n))]:
            if (
                name not in tables
                or not tables[name].accepted
                or not set(check.needs) <= set(tables)
                or any(not tables[n].rows for n in check.needs)
            ):
                continue
            known = schema.table(name)
            sql = check.sql.format(
                table=f"ok_{name}", start=known.start, end_column=known.end, day=known.start, **{f"d_{k}": v for k, v in values.items()}
            )
            rows = int(_first(db, sql)[0] or 0)
            if rows:
                tables[name].notes.append(Note(check.code, rows, check.text.format(end=values["end"]), check.of[rows != 1]))


def _files(extract: Extract, found: Quality) -> None:
    """Digests of the files as they are, beside those that extract.yaml states."""
    for table in found.tables:
        for path in extract.files(table.name) if not table.stops else ():
            digest = found.digests[path.name] = manifest.sha256(path)
            stated = extract.manifest.digests.get(path.name)
            if stated and stated != digest:
                table.stops.append(
                    f"{path.name}: filen är inte den som {manifest.NAME} beskriver. Den har ändrats efter uttaget eller bytts ut."
                )


def _first(db: duckdb.DuckDBPyConnection, sql: str) -> tuple[Any, ...]:
    try:
        return db.execute(sql).fetchone() or (0,)
    except duckdb.Error as problem:
        if sentence := private.refused(problem, Path("mappen för arbetsfiler")):
            raise MeasuresError(sentence) from None
        raise
