"""Days in hospital after being ready for discharge."""

from __future__ import annotations

from collections import Counter
from datetime import date

from .common import DAY, FAR, Counting, Extract, Figures, Unit, clean, periods
from .stays import pick, until


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    stays, _ = clean(extract, "stays", p["max_stay_days"])
    notices, rejected = clean(extract, "ready")
    counting = Counting(definition, extract, periods(definition, extract))
    told: dict[int, tuple[dict, list[dict]]] = {}
    for notice in notices:
        stay, reason = stay_of(notice, stays)
        if reason:
            rejected[reason] += 1
        else:
            told.setdefault(id(stay), (stay, []))[1].append(notice)
    for stay, mine in told.values():
        if stay["discharged"] is None:
            counting.exclude("open")
            continue
        days = len(waited(stay, mine))
        if not days and not p["count_zero_days"]:
            counting.exclude("no_days")
            continue
        counting.add(
            Unit(stay["person"], stay["discharged"], millionths=days * 1_000_000, organisation=stay["organisation"], unit=stay["unit"], frailty=stay["frailty"])
        )  # fmt: skip
    merged = sum(len(mine) - 1 for _, mine in told.values())
    return counting.figures(len(extract.rows("ready")), Counter(rejected), merged)


def stay_of(notice: dict, stays: list[dict]) -> tuple[dict | None, str | None]:
    """The stay a notice is about, or why there is none."""
    mine = [stay for stay in stays if stay["person"] == notice["person"]]
    if notice["stay"]:
        stay = pick([stay for stay in mine if stay["stay"] == notice["stay"]])
    else:
        stay = pick([stay for stay in mine if stay["admitted"] <= notice["ready_on"] <= until(stay)])
    if stay is None:
        return None, "no_stay"
    if not stay["admitted"] <= notice["ready_on"] <= until(stay):
        return None, "outside_stay"
    return stay, None


def waited(stay: dict, notices: list[dict]) -> set[date]:
    """The days waited, each once: from the day after being ready to discharge or withdrawal."""
    days = set()
    for notice in notices:
        day, last = notice["ready_on"] + DAY, min(stay["discharged"], notice["withdrawn_on"] or FAR)
        while day <= last:
            days.add(day)
            day += DAY
    return days
