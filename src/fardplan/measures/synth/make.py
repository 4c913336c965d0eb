"""A synthetic county or nation, chunk of persons by chunk of persons: the same arguments give the same rows."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from .. import private, schema
from ..errors import MeasuresError
from . import care, effect, hospital
from .geography import ELSEWHERE, Geography, geography
from .people import NEVER, People, people
from .writing import Writer, coded, days, pseudonyms

CHUNK = 25_000
#: table -> letter that its running keys begin with.
KEYS = {"stays": "s", "contacts": "k", "emergencies": "a", "episodes": "i", "ready": "m"}
CODES = {
    (table.name, column.name): pa.array(column.allowed, pa.string()) for table in schema.TABLES for column in table.columns if column.codes
}
DIAGNOSES = pa.array([row[0] for row in hospital.DIAGNOSES], pa.string())


@dataclass(frozen=True)
class Wish:
    """What to make. `through` is the last day; `relative` 0 plants nothing. `treated`: codes of municipalities, empty: every other one."""

    persons: int
    years: int
    seed: int
    nation: bool = False
    through: dt.date = dt.date(2025, 12, 31)
    relative: float = 0.0
    since: dt.date | None = None
    treated: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()

    @property
    def start(self) -> dt.date:
        after = self.through + dt.timedelta(days=1)
        if (after.month, after.day) == (2, 29):
            raise MeasuresError("Uttaget kan inte sluta den 28 februari ett skottår. Välj en annan sista dag.")
        return after.replace(year=after.year - self.years)


def make(wish: Wish, out: Path, told: Callable[[int], object] = lambda persons: None) -> dict[str, Any]:
    """Write every table, `truth.json` and last `extract.yaml` in `out`, which must not hold anything. `told`: persons done since the last time."""
    where = geography(wish.persons, wish.seed, wish.nation)
    planted = _effect(wish, where)
    start, end = _day(wish.start), _day(wish.through)
    tally = effect.Tally.empty(len(where.municipalities), start, end)
    chosen = tuple(t for t in schema.TABLES if not wish.tables or t.name in wish.tables)
    with private.staged(out) as folder, contextlib.ExitStack() as stack:
        writers = {table.name: stack.enter_context(Writer(folder, table, KEYS.get(table.name, ""))) for table in chosen}
        for chunk, first in enumerate(range(0, wish.persons, CHUNK)):
            count = min(CHUNK, wish.persons - first)
            _chunk(writers, where, planted, tally, wish.seed, chunk, first, count, start, end)
            told(count)
        if "units" in writers:
            writers["units"].write(_units(where))
        stack.close()
        (folder / "truth.json").write_text(
            json.dumps(tally.truth(planted, where.municipalities), ensure_ascii=False, indent=1) + "\n", "utf-8"
        )
        manifest = _manifest(wish, where, writers)
        (folder / "extract.yaml").write_text(yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False), "utf-8")
    return manifest


def _effect(wish: Wish, where: Geography) -> effect.Effect | None:
    if not wish.relative:
        return None
    unknown = [code for code in wish.treated if code not in where.municipalities]
    if unknown:
        first, last = where.municipalities[0], where.municipalities[-1]
        raise MeasuresError(f"Kommunen {unknown[0]} finns inte i det som skapas. Koderna går från {first} till {last}.")
    codes = wish.treated or where.municipalities[::2]
    since = wish.since or (wish.start + (wish.through - wish.start) / 2 + dt.timedelta(days=16)).replace(day=1)
    if not wish.start < since <= wish.through:
        raise MeasuresError(f"Effekten ska börja mellan {wish.start} och {wish.through}, inte {since}.")
    return effect.Effect(wish.relative, _day(since), tuple(where.municipalities.index(code) for code in codes))


def _day(date: dt.date) -> int:
    return (date - dt.date(1970, 1, 1)).days


def _chunk(  # type: ignore[no-untyped-def]
    writers, where: Geography, planted, tally, seed: int, chunk: int, first: int, count: int, start: int, end: int
) -> None:
    """Everything is drawn from streams of its own per subject, so that leaving a table out, or the effect, changes nothing else."""

    def random(subject: int) -> np.random.Generator:
        return np.random.default_rng([seed, chunk, subject])

    who = people(count, first, where, start, end, random(1))
    names = pseudonyms(first, count, seed)
    found = hospital.stays(who, where, start, end, random(2))
    gone = effect.prevented(found, who, planted, random(3))
    tally.add(found, who, gone, start, end)
    kept = np.append(~gone, True)
    """Rows of stays that are there; the last stands for -1, no stay."""
    persons = {"person": lambda rows: coded(rows, names), "unit": lambda rows: coded(rows, where.units)}
    owner = coded_owner(where)
    if "persons" in writers:
        writers["persons"].write({
            "person": persons["person"](np.arange(count)), "birth_date": days(who.birth),
            "sex": coded(np.where(who.woman, 0, 1), CODES["persons", "sex"]), "municipality": coded(who.home, where.municipalities),
        })  # fmt: skip
    if "moves" in writers:
        rows = np.flatnonzero(who.moved < NEVER)
        to = np.where(who.moved_to[rows] < 0, len(where.municipalities), who.moved_to[rows])
        writers["moves"].write({
            "person": persons["person"](rows), "moved_on": days(who.moved[rows]), "municipality": coded(to, (*where.municipalities, ELSEWHERE)),
        }, who.moved[rows])  # fmt: skip
    if "listings" in writers:
        writers["listings"].write(*_listings(who, end, persons))
    if "deaths" in writers:
        rows = np.flatnonzero(who.death <= np.minimum(who.here_until, end))
        writers["deaths"].write({"person": persons["person"](rows), "died_on": days(who.death[rows])}, who.death[rows])
    number = np.full(len(found) + 1, -1)
    if "stays" in writers:
        order = np.argsort(found.admitted[~gone], kind="stable")
        number[np.flatnonzero(~gone)[order]] = writers["stays"].rows + np.arange(len(order))
        writers["stays"].write(_stays(found.only(~gone), who, persons, owner, random(4)), found.admitted[~gone])
    if "emergencies" in writers:
        rows = care.emergencies(who, where, found, random(5))
        there = kept[rows.pop("stay")]
        rows = {name: array[there] for name, array in rows.items()}
        writers["emergencies"].write({
            "person": persons["person"](rows["person"]), "organisation": owner(rows["unit"]), "unit": persons["unit"](rows["unit"]),
            "date": days(rows["date"]), "outcome": coded(rows["outcome"], CODES["emergencies", "outcome"]),
        }, rows["date"])  # fmt: skip
    notices = care.notices(who, found, random(6))
    homes = care.episodes(who, start, end, random(7))
    if "ready" in writers:
        there = kept[notices["stay"]]
        rows = {name: array[there] for name, array in notices.items()}
        writers["ready"].write({
            "person": persons["person"](rows["person"]), "stay": _stay_keys(number[rows["stay"]]),
            "organisation": coded(rows["home"], where.municipalities), "ready_on": days(rows["ready_on"]), "withdrawn_on": days(rows["withdrawn_on"]),
        }, rows["ready_on"])  # fmt: skip
    if "episodes" in writers:
        every, stay = care.with_short_term(homes, who, found, notices, random(8))
        there = kept[stay]
        writers["episodes"].write({
            "person": persons["person"](every.person[there]), "organisation": coded(every.home[there], where.municipalities),
            "kind": coded(every.kind[there], CODES["episodes", "kind"]), "start": days(every.start[there]),
            "end": days(np.where(every.end[there] > end, NEVER, every.end[there])),
        }, every.start[there])  # fmt: skip
    if "contacts" in writers:
        writers["contacts"].write(*_contacts(care.contacts(who, where, homes, end, random(9)), where, persons, owner))


def coded_owner(where: Geography):  # type: ignore[no-untyped-def]
    organisations = pa.array(where.organisations, pa.string())
    return lambda units: coded(where.unit_organisation[units], organisations)


def _stay_keys(numbers: np.ndarray) -> pa.Array:
    from .writing import KEY_DIGITS, hexadecimal

    return hexadecimal(np.maximum(numbers, 0), KEY_DIGITS, KEYS["stays"]).dictionary_encode()


def _listings(who: People, end: int, persons):  # type: ignore[no-untyped-def]
    rows = np.flatnonzero(who.listed >= 0)
    again = np.flatnonzero(who.relisted_on < NEVER)
    until = np.where((who.here_until < end) | (who.death <= end), who.here_until, NEVER)
    first_until = np.where(who.relisted_on[rows] < NEVER, who.relisted_on[rows] - 1, until[rows])
    person = np.concatenate([rows, again])
    begins = np.concatenate([who.listed_from[rows], who.relisted_on[again]])
    return {
        "person": persons["person"](person), "unit": persons["unit"](np.concatenate([who.listed[rows], who.relisted[again]])),
        "start": days(begins), "end": days(np.concatenate([first_until, until[again]])),
    }, begins  # fmt: skip


def _stays(found: hospital.Stays, who: People, persons, owner, random: np.random.Generator):  # type: ignore[no-untyped-def]
    age = who.age(found.person, found.admitted)
    frailty = np.clip(np.round(1.2 + (age - 60) / 11 + 1.1 * who.frail[found.person] + random.normal(0, 0.7, len(found))), 1, 9).astype(
        np.int32
    )
    recorded = (age >= 65) & (random.random(len(found)) < 0.7)
    return {
        "person": persons["person"](found.person), "organisation": owner(found.unit), "unit": persons["unit"](found.unit),
        "admitted": days(found.admitted), "discharged": days(found.discharged),
        "admission": coded(found.admission, CODES["stays", "admission"]),
        "discharged_to": coded(found.discharged_to, CODES["stays", "discharged_to"]),
        "diagnosis": coded(found.diagnosis, DIAGNOSES, missing=random.random(len(found)) < 0.004),
        "frailty": pa.array(frailty, mask=~recorded),
    }  # fmt: skip


def _contacts(rows: dict[str, np.ndarray], where: Geography, persons, owner):  # type: ignore[no-untyped-def]
    used, place = np.unique(rows["provider"], return_inverse=True)
    providers = pa.array([f"{where.units[max(p, 0) // 64]}-P{max(p, 0) % 64:02d}" for p in used.tolist()], pa.string())
    return {
        "person": persons["person"](rows["person"]), "organisation": owner(rows["unit"]), "unit": persons["unit"](rows["unit"]),
        "provider": coded(place, providers, missing=rows["provider"] < 0),
        "profession": coded(rows["profession"], CODES["contacts", "profession"]), "care": coded(rows["care"], CODES["contacts", "care"]),
        "date": days(rows["date"]), "mode": coded(rows["mode"], CODES["contacts", "mode"]),
        "planned": pa.array(rows["planned"] == 1, mask=rows["planned"] < 0),
    }, rows["date"]  # fmt: skip


def _units(where: Geography) -> dict[str, pa.Array]:
    kinds = CODES["units", "kind"].to_pylist()
    return {
        "unit": coded(np.arange(len(where.units)), where.units), "organisation": coded_owner(where)(np.arange(len(where.units))),
        "kind": coded(np.array([kinds.index(kind) for kind in where.unit_kind]), CODES["units", "kind"]),
    }  # fmt: skip


def _manifest(wish: Wish, where: Geography, writers: dict[str, Writer]) -> dict[str, Any]:
    return {
        "holder": where.regions[0] if not wish.nation else "nation",
        "extract_start": wish.start,
        "extract_end": wish.through,
        "synthetic": True,
        "seed": wish.seed,
        "persons": wish.persons,
        "pseudonyms": "påhittade personer; inga nycklar",
        "organisations": {"regions": list(where.regions), "municipalities": list(where.municipalities)},
        "tables": {
            name: {"rows": writer.rows, "files": {writer.path.name: sha256(writer.path)}} for name, writer in writers.items()
        },
    }  # fmt: skip


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
