"""Rows that cannot be right, and the sentence that says which and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from . import complaints
from .errors import RowError, SpcError
from .kinds import Kind

if TYPE_CHECKING:
    from .series import Points, Table

MINIMUM_POINTS = 3
"""Fewer points with a value than this is no series at all."""
TOO_LARGE = 1e100
"""Not a measurement: refused."""
TOO_SMALL = 1e-100
"""Not distinguishable from zero in any measurement: read as zero."""


def rows(table: Table) -> None:
    """Every number finite and believable, no denominator below zero."""
    for name in ("y", "n", "cl", "target"):
        column = getattr(table, name)
        if column is None:
            continue
        _first(table.row, np.isinf(column) | (np.abs(column) > TOO_LARGE), name, complaints.INFINITE)
    if table.n is not None:
        _first(table.row, table.n < 0, "n", complaints.NEGATIVE_DENOMINATOR)


def weights(total: np.ndarray, weight: np.ndarray | None, row: list[int]) -> None:
    """A count without anything to count among is not a ratio."""
    if weight is not None:
        _first(row, (weight == 0) & (np.nan_to_num(total) != 0), "n", complaints.ZERO_DENOMINATOR)


def one_each(column: np.ndarray, start: np.ndarray, table: Table, name: str) -> np.ndarray:
    """The value of a column that should say one thing per x; two different things is an error."""
    low, high = np.fmin.reduceat(column, start), np.fmax.reduceat(column, start)
    different = low != high
    different &= ~np.isnan(low)
    _first([table.row[i] for i in start], different, name, complaints.TWO_VALUES)
    return low


def labels(table: Table, start: np.ndarray) -> tuple[str, ...] | None:
    """The part each point belongs to. A point in two parts, or a part that comes back after another, is an error."""
    if table.part is None:
        return None
    firsts = np.repeat(start, np.diff(np.append(start, len(table.part))))
    _first(table.row, np.array([a != table.part[b] for a, b in zip(table.part, firsts, strict=True)]), "part", complaints.TWO_PARTS)
    mine = tuple(table.part[i] for i in start)
    seen: set[str] = set()
    for i, label in enumerate(mine):
        if label in seen and mine[i - 1] != label:
            raise RowError(complaints.part_returns(label), row=int(table.row[start[i]]), column="part")
        seen.add(label)
    return mine


def fits(points: Points, y: np.ndarray, kind: Kind) -> None:
    """The values suit the chart: enough of them, with denominators and above zero where the chart asks for that."""
    there = int((~np.isnan(y)).sum())
    if kind.denominators and points.weight is None:
        raise RowError(complaints.no_denominators(kind.name), column="n")
    if kind.least is not None:
        _first(points.row, (y < kind.least) | ((y == 0) & kind.positive), "y", complaints.too_low(kind.name, kind.positive))
    if not there:
        if kind.plots == "sd":
            raise SpcError(complaints.NO_SUBGROUPS)
        if points.weight is not None and not points.weight.any():
            raise RowError(complaints.ALL_ZERO_DENOMINATORS, column="n")
        raise SpcError(complaints.ALL_MISSING)
    if there < MINIMUM_POINTS:
        raise SpcError(complaints.few_points(there, MINIMUM_POINTS))


def _first(row: list[int] | tuple[int, ...], wrong: np.ndarray, column: str, why: str) -> None:
    if np.any(wrong):
        raise RowError(why, row=int(row[int(np.argmax(wrong))]), column=column)
