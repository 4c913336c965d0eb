"""Earlier releases as whoever reads them all sees them: what was published then of counts that may have been others.

Somebody may know which groups were revised between two releases. What was not revised is then the same count in both, and what is published of
either binds it; what was revised is a count of its own. Each earlier release is therefore rows of its own over the same atoms, but for
those that have changed. Which have is worked out from the true counts of its cells, with as little changed as can be: that is to think
the reader knows as much as possible. Where the cells leave several answers to which these are, more than one is tried.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
from scipy import sparse

from .audit import Bound, Shape
from .cells import NOT_AVAILABLE, VALUE, Claim
from .solving import NEAR, bound_of, solution

_NOUGHT = Bound((0, 0, 0), (0, 0, 0))


class Past:
    """The family's matrix with rows and atoms more. `told` are (row, claim) with the claim's truth.

    `bounds` are what was published then, by row; `hidden` the rows that were hidden, with their claims; `atom_of` the family's atom of each.
    """

    def __init__(self, family, told: list[tuple[int, Claim]], guess: int = 0):
        base = family.matrix
        #: True when nothing was revised, or what was is known: other guesses say the same.
        self.is_settled = True
        self._weights = 1 + np.random.default_rng(guess).random(base.shape[1]) if guess else np.ones(base.shape[1])
        self.below, self.above = [family.below], [family.above]
        self.atom_of, self.bounds, self.hidden = np.arange(base.shape[1]), {}, []
        self._rows, self._row, self._seen = [base.indices], base.shape[0], set()
        self._sizes = [np.diff(base.indptr)]
        by_release = defaultdict(list)
        for row, claim in told:
            by_release[claim.release].append((row, claim))
        column, now = np.arange(base.shape[1]), np.stack([family.below, family.above])
        for release in sorted(by_release, reverse=True):
            then = _counts(family, by_release[release], now, self._weights)
            if then is None:  # it does not add up as this one does: nothing binds them together
                continue
            changed = np.flatnonzero(np.any(np.abs(then - now) > NEAR, axis=0))
            self.is_settled &= not len(changed)
            column, now = column.copy(), then
            column[changed] = len(self.atom_of) + np.arange(len(changed))
            self.atom_of = np.concatenate([self.atom_of, changed])
            self.below.append(then[0, changed])
            self.above.append(then[1, changed])
            for row, claim in by_release[release]:
                self._add(column[base.indices[base.indptr[row] : base.indptr[row + 1]]], claim)
        self.below, self.above = np.concatenate(self.below), np.concatenate(self.above)
        starts = np.concatenate([[0], np.cumsum(np.concatenate(self._sizes))])
        columns = np.concatenate(self._rows)
        self.matrix = sparse.csr_matrix((np.ones(len(columns)), columns, starts), shape=(self._row, len(self.atom_of)))
        self.matrix.sort_indices()
        self.shape = Shape(self.matrix, self.below, self.above)

    def _add(self, columns: np.ndarray, claim: Claim) -> None:
        columns = np.sort(columns)
        bound = bound_of(claim) if claim.status == VALUE else _NOUGHT if claim.status == NOT_AVAILABLE else None
        if claim.status == NOT_AVAILABLE and claim.truth != (0, 0):
            return
        key = columns.tobytes(), bound or claim.truth
        if key in self._seen:
            return
        self._seen.add(key)
        if bound:
            self.bounds[self._row] = bound
        else:
            self.hidden.append((self._row, claim))
        self._rows.append(columns)
        self._sizes.append([len(columns)])
        self._row += 1


def _counts(family, told: list[tuple[int, Claim]], now: np.ndarray, weights: np.ndarray) -> np.ndarray | None:
    """Counts of the atoms then, as near those of `now` as the cells allow; None when no counts fit."""
    known = {row: tuple(map(float, claim.truth)) for row, claim in told}
    sums = np.stack([family.matrix @ now[0], family.matrix @ now[1]])
    other = [row for row, truth in known.items() if np.any(np.abs(sums[:, row] - truth) > NEAR * np.maximum(1, np.abs(truth)))]
    if not other:
        return now
    # First with nothing moved but what lies in a cell that has changed.
    moved = np.unique(np.concatenate([family.matrix.indices[family.matrix.indptr[row] : family.matrix.indptr[row + 1]] for row in other]))
    still = np.ones(family.matrix.shape[1], bool)
    still[moved] = False
    rest = family.columns[:, moved].tocsr()
    touched = np.flatnonzero(np.diff(rest.indptr))
    fixed = np.stack([family.matrix @ np.where(still, now[k], 0.0) for k in (0, 1)])
    place = {row: number for number, row in enumerate(touched.tolist())}
    left = {place[row]: tuple(np.array(truth) - fixed[:, row]) for row, truth in known.items() if row in place}
    part = rest[touched]
    found = solution(part, np.diff(part.indptr), left, {}, family.is_part, near=now[:, moved], weights=weights[moved])
    if found is not None:
        then = now.copy()
        then[:, moved] = found
        return then
    return solution(family.matrix, family.sizes, known, {}, family.is_part, near=now, weights=weights)
