"""Continuity of care: does a person meet the same doctor, or the same unit?"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date
from itertools import pairwise

from .common import FAR, Counting, Extract, Figures, Unit, clean, months_back, periods


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    contacts, rejected = clean(extract, "contacts")
    listings, _ = clean(extract, "listings")
    homes, _ = clean(extract, "episodes")
    counting = Counting(definition, extract, periods(definition, extract, months_through=p["window_months"]))
    usable = [contact for contact in contacts if counts(contact, p)]
    used = set()
    for name, _, last in counting.shown:
        first = months_back(last, p["window_months"] - 1)
        mine = defaultdict(list)
        for contact in usable:
            if first <= contact["date"] <= last:
                mine[contact["person"]].append(contact)
                used.add(id(contact))
        for person, visits in mine.items():
            unit = listed(person, last, listings)
            met = in_order([visit for visit in visits if not p["only_listed_unit"] or visit["unit"] == unit], p)
            reason = why_not(person, unit, last, met, homes, counting, p)
            if reason:
                counting.exclude(reason)
            else:
                counting.add(Unit(person, last, millionths=INDEX[p["index"]](met), unit=unit, periods=[name]))
    return counting.figures(len(extract.rows("contacts")), rejected, set_aside=len(contacts) - len(used))


def counts(contact: dict, p: dict) -> bool:
    return (
        contact["care"] in p["care"]
        and (p["professions"] is None or contact["profession"] in p["professions"])
        and (p["modes"] is None or contact["mode"] in p["modes"])
        and contact[p["continuity_of"]] not in (None, "", "unknown")
    )


def listed(person: str, day: date, listings: list[dict]) -> str | None:
    """The unit where the person is listed that day: the listing that began last, then the greatest code."""
    mine = [(row["start"], row["unit"]) for row in listings if row["person"] == person and row["start"] <= day <= (row["end"] or FAR)]
    return max(mine)[1] if mine else None


def in_order(visits: list[dict], p: dict) -> list[str]:
    """Whom the person met, visit by visit; with one_per_day the same one only once a day."""
    met = [(visit["date"], visit[p["continuity_of"]], visit["contact"] or "") for visit in visits]
    if p["one_per_day"]:
        met = list({(day, whom): (day, whom, "") for day, whom, _ in met}.values())
    return [whom for _, whom, _ in sorted(met)]


def why_not(person: str, unit: str | None, day: date, met: list[str], homes: list[dict], counting: Counting, p: dict) -> str | None:
    if counting.people.died(person) <= day:
        return "dead"
    if unit is None and (p["only_listed_unit"] or p["attribution"] == "listing"):
        return "not_listed"
    if p["living_in"] is not None and not any(
        row["person"] == person and row["kind"] in p["living_in"] and row["start"] <= day <= (row["end"] or FAR) for row in homes
    ):
        return "not_living_in"
    if len(met) < p["min_contacts"]:
        return "few_contacts"
    return None


def coc(met: list[str]) -> int:
    n, squares = len(met), sum(count * count for count in Counter(met).values())
    return (squares - n) * 1_000_000 // (n * (n - 1))


def upc(met: list[str]) -> int:
    return max(Counter(met).values()) * 1_000_000 // len(met)


def secon(met: list[str]) -> int:
    return sum(a == b for a, b in pairwise(met)) * 1_000_000 // (len(met) - 1)


INDEX = {"coc": coc, "upc": upc, "secon": secon}
