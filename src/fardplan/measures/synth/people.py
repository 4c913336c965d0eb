"""Who they are: age, sex, home, moves, listing, how frail, and when they die. A year is 365.25 days; days are counted from 1970-01-01."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geography import Geography

YEAR = 365.25
NEVER = 2_000_000
"""A day after every other: has not happened."""
# Shares of the people by five years of age, 0–4 up to 95–99, in per cent: the shape of an ageing country, no register's figures.
AGES = np.array([5.2, 5.8, 6.0, 5.8, 5.5, 6.2, 6.9, 6.9, 6.3, 6.2, 6.3, 6.2, 5.8, 5.4, 5.1, 4.7, 3.3, 1.7, 0.6, 0.1])
# Gompertz: yearly risk of dying = DEATH_LEVEL * exp(DEATH_SLOPE * age), women's times WOMEN_DEATH.
DEATH_LEVEL, DEATH_SLOPE, WOMEN_DEATH = 2.6e-5, 0.1, 0.75
MOVES_A_YEAR, OUT_OF_AREA = 0.035, 0.15
UNLISTED, SWITCHES = 0.02, 0.12


@dataclass
class People:
    """One chunk of persons, row by row. Days are int64; NEVER where it has not happened."""

    first: int
    """Number of the first person of the chunk, among all."""
    birth: np.ndarray
    woman: np.ndarray
    home: np.ndarray
    """Municipality (index) from the beginning."""
    moved: np.ndarray
    """Day of the move, and `moved_to`; -1 there is out of the area."""
    moved_to: np.ndarray
    death: np.ndarray
    frail: np.ndarray
    """How much likelier than others of the same age to need care; mean 1."""
    listed: np.ndarray
    """Unit (index); -1 is nowhere. From `listed_from`; from `relisted_on` `relisted` instead."""
    listed_from: np.ndarray
    relisted: np.ndarray
    relisted_on: np.ndarray
    here_from: np.ndarray
    here_until: np.ndarray
    """First and last day when care may happen: alive, born, not moved out, inside the extract."""

    def __len__(self) -> int:
        return len(self.birth)

    def home_at(self, person: np.ndarray, day: np.ndarray) -> np.ndarray:
        """Municipality of these persons these days; whoever has moved out keeps the last."""
        moved = (day >= self.moved[person]) & (self.moved_to[person] >= 0)
        return np.where(moved, self.moved_to[person], self.home[person])

    def listed_at(self, person: np.ndarray, day: np.ndarray) -> np.ndarray:
        return np.where(day >= self.relisted_on[person], self.relisted[person], self.listed[person])

    def age(self, person: np.ndarray, day: np.ndarray) -> np.ndarray:
        return (day - self.birth[person]) / YEAR


def people(count: int, first: int, where: Geography, start: int, end: int, random: np.random.Generator) -> People:
    """`count` persons alive some day from `start` through `end`."""
    group = random.choice(len(AGES), count, p=AGES / AGES.sum())
    birth = (end - (group * 5 + random.random(count) * 5) * YEAR).astype(np.int64)
    age = np.maximum(start - birth, 0) / YEAR
    woman = random.random(count) < np.clip(0.487 + 0.0075 * np.maximum(age - 60, 0), 0, 0.78)
    home = _home(age, where, random)
    frail = np.clip(random.gamma(0.9, 1 / 0.9, count), 0.05, 8.0)
    began = np.maximum(birth, start)
    level = DEATH_LEVEL * np.where(woman, WOMEN_DEATH, 1.0) * (0.4 + 0.6 * frail)
    lived = np.log1p(DEATH_SLOPE * random.exponential(1, count) / (level * np.exp(DEATH_SLOPE * age))) / DEATH_SLOPE
    death = np.minimum(began + (lived * YEAR).astype(np.int64), NEVER)
    death[death > end] = NEVER
    moved, moved_to = _moves(birth, home, death, where, start, end, random)
    here_until = np.minimum(np.minimum(death, end), np.where(moved_to < 0, moved - 1, NEVER))
    listed, listed_from, relisted, relisted_on = _listing(birth, home, moved, moved_to, here_until, where, start, end, random)
    return People(
        first, birth, woman, home, moved, moved_to, death, frail, listed, listed_from, relisted, relisted_on, began, here_until
    )  # fmt: skip


def _home(age: np.ndarray, where: Geography, random: np.random.Generator) -> np.ndarray:
    old = where.share * where.old
    u = random.random(len(age))
    return np.where(
        age >= 65, _drawn(old / old.sum(), u), _drawn(where.share, u),
    )  # fmt: skip


def _drawn(shares: np.ndarray, u: np.ndarray) -> np.ndarray:
    return np.minimum(np.searchsorted(np.cumsum(shares), u, side="right"), len(shares) - 1)


def _moves(birth, home, death, where, start, end, random):  # type: ignore[no-untyped-def]
    count, years = len(birth), (end - start) / YEAR
    moves = random.random(count) < 1 - np.exp(-MOVES_A_YEAR * years)
    day = start + 1 + (random.random(count) * (end - start)).astype(np.int64)
    to = _drawn(where.share, random.random(count))
    out = random.random(count) < OUT_OF_AREA
    moves &= (day > birth) & (day < death) & (out | (to != home))
    return np.where(moves, day, NEVER), np.where(moves & ~out, to, np.where(moves, -1, home))


def _listing(birth, home, moved, moved_to, here_until, where, start, end, random):  # type: ignore[no-untyped-def]
    count = len(birth)

    def unit_in(municipality: np.ndarray) -> np.ndarray:
        return where.primary_first[municipality] + (random.random(count) * where.primary_count[municipality]).astype(np.int64)

    listed = np.where(random.random(count) < UNLISTED, -1, unit_in(home))
    since = np.maximum(birth, start - (random.random(count) * 10 * YEAR).astype(np.int64))
    switches = (random.random(count) < SWITCHES) & (listed >= 0)
    day = np.where(
        (moved < NEVER) & (moved_to >= 0),
        moved + 14,
        np.where(switches, start + (random.random(count) * (end - start)).astype(np.int64), NEVER),
    )
    other = unit_in(np.where(moved < NEVER, np.maximum(moved_to, 0), home))
    day = np.where((day <= since) | (day > here_until) | (other == listed) | (listed < 0), NEVER, day)
    return listed, since, other, day
