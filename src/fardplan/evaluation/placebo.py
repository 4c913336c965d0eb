"""What chance alone would show: the same starts dealt out among the places in every other way, or in many drawn ones.

Exact for any number of places, whatever memory their series have, when it might as well have been other places that started
(Fisher; Conley & Taber 2011 for few treated). The interval holds every constant effect that the same test does not refuse.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import numpy as np

MOST_EXACT = 20_000
"""Up to this many ways all are gone through; above it `DRAWS` are drawn with the plan's seed."""
DRAWS = 9_999
LEAST = 20
"""Fewer ways than this cannot give p below 0.05."""
SAME = 1e-9


@dataclass(frozen=True)
class Ways:
    """Other ways to deal out the starts: cohort of each place, (ways, places). The actual one is not among them."""

    of: np.ndarray
    exact: bool

    @property
    def number(self) -> int:
        """How many there are with the actual one."""
        return len(self.of) + 1


def possible(sizes: np.ndarray) -> int:
    """In how many ways cohorts of these sizes can be dealt out."""
    return math.factorial(int(sizes.sum())) // math.prod(math.factorial(int(size)) for size in sizes)


def ways(of: np.ndarray, seed: int) -> Ways:
    """All other ways, or drawn ones when they are too many."""
    sizes = np.bincount(of)
    if possible(sizes) <= MOST_EXACT:
        every = np.array([way for way in _deal(len(of), sizes)])
        return Ways(every[np.any(every != of, axis=1)], True)
    rng = np.random.default_rng(seed)
    return Ways(np.array([rng.permutation(of) for _ in range(DRAWS)]), False)


def shown(weights: np.ndarray, y: np.ndarray, dealt: np.ndarray) -> np.ndarray:
    """The answer (see `groups.applied`) under each way, (ways,)."""
    by_cohort = weights @ y.T
    return by_cohort[dealt, np.arange(y.shape[0])].sum(axis=1)


@dataclass(frozen=True)
class Judged:
    """Two-sided p, 95 % interval, and the smallest effect that four times of five would have been found."""

    p: float
    low: float
    high: float
    smallest: float


def judge(weights: np.ndarray, y: np.ndarray, started: np.ndarray, of: np.ndarray, dealt: Ways, level: float = 0.05) -> Judged:
    """started: (places, times), 1 where a place works in the new way. Needs at least `LEAST` ways."""
    actual = float(np.sum(weights[of] * y))
    others = shown(weights, y, dealt.of)
    p = _p(actual, others)
    reach = shown(weights, started, dealt.of)
    lows, highs = _not_refused(actual, others, reach)
    needed = max(1, math.floor(level * dealt.number))
    low, high = np.sort(lows)[needed - 1], np.sort(highs)[-needed]
    # Placebos of the outcome as it would have been without the effect.
    still = np.sort(np.abs(others - actual * reach))
    beyond = still[-needed]
    return Judged(p, float(low), float(high), float(beyond + np.quantile(still, 0.6)))


def _not_refused(a: float, other: np.ndarray, reach: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Between which constant effects d each placebo, other - d * reach, is at least as large as what is then left, |a - d|.

    A placebo that moves as much with d as the actual one (the same places in the same role, or the opposite) has no end on one side or both.
    """
    lows, highs = np.full(len(other), -np.inf), np.full(len(other), np.inf)
    tame, size = np.abs(reach) < 1 - SAME, SAME * (abs(a) + np.abs(other))
    ends = np.sort([(a - other[tame]) / (1 - reach[tame]), (a + other[tame]) / (1 + reach[tame])], axis=0)
    lows[tame], highs[tame] = ends
    for sign in (1, -1):
        # (sign * other - a) * (sign * other + a - 2 d) >= 0: d on one side of the middle, or anywhere when both are as large.
        same, turned = np.abs(reach - sign) <= SAME, sign * other
        middle = (turned + a) / 2
        highs = np.where(same & (turned - a > size), middle, highs)
        lows = np.where(same & (turned - a < -size), middle, lows)
    return lows, highs


def p_of(statistic: float, others: np.ndarray) -> float:
    """Share of ways, the actual one among them, that are at least as large."""
    return float((1 + np.sum(others >= statistic - SAME * abs(statistic))) / (len(others) + 1))


def _p(actual: float, others: np.ndarray) -> float:
    return p_of(abs(actual), np.abs(others))


def _deal(places: int, sizes: np.ndarray) -> Iterator[np.ndarray]:
    """Every way to give `places` places a cohort, each cohort as many as its size."""

    def deal(free: tuple[int, ...], cohort: int, so_far: np.ndarray) -> Iterator[np.ndarray]:
        if cohort == len(sizes) - 1:
            done = so_far.copy()
            done[list(free)] = cohort
            yield done
            return
        for chosen in combinations(free, int(sizes[cohort])):
            step = so_far.copy()
            step[list(chosen)] = cohort
            yield from deal(tuple(i for i in free if i not in chosen), cohort + 1, step)

    yield from deal(tuple(range(places)), 0, np.zeros(places, int))
