"""Avoidable hospital care: episodes for certain diagnoses, per inhabitants."""

from __future__ import annotations

from .common import Counting, Extract, Figures, Unit, clean, periods
from .stays import Episode, episodes


def count(definition, extract: Extract) -> Figures:
    p = definition.parameters
    stays, rejected = clean(extract, "stays", p["max_stay_days"])
    counting = Counting(definition, extract, periods(definition, extract))
    merged = len(stays)
    for person, mine in episodes(stays, p["transfer_gap_days"]).items():
        merged -= len(mine)
        for episode in mine:
            reason = why_not(episode, definition)
            if reason:
                counting.exclude(reason)
            else:
                counting.add(Unit(person, episode.end, 1, 0))
    counting.population()
    return counting.figures(len(extract.rows("stays")), rejected, merged)


def why_not(episode: Episode, definition) -> str | None:
    admission = definition.parameters["admission"]
    if episode.is_open:
        return "open"
    if admission is not None and episode.first["admission"] not in admission:
        return "admission"
    if not any((episode.first["diagnosis"] or "").startswith(prefix) for prefix in definition.codes.prefixes):
        return "not_in_codes"
    return None
