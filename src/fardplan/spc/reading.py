"""A CSV file becomes one `Table` per facet, or a sentence about the row and column that cannot be read.

Comma, semicolon or tab between fields; decimal comma where the comma is not the separator. UTF-8, else Windows-1252.
Empty, NA and NaN are missing.
"""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from . import axis as axes
from . import complaints
from .errors import RowError, SpcError
from .series import Table

MISSING = {"", "na", "nan"}
INFINITE = {"inf", "-inf", "+inf", "infinity", "-infinity"}
NUMBERS = ("y", "n", "cl", "target")


@dataclass(frozen=True)
class Read:
    """All series of a file. tables: facet values -> rows, facets in order. has_n: the file has denominators."""

    axis: axes.Axis
    tables: dict[tuple[str, ...], Table]
    has_n: bool
    notes: tuple[str, ...] = field(default=())


def read(path: Path, facets: list[str] | None = None) -> Read:
    """Read a file. `facets` names columns that divide it into series; facet1 and facet2 do so if they are there."""
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise SpcError(complaints.NOT_FOUND) from problem
    return parse(raw, facets)


def parse(raw: bytes, facets: list[str] | None = None) -> Read:
    """The same for bytes at hand, for instance an uploaded file."""
    header, lines, separator = records(text_of(raw))
    names = facets if facets is not None else [name for name in ("facet1", "facet2") if name in header]
    for needed in ("x", "y", *names):
        if needed not in header:
            raise RowError(complaints.no_column(needed, header))
    columns: dict[str, list] = {name: [] for name in header}
    rows, skipped = [], []
    for row, cells in lines:
        if cells[header.index("x")].lower() in MISSING:
            skipped.append(row)
            continue
        rows.append(row)
        for name, cell in zip(header, cells, strict=True):
            columns[name].append(number(cell, row, name, comma=separator != ",") if name in NUMBERS else cell)
    if not rows:
        raise SpcError(complaints.NO_ROWS)
    if slip := axes.odd_one(columns["x"]):
        raise RowError(complaints.not_a_time(slip), row=rows[columns["x"].index(slip)], column="x")
    floats = lambda name: np.array(columns[name], float) if name in header and not np.isnan(columns[name]).all() else None  # noqa: E731
    part = columns.get("part")
    y = np.array(columns["y"], float)
    table = Table(columns["x"], y, floats("n"), floats("cl"), floats("target"), part if part and any(part) else None, rows)
    notes = (complaints.rows_without_x(skipped),) if skipped else ()
    return Read(axes.read(table.x), _divide(table, [columns[name] for name in names]), table.n is not None, notes)


def text_of(raw: bytes) -> str:
    """The text of a file: UTF-8, else Windows-1252. Raises `SpcError` for what is no text at all."""
    if b"\0" in raw:
        raise SpcError(complaints.NOT_TEXT)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return raw.decode("cp1252", errors="replace")


def records(text: str, *, fold: bool = True) -> tuple[list[str], list[tuple[int, list[str]]], str]:
    """Header (in small letters unless `fold` is off), numbered rows as wide as the header, and the separator."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise SpcError(complaints.EMPTY_FILE)
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    header: list[str] = []
    found = []
    try:
        for raw in reader:
            cells = [cell.strip() for cell in raw]
            if not any(cells):
                continue
            if not header:
                header = [cell.lower() if fold else cell for cell in cells]
                while header and not header[-1]:
                    header.pop()
                if twice := [name for name in header if name and header.count(name) > 1]:
                    raise RowError(complaints.same_column(twice[0]))
                continue
            if any(cells[len(header) :]):
                raise RowError(complaints.many_cells(len(cells), len(header)), row=reader.line_num)
            found.append((reader.line_num, (cells + [""] * len(header))[: len(header)]))
    except csv.Error as problem:
        raise RowError(complaints.NOT_TEXT, row=reader.line_num) from problem
    return header, found, separator


def number(cell: str, row: int, column: str, *, comma: bool) -> float:
    """The number in a cell, NaN where missing. Raises `RowError` for text and for what has no end."""
    if cell.lower() in MISSING:
        return np.nan
    if cell.lower().replace("∞", "inf") in INFINITE:
        raise RowError(complaints.INFINITE, row=row, column=column)
    text = cell.replace("\u2212", "-")
    if comma:
        text = text.replace("\u00a0", "").replace(" ", "").replace(",", ".")
    try:
        if "_" in text:
            raise ValueError
        return float(text)
    except ValueError as problem:
        raise RowError(complaints.not_a_number(cell), row=row, column=column) from problem


def _divide(table: Table, facets: list[list[str]]) -> dict[tuple[str, ...], Table]:
    if not facets:
        return {(): table}
    keys = list(zip(*facets, strict=True))
    which: dict[tuple[str, ...], list[int]] = {}
    for i, key in enumerate(keys):
        which.setdefault(key, []).append(i)
    places = [axes.read(list(values)).places for values in zip(*which, strict=True)]
    ordered = sorted(which, key=lambda key: [places[i][value] for i, value in enumerate(key)])
    return {key: table.take(np.array(which[key])) for key in ordered}
