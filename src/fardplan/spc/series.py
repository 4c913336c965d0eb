"""From rows to points: rows with the same x become one point."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from . import axis as axes
from . import checks, complaints
from .errors import SpcError

AGGREGATES = ("mean", "median", "sum", "sd")


@dataclass(frozen=True)
class Table:
    """Rows as they came, one entry per row. `row` numbers rows for messages; `y`, `n`, `cl`, `target` are NaN where empty."""

    x: list[str]
    y: np.ndarray
    n: np.ndarray | None = None
    cl: np.ndarray | None = None
    target: np.ndarray | None = None
    part: list[str] | None = None
    row: Sequence[int] = ()

    def take(self, which: np.ndarray) -> Table:
        """The rows with these numbers, in that order."""
        pick = lambda column: None if column is None else column[which]  # noqa: E731
        parts = None if self.part is None else [self.part[i] for i in which]
        row = [self.row[i] for i in which] if len(self.row) else list(which + 1)
        return Table([self.x[i] for i in which], self.y[which], pick(self.n), pick(self.cl), pick(self.target), parts, row)

    def without_n(self) -> Table:
        """The same rows, denominators put aside."""
        return replace(self, n=None)


@dataclass(frozen=True)
class Points:
    """One series in order of x, every array (k,).

    x: as written. place: where on the axis. total, size, mean, median, sd: of the rows behind each point, missing values
    skipped. weight: sum of denominators, 0 where missing; None without denominators. row, rows: number of
    the first row of each point, and how many.
    """

    axis: axes.Axis
    x: tuple[str, ...]
    place: np.ndarray
    total: np.ndarray
    size: np.ndarray
    mean: np.ndarray
    median: np.ndarray
    sd: np.ndarray
    weight: np.ndarray | None
    cl: np.ndarray | None
    target: np.ndarray | None
    part: tuple[str, ...] | None
    row: tuple[int, ...]
    rows: tuple[int, ...]
    merged: int = 0
    reordered: bool = False
    facet: tuple[str, ...] = field(default=())

    def __len__(self) -> int:
        return len(self.x)

    def has(self, text: str) -> bool:
        """True where some point stands at this date or number, however it is written."""
        return axes.place_of(text, self.axis.kind) in self.place

    def nearest(self, text: str) -> str:
        """The x, as written, closest to a date or number; the first x when it is neither."""
        place = axes.place_of(text, self.axis.kind)
        return self.x[0 if place is None else int(np.argmin(np.abs(self.place - place)))]

    def plotted(self, aggregate: str) -> np.ndarray:
        """y of each point: total/weight with denominators, else the aggregate ("mean", "median", "sum", "sd")."""
        if aggregate == "sd":
            return self.sd
        if self.weight is None or aggregate == "total":
            return {"mean": self.mean, "median": self.median}.get(aggregate, self.total)
        with np.errstate(divide="ignore", invalid="ignore"):
            return np.where(self.weight > 0, self.total / self.weight, np.nan)


def points(x: Sequence[Any], y: Sequence[float], n: Sequence[float] | None = None, **columns: Any) -> Points:
    """One series from columns of equal length: x dates, numbers or names; y values; n denominators; also cl, target, part.

    None and NaN are missing. Raises `SpcError` in Swedish when the columns cannot be read as a series.
    """
    texts = [value.isoformat() if hasattr(value, "isoformat") else str(value) for value in x]
    floats = {
        name: _floats(column) for name, column in {"n": n, "cl": columns.pop("cl", None), "target": columns.pop("target", None)}.items()
    }
    part = columns.pop("part", None)
    if columns:
        raise TypeError(f"unknown columns: {', '.join(columns)}")
    table = Table(texts, _floats(y), part=None if part is None else [str(p) for p in part], row=range(1, len(texts) + 1), **floats)
    lengths = {len(texts), len(table.y)} | {len(column) for column in (*floats.values(), table.part) if column is not None}
    if len(lengths) > 1:
        raise SpcError(complaints.UNEQUAL_COLUMNS)
    return gather(table, axes.read(texts))


def _floats(column: Sequence[float] | None) -> Any:
    return None if column is None else np.array([np.nan if value is None else value for value in column], float)


def gather(table: Table, axis: axes.Axis, facet: tuple[str, ...] = ()) -> Points:
    """Sort the rows of one series by x and merge those that share it. A row with y or n missing counts for neither."""
    checks.rows(table)
    place = np.array([axis.places[text] for text in table.x], float)
    order = np.argsort(place, kind="stable")
    if not len(order):
        raise SpcError(complaints.NO_ROWS)
    place, rows = place[order], table.take(order)
    start = np.flatnonzero(np.concatenate([[True], np.diff(place) != 0]))
    y, n = np.where(np.abs(rows.y) < checks.TOO_SMALL, 0.0, rows.y), rows.n
    if n is not None:
        lost = np.isnan(y) | np.isnan(n)
        y, n = np.where(lost, np.nan, y), np.where(lost, 0.0, n)
    there = ~np.isnan(y)
    size = np.add.reduceat(there.astype(float), start)
    # One summand keeps its value; a point whose rows are all missing is missing, not zero.
    total = np.where(size > 0, np.add.reduceat(np.where(there, y, 0.0), start), np.nan)
    mean, median, sd = total.copy(), total.copy(), np.full_like(total, np.nan)
    for i in np.flatnonzero(size > 1):
        values = y[start[i] : start[i + 1] if i + 1 < len(start) else None]
        values = values[~np.isnan(values)]
        mean[i], median[i], sd[i] = values.mean(), np.median(values), values.std(ddof=1)
    one = lambda column, name: None if column is None else checks.one_each(column, start, rows, name)  # noqa: E731
    weight = None if n is None else np.add.reduceat(n, start)
    checks.weights(total, weight, [rows.row[i] for i in start])
    return Points(
        axis=axis, x=tuple(rows.x[i] for i in start), place=place[start], total=total, size=size, mean=mean, median=median, sd=sd,
        weight=weight, cl=one(rows.cl, "cl"), target=one(rows.target, "target"), part=checks.labels(rows, start),
        row=tuple(int(rows.row[i]) for i in start), rows=tuple(np.diff(np.append(start, len(order))).tolist()),
        merged=len(order) - len(start),
        reordered=bool(np.any(np.diff(order) < 0)) and not axis.named, facet=facet,
    )  # fmt: skip
