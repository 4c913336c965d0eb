"""Lines for counts and shares: C, U, U', P, P' and G charts. Each takes a `Sample` and answers `Lines`."""

from __future__ import annotations

import numpy as np

from . import constants
from .individuals import column
from .missing import count, mean, median, sd, total
from .moving import sigma
from .sample import Lines, Sample, around


def c_chart(s: Sample) -> Lines:
    """Counts in areas of equal size: mean, sigma = sqrt(mean), not below zero."""
    centre = s.given if s.given is not None else column(mean(s.based(s.y)), s.y)
    return around(centre, _root(centre), at_least=0.0)


def u_chart(s: Sample) -> Lines:
    """Counts per unit: sum of counts / sum of units, sigma_i = sqrt(centre / n_i), not below zero."""
    centre = _pooled(s)
    return around(centre, _per_unit(s, centre), at_least=0.0)


def u_prime_chart(s: Sample) -> Lines:
    """U chart whose sigma is corrected for variation between points (Laney 2002)."""
    centre = _pooled(s)
    plain = _per_unit(s, centre)
    return around(centre, plain * _sigma_z(s, centre, plain), at_least=0.0)


def p_chart(s: Sample) -> Lines:
    """Shares: sum of cases / sum of units, sigma_i = sqrt(p(1-p) / n_i), kept within 0 and 1."""
    centre = _pooled(s)
    return around(centre, _per_unit(s, centre * (1 - centre)), at_least=0.0, at_most=1.0)


def p_prime_chart(s: Sample) -> Lines:
    """P chart whose sigma is corrected for variation between points (Laney 2002)."""
    centre = _pooled(s)
    plain = _per_unit(s, centre * (1 - centre))
    return around(centre, plain * _sigma_z(s, centre, plain), at_least=0.0, at_most=1.0)


def g_chart(s: Sample) -> Lines:
    """Cases between rare events: limits m ± 3 sqrt(m(m+1)) from the mean m, centre line = the median, so that runs are fair.

    A given centre line is taken as the mean: limits from it, the line shown at 0.693 of it.
    """
    if s.given is not None:
        level, shown = s.given, constants.G_MEDIAN * s.given
    else:
        level, shown = column(mean(s.based(s.y)), s.y), column(median(s.based(s.y)), s.y)
    lines = around(level, _root(level * (level + 1)), at_least=0.0)
    return Lines(shown, lines.lower, lines.upper, lines.lower2, lines.upper2)


def _pooled(s: Sample) -> np.ndarray:
    if s.given is not None:
        return s.given
    with np.errstate(divide="ignore", invalid="ignore"):
        return column(total(s.based(s.total)) / total(s.based(s.weight)), s.y)


def _per_unit(s: Sample, variance: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.sqrt(variance / s.weight)


def _root(values: np.ndarray) -> np.ndarray:
    with np.errstate(invalid="ignore"):
        return np.sqrt(values)


def _sigma_z(s: Sample, centre: np.ndarray, plain: np.ndarray) -> np.ndarray:
    """How many times wider than the model the points vary, (series, 1): moving ranges of z, or for names the sd of z."""
    with np.errstate(divide="ignore", invalid="ignore"):
        z = s.based((s.y - centre) / plain)
    if not s.named:
        return sigma(z, screen=s.screen)[..., None]
    return np.where(count(z) == z.shape[-1], sd(z), np.nan)[..., None]
