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
    return return_of(index, later, p) is not None


def return_of(index: Episode, later: list[Episode], p: dict) -> Episode | None:
    """The first later episode that counts as coming back."""
    for episode in later[:1] if p["next_stay_only"] else later:
        days = (episode.start - index.end).days
        if (0 if p["same_day_counts"] else 1) <= days <= p["window_days"] and episode.first["admission"] in p["readmission_admission"]:
            return episode
    return None


def per_stay(definition, extract: Extract) -> list[tuple]:
    """(stay, index, excluded, readmitted, days) of each stay that counts; `merged`: not the last of its episode. For debugging, row by row."""
    p, out = definition.parameters, []
    stays, _ = clean(extract, "stays", p["max_stay_days"])
    counting = Counting(definition, extract, periods(definition, extract))
    for person, mine in episodes(stays, p["transfer_gap_days"]).items():
        for i, index in enumerate(mine):
            out += [(stay["stay"], False, "merged", False, None) for stay in index.stays if stay is not index.last]
            unit = counting.place(Unit(person, index.end if not index.is_open else extract.end, organisation=index.last["organisation"]))
            chosen = p["organisations"]
            reason = why_not(index, person, counting, p)
            reason = reason or ("other_organisation" if chosen is not None and unit.organisation not in chosen else None)
            reason = reason or (None if unit.periods else "incomplete_period")
            back = None if reason else return_of(index, mine[i + 1 :], p)
            out.append((index.last["stay"], reason is None, reason, back is not None, (back.start - index.end).days if back else None))
    return out
