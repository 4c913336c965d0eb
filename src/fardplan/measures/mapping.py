"""The mapping file: how an organisation's own files and columns become the event tables. YAML, checked before anything is read.

    encoding: windows-1252          # of CSV; otherwise found out
    delimiter: ";"                  # of CSV; otherwise found out
    empty: ["", "NULL"]             # texts that mean that nothing is there, in every column
    tables:
      stays:
        files: [slutenvard_*.csv]
        columns:
          stay: VTF_ID                                               # the column's name in the file
          admitted: {from: INDATUM, format: "%Y%m%d"}
          discharged: {from: UTDATUM, empty: ["9999-12-31"]}
          admission: {from: INSATT, codes: {1: planned, 2: unplanned}, otherwise: unknown}
          organisation: {value: "22"}                                # the same in every row
          ready_on: {from: KLAR, time_zone: Europe/Stockholm}        # moments with a zone become Swedish days

Without a mapping file a table is read from `<table>.parquet`, `<table>-*.parquet` or the same in csv, with the columns' own names.
"""

from __future__ import annotations

import zoneinfo
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from . import schema
from .errors import MappingError

TOP = ("encoding", "delimiter", "empty", "tables")
OF_TABLE = ("files", "columns", "empty")
OF_COLUMN = ("from", "value", "format", "time_zone", "codes", "otherwise", "empty", "unreadable")
ENCODINGS = ("utf-8", "windows-1252", "utf-16")


@dataclass(frozen=True)
class ColumnMapping:
    """How one column is had: from a column of the file, or the same value in every row."""

    source: str
    value: str | None = None
    format: str = ""
    time_zone: str = ""
    codes: dict[str, str] = field(default_factory=dict)
    otherwise: str | None = None
    empty: tuple[str, ...] = ()
    unreadable: str = "stop"
    """`stop`: a text that is no day or number stops the reading. `empty`: it counts as nothing there."""

    @property
    def plain(self) -> bool:
        return not (self.value is not None or self.format or self.time_zone or self.codes or self.empty or self.unreadable != "stop")


@dataclass(frozen=True)
class TableMapping:
    """`files`: patterns within the extract's folder; none: the table's own names."""

    files: tuple[str, ...] = ()
    columns: dict[str, ColumnMapping] = field(default_factory=dict)

    def of(self, column: str) -> ColumnMapping:
        return self.columns.get(column, ColumnMapping(column))


@dataclass(frozen=True)
class Mapping:
    tables: dict[str, TableMapping] = field(default_factory=dict)
    encoding: str = ""
    delimiter: str = ""
    empty: tuple[str, ...] = ("",)

    def of(self, table: str) -> TableMapping:
        return self.tables.get(table, TableMapping())


def read(path: Path | None) -> Mapping:
    """The mapping of a file, or the plain one without. MappingError names the file and what to put right."""
    if path is None:
        return Mapping()
    name = Path(path).name
    try:
        found = yaml.safe_load(Path(path).read_text(encoding="utf-8"))
    except OSError:
        raise MappingError("mappningsfilen finns inte eller går inte att läsa", file=name) from None
    except (UnicodeDecodeError, yaml.YAMLError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise MappingError("filen är inte giltig YAML i UTF-8", file=name, row=mark.line + 1 if mark else None) from None
    try:
        return _mapping(found)
    except MappingError as problem:
        raise MappingError(problem.text, file=name, column=problem.column) from None


def _mapping(found: Any) -> Mapping:
    top = _keys(found, TOP, "mappningsfilen")
    encoding = str(top.get("encoding") or "").lower()
    if encoding and encoding not in ENCODINGS:
        raise MappingError(f"encoding ska vara {', '.join(ENCODINGS)}")
    delimiter = str(top.get("delimiter") or "")
    if len(delimiter) > 1:
        raise MappingError("delimiter ska vara ett enda tecken")
    tables = _keys(top.get("tables") or {}, tuple(schema.BY_NAME), "tables")
    return Mapping(
        {name: _table(schema.table(name), table) for name, table in tables.items()}, encoding, delimiter,
        tuple(dict.fromkeys(("", *_texts(top.get("empty"), "empty")))),
    )  # fmt: skip


def _table(table: schema.Table, found: Any) -> TableMapping:
    keys = _keys(found or {}, OF_TABLE, f"tables, {table.name}")
    columns = _keys(keys.get("columns") or {}, table.names, f"tables, {table.name}, columns")
    empty = _texts(keys.get("empty"), "empty")
    files = _texts(keys.get("files"), "files")
    for pattern in files:
        if Path(pattern).is_absolute() or ".." in Path(pattern).parts:
            raise MappingError(f"files i {table.name} ska vara namn inom uttagets mapp")
    made = {name: _column(table, table[name], column, empty) for name, column in columns.items()}
    if empty:
        made |= {name: ColumnMapping(name, empty=empty) for name in table.names if name not in made}
    return TableMapping(files, made)


def _column(table: schema.Table, column: schema.Column, found: Any, empty: tuple[str, ...]) -> ColumnMapping:
    place = f"{table.name}.{column.name}"
    if isinstance(found, str | int):
        return ColumnMapping(str(found), empty=empty)
    keys = _keys(found, OF_COLUMN, place)
    if ("from" in keys) == ("value" in keys):
        raise MappingError("ange antingen from (kolumnens namn i filen) eller value (samma i alla rader)", column=place)
    codes = {str(ours): str(theirs) for ours, theirs in _keys(keys.get("codes") or {}, None, place).items()}
    otherwise = None if keys.get("otherwise") is None else str(keys["otherwise"])
    if column.codes:
        wrong = [code for code in (*codes.values(), *([otherwise] if otherwise else [])) if code not in column.allowed]
        if wrong:
            raise MappingError(f"koden {wrong[0]} finns inte. Välj bland {', '.join(column.allowed)}", column=place)
    zone = str(keys.get("time_zone") or "")
    if zone and (column.type != schema.DATE or not _is_zone(zone)):
        raise MappingError("time_zone ska vara en tidszon som Europe/Stockholm, och bara på en kolumn med datum", column=place)
    form = str(keys.get("format") or "")
    if form and (column.type != schema.DATE or not all(part in form for part in ("%Y", "%m", "%d"))):
        raise MappingError("format ska innehålla %Y, %m och %d, och bara stå på en kolumn med datum", column=place)
    unreadable = str(keys.get("unreadable") or "stop")
    if unreadable not in ("stop", "empty"):
        raise MappingError("unreadable ska vara stop eller empty", column=place)
    return ColumnMapping(
        str(keys.get("from", column.name)), None if "value" not in keys else str(keys["value"]), form, zone, codes, otherwise,
        tuple(dict.fromkeys((*empty, *_texts(keys.get("empty"), place)))), unreadable,
    )  # fmt: skip


def _is_zone(name: str) -> bool:
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _keys(found: Any, allowed: tuple[str, ...] | None, place: str) -> dict[str, Any]:
    if not isinstance(found, dict):
        raise MappingError(f"{place} ska ha rader med namn och värde")
    if allowed is not None:
        wrong = [str(key) for key in found if key not in allowed]
        if wrong:
            raise MappingError(f"{place} har nyckeln {wrong[0]}, som inte finns. Välj bland {', '.join(allowed)}")
    return found


def _texts(found: Any, place: str) -> tuple[str, ...]:
    if found is None:
        return ()
    if isinstance(found, list) and all(isinstance(item, str | int | float) or hasattr(item, "isoformat") for item in found):
        return tuple(str(item) for item in found)
    if isinstance(found, str):
        return (found,)
    raise MappingError(f"{place} ska vara en lista av texter")
