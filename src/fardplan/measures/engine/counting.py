"""From units (discharges, visits, persons at a date) to cells and flow: what every measure ends with.

A measure hands over a table with one row per unit: `person`, `day` (or `period`), `organisation` and `unit` where the event has them, `frailty`
where it is known, one boolean column per reason to leave the unit out, and integers to sum. Here come age, home, party and period, and one
GROUP BY gives all periods and the flow at once.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import ibis
import pyarrow as pa
from ibis.expr import types as ir

from ..definition import Definition
from . import people
from .periods import Period, base_indexes
from .rows import UNKNOWN, Extract

ALL = ""
"""In the one GROUP BY: the value of a dimension for units that are left out."""


@dataclass
class Counted:
    """`cells`: one row per period and finest combination of dimensions. `excluded`: units left out per reason. `counted`: the rest."""

    cells: pa.Table
    excluded: Counter = field(default_factory=Counter)
    counted: int = 0


def dimensions(definition: Definition) -> list[str]:
    """The dimensions any breakdown uses, but the period."""
    used = {each for parts in definition.breakdowns for each in parts}
    if definition.weights:
        used.add("age_group")
    return [name for name in ("organisation", "unit", "sex", "age_group", "frailty") if name in used]


def described(definition: Definition, extract: Extract, units: ir.Table, periods: list[Period]) -> ir.Table:
    """The units with the dimensions the definition uses as text, `period`, and `age` and `home` where a rule needs them."""
    p, wanted = definition.parameters, dimensions(definition)
    limited = p["age_from"] is not None or p["age_to"] is not None
    by_age = limited or "age_group" in wanted
    if "period" not in units.columns:
        # Age is a reason tried before the period: then it must be known on days outside every period as well.
        days = people.calendar(extract, definition.period, periods, whole=limited)
        joined = units.left_join(days, units.day == days.day_)
        units = joined.select(*units.columns, "ymd", period=joined.period.fill_null(-1))
    if (by_age or "sex" in wanted) and "birth" not in units.columns:
        known = people.persons(extract)
        units = units.left_join(known, "person").select(*units.columns, "birth", sex=known.sex.fill_null(people.UNKNOWN_SEX))
    if by_age:
        units = units.mutate(age=people.age(units.birth, units.ymd))
    if p["attribution"] != "provider" and ("organisation" in wanted or p["organisations"] is not None) and "home" not in units.columns:
        units = people.at_home(units, extract)
    if "home" in units.columns:
        units = units.mutate(organisation=units.home)
    if "age_group" in wanted:
        units = units.mutate(age_group=people.grouped(units.age, definition.age_groups, definition.age_labels))
    if "frailty" in wanted:
        units = units.mutate(frailty=people.grouped(units.frailty, definition.frailty_groups, definition.frailty_labels))
    return units


def reasons(definition: Definition, units: ir.Table) -> dict[str, ir.BooleanValue]:
    """The reasons every measure ends with, from described units."""
    p, out = definition.parameters, {}
    if p["age_from"] is not None or p["age_to"] is not None:
        out["unknown_age"] = units.age.isnull()
        outside = [units.age < p["age_from"]] if p["age_from"] is not None else []
        outside += [units.age > p["age_to"]] if p["age_to"] is not None else []
        out["age"] = ibis.or_(*outside).fill_null(False)
    if p["organisations"] is not None:
        out["other_organisation"] = units.organisation.notin(p["organisations"])
    out["incomplete_period"] = units.period < 0
    return out


def judged(definition: Definition, extract: Extract, units: ir.Table, periods: list[Period], own: tuple[str, ...]) -> ir.Table:
    """The described units with `reason`: the first of the definition's exclusions that holds, or the empty text. `own`: boolean columns that are
    reasons of the measure's own."""
    units = described(definition, extract, units, periods)
    found = {**{name: units[name] for name in own}, **reasons(definition, units)}
    order = [name for name, _ in definition.exclusions if name in found]
    return units.mutate(reason=ibis.cases(*((found[name], name) for name in order), else_=""))


def count(
    definition: Definition, extract: Extract, units: ir.Table, periods: list[Period], *, own: tuple[str, ...] = (), sums: dict[str, str]
) -> Counted:
    """One pass: cells by period and finest combination, and units per reason. `sums`: name in the cells -> integer column of the units;
    `n` is always the number of units."""
    units = judged(definition, extract, units, periods, own)
    dims = dimensions(definition)
    kept = units.reason == ""
    keys = units.select(
        reason=units.reason,
        period=ibis.ifelse(kept, units.period, -1),
        **{name: ibis.ifelse(kept, units[name], ALL) for name in dims},
        **{name: units[column] for name, column in sums.items()},
    )
    cells = keys.group_by(["reason", "period", *dims]).aggregate(n=keys.count(), **{name: keys[name].sum().cast("int64") for name in sums})
    found = extract.backend.fetch(cells, "celler och skäl")
    out = Counted(found.slice(0, 0))
    rows, left = [], Counter()
    for i, (reason, n) in enumerate(zip(found["reason"].to_pylist(), found["n"].to_pylist(), strict=True)):
        if reason:
            left[reason] += n
        else:
            rows.append(i)
            out.counted += n
    out.cells, out.excluded = found.take(pa.array(rows, pa.int64())).drop_columns(["reason"]), left
    return out


def persons_in_cells(definition: Definition, extract: Extract, kept: ir.Table, periods: list[Period]) -> dict[tuple, int]:
    """Different persons per cell of each breakdown, where a person can be several units: (breakdown's number, period, values …) -> persons."""
    out = {}
    if definition.period == "rolling_12":
        pairs = [(p.index, p.index - back) for p in periods for back in range(12)]
    else:
        pairs = [(index, index) for index in base_indexes(definition.period, periods)]
    months = extract.backend.small({"shown": [a for a, _ in pairs], "base": [b for _, b in pairs]}, {"shown": "int", "base": "int"})
    spread = kept.inner_join(months, kept.period == months.base)
    for number, parts in enumerate(definition.breakdowns):
        dims = [name for name in parts if name != "period"]
        cells = spread.group_by(["shown", *dims]).aggregate(persons=spread.person.nunique())
        for row in extract.backend.fetch(cells, "personer per cell").to_pylist():
            out[(number, row["shown"], *(row[name] for name in dims))] = row["persons"]
    return out


def population(definition: Definition, extract: Extract, periods: list[Period]) -> pa.Table:
    """Inhabitants on the last day of each period per finest combination, as cells with `n`; those the age limits and parties let in."""
    rows = described(definition, extract, people.inhabitants(extract, periods), periods)
    out = reasons(definition, rows)
    rows = rows.filter(*(~out[name] for name in out if name != "incomplete_period"), rows.period >= 0)
    cells = rows.group_by(["period", *dimensions(definition)]).aggregate(n=rows.count())
    return extract.backend.fetch(cells, "invånare")


__all__ = ["ALL", "UNKNOWN", "Counted", "count", "dimensions", "judged", "persons_in_cells", "population"]
