"""Stays: admissions, transfers, unplanned returns, and the intervention that prevents some of them.

Everything is drawn as if there were no intervention. The intervention then removes stays, so that the same seed with and without it
differs in nothing but those, and what it did can be counted.
"""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from .geography import WARDS, Geography
from .people import NEVER, People

# Admissions a year by ten years of age, returns not counted.
ADMISSIONS = np.array([0.055, 0.045, 0.075, 0.095, 0.055, 0.070, 0.115, 0.215, 0.375, 0.440])
TRANSFER, NEXT_DAY = 0.115, 0.2
DIES_IN_HOSPITAL = 0.38
WINDOW = 30
GENERATIONS = 8
AGAINST_ADVICE = 0.008
SEASON = np.array([1.06, 1.05, 1.04, 1.0, 0.98, 0.96, 0.92, 0.94, 0.99, 1.01, 1.02, 1.03])
# Main diagnosis, and its weight among unplanned stays of those under 65 and from 65; then planned ones.
DIAGNOSES = (
    ("I509", 1, 9, 1), ("J441", 1, 6, 0.5), ("E119", 1, 2.5, 0.5), ("J459", 1.5, 0.8, 0.2), ("I109", 0.8, 1.5, 0.3), ("D509", 0.6, 2, 0.5),
    ("N109", 2, 2.5, 0.1), ("J189", 3, 7, 0.1), ("I639", 1, 5, 0.2), ("S720", 0.5, 6, 0.3), ("I489", 1.5, 5, 1.5), ("A419", 1, 4, 0.1),
    ("N390", 1, 4, 0.2), ("K359", 3, 0.5, 0.2), ("K802", 2, 1.5, 3), ("R074", 3, 3, 0.1), ("R559", 1, 3, 0.1), ("F329", 3, 1, 0.5),
    ("F103", 4, 1, 0.2), ("O809", 9, 0, 3), ("M169", 0.1, 0.2, 7), ("M179", 0.1, 0.2, 6), ("C509", 0.3, 0.5, 4), ("C189", 0.4, 1, 4),
    ("Z038", 3, 2, 1),
)  # fmt: skip
HOME, CARE_HOME, HOSPITAL, DEAD, ADVICE, OTHER, UNKNOWN = range(7)
PLANNED, UNPLANNED = 0, 1


@dataclass
class Stays:
    """One chunk of stays. `spell` numbers the chain of transfers a stay belongs to, `parent` the spell that it is a return from (-1: none)."""

    person: np.ndarray
    unit: np.ndarray
    admitted: np.ndarray
    discharged: np.ndarray
    admission: np.ndarray
    discharged_to: np.ndarray
    diagnosis: np.ndarray
    spell: np.ndarray
    parent: np.ndarray

    def __len__(self) -> int:
        return len(self.person)

    def only(self, which: np.ndarray) -> Stays:
        return Stays(*(getattr(self, name)[which] for name in NAMES))


NAMES = tuple(field.name for field in fields(Stays))


def stays(who: People, where: Geography, start: int, end: int, random: np.random.Generator) -> Stays:
    """Every stay of the chunk without intervention, in the order of person and day. `discharged` is NEVER for one that goes on."""
    person, admitted, length, planned = _heads(who, random)
    generations: list[Stays] = []
    parent = np.full(len(person), -1)
    repeats = np.full(len(person), -1)
    spells = 0
    for _ in range(GENERATIONS):
        if not len(person):
            break
        both, last, spell = _spells(who, where, person, admitted, length, planned, parent, repeats, spells, random)
        spells += len(person)
        generations.append(both)
        alive = last < np.minimum(who.here_until[person], end) - 2
        age = who.age(person, last)
        chance = np.clip((0.055 + 0.03 * (age >= 65) + 0.02 * (age >= 80)) * (0.55 + 0.45 * who.frail[person]), 0, 0.45)
        chance = np.where(planned, 0.6, 1.0) * chance * where.returns[who.home_at(person, last)]
        back = alive & (random.random(len(person)) < chance)
        gap = 2 + np.minimum((random.exponential(11, len(person))).astype(np.int64), WINDOW - 2)
        mark = np.where(random.random(len(person)) < 0.5, both.diagnosis[: len(person)], -1)
        at = last + gap
        back &= at <= who.here_until[person]
        person, admitted, parent, repeats = person[back], at[back], spell[back], mark[back]
        planned = np.zeros(len(person), dtype=bool)
        length = _length(planned, who.age(person, admitted), random)
    everything = Stays(*(np.concatenate([getattr(g, name) for g in generations]) for name in NAMES)) if generations else _none()
    return _believable(everything, who, end, random)


def _none() -> Stays:
    return Stays(*(np.zeros(0, dtype=np.int64) for _ in NAMES))


def _heads(who: People, random: np.random.Generator):  # type: ignore[no-untyped-def]
    """Admissions that are not returns, and the last one of those who die in hospital."""
    days = np.maximum(who.here_until - who.here_from + 1, 0)
    middle = (who.here_from + who.here_until) / 2
    age = np.clip((middle - who.birth) / 365.25, 0, 99)
    rate = ADMISSIONS[(age // 10).astype(np.int64)] * who.frail
    young = who.woman & (age >= 20) & (age < 40)
    many = random.poisson(rate * np.where(young, 1.35, 0.95) / SEASON.max() ** -1 * days / 365.25)
    person = np.repeat(np.arange(len(who)), many)
    admitted = who.here_from[person] + (random.random(len(person)) * days[person]).astype(np.int64)
    month = (admitted.astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)) % 12
    keep = random.random(len(person)) * SEASON.max() < SEASON[month]
    person, admitted = person[keep], admitted[keep]
    planned = random.random(len(person)) < np.where(who.age(person, admitted) < 80, 0.28, 0.14)
    weekend = (admitted + 3) % 7 >= 5
    admitted = np.where(planned & weekend, admitted + 7 - (admitted + 3) % 7, admitted)
    length = _length(planned, who.age(person, admitted), random)
    last = np.flatnonzero((who.death <= who.here_until) & (random.random(len(who)) < DIES_IN_HOSPITAL))
    before = 1 + random.geometric(0.12, len(last))
    last_admitted = np.maximum(who.death[last] - before, who.here_from[last])
    return (
        np.concatenate([person, last]),
        np.concatenate([admitted, last_admitted]),
        np.concatenate([length, who.death[last] - last_admitted]),
        np.concatenate([planned, np.zeros(len(last), dtype=bool)]),
    )


def _length(planned: np.ndarray, age: np.ndarray, random: np.random.Generator) -> np.ndarray:
    mean = np.where(planned, 2.6, 3.6 + 0.05 * np.maximum(age - 50, 0))
    return np.minimum((random.gamma(1.25, 1 / 1.25, len(planned)) * mean + 0.3).astype(np.int64), 180)


def _spells(who, where, person, admitted, length, planned, parent, repeats, spells, random):  # type: ignore[no-untyped-def]
    """Heads with their transfers: stays, the last day of each spell, and its number."""
    count = len(person)
    spell = spells + np.arange(count)
    at_home = where.hospital[who.home_at(person, admitted)]
    ward = np.where(
        who.age(person, admitted) >= 75,
        random.choice(4, count, p=[0.5, 0.25, 0.12, 0.13]),
        random.choice(4, count, p=[0.5, 0.02, 0.3, 0.18]),
    )
    diagnosis = np.where(repeats >= 0, repeats, _diagnosis(who, person, admitted, planned, random))
    discharged = admitted + length
    head = Stays(
        person, at_home + ward, admitted, discharged, np.where(planned, PLANNED, UNPLANNED), np.full(count, HOME), diagnosis, spell, parent
    )  # fmt: skip
    moved = (random.random(count) < TRANSFER) & (discharged < who.here_until[person])
    began = discharged + (random.random(count) < NEXT_DAY)
    other_ward = (ward + random.integers(1, len(WARDS), count)) % len(WARDS)
    stayed = _length(np.zeros(count, dtype=bool), who.age(person, began), random)
    head.discharged_to[moved] = HOSPITAL
    tail = Stays(
        person, at_home + other_ward, began, began + stayed, np.where(random.random(count) < 0.7, UNPLANNED, PLANNED), np.full(count, HOME),
        diagnosis, spell, parent,
    ).only(moved)  # fmt: skip
    last = np.where(moved, began + stayed, discharged)
    both = Stays(*(np.concatenate([getattr(head, name), getattr(tail, name)]) for name in NAMES))
    return both, last, spell


def _diagnosis(who, person, admitted, planned, random):  # type: ignore[no-untyped-def]
    weights = np.array([row[1:] for row in DIAGNOSES], dtype=float).T
    child_birth = [row[0].startswith("O") for row in DIAGNOSES].index(True)
    age = who.age(person, admitted)
    u = random.random(len(person))
    drawn = np.zeros(len(person), dtype=np.int64)
    for weight, which in zip(weights, (~planned & (age < 65), ~planned & (age >= 65), planned), strict=True):
        drawn[which] = np.minimum(np.searchsorted(np.cumsum(weight / weight.sum()), u[which], side="right"), len(DIAGNOSES) - 1)
    cannot = (drawn == child_birth) & ~(who.woman[person] & (age >= 17) & (age < 46))
    drawn[cannot] = [row[0] for row in DIAGNOSES].index("R074")
    return drawn


def _believable(all_stays: Stays, who: People, end: int, random: np.random.Generator) -> Stays:
    """One bed at a time, nobody after death, what goes on at the end left open; where people go afterwards."""
    inside = all_stays.admitted <= np.minimum(who.here_until[all_stays.person], end)
    found = all_stays.only(inside)
    found = found.only(np.lexsort((found.discharged, found.admitted, found.spell, found.person)))
    dies = found.discharged >= who.death[found.person]
    found.discharged[dies] = who.death[found.person[dies]]
    found.discharged_to[dies] = DEAD
    found = _without_overlaps(found)
    if not len(found):
        return found
    alone = found.discharged_to == HOME
    u = random.random(len(found))
    age = who.age(found.person, found.admitted)
    care_home = alone & (u < np.where(age >= 80, 0.16, np.where(age >= 65, 0.04, 0.002)))
    found.discharged_to[care_home] = CARE_HOME
    found.discharged_to[alone & ~care_home & (u > 1 - AGAINST_ADVICE)] = ADVICE
    found.discharged_to[alone & ~care_home & (u <= 1 - AGAINST_ADVICE) & (u > 1 - 2 * AGAINST_ADVICE)] = OTHER
    # Whoever was to be moved on but has no later stay went home.
    alone_again = np.ones(len(found), dtype=bool)
    alone_again[:-1] = found.spell[1:] != found.spell[:-1]
    found.discharged_to[(found.discharged_to == HOSPITAL) & alone_again] = HOME
    going_on = found.discharged > end
    found.discharged[going_on] = NEVER
    found.discharged_to[going_on] = UNKNOWN
    return found


def _without_overlaps(found: Stays) -> Stays:
    """Whole spells that begin before an earlier one of the same person has ended are left out, and the returns from them."""
    first = np.ones(len(found), dtype=bool)
    first[1:] = found.spell[1:] != found.spell[:-1]
    starts = np.flatnonzero(first)
    begins = found.admitted[starts]
    ends = np.maximum.reduceat(found.discharged, starts) if len(starts) else starts
    order = np.lexsort((found.spell[starts], begins, found.person[starts]))
    person, begins, ends = found.person[starts][order], begins[order], ends[order]
    # A running maximum per person: the person's number weighs more than any day.
    reach = np.maximum.accumulate(person * np.int64(1 << 24) + ends)
    overlap = np.zeros(len(order), dtype=bool)
    same = person[1:] == person[:-1]
    overlap[1:] = same & (begins[1:] <= reach[:-1] - person[1:] * np.int64(1 << 24) + 1)
    spells = found.spell[starts][order]
    gone = removed(found, spells[overlap])
    kept = found.only(~gone)
    return kept.only(np.lexsort((kept.discharged, kept.admitted, kept.person)))


def removed(found: Stays, spells: np.ndarray) -> np.ndarray:
    """Which stays go when these spells do: theirs, and those of the returns from them, and so on."""
    top = int(max(found.spell.max(initial=0), found.parent.max(initial=0))) + 2
    gone = np.zeros(top, dtype=bool)
    gone[spells] = True
    # A parent is always drawn before its returns, so going by number is enough.
    numbers, where = np.unique(found.spell, return_index=True)
    parents = found.parent[where]
    for _ in range(GENERATIONS):
        more = numbers[(parents >= 0) & gone[parents]]
        if gone[more].all():
            break
        gone[more] = True
    return gone[found.spell]
