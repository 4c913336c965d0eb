"""What a claim says of its counts, and counts of the atoms that fit what is known: by linear programming (HiGHS)."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from .audit import Bound
from .cells import MEAN, PROPORTION, Claim

NEAR = 1e-6
#: With more known cells than this the finest are tried alone.
MANY = 200


def bound_of(claim: Claim) -> Bound:
    """What a published claim says: whoever reads it knows the base and the threshold."""
    half, least = (claim.base - 1) / 2, float(claim.threshold)
    below = max(claim.denominator - half, least), claim.denominator + half
    if claim.kind == MEAN:
        precision = 0.5 / 10**claim.decimals
        return Bound((below[0], 0, -np.inf), (below[1], np.inf, np.inf), (claim.mean, precision))
    above = max(claim.numerator - half, least), claim.numerator + half
    return Bound((below[0], above[0], least if claim.kind == PROPORTION else -np.inf), (below[1], above[1], np.inf))


def both(one: Bound | None, other: Bound) -> Bound:
    if one is None:
        return other
    least, most = tuple(map(max, one.least, other.least)), tuple(map(min, one.most, other.most))
    return Bound(least, most, other.mean or one.mean)


def solution(matrix, sizes, known: Mapping[int, tuple], bounds: Mapping[int, Bound], is_part: bool, near=None, weights=None):
    """(denominators, numerators) of the atoms, or None when nothing fits.

    `known` {row: truth} are met exactly, `bounds` {row: Bound} kept; `near` are such counts as the answer differs from as little as it can;
    `weights` say for each atom how much it counts to differ there.
    """
    many = matrix.shape[1]
    fixed = np.full((2, many), np.nan)
    for row, truth in known.items():
        if sizes[row] == 1:
            fixed[:, matrix.indices[matrix.indptr[row]]] = truth
        elif truth == (0.0, 0.0):
            fixed[:, matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]] = 0.0
    free = np.flatnonzero(np.isnan(fixed[0]))
    settled = np.where(np.isnan(fixed), 0.0, fixed)
    sums = np.stack([matrix @ settled[0], matrix @ settled[1]])
    part = matrix[:, free]
    open_rows = np.diff(part.indptr)
    same, least = [], []
    for row, truth in known.items():
        left = np.array(truth) - sums[:, row]
        if open_rows[row]:
            same.append((row, left))
        elif np.any(np.abs(left) > NEAR * np.maximum(1, np.abs(truth))):
            return None
    for row, bound in bounds.items():
        low, high = np.array(bound.least[:2]) - sums[:, row], np.array(bound.most[:2]) - sums[:, row]
        if open_rows[row]:
            least.append((row, low, high))
        elif np.any(low > NEAR) or np.any(high < -NEAR):
            return None
    if near is None and len(same) > MANY:
        # Where the finest cells are met their sums are: a small part of the rows is enough, more often than not.
        answer = _point(part, _finest(part, same), least, len(free), is_part, None, None)
        if answer is not None:
            met = np.stack([part @ answer[0], part @ answer[1]], axis=1)
            if all(np.all(np.abs(met[row] - left) <= NEAR * np.maximum(1, np.abs(left))) for row, left in same):
                settled[:, free] = answer
                return settled
    if len(free):
        answer = _point(
            part, same, least, len(free), is_part, None if near is None else near[:, free], None if weights is None else weights[free]
        )
        if answer is None:
            return None
        settled[:, free] = answer
    return settled


def _finest(part, same):
    """Of the rows that are known those that are the smallest about some atom."""
    rows = np.array([row for row, _left in same])
    own = part[rows]
    sizes = np.diff(own.indptr)
    smallest = np.full(part.shape[1], np.inf)
    each = np.repeat(sizes, sizes)
    np.minimum.at(smallest, own.indices, each)
    wanted = np.add.reduceat((smallest[own.indices] == each).astype(int), own.indptr[:-1]) > 0
    return [known for known, is_wanted in zip(same, wanted, strict=True) if is_wanted]


def _point(part, same, between, many, is_part, near, weights):
    equal = sparse.vstack([sparse.block_diag([part[row], part[row]]) for row, _left in same]) if same else None
    right = np.concatenate([left for _row, left in same]) if same else None
    uneven, most = [], []
    for row, low, high in between:
        both = sparse.block_diag([part[row], part[row]])
        for sign, limit in ((1, high), (-1, -low)):
            finite = np.isfinite(limit)
            uneven.append(sign * both.tocsr()[finite])
            most.append(limit[finite])
    if is_part:
        identity = sparse.identity(many)
        uneven.append(sparse.hstack([-identity, identity]))
        most.append(np.zeros(many))
    cost = np.zeros(2 * many)
    uneven, most = sparse.vstack(uneven) if uneven else None, np.concatenate(most) if most else None
    if near is not None:
        cost, equal, uneven, most = _beside(near.ravel(), equal, uneven, most, np.ones(many) if weights is None else weights)
    answer = linprog(cost, A_eq=equal, b_eq=right, A_ub=uneven, b_ub=most, bounds=(0, None), method="highs")
    return None if answer.x is None else answer.x[: 2 * many].reshape(2, many)


def _beside(near, equal, uneven, most, weights):
    """The same programme with as many variables more: how far each lies from `near`, which is to be little in all."""
    identity, nothing = sparse.identity(len(near)), sparse.csr_matrix((0 if uneven is None else uneven.shape[0], len(near)))
    apart = [sparse.hstack([identity, -identity]), sparse.hstack([-identity, -identity])]
    if uneven is not None:
        apart.append(sparse.hstack([uneven, nothing]))
    limits = np.concatenate([near, -near, *([] if most is None else [most])])
    cost = np.concatenate([np.zeros(len(near)), weights, weights])
    wide = None if equal is None else sparse.hstack([equal, sparse.csr_matrix((equal.shape[0], len(near)))])
    return cost, wide, sparse.vstack(apart), limits
