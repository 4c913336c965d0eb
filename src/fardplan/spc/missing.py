"""Sums and middles along the last axis that skip missing values (NaN) and never warn.

Every function takes an array (..., k) and answers (...); where nothing is left the answer is NaN.
"""

from __future__ import annotations

import numpy as np

SAME = 1e-12
"""Two numbers this close, relative to their size, are the same number. Without it a constant series of 0.1 gets a
"run" out of rounding. Anything in 1e-15..1e-6 gives the same signals on the validation series."""


def count(a: np.ndarray) -> np.ndarray:
    """Number of values present."""
    return (~np.isnan(a)).sum(axis=-1)


def total(a: np.ndarray) -> np.ndarray:
    """Sum of values present; NaN when there are none, since nothing is not zero."""
    there = ~np.isnan(a)
    return np.where(there.any(axis=-1), np.where(there, a, 0.0).sum(axis=-1), np.nan)


def mean(a: np.ndarray) -> np.ndarray:
    """Mean in two passes: the second adds the mean of what the first left over, so constant series give themselves back."""
    if a.shape[-1] == 0:
        return np.full(a.shape[:-1], np.nan)
    there = ~np.isnan(a)
    n = there.sum(axis=-1).astype(float)
    n[n == 0] = np.nan
    first = np.where(there, a, 0.0).sum(axis=-1) / n
    rest = a - first[..., None]
    rest[~there] = 0.0
    return first + rest.sum(axis=-1) / n


def median(a: np.ndarray) -> np.ndarray:
    """Middle value, or the mean of the two in the middle."""
    if a.shape[-1] == 0:
        return np.full(a.shape[:-1], np.nan)
    ordered = np.sort(a, axis=-1)  # NaN last
    n = count(a)
    low = np.maximum((n - 1) // 2, 0)[..., None]
    high = np.minimum(n // 2, a.shape[-1] - 1)[..., None]
    pair = np.take_along_axis(ordered, low, -1) + np.take_along_axis(ordered, high, -1)
    return np.where(n > 0, pair[..., 0] / 2, np.nan)


def sd(a: np.ndarray) -> np.ndarray:
    """Standard deviation with divisor m - 1; NaN below two values."""
    n = count(a).astype(float)
    n[n < 2] = np.nan
    return np.sqrt(np.nansum((a - mean(a)[..., None]) ** 2, axis=-1) / (n - 1))


def compare(a: np.ndarray, b: np.ndarray, scale: np.ndarray | float = 0.0) -> np.ndarray:
    """1 where a > b, -1 where a < b, 0 where they are the same within `SAME` or either is missing. int8.

    `scale` adds a size to be relative to, for limits that ought to be exactly zero.
    """
    with np.errstate(invalid="ignore"):
        near = SAME * np.maximum(np.maximum(np.abs(a), np.abs(b)), scale)
        gap = a - b
        return (gap > near).astype(np.int8) - (gap < -near).astype(np.int8)
