"""What a line is computed from: many series of plotted points, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .missing import compare


@dataclass(frozen=True)
class Sample:
    """Arrays (series, k). `base` (k,) says which points may estimate: same choice for all series.

    y: what is plotted (count per unit, mean, days …). weight: denominators, or number of observations. total: numerators.
    size: number of observations behind each point. sd: their standard deviation. named: x is names, not time (funnel).
    given: a centre line to use instead of an estimate. screen: drop odd moving ranges.
    """

    y: np.ndarray
    base: np.ndarray
    weight: np.ndarray
    total: np.ndarray
    size: np.ndarray
    sd: np.ndarray
    given: np.ndarray | None = None
    screen: bool = True
    named: bool = False

    def based(self, values: np.ndarray) -> np.ndarray:
        """The columns that may estimate; neighbours of a left-out point become neighbours of each other."""
        return values if self.base.all() else values[..., self.base]

    @classmethod
    def of(cls, y: np.ndarray, *, weight: np.ndarray | None = None, base: np.ndarray | None = None, screen: bool = True) -> Sample:
        """One observation per point, with or without denominators; y is then already the ratio."""
        y = np.atleast_2d(np.asarray(y, float))
        there = (~np.isnan(y)).astype(float)
        weight = there if weight is None else np.broadcast_to(np.asarray(weight, float), y.shape) * there
        base = np.ones(y.shape[-1], bool) if base is None else base
        return cls(y, base, weight, y * weight, there, np.full_like(y, np.nan), screen=screen)


@dataclass(frozen=True)
class Lines:
    """Centre line and limits, arrays (series, k) in the unit of y. `lcl2`/`ucl2` are at two sigma. Missing where unknown."""

    centre: np.ndarray
    lower: np.ndarray
    upper: np.ndarray
    lower2: np.ndarray
    upper2: np.ndarray

    def outside(self, y: np.ndarray) -> np.ndarray:
        """1 above the upper limit, -1 below the lower, else 0. On the line is not outside; nor is a missing value. int8."""
        scale = np.abs(self.centre)
        return np.maximum(compare(y, self.upper, scale), 0) + np.minimum(compare(y, self.lower, scale), 0)


def around(centre: np.ndarray, sigma: np.ndarray, *, at_least: float | None = None, at_most: float | None = None) -> Lines:
    """Lines two and three sigma from the centre, kept within what y can be. A limit that is not finite is missing."""
    centre, sigma = np.broadcast_arrays(centre, sigma)
    edges = [centre + step * sigma for step in (-3, 3, -2, 2)]
    edges = [np.where(np.isfinite(edge), edge, np.nan) for edge in edges]
    if at_least is not None or at_most is not None:
        edges = [np.clip(edge, at_least, at_most) for edge in edges]
    return Lines(centre, *edges)
