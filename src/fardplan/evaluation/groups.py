"""Group-time effects (Callaway & Sant'Anna 2021, no covariates): each cohort's change since before its start, minus the change of
places that had not started. Every answer is a linear sum of the outcomes, so it is kept as its weights: one row per cohort, one
column per time. The same weights give standard errors and, applied to other ways of dealing out the starts, placebos.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .series import NEVER


@dataclass(frozen=True)
class Cell:
    """The effect for the cohort that started at time index `start`, at time index `at`. weights: (cohorts, times)."""

    start: int
    at: int
    weights: np.ndarray
    size: int

    @property
    def event(self) -> int:
        """Times since the start; below zero is before."""
        return self.at - self.start


@dataclass(frozen=True)
class Cohorts:
    """Places by when they started. starts: time index per cohort, the never started last as `NEVER`. of: cohort of each place, (places,)."""

    starts: tuple[int, ...]
    of: np.ndarray
    times: int

    @property
    def sizes(self) -> np.ndarray:
        """Places in each cohort, (cohorts,)."""
        return np.bincount(self.of, minlength=len(self.starts))


def cohorts(start: np.ndarray, times: int) -> Cohorts:
    """start: time index of each place's start or `NEVER`."""
    known = sorted({int(s) for s in start if s != NEVER})
    starts = (*known, NEVER)
    index = {s: i for i, s in enumerate(starts)}
    return Cohorts(starts, np.array([index[int(s)] for s in start]), times)


def cells(groups: Cohorts, *, comparison: str, base: str) -> list[Cell]:
    """Every effect that has somebody to be compared with.

    comparison: "never" or "not_yet" (those never, or after this time and its base). base: "last" = the time before the start (before
    the start: the time before that), "all" = the mean of all times before the start.
    """
    found = []
    sizes = groups.sizes
    for g, start in enumerate(groups.starts):
        if start == NEVER:
            continue
        for at in range(groups.times):
            if base == "last" and at == 0:
                continue
            base_at = list(range(start)) if base == "all" else [min(start, at) - 1]
            if base_at == [at]:
                continue  # the only time before the start, compared with itself
            latest = max(at, *base_at)
            other = [
                c for c, s in enumerate(groups.starts)
                if sizes[c] and c != g and (s == NEVER or (comparison == "not_yet" and s > latest))
            ]  # fmt: skip
            if not other:
                continue
            change = np.zeros(groups.times)
            change[at] += 1
            change[base_at] -= 1 / len(base_at)
            weights = np.zeros((len(groups.starts), groups.times))
            weights[g] = change / sizes[g]
            for c in other:
                weights[c] -= change / sizes[other].sum()
            found.append(Cell(start, at, weights, int(sizes[g])))
    return found


def together(chosen: list[Cell]) -> np.ndarray:
    """The mean of several effects, each as heavy as its cohort is large: weights (cohorts, times)."""
    size = sum(cell.size for cell in chosen)
    return sum(cell.weights * (cell.size / size) for cell in chosen)


def simple(found: list[Cell]) -> np.ndarray:
    """All effects after the start, each place and time counted once."""
    return together([cell for cell in found if cell.event >= 0])


def events(found: list[Cell]) -> dict[int, np.ndarray]:
    """One mean per number of times since the start."""
    return {e: together([cell for cell in found if cell.event == e]) for e in sorted({cell.event for cell in found})}


def dynamic(found: list[Cell]) -> np.ndarray:
    """The mean over times since the start, each as heavy as the next."""
    after = [weights for event, weights in events(found).items() if event >= 0]
    return sum(after) / len(after)


def by_cohort(found: list[Cell]) -> dict[int, np.ndarray]:
    """One mean per cohort over its own times after the start."""
    starts = sorted({cell.start for cell in found})
    return {s: together(mine) for s in starts if (mine := [cell for cell in found if cell.start == s and cell.event >= 0])}


def moved(chosen: list[Cell], groups: Cohorts) -> np.ndarray:
    """1 for the places and times that these effects are about, (places, times)."""
    there = np.zeros((len(groups.of), groups.times))
    for cell in chosen:
        there[groups.of == groups.starts.index(cell.start), cell.at] = 1
    return there


def applied(weights: np.ndarray, y: np.ndarray, of: np.ndarray) -> float:
    """The answer: weights (cohorts, times) on outcomes (places, times)."""
    return float(np.sum(weights[of] * y))


def covariance(weights: list[np.ndarray], y: np.ndarray, of: np.ndarray) -> np.ndarray:
    """Covariance of answers when places are drawn at random within cohorts: each place counts as one observation however many times
    it was measured, so its own memory does no harm. (answers, answers); NaN where a cohort in use has one place only."""
    total = np.zeros((len(weights), len(weights)))
    for cohort in np.unique(of):
        mine = y[of == cohort]
        parts = np.array([mine @ w[cohort] for w in weights])
        if not np.any([w[cohort] for w in weights]):
            continue
        if len(mine) < 2:
            return np.full_like(total, np.nan)
        total += len(mine) * np.atleast_2d(np.cov(parts))
    return total
