"""Lines for one measurement per point: run, I, MR, I' and T charts. Each takes a `Sample` and answers `Lines`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from . import constants
from .missing import mean, median
from .moving import ranges, screened_mean, sigma
from .sample import Lines, Sample, around


def column(values: np.ndarray, like: np.ndarray) -> np.ndarray:
    """One value per series (series,) spread over its points (series, k)."""
    return np.broadcast_to(values[..., None], like.shape)


def run_chart(s: Sample) -> Lines:
    """Median of the base; no limits."""
    centre = s.given if s.given is not None else column(median(s.based(s.y)), s.y)
    nothing = np.full_like(s.y, np.nan)
    return Lines(centre, nothing, nothing, nothing, nothing)


def i_chart(s: Sample) -> Lines:
    """Mean of the base, plus and minus three mean moving ranges / 1.128. The ranges are of the distance to the centre line."""
    centre = s.given if s.given is not None else column(mean(s.based(s.y)), s.y)
    spread = sigma(s.based(s.y - centre), screen=s.screen)
    return around(centre, column(spread, s.y))


def mr_chart(s: Sample) -> Lines:
    """Mean of the moving ranges; UCL = 3.267 of it, LCL = 0. Here `s.y` already holds ranges (see `as_ranges`). Never screened."""
    centre = s.given if s.given is not None else column(mean(s.based(s.y)), s.y)
    zero = np.where(np.isnan(centre), np.nan, 0.0)
    return Lines(centre, zero, constants.D4 * centre, zero, constants.D4 * 2 / 3 * centre)


def as_ranges(y: np.ndarray) -> np.ndarray:
    """What an MR chart plots: differences to the point before, (series, k) -> (series, k) with the first missing."""
    return np.concatenate([np.full((len(y), 1), np.nan), ranges(y)], axis=-1)


def i_prime_chart(s: Sample) -> Lines:
    """Weighted mean; the limits breathe with the weights (Taylor's I').

    s_j = sqrt(pi/2) |y_j - y_(j-1)| / sqrt(1/n_j + 1/n_(j-1)), screened mean over ALL points of the part: freeze and exclude
    move the centre line only, as in qicharts2. sigma_i = s / sqrt(n_i).
    """
    weight = s.based(s.weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        level = np.nansum(s.based(s.y) * weight, axis=-1) / np.nansum(weight, axis=-1)
        inverse = 1 / s.weight
        steps = np.sqrt(np.pi / 2) * ranges(s.y) / np.sqrt(inverse[..., 1:] + inverse[..., :-1])
        spread = screened_mean(steps, screen=s.screen, factor=constants.D4_PRIME)
        centre = s.given if s.given is not None else column(level, s.y)
        return around(centre, spread[..., None] * np.sqrt(inverse))


def t_chart(s: Sample) -> Lines:
    """I chart of y^(1/3.6), lines raised to 3.6 (Nelson). A lower limit below zero is zero; the two-sigma one is missing."""
    with np.errstate(invalid="ignore"):
        given = None if s.given is None else s.given ** (1 / constants.T_POWER)
        lines = i_chart(replace(s, y=s.y ** (1 / constants.T_POWER), given=given))
        lower = np.maximum(lines.lower, 0.0) ** constants.T_POWER
        rest = [edge**constants.T_POWER for edge in (lines.upper, lines.lower2, lines.upper2)]
        return Lines(lines.centre**constants.T_POWER, lower, *rest)
