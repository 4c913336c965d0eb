"""Looking at files before an engine does: which there are, whether a Parquet file is whole, how a CSV is written. Nothing is quoted from them."""

from __future__ import annotations

import codecs
import csv
import io
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from . import private
from .errors import ExtractError

MAGIC = b"PAR1"
PIECE = 1 << 20
DELIMITERS = ";,\t|"


def of_table(folder: Path, name: str, patterns: tuple[str, ...]) -> list[Path]:
    """The files of a table, sorted by name: those of the patterns, else the table's own names. ExtractError when kinds are mixed."""
    wanted = patterns or tuple(f"{name}{rest}.{kind}" for kind in ("parquet", "csv") for rest in ("", "-*"))
    found = sorted({path for pattern in wanted for path in Path(folder).glob(pattern) if path.is_file()})
    if patterns and not found:
        raise ExtractError(f"ingen fil i mappen heter så som mappningen säger för tabellen {name}")
    if len({path.suffix.lower() for path in found}) > 1:
        raise ExtractError(f"tabellen {name} finns både som Parquet och som CSV. Ta bort den ena", file=found[0].name)
    return found


def whole_parquet(path: Path) -> pq.FileMetaData:
    """The file's foot. ExtractError when the file ends too early or is not Parquet."""
    with private.told(path), path.open("rb") as file:
        head = file.read(4)
        size = file.seek(0, io.SEEK_END)
        file.seek(max(size - 4, 0))
        foot = file.read(4)
    if head != MAGIC:
        raise ExtractError("filen är inte en Parquetfil" if size else "filen är tom", file=path.name)
    if foot != MAGIC or size < 12:
        raise ExtractError("filen slutar mitt i. Den är inte färdigskriven eller inte helt kopierad; hämta den igen", file=path.name)
    try:
        return pq.read_metadata(path)
    except (pa.ArrowException, OSError, ValueError):
        raise ExtractError("filens innehållsförteckning är skadad. Hämta den igen", file=path.name) from None


def damaged(path: Path, columns: tuple[str, ...] | None = None) -> ExtractError | None:
    """The first row group and column of a Parquet file that cannot be read; None when all can. Reads the whole file, piece by piece."""
    try:
        file = pq.ParquetFile(path)
        names = [name for name in file.schema_arrow.names if columns is None or name in columns]
        for group in range(file.num_row_groups):
            for name in names:
                try:
                    file.read_row_group(group, columns=[name])
                except (pa.ArrowException, OSError, ValueError):
                    return ExtractError("innehållet är skadat. Hämta filen igen", file=path.name, row_group=group + 1, column=name)
    except (pa.ArrowException, OSError, ValueError):
        return ExtractError("filen är skadad. Hämta den igen", file=path.name)
    return None


def row_group(path: Path, row: int) -> int:
    """Which row group, from 1, holds a row, from 1."""
    metadata = pq.read_metadata(path)
    for group in range(metadata.num_row_groups):
        row -= metadata.row_group(group).num_rows
        if row <= 0:
            return group + 1
    return metadata.num_row_groups


@dataclass(frozen=True)
class Written:
    """How a CSV file is written. `path` is a copy in UTF-8 when `encoding` is another."""

    path: Path
    encoding: str
    delimiter: str
    columns: tuple[str, ...]


def written(path: Path, folder: Path, encoding: str = "", delimiter: str = "") -> Written:
    """Find out, or check what the mapping says. A copy in UTF-8 is written in the private `folder` when needed."""
    with private.told(path):
        with path.open("rb") as file:
            start = file.read(4)
        if not start:
            raise ExtractError("filen är tom", file=path.name)
        if start == MAGIC:
            raise ExtractError("filen heter csv men är Parquet", file=path.name)
        found = encoding or ("utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else _utf8_or_windows(path))
        if found == "utf-8" and encoding:
            _decoded(path, "utf-8", None)
    source = path
    if found != "utf-8" or start[:3] == codecs.BOM_UTF8:
        source = folder / f"{path.stem}-{abs(hash(path)) % 10**8}.csv"
        with private.told(folder):
            _decoded(path, "utf-8-sig" if found == "utf-8" else found, source)
    with source.open(encoding="utf-8", newline="") as file:
        head = file.readline(1 << 16)
    used = delimiter or max(DELIMITERS, key=head.count)
    try:
        columns = tuple(name.strip() for name in next(csv.reader([head.rstrip("\r\n")], delimiter=used)))
    except (csv.Error, StopIteration):
        raise ExtractError("rubrikraden går inte att läsa", file=path.name, row=1) from None
    twice = next((i for i, name in enumerate(columns) if name in columns[:i]), None)
    if twice is not None:
        raise ExtractError(f"kolumn nummer {twice + 1} har samma namn som en tidigare", file=path.name, row=1)
    return Written(source, found, used, columns)


def _utf8_or_windows(path: Path) -> str:
    try:
        _decoded(path, "utf-8", None)
    except ExtractError:
        _decoded(path, "windows-1252", None)
        return "windows-1252"
    return "utf-8"


def _decoded(path: Path, encoding: str, into: Path | None) -> None:
    """Decode piece by piece, and write in UTF-8 when wanted. ExtractError with the row where a byte means nothing in that encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    rows = 1
    out = into.open("w", encoding="utf-8", newline="") if into else None
    try:
        with path.open("rb") as file:
            while True:
                piece = file.read(PIECE)
                try:
                    text = decoder.decode(piece, final=not piece)
                except UnicodeDecodeError as problem:
                    raise ExtractError(
                        f"filen är inte text i {encoding}. Spara den som UTF-8",
                        file=path.name,
                        row=rows + piece[: problem.start].count(b"\n"),
                    ) from None
                if "\0" in text:
                    raise ExtractError("filen är inte en textfil", file=path.name, row=rows + text[: text.index("\0")].count("\n"))
                rows += text.count("\n")
                if out:
                    out.write(text)
                if not piece:
                    return
    finally:
        if out:
            out.close()


def first_uneven(found: Written) -> int | None:
    """The first row whose cells are not as many as the head's, or that cannot be read; None when there is none. Rows from 1, the head first."""
    row = 1
    with found.path.open(encoding="utf-8", newline="") as file:
        reader = csv.reader(file, delimiter=found.delimiter, strict=True)
        try:
            for cells in reader:
                if cells and len(cells) != len(found.columns):
                    return row
                row += 1
        except csv.Error:
            return row
    return None
