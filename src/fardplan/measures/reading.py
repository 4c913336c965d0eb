"""An extract becomes the canonical tables as Parquet files that any engine reads as they are.

    extract = reading.opened(folder, mapping_path)
    with private.folder() as room:
        tables = reading.canonical(extract, room)        # {"stays": [Path, …], …}; ExtractError for the first thing that cannot be read

Parquet with the canonical names and types is used where it lies; everything else is written anew in the private folder.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import duckdb

from . import files, manifest, mapping, private, schema
from .errors import ExtractError, MeasuresError
from .expressions import Expression, expression, quoted, text_literal

DIRECT = {
    schema.TEXT: ("VARCHAR",),
    schema.DATE: ("DATE",),
    schema.BOOLEAN: ("BOOLEAN",),
    schema.INTEGER: ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "UTINYINT", "USMALLINT", "UINTEGER"),
}


@dataclass(frozen=True)
class Extract:
    folder: Path
    manifest: manifest.Manifest
    mapping: mapping.Mapping

    def files(self, table: str) -> list[Path]:
        """The table's files; empty when the extract does not have it."""
        return files.of_table(self.folder, table, self.mapping.of(table).files)


@dataclass
class Source:
    """One table as its files have it. `relation`: SQL to read it from. `problems`: why it cannot be read; then nothing else counts."""

    table: schema.Table
    files: list[Path]
    relation: str = ""
    columns: dict[str, str] = field(default_factory=dict)
    encodings: dict[str, str] = field(default_factory=dict)
    """CSV file to the encoding it is in."""
    expressions: list[Expression] = field(default_factory=list)
    direct: bool = False
    problems: list[ExtractError] = field(default_factory=list)
    written: list[files.Written] = field(default_factory=list)


def opened(folder: Path, mapping_path: Path | None = None) -> Extract:
    """The extract in `folder`. ExtractError without a usable `extract.yaml`, MappingError for the mapping file."""
    return Extract(Path(folder), manifest.read(Path(folder)), mapping.read(mapping_path))


def connection(room: Path, memory: str = "", threads: int = 0) -> duckdb.DuckDBPyConnection:
    """DuckDB that spills to the private folder `room` and fetches nothing. `memory` such as "2GB"."""
    settings: dict[str, str] = {"temp_directory": str(room), "autoinstall_known_extensions": "false", "preserve_insertion_order": "false"}
    if memory:
        settings["memory_limit"] = memory
    if threads:
        settings["threads"] = str(threads)
    try:
        return duckdb.connect(config=settings)
    except duckdb.Error:
        raise MeasuresError(f"Minnesgränsen {memory} går inte att förstå. Skriv till exempel 2GB.") from None


def canonical(extract: Extract, room: Path, *, memory: str = "", only: tuple[str, ...] = ()) -> dict[str, list[Path]]:
    """Every table that the extract has (or those of `only`), as Parquet files. `room` is a private folder and must live as long as they are used."""
    answer: dict[str, list[Path]] = {}
    with connection(room, memory) as db:
        for table in schema.TABLES:
            if only and table.name not in only:
                continue
            source = looked_at(db, extract, table, room)
            if source is None:
                continue
            if not source.problems:
                source.problems += unreadable(db, source)
            if source.problems:
                raise source.problems[0]
            answer[table.name] = written(db, source, room)
    if not answer:
        raise ExtractError(f"mappen {extract.folder} har inga tabeller. De heter till exempel stays.parquet eller stays.csv")
    return answer


def looked_at(db: duckdb.DuckDBPyConnection, extract: Extract, table: schema.Table, room: Path) -> Source | None:
    """The table's files and how each column is had from them; None when there are none. What is wrong is in `problems`."""
    source = Source(table, [])
    try:
        source.files = extract.files(table.name)
        if not source.files:
            return None
        if source.files[0].suffix.lower() == ".csv":
            _csv(source, extract.mapping, room)
        else:
            _parquet(db, source)
        _columns(source, extract.mapping)
    except ExtractError as problem:
        source.problems.append(problem)
    return source


def _csv(source: Source, how: mapping.Mapping, room: Path) -> None:
    source.written = [files.written(path, room, how.encoding, how.delimiter) for path in source.files]
    first = source.written[0]
    for path, found in zip(source.files, source.written, strict=True):
        source.encodings[path.name] = found.encoding
        if (found.columns, found.delimiter) != (first.columns, first.delimiter):
            raise ExtractError(f"rubrikraden är inte som i {source.files[0].name}", file=path.name, row=1)
    source.columns = dict.fromkeys(first.columns, "VARCHAR")
    source.relation = csv_relation(source.written)


def csv_relation(found: list[files.Written], more: str = "") -> str:
    """SQL that reads these files, all columns as text."""
    paths = ", ".join(text_literal(str(one.path)) for one in found)
    columns = ", ".join(f"{text_literal(name)}: 'VARCHAR'" for name in found[0].columns)
    return (
        f"read_csv([{paths}], auto_detect=false, header=true, delim={text_literal(found[0].delimiter)}, quote='\"', escape='\"', "
        f"columns={{{columns}}}, strict_mode=true, null_padding=false, max_line_size=1000000{more})"
    )


def _parquet(db: duckdb.DuckDBPyConnection, source: Source) -> None:
    for path in source.files:
        files.whole_parquet(path)
        try:
            described = db.execute(f"describe select * from read_parquet({text_literal(str(path))})").fetchall()
        except duckdb.Error:
            raise files.damaged(path) or ExtractError("filen går inte att läsa", file=path.name) from None
        columns = {name: kind for name, kind, *_ in described}
        if source.columns and columns != source.columns:
            raise ExtractError(f"kolumnerna är inte som i {source.files[0].name}: namn och typer ska vara desamma", file=path.name)
        source.columns = columns
    source.relation = f"read_parquet([{', '.join(text_literal(str(path)) for path in source.files)}])"


def _columns(source: Source, how: mapping.Mapping) -> None:
    """What each canonical column is had from. A missing column, or one of a type that cannot become ours, is a problem."""
    of_table = how.of(source.table.name)
    name = source.files[0].name
    csv = source.files[0].suffix.lower() == ".csv"
    direct = not csv
    for column in source.table.columns:
        of_column = of_table.of(column.name)
        kind = source.columns.get(of_column.source)
        if of_column.value is None and kind is None:
            if column.nullable and column.name not in of_table.columns:
                source.expressions.append(Expression(column, f"cast(null as {schema.SQL_TYPES[column.type]})", "false", "false"))
                continue
            told = " Heter den något annat skriver du det i en mappningsfil; samma värde i alla rader skrivs med value"
            source.problems.append(ExtractError(f"kolumnen saknas.{told}", file=name, column=of_column.source))
            continue
        plain = of_column.plain and of_column.source == column.name
        direct = direct and plain and kind in DIRECT[column.type]
        try:
            parsed = csv or of_column.empty or (kind == "VARCHAR" and column.type != schema.TEXT)
            empty = (*how.empty, *of_column.empty) if parsed else ()
            source.expressions.append(expression(column, of_column, kind or "VARCHAR", empty, file=name, trimmed=csv or not plain))
        except ExtractError as problem:
            source.problems.append(problem)
    source.direct = direct


def unreadable(db: duckdb.DuckDBPyConnection, source: Source) -> list[ExtractError]:
    """Values that are not days, numbers or yes and no: one problem per column, at the first place. Reads every value once."""
    asked = [e for e in source.expressions if e.bad != "false" or e.zoned != "false"]
    parts = [f"count(*) filter (where {e.bad}), count(*) filter (where {e.zoned})" for e in asked]
    touched = ", ".join(f"bit_xor(hash({quoted(name)}))" for name in source.columns)
    try:
        counts = db.execute(f"select {', '.join([*parts, touched])} from {source.relation}").fetchone() or ()
    except (duckdb.Error, UnicodeError) as problem:
        return [_fault(source, problem)]
    problems = []
    for number, one in enumerate(asked):
        bad, zoned = counts[2 * number], counts[2 * number + 1]
        if zoned:
            told = (
                f"{_values(zoned)} är tidpunkter med tidszon. Skriv time_zone: Europe/Stockholm för kolumnen i mappningsfilen, "
                "så räknas de om till svenska dagar"
            )
            problems.append(_placed(db, source, one, one.zoned, told))
        elif bad and one.stops:
            problems.append(_placed(db, source, one, one.bad, f"{_values(bad)} är inte {one.wanted}. {one.advice}"))
    if problems and source.written and (uneven := _uneven(source)):
        return [uneven]  # cells have moved to the side; what they are not says nothing
    return problems


def _uneven(source: Source) -> ExtractError | None:
    for found, path in zip(source.written, source.files, strict=True):
        if row := files.first_uneven(found):
            told = "raden har inte lika många fält som rubriken, eller ett citattecken som inte slutar"
            return ExtractError(told, file=path.name, row=row)
    return None


def _values(count: int) -> str:
    return f"{count} värde" if count == 1 else f"{count} värden"


def _placed(db: duckdb.DuckDBPyConnection, source: Source, one: Expression, condition: str, told: str) -> ExtractError:
    """The problem at the first row where the condition holds."""
    for number, path in enumerate(source.files):
        try:
            if source.written:
                relation = f"(select *, row_number() over () as fp_row from {csv_relation([source.written[number]], ', parallel=false')})"
                found = db.execute(f"select min(fp_row) from {relation} where {condition}").fetchone()
                row, group = (found[0] + 1 if found and found[0] else None), None
            else:
                relation = f"read_parquet({text_literal(str(path))}, file_row_number=true)"
                found = db.execute(f"select min(file_row_number) from {relation} where {condition}").fetchone()
                row = found[0] + 1 if found and found[0] is not None else None
                group = files.row_group(path, row) if row else None
        except duckdb.Error:
            continue
        if row:
            return ExtractError(told, file=path.name, row=row, row_group=group, column=one.source)
    return ExtractError(told, file=source.files[0].name, column=one.source)


def _fault(source: Source, problem: BaseException) -> ExtractError:
    """Where the reading failed. The engine's own words are left out: they quote rows."""
    if sentence := private.refused(problem, Path("mappen för arbetsfiler")):
        return ExtractError(sentence)
    if source.written:
        if uneven := _uneven(source):
            return uneven
    else:
        for path in source.files:
            if damage := files.damaged(path):
                return damage
    return ExtractError("filen går inte att läsa", file=source.files[0].name)


def written(db: duckdb.DuckDBPyConnection, source: Source, room: Path) -> list[Path]:
    """The table's canonical files: its own when they are so already, else one in the private folder."""
    if source.direct:
        return source.files
    path = room / f"{source.table.name}.parquet"
    columns = ", ".join(f"{e.value} as {quoted(e.column.name)}" for e in source.expressions)
    try:
        db.execute(f"copy (select {columns} from {source.relation}) to {text_literal(str(path))} (format parquet, compression zstd)")
    except (duckdb.Error, OSError) as problem:
        raise _fault(source, problem) from None
    return [path]
