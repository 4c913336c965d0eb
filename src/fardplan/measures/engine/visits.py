"""Measures that count events as they stand: primary care's share of contacts, emergency visits of the eldest, avoidable hospital care."""

from __future__ import annotations

import ibis
import pyarrow as pa

from ..definition import Definition
from .counting import Counted, count, population
from .episodes import chained
from .periods import shown
from .readmission import flow_of, span
from .result import Outcome
from .rows import Extract


def primary_share(definition: Definition, extract: Extract) -> Outcome:
    """Of the contacts with this care, profession and mode: those in primary care."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"])
    rows = extract.rows("contacts")
    table = rows.table
    units = table.select(
        "person",
        "organisation",
        "unit",
        day=table.date,
        other_care=table.care.notin(p["among_care"]),
        profession=outside(table.profession, p["professions"]),
        mode=outside(table["mode"], p["modes"]),
        primary=ibis.ifelse(table.care.isin(p["counted_care"]), 1, 0),
    )
    done = count(definition, extract, units, periods, own=("other_care", "profession", "mode"), sums={"primary": "primary"})
    return Outcome(periods, done.cells, flow_of(rows.came, rows.rejected, 0, done, definition), numerator="primary")


def emergencies(definition: Definition, extract: Extract) -> Outcome:
    """Emergency visits by persons of the ages that count, per inhabitant of those ages."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"])
    rows = extract.rows("emergencies")
    table = rows.table
    units = table.select("person", "organisation", "unit", day=table.date, outcome=outside(table.outcome, p["outcomes"]))
    done = count(definition, extract, units, periods, own=("outcome",), sums={})
    return rate(definition, extract, done, periods, flow_of(rows.came, rows.rejected, 0, done, definition))


def avoidable(definition: Definition, extract: Extract) -> Outcome:
    """Finished hospital episodes whose first diagnosis is in the code list, per inhabitant."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"])
    rows = extract.rows("stays", p["max_stay_days"])
    listed = ibis.or_(*(rows.table.diagnosis.startswith(prefix) for prefix in definition.codes.prefixes)).fill_null(False)
    rows.table = rows.table.mutate(
        in_codes=ibis.ifelse(listed, 1, 0), asked=ibis.ifelse(rows.table.admission.isin(p["admission"] or ["none"]), 1, 0)
    )
    episodes = chained(extract, rows, p["transfer_gap_days"], first=("in_codes", "asked"), last=())
    table = episodes.table
    units = table.select(
        "person",
        day="until",
        open="open_",
        admission=(table.first_asked == 0) if p["admission"] is not None else ibis.literal(False),
        not_in_codes=table.first_in_codes == 0,
    )
    done = count(definition, extract, units, periods, own=("open", "admission", "not_in_codes"), sums={})
    merged = rows.used - done.counted - sum(done.excluded.values())
    return rate(definition, extract, done, periods, flow_of(rows.came, rows.rejected, merged, done, definition))


def outside(value, chosen):
    """Whether a code is not among those chosen; None chooses all."""
    return ibis.literal(False) if chosen is None else value.notin(chosen)


def rate(definition: Definition, extract: Extract, done: Counted, periods, flow) -> Outcome:
    """Events over the inhabitants on each period's last day."""
    cells = done.cells.rename_columns(["events" if name == "n" else name for name in done.cells.column_names])
    inhabitants = population(definition, extract, periods) if periods else pa.table({})
    return Outcome(periods, cells, flow, numerator="events", population=inhabitants)
