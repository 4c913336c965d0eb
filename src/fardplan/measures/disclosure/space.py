"""How cells add up: every cell is a sum of atoms, the finest pieces that the tables of a family tell apart.

Periods are stretches of months and age groups stretches of years, so that quarters, years and rolling windows, or age groups cut differently, meet
in the months and years they share. A unit lies in its organisation. Other dimensions are plain lists. All that a total holds beyond its parts
(those of unknown sex) is an atom of its own where there is such a rest; where parts are more than their total (a person counted by two units),
they do not add up, and the levels are families of their own.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Sequence

import numpy as np
from scipy import sparse

from .cells import At

ALL = ""
_REST = "\uffff"
_PERIOD = re.compile(r"(\d{4})(?:-(?:Q([1-4])|H([12])|(\d{2})))?")
_WINDOW = re.compile(r"(\d{4})-(\d{2})(?:--|/|\.\.)(\d{4})-(\d{2})")
_SPAN = re.compile(r"(\d+)\s*(?:-|–)\s*(\d+)")
_FROM = re.compile(r"(\d+)\s*\+")
_LAST = 1000


def months(period: str, rolling: int = 0) -> tuple[int, int] | None:
    """(first month, month after the last) of 2023, 2023-Q1, 2023-H1, 2023-05 or 2023-01--2023-12; None for no period.

    With `rolling` a month stands for the window of so many months that ends with it.
    """
    if found := _WINDOW.fullmatch(period):
        year, month, last_year, last = map(int, found.groups())
        return year * 12 + month - 1, last_year * 12 + last
    if not (found := _PERIOD.fullmatch(period)):
        return None
    start = int(found[1]) * 12
    if found[2]:
        start, length = start + 3 * int(found[2]) - 3, 3
    elif found[3]:
        start, length = start + 6 * int(found[3]) - 6, 6
    elif found[4]:
        start, length = start + int(found[4]) - 1, 1
    else:
        length = 12
    if rolling:
        return start + length - rolling, start + length
    return start, start + length


def span(group: str) -> tuple[int, int] | None:
    """(first, after the last) of "65-79", "80+" or "80"; None for what is no stretch of numbers."""
    if found := _SPAN.fullmatch(group):
        return int(found[1]), int(found[2]) + 1
    if found := _FROM.fullmatch(group):
        return int(found[1]), _LAST
    return (int(group), int(group) + 1) if group.isdecimal() else None


def _stretches(values: Sequence[str], parse) -> dict[str, frozenset] | None:
    """Each value as the elementary stretches it holds; None when some value is no stretch."""
    ends = {value: parse(value) for value in values}
    if any(each is None for each in ends.values()):
        return None
    cuts = sorted({cut for each in ends.values() for cut in each})
    pieces = list(itertools.pairwise(cuts))
    return {value: frozenset(p for p in pieces if start <= p[0] and p[1] <= end) for value, (start, end) in ends.items()}


def _pieces(dimension: str, values: Sequence[str], rolling: int) -> dict[str, frozenset]:
    """{value: its finest pieces} of one dimension; ALL is every piece."""
    some = sorted(set(values) - {ALL})
    if dimension == "period":
        found = _stretches(some, lambda value: months(value, rolling))
    elif dimension == "place":
        found = {value: frozenset(other for other in some if other == value or other.startswith(value + "\x1f")) for value in some}
    else:
        found = _stretches(some, span) if some else None
    found = found or {value: frozenset([value]) for value in some}
    if dimension == "place":
        # An organisation whose units are told is the sum of them.
        parents = {value.split("\x1f")[0] for value in some if "\x1f" in value}
        found = {value: (each - {value} if value in parents else each) for value, each in found.items()}
    everything = frozenset().union(*found.values()) if found else frozenset([_REST])
    return found | {ALL: everything}


class Space:
    """The atoms of one family: `matrix` says which of them each cell is the sum of (cells x atoms, ones and noughts).

    `truths` are (denominator, numerator) of cells where they are known, else None: they tell whether parts add up to totals.
    """

    def __init__(self, places: Sequence[At], truths: Sequence[tuple[float, float] | None], rolling: int = 0):
        self.rolling = rolling
        self.names = sorted({_name(name) for at in places for name, _value in at})
        self.values = [_values(at, self.names) for at in places]
        self.truths = truths
        self.levels: list[str] = [""] * len(places)
        self.pieces = {name: _pieces(name, [value[place] for value in self.values], rolling) for place, name in enumerate(self.names)}
        for place, name in enumerate(self.names):
            self._look(place, name)

    def _look(self, place: int, name: str) -> None:
        """Whether parts add up along one dimension: marks a rest, or parts the levels."""
        pieces, groups = self.pieces[name], defaultdict(dict)
        for number, value in enumerate(self.values):
            if self.truths[number] is not None:
                groups[value[:place] + value[place + 1 :]][value[place]] = self.truths[number]
        # What a total holds beside its parts is taken for nought where that can be: months of a year that are told nowhere else.
        told_small = frozenset().union(*(own for own in pieces.values() if not any(other < own for other in pieces.values())))
        known = {value: own & told_small for value, own in pieces.items()}
        if known != pieces and self._sums(groups, known, name) == (False, False):
            self.pieces[name] = pieces = known
        more, less = self._sums(groups, pieces, name)
        if more:
            for number, value in enumerate(self.values):
                self.levels[number] += f"|{name}:{_level(name, value[place])}"
        elif less:
            self.pieces[name] = _with_rests(name, pieces)

    @staticmethod
    def _sums(groups: dict, pieces: dict[str, frozenset], name: str) -> tuple[bool, bool]:
        """Whether parts are somewhere more than their total, and somewhere less."""
        more = less = False
        for told in groups.values():
            for whole, truth in told.items():
                if parts := _tiling(whole, told, pieces):
                    for which in (0, 1):
                        sums, near = sum(told[part][which] for part in parts), 1e-6 * max(1, abs(truth[which]))
                        more |= sums > truth[which] + near or (sums < truth[which] - near and whole != ALL and name != "place")
                        less |= sums < truth[which] - near
        return more, less

    def matrix(self, numbers: Sequence[int]) -> sparse.csr_matrix:
        """Which atoms each of the cells `numbers` is the sum of. Atoms that no cell tells apart are one."""
        own = []
        for place, name in enumerate(self.names):
            used = {self.values[number][place] for number in numbers}
            pieces = self.pieces[name]
            atoms = sorted({piece for value in used for piece in pieces[value]}, key=str)
            order = {piece: k for k, piece in enumerate(atoms)}
            own.append(({value: np.array(sorted(order[piece] for piece in pieces[value])) for value in used}, len(atoms)))
        rows, columns = [], []
        for row, number in enumerate(numbers):
            index = np.zeros(1, np.int64)
            for place, (places, size) in enumerate(own):
                index = (index[:, None] * size + places[self.values[number][place]][None, :]).ravel()
            columns.append(index)
            rows.append(np.full(len(index), row, np.int64))
        if not rows:
            return sparse.csr_matrix((0, 0))
        found, column = np.unique(np.concatenate(columns), return_inverse=True)
        whole = sparse.csr_matrix((np.ones(len(column)), (np.concatenate(rows), column)), shape=(len(numbers), len(found)))
        return _merged(whole)


def _name(name: str) -> str:
    return "place" if name in ("organisation", "unit") else name


def _values(at: At, names: Sequence[str]) -> tuple[str, ...]:
    told = dict(at)
    if "organisation" in told or "unit" in told:
        told["place"] = told.get("organisation", "") + (f"\x1f{told['unit']}" if "unit" in told else "")
    return tuple(told.get(name, ALL) for name in names)


def _tiling(whole: str, told: dict, pieces: dict[str, frozenset]) -> list[str] | None:
    """Finer values that together are exactly `whole`; None when there are none."""
    left, parts = set(pieces[whole]), []
    if len(left) < 2:
        return None
    for value in sorted(told, key=lambda v: (len(pieces[v]), v), reverse=True):
        if value != whole and pieces[value] and pieces[value] < pieces[whole] and pieces[value] <= left:
            parts.append(value)
            left -= pieces[value]
    return parts if not left and len(parts) > 1 else None


def _with_rests(name: str, pieces: dict[str, frozenset]) -> dict[str, frozenset]:
    """The pieces with one more in every total that has parts: what none of its parts is."""
    rests = {value.split("\x1f")[0] for value in pieces if "\x1f" in value} if name == "place" else set()
    found = {value: each | {f"{value}\x1f{_REST}"} if value in rests else each for value, each in pieces.items()}
    return found | {ALL: frozenset().union(*found.values()) | {_REST}}


def _level(name: str, value: str) -> str:
    if value == ALL:
        return ALL
    if name == "place":
        return "unit" if "\x1f" in value else "organisation"
    if name == "period":
        first, last = months(value) or (0, 0)
        return str(last - first)
    return "part"


def _merged(matrix: sparse.csr_matrix) -> sparse.csr_matrix:
    """Columns that stand in the same rows as one: nothing published tells them apart."""
    marks = np.random.default_rng(1).integers(1, 2**62, size=(matrix.shape[0], 2), dtype=np.int64)
    columns = matrix.tocsc()
    rows = columns.indices
    ends = columns.indptr[:-1]
    with np.errstate(over="ignore"):
        sums = np.stack([np.add.reduceat(marks[rows, which], ends) for which in (0, 1)], axis=1)
    _kept, first = np.unique(sums, axis=0, return_index=True)
    return columns[:, np.sort(first)].tocsr()
