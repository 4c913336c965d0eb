"""Which cells, of this release and of earlier ones, add up to each other: the families that the auditor looks at one by one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from .audit import Bound, System
from .cells import MEAN, PROPORTION, VALUE, At, Cell, Claim
from .past import Past
from .solving import NEAR as _NEAR
from .solving import both as _both
from .solving import bound_of, solution
from .space import ALL, Space

#: A table with more holes than this is one where nobody takes a hole for nought.
MOST_HOLES = 4
#: Ways in which earlier figures may have come to differ from these.
GUESSES = 4


class Family:
    """Cells that add up. Rows of `matrix` are places; `current` and `earlier` say which cell or claim stands at a row."""

    def __init__(self, space: Space, numbers: Sequence[int], cells, places, nought: set[int], claims, earlier):
        self.matrix = space.matrix(numbers)
        self.columns, self.sizes = self.matrix.tocsc(), np.diff(self.matrix.indptr)
        row_of = {number: row for row, number in enumerate(numbers)}
        at_row = {places[number]: row for number, row in row_of.items()}
        self.current = {at_row[cells[number].at]: number for number in claims if cells[number].at in at_row}
        kinds = {cells[number].kind for number in self.current.values()} | {claim.kind for claim in earlier.values()}
        self.kind = min(kinds, default=PROPORTION)
        known = {row: (float(cells[n].denominator), float(cells[n].numerator)) for row, n in self.current.items()}
        known |= {row_of[number]: (0.0, 0.0) for number in nought if number in row_of}
        self.is_part = self.kind != "ratio" and all(above <= below + _NEAR for below, above in known.values())
        self.base_bounds = {row: Bound((0, 0, 0), (0, 0, 0)) for row, truth in known.items() if truth == (0.0, 0.0)}
        told = [(index, claim) for index, claim in earlier.items() if claim.at in at_row]
        remembered = [(at_row[claim.at], claim) for _index, claim in told if claim.truth is not None]
        told = [(index, claim) for index, claim in told if claim.truth is None]
        self.is_part &= self.kind != "ratio" and all(claim.truth[1] <= claim.truth[0] + _NEAR for _row, claim in remembered)
        self.earlier = {at_row[claim.at]: index for index, claim in told}
        #: numbers of cells that were published with other counts before, or are nearly the same as others
        self.compared: set[int] = set()
        fits = []
        for _index, claim in told:
            row = at_row[claim.at]
            if claim.status != VALUE:
                continue
            if row in known and not _fits(claim, known[row]):
                self.compared.add(self.current.get(row, -1))
            else:
                fits.append((row, claim))
        for row, claim in remembered:
            if claim.status == VALUE and row in known and not _fits(claim, known[row]):
                self.compared.add(self.current.get(row, -1))
        self.below, self.above = None, None
        # Cells that are not told this time are taken to be as they last were, where that can be.
        last = {row: claim.truth for row, claim in sorted(remembered, key=lambda each: each[1].release) if row not in known}
        for taken, held in [*((each, last) for each in _fewer(fits) if last), *((each, {}) for each in _fewer(fits))]:
            self.claimed = taken
            if self._stand(known | held):
                break
        self._remembered = remembered
        self.past = Past(self, remembered) if self.stands else None

    @property
    def stands(self) -> bool:
        return self.below is not None

    def _stand(self, known: Mapping[int, tuple[float, float]]) -> bool:
        """Counts of the atoms that give every known cell its true count and fit what was published before."""
        bounds: dict[int, Bound] = {}
        for row, claim in self.claimed:
            if row not in known:
                bounds[row] = _both(bounds.get(row), bound_of(claim))
        found = solution(self.matrix, self.sizes, known, bounds, self.is_part)
        if found is not None:
            self.below, self.above = found
        return found is not None

    def guesses(self) -> Iterator[None]:
        """What was revised before, in one way after another: `past` and `system` are of the one that stands."""
        first = self.past
        yield
        for guess in range(1, 1 if first.is_settled else GUESSES):
            self.past = Past(self, self._remembered, guess)
            yield

    def system(self, claims: Mapping[int, Claim]) -> System:
        """What the auditor sees: what is published of each row in `claims` and before."""
        bounds = dict(self.base_bounds)
        told = [*((row, claim) for row, claim in claims.items() if claim.status == VALUE), *self.claimed]
        for row, claim in told:
            bounds[row] = _both(bounds.get(row), bound_of(claim))
        past = self.past
        return System(past.shape, bounds | past.bounds, is_part=self.is_part, whole=self.kind != MEAN)

    def own(self, row: int) -> np.ndarray:
        """The atoms of a row, of this release or an earlier one, as they are numbered in this."""
        return self.past.atom_of[self.past.matrix.indices[self.past.matrix.indptr[row] : self.past.matrix.indptr[row + 1]]]


def _fewer(fits: list) -> Iterator[list]:
    """All that was published before, then without the oldest releases: figures that were mended since do not fit the new ones."""
    releases = sorted({claim.release for _row, claim in fits})
    for first in [*releases, (releases[-1] + 1 if releases else 0)]:
        yield [(row, claim) for row, claim in fits if claim.release >= first]


def _fits(claim: Claim, truth: tuple[float, float]) -> bool:
    bound, (below, above) = bound_of(claim), truth
    if bound.mean and abs(above - bound.mean[0] * below) > bound.mean[1] * below + _NEAR:
        return False
    return all(
        low - _NEAR <= value <= high + _NEAR
        for low, value, high in zip(bound.least, (below, above, below - above), bound.most, strict=True)
    )


# Which cells are one family ─────────────────────────────────────────────────────────────────────────────────────────


def families(cells: Sequence[Cell], earlier: Sequence[Claim], rolling: Mapping[str, int]) -> list[Family]:
    """All families with something to look at, in a fixed order."""
    names = sorted({cell.family for cell in cells})
    near = _compared(cells, earlier)
    found = []
    for name in names:
        claims = {n: cells[n] for n in sorted((n for n, c in enumerate(cells) if c.family == name), key=lambda n: cells[n].at)}
        old = {n: claim for n, claim in enumerate(earlier) if claim.family == name}
        for family in _of_one(cells, claims, old, rolling.get(name, 0)):
            family.compared |= near & set(family.current.values())
            found.append(family)
    return found


def _of_one(cells, claims: Mapping[int, Cell], earlier: Mapping[int, Claim], rolling: int) -> Iterable[Family]:
    known = {cell.at: (float(cell.denominator), float(cell.numerator)) for cell in claims.values() if cell.available}
    places = sorted({*known, *(claim.at for claim in earlier.values())})
    silent = {cell.at for cell in claims.values() if not cell.available}
    empty = [at for at in _holes([cell.at for cell in claims.values()]) if at not in known and at not in silent]
    seen = set(places)
    places += [at for at in empty if at not in seen]
    nought = {number for number, at in enumerate(places) if at in set(empty)}
    truths = [(0.0, 0.0) if number in nought else known.get(at) for number, at in enumerate(places)]
    space = Space(places, truths, rolling)
    usable = {n: cell for n, cell in claims.items() if cell.available}
    for _level, numbers in _grouped(range(len(places)), lambda number: space.levels[number]):
        family = Family(space, numbers, cells, places, nought, usable, earlier)
        if family.stands:
            yield family
            continue
        # They do not add up after all: each kind of table by itself.
        for _shape, some in _grouped(numbers, lambda number: _shape_of(places[number])):
            alone = Family(space, some, cells, places, nought, usable, earlier)
            if not alone.stands:
                raise ValueError("Cellerna i en och samma indelning motsäger varandra.")
            yield alone


def _grouped(numbers: Iterable[int], key) -> list[tuple[object, list[int]]]:
    groups = defaultdict(list)
    for number in numbers:
        groups[key(number)].append(number)
    return sorted(groups.items(), key=lambda each: str(each[0]))


def _shape_of(at: At) -> tuple:
    """Which dimensions a cell is told by, and of what length its period is."""
    return tuple((name, len(value) if name == "period" else 0) for name, value in at)


def _holes(places: Sequence[At]) -> list[At]:
    """Places that a table has rows and columns for but no cell: whoever reads it takes them for nought."""
    found = []
    for _shape, numbers in _grouped(range(len(places)), lambda number: _shape_of(places[number])):
        told = [dict(places[number]) for number in numbers]
        pairs = sorted({(each.get("organisation", ALL), each.get("unit", ALL)) for each in told})
        others = [name for name in sorted(told[0]) if name not in ("organisation", "unit")] if told else []
        values = [sorted({each[name] for each in told}) for name in others]
        size = int(np.prod([len(pairs), *map(len, values)]))
        if size > MOST_HOLES * len(told) + 1000:
            continue
        there = {places[number] for number in numbers}
        for (organisation, unit), *rest in product(pairs, *values):
            told_at = dict(zip(others, rest, strict=True)) | {"organisation": organisation, "unit": unit}
            at = tuple(sorted((name, value) for name, value in told_at.items() if value != ALL))
            if at not in there:
                found.append(at)
    return found


def _compared(cells: Sequence[Cell], earlier: Sequence[Claim]) -> set[int]:
    """Numbers of cells whose counts are nearly those of another version of the same measure, in this release or before."""
    beside, found = defaultdict(list), set()
    for number in sorted(range(len(cells)), key=lambda n: (cells[n].family, cells[n].at)):
        cell = cells[number]
        if cell.kin and cell.available:
            near = any(_few_apart(cells[other], cell) for other in beside[cell.kin, cell.at] if cells[other].family != cell.family)
            found |= {number} if near else set()
            beside[cell.kin, cell.at].append(number)
    before = defaultdict(list)
    for claim in earlier:
        if claim.kin and claim.status == VALUE:
            before[claim.kin, claim.at].append(claim)
    for number, cell in enumerate(cells):
        if cell.available:
            found |= {number for claim in before[cell.kin, cell.at] if claim.family != cell.family and _may_be_few_apart(claim, cell)}
    return found


def _few_apart(one: Cell, other: Cell, threshold: int = 5) -> bool:
    if one.kind != other.kind:
        return False
    apart = [abs(one.denominator - other.denominator)]
    if one.kind != MEAN:
        apart += [abs(one.numerator - other.numerator)]
    return any(0 < each < max(threshold, 5) for each in apart)


def _may_be_few_apart(claim: Claim, cell: Cell) -> bool:
    reach = claim.base + claim.threshold
    apart = [abs(claim.denominator - cell.denominator)]
    if claim.kind != MEAN and cell.kind != MEAN:
        apart += [abs(claim.numerator - cell.numerator)]
    return any(each < reach for each in apart)
