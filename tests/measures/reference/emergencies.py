"""Emergency visits of the oldest, per inhabitants."""

from __future__ import annotations

from .common import Counting, Extract, Figures, Unit, clean, periods


def count(definition, extract: Extract) -> Figures:
    outcomes = definition.parameters["outcomes"]
    visits, rejected = clean(extract, "emergencies")
    counting = Counting(definition, extract, periods(definition, extract))
    for visit in visits:
        if outcomes is not None and visit["outcome"] not in outcomes:
            counting.exclude("outcome")
        else:
            counting.add(Unit(visit["person"], visit["date"], 1, 0))
    counting.population()
    return counting.figures(len(extract.rows("emergencies")), rejected)
