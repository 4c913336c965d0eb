"""Constants of control charts, with their names in the literature (Montgomery, Introduction to Statistical Quality Control)."""

from __future__ import annotations

import math
from functools import lru_cache

D2 = 1.128
"""d2 for moving ranges of two: sigma = mean moving range / d2."""
D4 = 3.267
"""Upper limit of a moving range in mean moving ranges; also where ranges are screened away (Nelson 1982)."""
D4_PRIME = 3.2665
"""The same for the I' chart, whose standardised ranges use sqrt(pi/2)."""
E2 = 2.66
"""3 / d2 as Making Data Count rounds it."""
T_POWER = 3.6
"""Nelson's power: times between rare events are near normal when raised to 1/3.6."""
G_MEDIAN = 0.693
"""The median of a geometric count is near ln 2 times its mean."""


@lru_cache(maxsize=4096)
def c4(m: int) -> float:
    """Expected standard deviation of m normal values, in sigmas: sqrt(2/(m-1)) gamma(m/2) / gamma((m-1)/2). NaN for m < 2."""
    if m < 2:
        return math.nan
    return math.sqrt(2 / (m - 1)) * math.exp(math.lgamma(m / 2) - math.lgamma((m - 1) / 2))


def a3(m: int) -> float:
    """Half width of Xbar limits in mean standard deviations: 3 / (c4 sqrt(m)). NaN for m < 2."""
    return 3 / (c4(m) * math.sqrt(m)) if m >= 2 else math.nan


def b3(m: int, sigmas: float = 3) -> float:
    """Lower limit of a standard deviation, in S: max(0, 1 - sigmas sqrt(1-c4^2)/c4). NaN for m < 2."""
    return max(0.0, 1 - _spread(m, sigmas)) if m >= 2 else math.nan


def b4(m: int, sigmas: float = 3) -> float:
    """Upper limit of a standard deviation, in S: 1 + sigmas sqrt(1-c4^2)/c4. NaN for m < 2."""
    return 1 + _spread(m, sigmas)


def _spread(m: int, sigmas: float) -> float:
    c = c4(m)
    return sigmas * math.sqrt(1 - c * c) / c
