"""Continuity of care per person, as a mean: Bice and Boxerman's COC, the usual provider (UPC), the same as last time (SECON)."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from ..definition import Definition
from . import people
from .counting import count
from .periods import Period, months_back, number, shown
from .readmission import flow_of, span
from .result import Outcome
from .rows import UNKNOWN, Extract
from .visits import outside

MILLION = 1_000_000


def computed(definition: Definition, extract: Extract) -> Outcome:
    """Each person's index over the window up to each period's last day, added up where the person then is listed or lives."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"], months_before=p["window_months"])
    rows = extract.rows("contacts")
    contacts = asked(definition, rows.table)
    # A scan of its own: as one more column of the scan before it this would be asked of every row, with nothing left out on the way.
    within = contacts.filter(ibis.or_(*(contacts.day.between(*ends) for ends in stretches(definition, periods))))
    used = extract.backend.fetch(within.aggregate(n=within.count()), "kontakter i något fönster")["n"][0].as_py()
    met = windowed(definition, extract, contacts, periods)
    units, own = standing(definition, extract, indexes(definition, extract, met, periods), periods)
    done = count(definition, extract, units, periods, own=tuple(own), sums={"millionths": "millionths"})
    return Outcome(periods, done.cells, flow_of(rows.came, rows.rejected, 0, done, definition, set_aside=rows.used - used))


def asked(definition: Definition, contacts: ir.Table) -> ir.Table:
    """person, day, unit, whom: the contacts of the care, profession and mode that count, with somebody known."""
    p = definition.parameters
    whom = contacts[p["continuity_of"]].fill_null("")
    chosen = contacts.filter(
        contacts.care.isin(p["care"]) & ~outside(contacts.profession, p["professions"]) & ~outside(contacts["mode"], p["modes"]),
        whom != "",
        whom != UNKNOWN,
    )
    return chosen.select("person", "unit", day=chosen.date, whom=chosen[p["continuity_of"]])


def windows(definition: Definition, periods: list[Period]) -> list[tuple[int, int]]:
    """(day, number of a period) for each day of each window, which is whole months up to the period's last day."""
    months = definition.parameters["window_months"]
    return [
        (day, each.index)
        for each in periods
        for day in range(number(months_back(each.last, months)), number(each.last) + 1)
    ]  # fmt: skip


def stretches(definition: Definition, periods: list[Period]) -> list[tuple[int, int]]:
    """The days of all windows as first and last of each stretch without a gap; of no days one that holds none."""
    days = sorted({day for day, _ in windows(definition, periods)})
    begins = [day for i, day in enumerate(days) if not i or days[i - 1] != day - 1]
    ends = [day for i, day in enumerate(days) if i + 1 == len(days) or days[i + 1] != day + 1]
    return list(zip(begins, ends, strict=True)) or [(1, 0)]


def windowed(definition: Definition, extract: Extract, contacts: ir.Table, periods: list[Period]) -> ir.Table:
    """person, period, unit, day, whom, n: the contacts of each window, gathered per day and who was met where that spares work.

    Windows are whole months, so a small table of days and the windows they lie in spares a join by inequality.
    """
    pairs = windows(definition, periods)
    days = extract.backend.small(
        {"day_": [day for day, _ in pairs], "period": [index for _, index in pairs]}, {"day_": "int", "period": "int"}
    )
    once = definition.parameters["one_per_day"]
    by_unit = ["unit"] if definition.parameters["only_listed_unit"] else []
    gathered = contacts.mutate(n=1)
    # A day lies in several windows when they overlap: gather before the rows are multiplied.
    if definition.parameters["index"] == "secon" or (once and (len(periods) > 1 or not by_unit)):
        gathered = contacts.group_by(["person", *by_unit, "whom", "day"]).aggregate(n=contacts.count())
        gathered = extract.backend.stage(gathered, "besok_per_dag")
        if once:
            gathered = gathered.mutate(n=1)
    met = gathered.inner_join(days, gathered.day == days.day_)
    return met.select("person", "period", *by_unit, "whom", "day", n=met.n.cast("int64"))


def indexes(definition: Definition, extract: Extract, met: ir.Table, periods: list[Period]) -> ir.Table:
    """person, period, listed_unit, visits, millionths: one row per person with a contact in the window; visits and index only at the
    listed unit when that is what counts."""
    p = definition.parameters
    by_unit = ["unit"] if p["only_listed_unit"] else []
    if by_unit and p["index"] != "secon":
        whole = _at_the_listed_unit(definition, extract, met, periods)
    elif p["index"] == "secon":
        before = ibis.window(group_by=["person", "period", *by_unit], order_by=[met.day, met.whom])
        met = met.mutate(same=met.n - 1 + ibis.ifelse((met.whom.lag().over(before) == met.whom).fill_null(False), 1, 0))
        whole = met.group_by(["person", "period", *by_unit]).aggregate(visits=met.n.sum().cast("int64"), found=met.same.sum().cast("int64"))
    else:
        each = met.group_by(["person", "period", *by_unit, "whom"]).aggregate(n=met.n.sum().cast("int64"))
        found = (each.n * each.n).sum() if p["index"] == "coc" else each.n.max()
        whole = each.group_by(["person", "period", *by_unit]).aggregate(visits=each.n.sum().cast("int64"), found=found.cast("int64"))
    if "listed_unit" in whole.columns:
        pass
    elif p["only_listed_unit"] or p["attribution"] == "listing":
        listed = people.listed(extract, people.last_days(extract, periods))
        joined = whole.left_join(listed, ["person", "period"])
        whole = joined.select(*whole.columns, "listed_unit")
    else:
        whole = whole.mutate(listed_unit=ibis.null().cast("string"))
    if "unit" in whole.columns:
        here = (whole.unit == whole.listed_unit).fill_null(False)
        mine = whole.mutate(visits=ibis.ifelse(here, whole.visits, 0), found=ibis.ifelse(here, whole.found, 0))
        whole = mine.group_by(["person", "period", "listed_unit"]).aggregate(
            visits=mine.visits.sum().cast("int64"), found=mine.found.sum().cast("int64")
        )
    n, found = whole.visits, whole.found
    above, below = {
        "coc": (found - n, n * (n - 1)),
        "upc": (found, n),
        "secon": (found, n - 1),
    }[p["index"]]
    enough = n >= p["min_contacts"]
    value = (ibis.ifelse(enough, above, 0) * MILLION) // ibis.ifelse(enough, below, 1)
    return whole.select("person", "period", "listed_unit", "visits", millionths=value.cast("int64"))


def _at_the_listed_unit(definition: Definition, extract: Extract, met: ir.Table, periods: list[Period]) -> ir.Table:
    """person, period, listed_unit, visits, found, where visits elsewhere count for nothing: they are put together before anything is summed.

    Grouping by pseudonyms is what costs. The listed have a number per period instead; whoever is not listed then has no visit that counts.
    """
    p = definition.parameters
    listed = extract.backend.numbered(people.listed(extract, people.last_days(extract, periods)), "listade")
    joined = met.left_join(listed, ["person", "period"])
    here = (joined.unit == joined.listed_unit).fill_null(False)
    absent = joined.number.isnull()
    rows = joined.select(
        "number",
        "n",
        stray=ibis.ifelse(absent, joined.person, ibis.null().cast("string")),
        stray_period=ibis.ifelse(absent, joined.period, ibis.null().cast("int64")),
        whom=ibis.ifelse(here, joined.whom, ""),
        day=ibis.ifelse(here, joined.day, 0).cast("int32"),
    )
    whose = ["number", "stray", "stray_period"]
    if p["one_per_day"]:
        rows = rows.select(*whose, "whom", "day").distinct().mutate(n=1)
    each = rows.group_by([*whose, "whom"]).aggregate(n=rows.n.sum().cast("int64"))
    each = each.mutate(n=ibis.ifelse(each.whom == "", 0, each.n))
    found = (each.n * each.n).sum() if p["index"] == "coc" else each.n.max()
    whole = each.group_by(whose).aggregate(visits=each.n.sum().cast("int64"), found=found.cast("int64"))
    named = whole.left_join(listed, "number")
    return named.select(
        "visits", "found", "listed_unit", person=named.person.coalesce(named.stray), period=named.period.coalesce(named.stray_period)
    )


def standing(definition: Definition, extract: Extract, whole: ir.Table, periods: list[Period]) -> tuple[ir.Table, list[str]]:
    """The persons with their unit, the period's last day and the measure's own reasons to leave them out."""
    p, own = definition.parameters, ["few_contacts"]
    days = people.last_days(extract, periods)
    whole = whole.inner_join(days, "period")
    units = whole.select(
        "person", "period", "ymd", "visits", "millionths", day="last", unit="listed_unit", few_contacts=whole.visits < p["min_contacts"]
    )
    if p["only_listed_unit"] or p["attribution"] == "listing":
        units, own = units.mutate(not_listed=units.unit.isnull()), [*own, "not_listed"]
    dead = people.deaths(extract)
    if dead is not None:
        joined = units.left_join(dead, "person")
        units, own = joined.select(*units.columns, dead=(joined.died_on <= joined.day).fill_null(False)), [*own, "dead"]
    if p["living_in"] is not None:
        care = extract.rows("episodes").table
        care = care.filter(care.kind.isin(p["living_in"])).select("person", "start", end_=care.end.fill_null(people.AFTER))
        there = (
            care.inner_join(days, [care.start <= days.last, care.end_ >= days.last]).select("person", "period").distinct().mutate(lives=1)
        )
        joined = units.left_join(there, ["person", "period"])
        units, own = joined.select(*units.columns, not_living_in=joined.lives.isnull()), [*own, "not_living_in"]
    return units.mutate(unit=units.unit.fill_null(UNKNOWN)), own
