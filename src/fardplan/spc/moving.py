"""Moving ranges: how much two neighbours differ, and when one difference is too odd to count."""

from __future__ import annotations

import numpy as np

from . import constants
from .missing import mean


def ranges(values: np.ndarray) -> np.ndarray:
    """Absolute differences of neighbours, (..., k) -> (..., k-1). A gap is not bridged: ranges that touch it are missing."""
    return np.abs(np.diff(values, axis=-1))


def screened_mean(of: np.ndarray, *, screen: bool, factor: float = constants.D4) -> np.ndarray:
    """Mean of ranges (..., r) -> (...), in the unit of the ranges.

    With `screen`, ranges of `factor` means or more are left out and the mean is taken again, once (Nelson 1982).
    When every range is zero nothing is smaller than the limit, so the screened mean of a constant series is missing.
    """
    average = mean(of)
    if not screen:
        return average
    with np.errstate(invalid="ignore"):
        return mean(np.where(of < factor * average[..., None], of, np.nan))


def sigma(values: np.ndarray, *, screen: bool) -> np.ndarray:
    """Standard deviation from moving ranges, mean range / 1.128: (..., k) -> (...)."""
    return screened_mean(ranges(values), screen=screen) / constants.D2
