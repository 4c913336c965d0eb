"""The Anhøj rules: has the level moved? Too long a run on one side of the centre line, or too few crossings of it.

Anhøj & Olesen, Run charts revisited, PLoS ONE 2014; 9(11): e113825.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from .missing import compare

MINIMUM_USEFUL = 10
"""Below this many points off the centre line the rules are computed but nothing is concluded from them."""


def longest_run_max(n_useful: int) -> int:
    """Longest run that chance explains among n useful points: round(log2 n) + 3."""
    return round(math.log2(n_useful)) + 3


@lru_cache(maxsize=4096)
def crossings_min(n_useful: int) -> int:
    """Fewest crossings that chance explains: the smallest c with P(Binomial(n-1, 1/2) <= c) >= 0.05. Exact integers."""
    flips = max(n_useful - 1, 0)
    needed, ways, so_far, c = 2**flips, 1, 1, 0
    while 20 * so_far < needed:
        ways = ways * (flips - c) // (c + 1)
        so_far += ways
        c += 1
    return c


@dataclass(frozen=True)
class Runs:
    """Runs analysis of many series: every field is (series,). Runs and crossings of a series without useful points are -1."""

    n_obs: np.ndarray
    n_useful: np.ndarray
    longest_run: np.ndarray
    longest_run_max: np.ndarray
    crossings: np.ndarray
    crossings_min: np.ndarray

    @property
    def long_run(self) -> np.ndarray:
        return self.longest_run > self.longest_run_max

    @property
    def few_crossings(self) -> np.ndarray:
        return self.crossings < self.crossings_min

    @property
    def signal(self) -> np.ndarray:
        """True where either rule fires; never without useful points. See `judged` before it is shown."""
        return self.long_run | self.few_crossings

    @property
    def judged(self) -> np.ndarray:
        """True where there are enough useful points for a verdict."""
        return self.n_useful >= MINIMUM_USEFUL


def analyse(y: np.ndarray, centre: np.ndarray) -> Runs:
    """Runs of y (series, k) round centre (series, k) or (series, 1).

    Points that are missing or exactly on the centre line are not useful: they neither break a run nor add to it.
    """
    side = compare(y, centre)
    n_useful = np.count_nonzero(side, axis=-1)
    longest, crossings = _walk(side)
    longest_max, fewest = _limits(n_useful)
    empty = n_useful == 0
    crossings[empty] = longest[empty] = -1
    n_obs = np.full(len(y), y.shape[-1])
    return Runs(n_obs, n_useful, longest, longest_max, crossings, fewest)


def _walk(side: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Longest run and crossings, one step in time for all series at once."""
    columns = np.ascontiguousarray(side.T)
    series = columns.shape[1]
    run, longest, crossings = (np.zeros(series, np.int32) for _ in range(3))
    latest = np.zeros(series, np.int8)
    for now in columns:
        useful = now != 0
        same = useful & (now == latest)
        turned = useful & ~same
        crossings += turned & (latest != 0)
        run = np.where(turned, 1, run + same)
        np.maximum(longest, run, out=longest)
        latest = np.where(useful, now, latest)
    return longest, crossings


def _limits(n_useful: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    sizes, which = np.unique(n_useful, return_inverse=True)
    longest = np.array([longest_run_max(int(n)) if n else -1 for n in sizes], np.int32)
    fewest = np.array([crossings_min(int(n)) if n else -1 for n in sizes], np.int32)
    return longest[which], fewest[which]
