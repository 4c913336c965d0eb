"""Contacts before and after a municipal episode starts."""

from __future__ import annotations

from datetime import date

from .common import DAY, Counting, Extract, Figures, Unit, clean, periods


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    care, rejected = clean(extract, "episodes")
    events = happened(extract, p)
    counting = Counting(definition, extract, periods(definition, extract))
    firsts: dict[str, tuple[date, str]] = {}
    for row in care:
        if row["kind"] in p["kinds"]:
            start = (row["start"], row["organisation"])
            firsts[row["person"]] = min(start, firsts.get(row["person"], start))
    for person, (start, organisation) in firsts.items():
        if start - p["days"] * DAY < extract.start:
            counting.exclude("lookback")
        elif p["death_in_window"] == "exclude" and counting.people.died(person) < start + p["days"] * DAY:
            counting.exclude("death_in_window")
        else:
            first = start - p["days"] * DAY if p["side"] == "before" else start
            n = sum(who == person and first <= day < first + p["days"] * DAY for who, day in events)
            counting.add(Unit(person, start, millionths=n * 1_000_000, organisation=organisation))
    used = sum(row["kind"] in p["kinds"] for row in care)
    return counting.figures(len(extract.rows("episodes")), rejected, used - len(firsts), len(care) - used)


def happened(extract: Extract, p: dict) -> list[tuple[str, date]]:
    """(person, day) of each event that is counted."""
    if p["count"] == "stays":
        return [(row["person"], row["admitted"]) for row in clean(extract, "stays", p["max_stay_days"])[0]]
    if p["count"] == "emergencies":
        return [(row["person"], row["date"]) for row in clean(extract, "emergencies")[0]]
    return [
        (row["person"], row["date"])
        for row in clean(extract, "contacts")[0]
        if (p["care"] is None or row["care"] in p["care"])
        and (p["professions"] is None or row["profession"] in p["professions"])
        and (p["modes"] is None or row["mode"] in p["modes"])
    ]
