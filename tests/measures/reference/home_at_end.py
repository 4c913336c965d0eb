"""Share of time at home in the last year of life."""

from __future__ import annotations

from datetime import date

from .common import DAY, FAR, Counting, Extract, Figures, Unit, clean, periods


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    deaths, rejected = clean(extract, "deaths")
    stays, _ = clean(extract, "stays", p["max_stay_days"])
    care, _ = clean(extract, "episodes")
    counting = Counting(definition, extract, periods(definition, extract, days_before=p["window_days"]))
    people = {row["person"] for row in deaths}
    for person in people:
        died = counting.people.died(person)
        year = {died - n * DAY for n in range(1, p["window_days"] + 1)}
        home = year - away(person, year, stays, care, p)
        counting.add(Unit(person, died, millionths=len(home) * 1_000_000 // p["window_days"]))
    return counting.figures(len(extract.rows("deaths")), rejected, len(deaths) - len(people))


def away(person: str, year: set[date], stays: list[dict], care: list[dict], p: dict) -> set[date]:
    """Days in hospital overnight, or with a municipal stay that is not home."""
    out = set()
    for day in year:
        in_hospital = any(stay["person"] == person and stay["admitted"] <= day < (stay["discharged"] or FAR) for stay in stays)
        elsewhere = any(
            row["person"] == person and row["kind"] in p["away_kinds"] and row["start"] <= day <= (row["end"] or FAR) for row in care
        )
        if in_hospital or elsewhere:
            out.add(day)
    return out
