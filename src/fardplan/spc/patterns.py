"""Making Data Count, point by point: which patterns a point is part of. Arrays (series, k) of one rebase group.

Every test answers int8: 1 upwards or above, -1 downwards or below, 0 no pattern. Missing values break every pattern.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .missing import compare
from .rulesets import RuleSet
from .sample import Lines


@dataclass(frozen=True)
class Patterns:
    """The four tests in order of priority."""

    outside: np.ndarray
    trend: np.ndarray
    two_of_three: np.ndarray
    shift: np.ndarray

    @property
    def in_order(self) -> tuple[np.ndarray, ...]:
        return (self.outside, self.trend, self.two_of_three, self.shift)


def find(y: np.ndarray, lines: Lines, rules: RuleSet) -> Patterns:
    """All four tests of y against its lines (`lower2`/`upper2` are two thirds of the way to the limits)."""
    side = compare(y, lines.centre)
    outside = lines.outside(y)
    return Patterns(outside, trend(y, rules.trend), two_of_three(y, lines, side, outside, rules), _held(side, rules.shift))


def trend(y: np.ndarray, points: int) -> np.ndarray:
    """`points` in a row, each strictly higher (or lower) than the one before. Where a fall follows a rise directly,
    the turning point is marked by what follows."""
    steps = np.sign(np.nan_to_num(np.diff(y, axis=-1))).astype(np.int8)
    moving = _held(steps, points - 1)
    none = np.zeros((len(y), 1), np.int8)
    after, before = np.concatenate([moving, none], -1), np.concatenate([none, moving], -1)
    return np.where(after != 0, after, before)


def two_of_three(y: np.ndarray, lines: Lines, side: np.ndarray, outside: np.ndarray, rules: RuleSet) -> np.ndarray:
    """Three in a row on one side, at least two of them near the limit. Only the near ones are marked."""
    scale = np.abs(lines.centre)
    near = np.maximum(compare(y, lines.upper2, scale), 0) + np.minimum(compare(y, lines.lower2, scale), 0)
    if not rules.near_counts_outside:
        near = np.where(outside != 0, 0, near)
    hit = np.zeros_like(side)
    if y.shape[-1] < 3:
        return hit
    one_side = (side[:, :-2] != 0) & (side[:, :-2] == side[:, 1:-1]) & (side[:, 1:-1] == side[:, 2:])
    enough = one_side & (np.abs(near[:, :-2]) + np.abs(near[:, 1:-1]) + np.abs(near[:, 2:]) >= 2)
    for shift in range(3):
        hit[:, shift : shift + enough.shape[-1]] |= enough
    return np.where(hit != 0, near, 0).astype(np.int8)


def _held(sign: np.ndarray, length: int) -> np.ndarray:
    """Keeps signs that stand in unbroken runs of at least `length` equal ones; the rest become 0."""
    held = np.zeros_like(sign)
    windows = sign.shape[-1] - length + 1
    if windows < 1:
        return held
    for value in (1, -1):
        same = sign == value
        full = same[:, :windows].copy()
        for step in range(1, length):
            full &= same[:, step : step + windows]
        covered = np.zeros_like(same)
        for step in range(length):
            covered[:, step : step + windows] |= full
        held[covered] = value
    return held
