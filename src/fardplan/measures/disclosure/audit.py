"""The auditor: what somebody could work out who knows everything published and how the tables add up.

For each hidden count it looks for two sets of counts that both fit all that is published and lie so far apart that the count keeps enough
candidates. They are found by linear programming (HiGHS), first near the cell with everything else at its true value, where a find is already
proof, and then wider. What is not proved safe counts as exposed, together with the published cells that stand in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import linprog
from scipy.sparse.csgraph import connected_components

#: A component of so many atoms is looked at cell by cell; of a larger one, what remains is looked at with so many atoms moving.
SMALL, AROUND = 120, 80
#: Of a component of more atoms than this no linear programme is ever solved as a whole: it would take minutes.
BIG = 700
#: Of more than so many it is not asked what holds each of them: the caller hides the nearest.
MANY = 100
#: So few that remain are looked at one by one however large the component is.
FEW = 12
_NEAR_ZERO = 1e-6
COUNTS = ("denominator", "numerator", "rest")


@dataclass(frozen=True)
class Target:
    """A count of row `row` (0 denominator, 1 numerator, 2 the rest) that must keep `need` candidates."""

    row: int
    which: int
    need: float


@dataclass(frozen=True)
class Bound:
    """What is published of a row: least and most of denominator, numerator and rest; of a mean, the mean and half its last digit."""

    least: tuple[float, float, float]
    most: tuple[float, float, float]
    mean: tuple[float, float] | None = None


class Shape:
    """Cells as sums of atoms, one set of counts that fits (the true one where it is known), and which atoms hang together. The same in every round."""

    def __init__(self, matrix: sparse.csr_matrix, below: np.ndarray, above: np.ndarray):
        self.matrix, self.columns = matrix, matrix.tocsc()
        self.atoms = np.stack([below, above])
        self.sums = np.stack([matrix @ below, matrix @ above])
        self.sizes = np.diff(matrix.indptr)
        # Cells and atoms as one graph of two kinds: the atoms of a part are those that some chain of cells joins.
        graph = sparse.block_array([[None, matrix], [matrix.T, None]], format="csr")
        _many, found = connected_components(graph, directed=False)
        self.part_of = np.unique(found[matrix.shape[0] :], return_inverse=True)[1]
        order = np.argsort(self.part_of, kind="stable")
        self.parts = np.split(order, np.cumsum(np.bincount(self.part_of))[:-1])


class System:
    """One family as it is published: its shape, and what is told of the cells."""

    def __init__(self, shape: Shape, bounds: dict[int, Bound], *, is_part: bool, whole: bool):
        #: called now and then with how many counts have been proved safe, and of how many
        self.told: Callable[[int, int], object] | None = None
        self.bounds, self.is_part, self.whole = bounds, is_part, whole
        self.matrix, self.columns, self.atoms, self.sums = shape.matrix, shape.columns, shape.atoms, shape.sums
        self.sizes, self.part_of, self.parts = shape.sizes, shape.part_of, shape.parts

    def exposed(self, targets: Iterable[Target]) -> list[tuple[Target, list[int]]]:
        """Targets that are not proved safe, each with the published rows that hold it, nearest first."""
        left = sorted(targets, key=lambda target: (target.row, target.which))
        large = {target.row for target in left if len(self.together(target.row)) > BIG}
        found = self._in_whole([target for target in left if target.row not in large])
        left, still = [target for target in left if target.row in large], []
        # In what is too large to be looked at in one piece a target is looked for among its neighbours, first beside others and then by itself.
        for around, shared in ((AROUND, True), (AROUND, False)):
            still = self._tried(left, lambda row, around=around: self._near(row, around), shared=shared) if left else []
            left = [target for target, _rows in still]
        return found + still

    def _in_whole(self, left: Sequence[Target]) -> list[tuple[Target, list[int]]]:
        found = self._tried(left, self.together)
        large = {target.row for target, _rows in found if len(self.together(target.row)) > SMALL}
        if not large or len(found) > MANY:
            return found
        return [each for each in found if each[0].row not in large] + self._tried([t for t, _rows in found if t.row in large], self._near)

    def _tried(
        self, targets: Sequence[Target], atoms_for: Callable[[int], np.ndarray], *, shared: bool = False
    ) -> list[tuple[Target, list[int]]]:
        """Targets that are not proved safe while the atoms that are given for a row move; `shared`: or those of a row before it that hold its own."""
        blocks: dict[bytes, _Block] = {}
        last: list[tuple[set[int], _Block]] = []
        for target in targets:
            own = self.atoms_of(target.row).tolist()
            block = next((each for atoms, each in last if atoms.issuperset(own)), None)
            if block is None:
                atoms = atoms_for(target.row)
                key = atoms.tobytes()
                if key not in blocks:
                    blocks[key] = _Block(self, atoms)
                block = blocks[key]
                if shared:
                    last = [(set(atoms.tolist()), block), *last[:7]]
            block.targets.append(target)
        return _solved(list(blocks.values()), self.told)

    def together(self, row: int) -> np.ndarray:
        """All atoms that hang together with a row's by some chain of cells."""
        return self.parts[self.part_of[self.atoms_of(row)[0]]]

    def _near(self, row: int, around: int = AROUND) -> np.ndarray:
        """Atoms of the smallest row that holds this one and at least `around` atoms, and of the smallest rows that share some with it."""
        own = self.atoms_of(row)
        touching = np.unique(self.columns[:, own].indices)
        chosen = set(own.tolist())
        for other in touching[np.lexsort((touching, self.sizes[touching]))]:
            if len(chosen) >= around:
                break
            chosen.update(self.atoms_of(other)[: 2 * around].tolist())
        return np.array(sorted(chosen))

    def atoms_of(self, row: int) -> np.ndarray:
        return self.matrix.indices[self.matrix.indptr[row] : self.matrix.indptr[row + 1]]


class _Block:
    """Atoms that may move while all others stand still: the variables are how much denominators and numerators move."""

    def __init__(self, system: System, atoms: np.ndarray):
        self.system, self.atoms, self.targets = system, atoms, []
        many = len(atoms)
        part = system.columns[:, atoms].tocsr()
        rows = [row for row in np.flatnonzero(np.diff(part.indptr)).tolist() if row in system.bounds]
        tight: dict[tuple, tuple[float, int]] = {}

        def limit(key: tuple, most: float, row: int) -> None:
            if np.isfinite(most) and (key not in tight or most < tight[key][0]):
                tight[key] = (most, row)

        for row in rows:
            pattern = part.indices[part.indptr[row] : part.indptr[row + 1]].tobytes()
            bound, (below, above) = system.bounds[row], system.sums[:, row]
            for which, value in enumerate((below, above, below - above)):
                limit((which, 1, pattern), bound.most[which] - value, row)
                limit((which, -1, pattern), value - bound.least[which], row)
            if bound.mean:
                mean, half = bound.mean
                limit(("m", mean + half, pattern), (mean + half) * below - above, row)
                limit(("l", mean - half, pattern), above - (mean - half) * below, row)
        data, indices, starts, most, self.rows = [], [], [0], [], []
        for (which, side, pattern), (limit_at, row) in tight.items():
            place = np.frombuffer(pattern, part.indices.dtype)
            for block, weight in _weights(which, side):
                data.append(np.full(len(place), weight))
                indices.append(place + block * many)
            starts.append(sum(map(len, indices[-2:])) + starts[-1] if len(_weights(which, side)) == 2 else starts[-1] + len(place))
            most.append(max(limit_at, 0.0))
            self.rows.append(row)
        below, above = system.atoms[:, atoms]
        if system.is_part:
            for place in range(many):
                data.append(np.array([1.0, -1.0]))
                indices.append(np.array([place + many, place]))
                starts.append(starts[-1] + 2)
                most.append(max(below[place] - above[place], 0.0))
                self.rows.append(-1)
        flat = (np.concatenate(data), np.concatenate(indices), np.array(starts)) if data else ([], [], [0])
        self.matrix = sparse.csr_matrix(flat, shape=(len(most), 2 * many))
        self.most = np.array(most)
        self.least = -np.concatenate([below, above])

    def lines(self) -> sparse.csr_matrix:
        """Each target as a sum of the variables."""
        many, rows, columns, weights = len(self.atoms), [], [], []
        for number, target in enumerate(self.targets):
            own = self.system.atoms_of(target.row)
            here = np.searchsorted(self.atoms, own)
            for block, weight in {0: ((0, 1.0),), 1: ((1, 1.0),), 2: ((0, 1.0), (1, -1.0))}[target.which]:
                rows.append(np.full(len(own), number))
                columns.append(here + block * many)
                weights.append(np.full(len(own), weight))
        flat = np.concatenate(weights), (np.concatenate(rows), np.concatenate(columns))
        return sparse.csr_matrix(flat, shape=(len(self.targets), 2 * many))


def _weights(which, side) -> list[tuple[int, float]]:
    """Which variables a limit is about (0 denominators, 1 numerators) and with what weight."""
    if which == "m":
        return [(0, -side), (1, 1.0)]
    if which == "l":
        return [(0, side), (1, -1.0)]
    if which == 2:
        return [(0, float(side)), (1, -float(side))]
    return [(which, float(side))]


class _Round:
    """One block on its way: how far each of its targets has been seen to reach."""

    def __init__(self, block: _Block):
        self.block, self.stuck, self.before, self.signs, self.proved = block, False, 0, None, 0
        self.lines, self.alone = block.lines(), len(block.atoms) <= 2 * AROUND
        system = block.system
        values = [(system.sums[0], system.sums[1], system.sums[0] - system.sums[1])[t.which][t.row] for t in block.targets]
        self.value = np.array(values)
        self.low, self.high = np.zeros(len(values)), np.zeros(len(values))
        self.asked: list[set[int]] = [set() for _ in values]
        self.holding: list[set[int]] = [set() for _ in values]

    def is_safe(self, number: int) -> bool:
        low, high = self.value[number] + self.low[number], self.value[number] + self.high[number]
        need = self.block.targets[number].need
        if self.block.system.whole or self.block.targets[number].which == 0:
            return np.floor(high + _NEAR_ZERO) - np.ceil(low - _NEAR_ZERO) + 1 >= need
        return high - low >= need - _NEAR_ZERO  # the sum behind a mean is no whole number

    def next(self, turn: int) -> tuple[np.ndarray, int | None] | None:
        """(what to make large, whose target); None when all is proved or asked.

        First all at once, each up or down as a fixed table of chance says and then the other way, as long as that proves something; then one by one.
        """
        left = [number for number in range(len(self.value)) if not self.is_safe(number)]
        self.proved = len(self.value) - len(left)
        if not left:
            return None
        if len(left) > 1 and not self.stuck:
            if turn % 2 == 0:
                self.stuck = turn > 1 and len(left) > 0.97 * self.before
                self.before, self.signs = len(left), np.random.default_rng(turn).choice([-1.0, 1.0], len(self.value))
            else:
                self.signs = -self.signs
            weights = np.zeros(len(self.value))
            weights[left] = self.signs[left]
            return weights @ self.lines, None
        if not self.alone and len(left) > FEW:
            return None
        for number in left:
            for sign in (1, -1):
                if sign not in self.asked[number]:
                    self.asked[number].add(sign)
                    return sign * self.lines[number].toarray().ravel(), number
        return None


def _solved(blocks: list[_Block], told: Callable[[int, int], object] | None) -> list[tuple[Target, list[int]]]:
    """All blocks side by side, one linear programme a turn."""
    rounds = [_Round(block) for block in blocks]
    turn, live = 0, rounds
    while live:
        asked = [(each, each.next(turn)) for each in live]
        goals = [(each, goal) for each, goal in asked if goal is not None]
        live = [each for each, _goal in goals]
        turn += 1
        for part in _parts(goals):
            _solve(part)
            if told is not None:
                told(sum(each.proved for each in rounds), sum(len(each.value) for each in rounds))
    found = []
    for each in rounds:
        for number, target in enumerate(each.block.targets):
            if not each.is_safe(number):
                rows = sorted(each.holding[number], key=lambda row: (each.block.system.sizes[row], each.block.system.sums[0][row], row))
                found.append((target, rows))
    return found


def _parts(goals: list) -> Iterable[list]:
    """A few thousand variables at a time."""
    part, size = [], 0
    for goal in goals:
        part.append(goal)
        size += goal[0].block.matrix.shape[1]
        if size > 1500:
            yield part
            part, size = [], 0
    if part:
        yield part


def _solve(goals: list) -> None:
    blocks = [each.block for each, _goal in goals]
    matrix = sparse.block_diag([block.matrix for block in blocks], format="csr")
    most, least = np.concatenate([block.most for block in blocks]), np.concatenate([block.least for block in blocks])
    # Nobody needs to move further than this to be unlike.
    far = max(target.need for block in blocks for target in block.targets) + 2
    limits = np.stack([np.maximum(least, -far), np.full(len(least), far)], axis=1)
    # Nought for every variable is allowed already, so there is little for presolve to find: it cost more than it spared.
    answer = linprog(
        -np.concatenate([goal[0] for _each, goal in goals]),
        A_ub=matrix,
        b_ub=most,
        bounds=limits,
        method="highs",
        options={"presolve": False},
    )
    if answer.x is None:
        return
    at = row_at = 0
    for each, (_line, number) in goals:
        size, rows = each.block.matrix.shape[1], each.block.matrix.shape[0]
        reached = each.lines @ answer.x[at : at + size]
        each.low, each.high = np.minimum(each.low, reached), np.maximum(each.high, reached)
        if number is not None:
            duals = answer.ineqlin.marginals[row_at : row_at + rows]
            each.holding[number] |= {each.block.rows[k] for k in np.flatnonzero(np.abs(duals) > _NEAR_ZERO)} - {-1}
        at, row_at = at + size, row_at + rows
