"""From columns of text to one series in time (before and after), or to a table of places and times (differences)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fardplan.spc import axis as axes
from fardplan.spc import complaints as spoken
from fardplan.spc import reading
from fardplan.spc.axis import Axis
from fardplan.spc.checks import TOO_LARGE
from fardplan.spc.labels import times

from . import complaints
from .errors import PlanError, RowError, SpcError
from .plan import Plan, text

NEVER = -1


@dataclass(frozen=True)
class Columns:
    """A file: text per column and row, the rows' numbers, and whether a comma is a decimal comma."""

    cells: dict[str, list[str]]
    row: list[int]
    comma: bool = False

    def of(self, name: str) -> list[str]:
        """A column by name, capitals or not."""
        for found, cells in self.cells.items():
            if found.lower() == name.lower():
                return cells
        raise RowError(spoken.no_column(name, list(self.cells)))

    def numbers(self, name: str) -> np.ndarray:
        """The same as numbers, NaN where missing. Raises `RowError` for text, and for values without end."""
        found = [reading.number(cell, row, name, comma=self.comma) for cell, row in zip(self.of(name), self.row, strict=True)]
        for value, row in zip(found, self.row, strict=True):
            if abs(value) > TOO_LARGE:
                raise RowError(spoken.INFINITE, row=row, column=name)
        return np.array(found, float)


def columns(raw: bytes) -> Columns:
    """Bytes of a CSV file -> `Columns`."""
    header, lines, separator = reading.records(reading.text_of(raw), fold=False)
    if not lines:
        raise SpcError(spoken.NO_ROWS)
    cells = {name: [line[i] for _, line in lines] for i, name in enumerate(header)}
    return Columns(cells, [row for row, _ in lines], separator != ",")


def inline(given: Mapping[str, list]) -> Columns:
    """Columns written in the plan itself; rows are counted from 1."""
    if not given or not all(isinstance(column, list | tuple) for column in given.values()):
        raise PlanError(complaints.NOT_DATA, key="data")
    cells = {str(name): [repr(float(v)) if isinstance(v, float) else text(v) for v in column] for name, column in given.items()}
    if len({len(column) for column in cells.values()}) > 1:
        raise SpcError(spoken.UNEQUAL_COLUMNS)
    return Columns(cells, list(range(1, len(next(iter(cells.values()))) + 1)))


@dataclass(frozen=True)
class Series:
    """One series in order of time, every array (k,). when: the times in words. after: True from the start on. population: or None."""

    axis: Axis
    x: tuple[str, ...]
    place: np.ndarray
    when: tuple[str, ...]
    y: np.ndarray
    population: np.ndarray | None
    after: np.ndarray
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Panel:
    """Places and times without holes. y: (places, times). start: index of the first time of the new way, `NEVER` for none."""

    axis: Axis
    x: tuple[str, ...]
    place: np.ndarray
    when: tuple[str, ...]
    names: tuple[str, ...]
    y: np.ndarray
    start: np.ndarray
    notes: tuple[str, ...]


def one(plan: Plan, data: Columns) -> Series:
    """The series of a before-and-after plan. Raises `RowError`, `PlanError` or `SpcError` in Swedish."""
    texts = _times(plan, data)
    y = data.numbers(plan.outcome)
    axis = _axis(plan, texts, data.row)
    place = np.array([axis.places[at] for at in texts])
    order = np.argsort(place, kind="stable")
    if len(twice := np.flatnonzero(np.diff(place[order]) == 0)):
        raise RowError(complaints.TWICE, row=data.row[order[twice[0] + 1]], column=plan.time[0])
    notes = [complaints.sorted_rows()] if np.any(np.diff(order) < 0) else []
    population = data.numbers(plan.population) if plan.population else None
    if plan.kind == "count":
        _first(data.row, y < 0, plan.outcome, complaints.NEGATIVE_COUNT)
    if population is not None:
        _first(data.row, ~np.isnan(y) & ~(population > 0), plan.population, complaints.NO_POPULATION)
    there = [i for i in order if not np.isnan(y[i])]
    if len(there) < 3:
        raise SpcError(complaints.few_points(len(there), 3) if there else complaints.ALL_MISSING)
    if gone := len(order) - len(there):
        notes.append(complaints.missing_points(gone))
    x, place = tuple(texts[i] for i in there), place[there]
    when = times(axis, x, place)
    start = axes.place_of(plan.start, axis.kind)
    if start is None:
        raise PlanError(complaints.unreadable_start(plan.start), key="start")
    if not place[0] < start <= place[-1]:
        raise PlanError(complaints.outside(plan.start, when[0], when[-1]), key="start")
    return Series(axis, x, place, when, y[there], None if population is None else population[there], place >= start, tuple(notes))


def panel(plan: Plan, data: Columns) -> Panel:
    """Places and times of a plan that compares. Places with holes, or that had started before the first time, are left out and named."""
    long = _unfold(plan, data) if plan.wide else data
    texts, names = _times(plan, long), long.of(plan.places)
    if "" in names:
        raise RowError(complaints.NO_PLACE, row=long.row[names.index("")], column=plan.places)
    y = long.numbers(plan.outcome)
    axis = _axis(plan, texts, long.row)
    moments = sorted(set(texts), key=axis.places.__getitem__)
    places = sorted(set(names), key=axes.alphabetical)
    index = {name: i for i, name in enumerate(places)}, {at: i for i, at in enumerate(moments)}
    table = np.full((len(places), len(moments)), np.nan)
    seen = np.zeros(table.shape, bool)
    for name, at, value, row in zip(names, texts, y, long.row, strict=True):
        cell = index[0][name], index[1][at]
        if seen[cell]:
            raise RowError(complaints.TWICE_PLACE, row=row, column=plan.places)
        seen[cell], table[cell] = True, value
    place = np.array([axis.places[at] for at in moments])
    if np.any(np.diff(place) == 0):
        raise RowError(complaints.TWICE_PLACE, column=plan.time[0])
    when = times(axis, tuple(moments), place)
    start, notes = _starts(plan, long, places, names, axis, place, when)
    if np.isnan(table).all():
        raise SpcError(complaints.ALL_MISSING)
    whole, fresh = ~np.isnan(table).any(axis=1), start != 0
    if not whole.all():
        notes.append(complaints.left_out([places[i] for i in np.flatnonzero(~whole)]))
    if not fresh.all():
        notes.append(complaints.always([places[i] for i in np.flatnonzero(~fresh)]))
    keep = np.flatnonzero(whole & fresh)
    return Panel(axis, tuple(moments), place, when, tuple(places[i] for i in keep), table[keep], start[keep], tuple(notes))


def _starts(plan, data, places, names, axis, place, when) -> tuple[np.ndarray, list[str]]:
    """Index of each place's first time in the new way."""
    written: dict[str, str] = {}
    notes = []
    if isinstance(plan.starts, Mapping):
        folded = {name.lower(): name for name in places}
        if unknown := [name for name in plan.starts if name.lower() not in folded]:
            raise PlanError(complaints.unknown_places(unknown), key="starts")
        written = {folded[name.lower()]: at for name, at in plan.starts.items()}
    else:
        for name, cell, row in zip(names, data.of(plan.starts), data.row, strict=True):
            at = "" if cell.lower() in reading.MISSING or cell.lower() in reading.INFINITE else cell
            if written.setdefault(name, at) != at:
                raise RowError(complaints.TWO_STARTS, row=row, column=plan.starts)
    found = np.full(len(places), NEVER)
    for i, name in enumerate(places):
        at = written.get(name, "")
        if at in ("", "0", "0.0"):
            continue
        where = axes.place_of(at, axis.kind)
        if where is None:
            raise PlanError(complaints.unreadable_start(at), key="starts")
        if where > place[-1]:
            notes.append(complaints.start_outside(name, at, when[0], when[-1]))
            continue
        found[i] = int(np.searchsorted(place, where))
    return found, notes


def _unfold(plan: Plan, data: Columns) -> Columns:
    """One column per place -> one row per place and time."""
    times_ = {name.lower() for name in plan.time}
    for name in plan.time:
        data.of(name)
    places = [name for name in data.cells if name.lower() not in times_ and name]
    k = len(data.row)
    cells = {name: data.of(name) * len(places) for name in plan.time}
    cells[plan.places] = [place for place in places for _ in range(k)]
    cells[plan.outcome] = [cell for place in places for cell in data.cells[place]]
    return Columns(cells, data.row * len(places), data.comma)


def _times(plan: Plan, data: Columns) -> list[str]:
    parts = [data.of(name) for name in plan.time]
    if len(parts) == 1:
        found = parts[0]
    else:
        found = [f"{year}-{month.zfill(2)}" for year, month in zip(*parts, strict=True)]
    for at, row in zip(found, data.row, strict=True):
        if at.lower() in reading.MISSING:
            raise RowError(complaints.NO_TIME, row=row, column=plan.time[0])
    return found


def _axis(plan: Plan, texts: list[str], row: list[int]) -> Axis:
    axis = axes.read(texts)
    if axis.named:
        slip = axes.odd_one(texts)
        why = spoken.not_a_time(slip) if slip else complaints.NAMES
        raise RowError(why, row=row[texts.index(slip)] if slip else None, column=plan.time[0])
    return axis


def _first(row: list[int], wrong: np.ndarray, column: str, why: str) -> None:
    if np.any(wrong):
        raise RowError(why, row=row[int(np.argmax(wrong))], column=column)
