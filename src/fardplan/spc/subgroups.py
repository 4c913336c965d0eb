"""Lines for several measurements per point: Xbar (their mean) and S (their standard deviation)."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from . import constants
from .individuals import column
from .missing import mean
from .sample import Lines, Sample, around


def xbar_chart(s: Sample) -> Lines:
    """Weighted mean of the means; limits A3(m_i) S from it."""
    if s.given is not None:
        centre = s.given
    else:
        size, y = s.based(s.size), s.based(s.y)
        with np.errstate(divide="ignore", invalid="ignore"):
            centre = column(np.nansum(size * y, axis=-1) / np.where(np.isnan(y), 0, size).sum(axis=-1), s.y)
    return around(centre, _each(s.size, constants.a3) / 3 * _typical_sd(s)[..., None])


def s_chart(s: Sample) -> Lines:
    """The typical standard deviation; limits B3(m_i) and B4(m_i) of it. Here `s.y` is the standard deviations."""
    centre = s.given if s.given is not None else column(_typical_sd(s), s.y)
    edges = [_each(s.size, factor, sigmas) * centre for sigmas in (3, 2) for factor in (constants.b3, constants.b4)]
    return Lines(centre, *edges)


def _typical_sd(s: Sample) -> np.ndarray:
    """S, (series,): mean of the standard deviations when all points have the same size, else pooled by degrees of freedom.

    A point without observations has no size, so it neither makes sizes unequal nor counts in the pool.
    """
    size = np.where(s.size > 0, s.size, np.nan)
    with np.errstate(invalid="ignore"):
        equal = np.fmax.reduce(size, axis=-1) == np.fmin.reduce(size, axis=-1)
        freedom = np.where(np.isnan(s.based(s.sd)), 0.0, s.based(s.size) - 1)
        pooled = np.sqrt(
            np.nansum(freedom * s.based(s.sd) ** 2, axis=-1) / np.where(freedom.sum(axis=-1) > 0, freedom.sum(axis=-1), np.nan)
        )
    return np.where(equal, mean(s.based(s.sd)), pooled)


def _each(sizes: np.ndarray, factor: Callable[..., float], *args: float) -> np.ndarray:
    """A factor for every point's own number of observations."""
    different, which = np.unique(sizes, return_inverse=True)
    return np.array([factor(int(m), *args) for m in different])[which].reshape(sizes.shape)
