"""One definition over one extract: which function computes it, and the rows it gives."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ibis.expr import types as ir

from ..definition import Definition
from . import cells, continuity, readmission, spans, visits
from .backend import Backend
from .periods import number
from .result import Outcome
from .rows import Extract

MEASURES: Mapping[str, Callable[[Definition, Extract], Outcome]] = {
    "readmission": readmission.computed,
    "avoidable": visits.avoidable,
    "continuity": continuity.computed,
    "primary_share": visits.primary_share,
    "emergencies_80": visits.emergencies,
    "days_after_ready": spans.days_after_ready,
    "home_at_end": spans.home_at_end,
    "around_episode": spans.around_episode,
}


@dataclass
class Figures:
    """`rows`: see `cells.rows`. `flow`: (step, reason, rows): rows_in = rejected + merged + set_aside + excluded + counted (persons and
    periods, where a measure counts persons at dates)."""

    rows: list[dict[str, Any]]
    flow: list[tuple[str, str | None, int]] = field(default_factory=list)


def run(
    definition: Definition, backend: Backend, tables: Mapping[str, ir.Table], start: dt.date, end: dt.date, *, per_stay: Path | None = None
) -> Figures:
    """Compute one definition. `tables`: canonical event tables (see `schema`) on that backend; `start`, `end`: the extract's days.

    `per_stay`: also write one row per stay there (readmission only); rows of persons, for debugging."""
    extract = Extract(backend, dict(tables), number(start), number(end))
    try:
        if per_stay is not None:
            outcome = readmission.computed(definition, extract, detail=True)
            backend.write(outcome.detail, per_stay, "en rad per vårdtillfälle")
        else:
            outcome = MEASURES[definition.measure](definition, extract)
        return Figures(cells.rows(definition, outcome), outcome.flow.lines)
    finally:
        backend.forget()
