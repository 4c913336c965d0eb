"""Unplanned readmission: of those discharged, how many come back?"""

from __future__ import annotations

from .common import DAY, Counting, Extract, Figures, Unit, clean, periods
from .stays import Episode, episodes


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    stays, rejected = clean(extract, "stays", p["max_stay_days"])
    counting = Counting(definition, extract, periods(definition, extract))
    merged = len(stays)
    for person, mine in episodes(stays, p["transfer_gap_days"]).items():
        merged -= len(mine)
        for i, index in enumerate(mine):
            reason = why_not(index, person, counting, p)
            if reason:
                counting.exclude(reason)
                continue
            last = index.last
            counting.add(
                Unit(person, index.end, int(came_back(index, mine[i + 1 :], p)), organisation=last["organisation"], unit=last["unit"], frailty=last["frailty"], key=last["stay"]),
            )  # fmt: skip
    return counting.figures(len(extract.rows("stays")), rejected, merged)


def why_not(index: Episode, person: str, counting: Counting, p: dict) -> str | None:
    last, died = index.last, counting.people.died(person)
    if index.is_open:
        return "open"
    if last["discharged_to"] in p["index_exclude_discharged_to"]:
        return "discharged_to"
    if died <= index.end:
        return "died_in_stay"
    prefixes = [prefix.upper().replace(".", "").replace(" ", "") for prefix in p["index_exclude_diagnosis_prefixes"]]
    if any((last["diagnosis"] or "").startswith(prefix) for prefix in prefixes):
        return "diagnosis"
    reason = counting.last_reasons(Unit(person, index.end))
    if reason:
        return reason
    if p["death_in_window"] == "exclude" and died <= index.end + p["window_days"] * DAY:
        return "death_in_window"
    return None


def came_back(index: Episode, later: list[Episode], p: dict) -> bool:
    for episode in later[:1] if p["next_stay_only"] else later:
        days = (episode.start - index.end).days
        if (0 if p["same_day_counts"] else 1) <= days <= p["window_days"] and episode.first["admission"] in p["readmission_admission"]:
            return True
    return False
