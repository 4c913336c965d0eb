"""Everything that is not a stay: emergency visits, open care, the municipality's care, ready notices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .geography import WARDS, Geography
from .hospital import DEAD, UNPLANNED, Stays
from .people import NEVER, YEAR, People

# A year and person, by ten years of age.
EMERGENCIES = np.array([0.17, 0.14, 0.17, 0.14, 0.13, 0.13, 0.16, 0.22, 0.34, 0.40])
DOCTOR = np.array([0.9, 0.6, 0.7, 0.8, 1.0, 1.2, 1.5, 1.9, 2.3, 2.3])
NURSE = np.array([0.9, 0.4, 0.4, 0.5, 0.6, 0.8, 1.2, 1.8, 2.4, 2.5])
OTHER_PROFESSION = np.array([0.2, 0.3, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.5, 0.4])
OUTPATIENT = np.array([0.5, 0.5, 0.7, 0.8, 0.8, 1.0, 1.4, 1.8, 1.6, 1.0])
VIA_EMERGENCY = 0.86
DOCTORS_PER_UNIT, STAFF_PER_UNIT = 7, 12
MUNICIPAL_VISIT_EVERY = 21
HEALTH_CARE, HOME_CARE, CARE_HOME, SHORT_TERM = range(4)
ADMITTED, SENT_HOME, OTHER = range(3)
DOCTOR_, NURSE_, OTHER_, UNKNOWN_ = range(4)
PRIMARY, OUTPATIENT_, MUNICIPAL = range(3)
VISIT, AT_HOME, DISTANCE, PHONE = range(4)

Columns = dict[str, np.ndarray]


def often(rate: np.ndarray, who: People, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Person and day of events that come `rate` (by ten years of age) times a year, more often to the frail."""
    days = np.maximum(who.here_until - who.here_from + 1, 0)
    age = np.clip(((who.here_from + who.here_until) / 2 - who.birth) / YEAR, 0, 99)
    many = random.poisson(rate[(age // 10).astype(np.int64)] * (0.4 + 0.6 * who.frail) * days / YEAR)
    person = np.repeat(np.arange(len(who)), many)
    return person, who.here_from[person] + (random.random(len(person)) * days[person]).astype(np.int64)


def emergencies(who: People, where: Geography, stays: Stays, random: np.random.Generator) -> Columns:
    """`stay`: the row of the stay that the visit led to, -1 for the others."""
    unplanned = np.flatnonzero((stays.admission == UNPLANNED) & (random.random(len(stays)) < VIA_EMERGENCY))
    began = np.ones(len(stays), dtype=bool)
    began[1:] = stays.spell[1:] != stays.spell[:-1]
    led = unplanned[began[unplanned]]
    person, day = often(EMERGENCIES * 0.62, who, random)
    people = np.concatenate([stays.person[led], person])
    days = np.concatenate([stays.admitted[led], day])
    u = random.random(len(people))
    stay = np.concatenate([led, np.full(len(person), -1)])
    return {
        "person": people, "date": days, "stay": stay,
        "unit": where.hospital[who.home_at(people, days)] + len(WARDS),
        "outcome": np.where(stay >= 0, ADMITTED, np.where(u < 0.95, SENT_HOME, OTHER)),
    }  # fmt: skip


@dataclass
class Episodes:
    """The municipality's care of one chunk. `end` is NEVER for what goes on; `stay` as in emergencies."""

    person: np.ndarray
    kind: np.ndarray
    start: np.ndarray
    end: np.ndarray
    home: np.ndarray


def episodes(who: People, start: int, end: int, random: np.random.Generator) -> Episodes:
    """Home care from some day on, a care home after it, health care beside them, until death or moving out."""
    count = len(who)
    age = who.age(np.arange(count), np.full(count, start))
    already = np.select([age < 65, age < 75, age < 85], [0.004, 0.03, 0.12], 0.36) * (0.4 + 0.6 * who.frail)
    yearly = np.select([age < 65, age < 75, age < 85], [0.0015, 0.012, 0.05], 0.14) * (0.4 + 0.6 * who.frail)
    adult = age >= 18
    had = adult & (random.random(count) < already) & (who.here_from <= start)
    earlier = start - (random.exponential(2.0, count) * YEAR).astype(np.int64)
    later = who.here_from + (random.exponential(1, count) / np.maximum(yearly, 1e-9) * YEAR).clip(0, NEVER / 2).astype(np.int64)
    began = np.where(had, earlier, np.where(adult, later, NEVER))
    began = np.where(began <= np.minimum(who.here_until, end), began, NEVER)
    person = np.flatnonzero(began < NEVER)
    begins, until = began[person], who.here_until[person]
    over = (who.death[person] <= end) | (until < end)
    home_until = begins + (random.exponential(5.0, len(person)) * YEAR).astype(np.int64)
    to_care_home = (home_until < until) & (random.random(len(person)) < 0.7) & (who.age(person, home_until) >= 65)
    ends = np.where(home_until < until, home_until, np.where(over, until, NEVER))
    health = random.random(len(person)) < 0.55
    health_from = np.minimum(begins + (random.exponential(120, len(person))).astype(np.int64), until)
    rows = [
        (person, HOME_CARE, begins, ends),
        (person[to_care_home], CARE_HOME, home_until[to_care_home] + 1, np.where(over, until, NEVER)[to_care_home]),
        (person[health], HEALTH_CARE, health_from[health], np.where(over, until, NEVER)[health]),
    ]
    people = np.concatenate([row[0] for row in rows])
    starts = np.concatenate([row[2] for row in rows])
    return Episodes(
        people, np.concatenate([np.full(len(row[0]), row[1]) for row in rows]), starts, np.concatenate([row[3] for row in rows]),
        who.home_at(people, np.maximum(starts, start)),
    )  # fmt: skip


def with_short_term(
    found: Episodes, who: People, stays: Stays, notices: Columns, random: np.random.Generator
) -> tuple[Episodes, np.ndarray]:
    """Every seventh ready notice leads to some weeks in short-term care. The rows' stay, -1 for the others."""
    led = np.flatnonzero(random.random(len(notices["stay"])) < 0.14)
    stay = notices["stay"][led]
    begins = stays.discharged[stay]
    usable = (begins < NEVER) & (stays.discharged_to[stay] != DEAD)
    stay, begins = stay[usable], begins[usable]
    person = stays.person[stay]
    ends = np.minimum(begins + random.integers(10, 45, len(stay)), who.here_until[person])
    inside = begins < ends
    stay, begins, person, ends = stay[inside], begins[inside], person[inside], ends[inside]
    return Episodes(
        np.concatenate([found.person, person]), np.concatenate([found.kind, np.full(len(person), SHORT_TERM)]),
        np.concatenate([found.start, begins]), np.concatenate([found.end, ends]),
        np.concatenate([found.home, who.home_at(person, begins)]),
    ), np.concatenate([np.full(len(found.person), -1), stay])  # fmt: skip


def notices(who: People, stays: Stays, random: np.random.Generator) -> Columns:
    """Ready notices for old people's unplanned stays: the days left in bed after the notice, some of them withdrawn."""
    age = who.age(stays.person, stays.admitted)
    closed = (stays.discharged < NEVER) & (stays.discharged_to != DEAD) & (stays.discharged - stays.admitted >= 2)
    ends = np.ones(len(stays), dtype=bool)
    ends[:-1] = stays.spell[1:] != stays.spell[:-1]
    chosen = closed & ends & (random.random(len(stays)) < np.select([age < 65, age < 80], [0.01, 0.2], 0.42))
    stay = np.flatnonzero(chosen)
    length = stays.discharged[stay] - stays.admitted[stay]
    waiting = np.minimum(random.geometric(0.45, len(stay)) - 1, length - 1)
    ready = stays.discharged[stay] - waiting
    withdrawn = (random.random(len(stay)) < 0.04) & (waiting >= 1)
    person = stays.person[stay]
    return {
        "person": person, "stay": stay, "ready_on": ready, "withdrawn_on": np.where(withdrawn, ready + 1, NEVER),
        "home": who.home_at(person, ready),
    }  # fmt: skip


def contacts(who: People, where: Geography, care: Episodes, end: int, random: np.random.Generator) -> Columns:
    """Visits to one's health centre, to specialised open care, and by the municipality's nurses."""
    kinds = [
        (*often(DOCTOR, who, random), DOCTOR_, PRIMARY), (*often(NURSE, who, random), NURSE_, PRIMARY),
        (*often(OTHER_PROFESSION, who, random), OTHER_, PRIMARY), (*often(OUTPATIENT, who, random), DOCTOR_, OUTPATIENT_),
        (*_municipal(who, care, end, random), NURSE_, MUNICIPAL),
    ]  # fmt: skip
    person = np.concatenate([kind[0] for kind in kinds])
    day = np.concatenate([kind[1] for kind in kinds])
    profession = np.concatenate([np.full(len(kind[0]), kind[2], dtype=np.int8) for kind in kinds])
    care_kind = np.concatenate([np.full(len(kind[0]), kind[3], dtype=np.int8) for kind in kinds])
    count = len(person)
    home = who.home_at(person, day)
    primary, municipal = care_kind == PRIMARY, care_kind == MUNICIPAL
    listed = who.listed_at(person, day)
    elsewhere = (listed < 0) | (random.random(count) < 0.06)
    near = where.primary_first[home] + (random.random(count) * where.primary_count[home]).astype(np.int64)
    unit = np.where(primary, np.where(elsewhere, near, listed), where.hospital[home] + len(WARDS) + 1)
    unit = np.where(municipal, where.municipal_unit[home], unit)
    doctor = profession == DOCTOR_
    own = primary & doctor & ~elsewhere & (random.random(count) < where.continuity[unit])
    usual = (person + who.first) * 2654435761 % 4294967296 % DOCTORS_PER_UNIT
    anyone = (random.random(count) * np.where(doctor, DOCTORS_PER_UNIT, STAFF_PER_UNIT)).astype(np.int64)
    provider = unit * 64 + np.where(own, usual, anyone) + np.where(doctor, 0, 16 + 12 * (profession == OTHER_))
    u = random.random(count)
    mode = np.where(u < 0.72, VISIT, np.where(u < 0.86, PHONE, DISTANCE))
    mode = np.where(municipal | (primary & (who.age(person, day) >= 80) & (u > 0.9)), AT_HOME, mode)
    v = random.random(count)
    return {
        "person": person, "date": day, "unit": unit, "profession": np.where(v < 0.005, UNKNOWN_, profession), "care": care_kind, "mode": mode,
        "provider": np.where(random.random(count) < 0.08, -1, provider),
        "planned": np.where(v > 0.9, -1, (v < 0.55 + 0.3 * municipal).astype(np.int8)),
    }  # fmt: skip


def _municipal(who: People, care: Episodes, end: int, random: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    rows = np.flatnonzero(care.kind == HEALTH_CARE)
    begins = np.maximum(care.start[rows], who.here_from[care.person[rows]])
    days = np.maximum(np.minimum(np.minimum(care.end[rows], who.here_until[care.person[rows]]), end) - begins + 1, 0)
    row = np.repeat(np.arange(len(rows)), random.poisson(days / MUNICIPAL_VISIT_EVERY))
    return care.person[rows][row], begins[row] + (random.random(len(row)) * days[row]).astype(np.int64)
