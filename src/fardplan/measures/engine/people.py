"""Who a person was on a given day: born when, living where, listed where, alive or not."""

from __future__ import annotations

import datetime as dt

import ibis
from ibis.expr import types as ir

from .. import schema
from .periods import EPOCH, FIRST_BIRTH, FIRST_DAY, LAST_DAY, Period, base_indexes, index_of, number, ymd
from .rows import UNKNOWN, Extract, cleaned

BEFORE, AFTER = number(FIRST_DAY) - 1, number(LAST_DAY) + 1
UNKNOWN_SEX = "U"


def last_of(table: ir.Table, by: list[str], order: list) -> ir.Table:
    """Of the rows with the same `by` the one that comes first in `order`, which ends in something unique."""
    numbered = table.mutate(place_=ibis.row_number().over(ibis.window(group_by=by, order_by=order)))
    return numbered.filter(numbered.place_ == 0).drop("place_")


def calendar(extract: Extract, kind: str, periods: list[Period], *, whole: bool) -> ir.Table:
    """One row per day: day_, ymd and the number of the base period it lies in, -1 when that is not shown. `whole`: every day an event can
    have, else only those of the periods shown."""
    wanted = base_indexes(kind, periods)
    first = FIRST_DAY if whole or not periods else min(each.first for each in periods)
    last = LAST_DAY if whole or not periods else max(each.last for each in periods)
    days = range(number(first), number(last) + 1)
    dates = [EPOCH + dt.timedelta(days=day) for day in days]
    numbers = [index_of(kind, date) for date in dates]
    columns = {"day_": list(days), "ymd": [ymd(date) for date in dates], "period": [n if n in wanted else -1 for n in numbers]}
    return extract.backend.small(columns, {"day_": "int", "ymd": "int", "period": "int"})


def persons(extract: Extract) -> ir.Table:
    """person, birth_date (day), birth (yyyymmdd), sex, municipality; one row each. What several rows of a person do not agree on is unknown."""
    known = schema.table("persons")
    raw = extract.tables["persons"] if extract.has("persons") else extract.backend.empty(known)
    rows = cleaned(raw, known)
    rows = rows.filter(rows.person.fill_null("") != "")
    if not extract.backend.unique(raw, "person"):
        columns = ("birth_date", "birth", "sex", "municipality")
        rows = rows.group_by("person").aggregate(**{name: agreed(rows, name) for name in columns})
    possible = rows.birth_date.between(number(FIRST_BIRTH), extract.end)
    nothing = ibis.null().cast("int64")
    return rows.select(
        "person",
        sex=rows.sex.fill_null(UNKNOWN_SEX),
        municipality=rows.municipality.nullif("").fill_null(UNKNOWN),
        birth_date=ibis.ifelse(possible, rows.birth_date, nothing),
        birth=ibis.ifelse(possible, rows.birth, nothing),
    )


def agreed(rows: ir.Table, name: str) -> ir.Value:
    """The value all rows of a group have, null when they differ."""
    value = rows[name]
    return ibis.ifelse((value.min() == value.max()) & (value.count() == rows.count()), value.max(), ibis.null().cast(value.type()))


def deaths(extract: Extract) -> ir.Table | None:
    """person, died_on: the first day told. None when the extract has no deaths."""
    if not extract.has("deaths"):
        return None
    rows = extract.rows("deaths")
    return rows.table if rows.keyed else rows.table.group_by("person").aggregate(died_on=rows.table.died_on.min())


def homes(extract: Extract) -> ir.Table:
    """person, home, from_, until: where the person lived, each day in one row at most. `until` is the first day no longer."""
    first = persons(extract).select("person", home="municipality", from_=ibis.literal(BEFORE, "int64"))
    if not extract.has("moves"):
        return first.mutate(until=ibis.literal(AFTER, "int64"))
    moves = extract.rows("moves").table
    moves = moves.select("person", home="municipality", from_="moved_on")
    moves = moves.group_by(["person", "from_"]).aggregate(home=moves.home.max())
    every = first.union(moves.select("person", "home", "from_"))
    order = ibis.window(group_by="person", order_by=[every.from_, every.home])
    return every.mutate(until=every.from_.lead().over(order).fill_null(AFTER))


def at_home(events: ir.Table, extract: Extract) -> ir.Table:
    """The events (columns person, day …) with `home`, the municipality where the person lived on `day`."""
    spans = homes(extract)
    joined = events.left_join(
        spans, [events.person == spans.person, spans.from_ <= events.day, events.day < spans.until], rname="{name}_home"
    )
    return joined.mutate(home=joined.home.fill_null(UNKNOWN)).select(*events.columns, "home")


def listed(extract: Extract, days: ir.Table) -> ir.Table:
    """person, period, listed_unit for each listing that covers the period's last day; of several the latest begun, then the largest unit."""
    rows = extract.rows("listings").table
    rows = rows.mutate(end=rows.end.fill_null(AFTER))
    covering = rows.cross_join(days)
    covering = covering.filter((covering.start <= covering.last) & (covering.end >= covering.last))
    best = last_of(covering, ["person", "period"], [covering.start.desc(), covering.unit.desc(), covering.end.desc()])
    return best.select("person", "period", listed_unit="unit")


def last_days(extract: Extract, periods: list[Period]) -> ir.Table:
    """period, first, last (as days), ymd of the last."""
    columns = {
        "period": [p.index for p in periods],
        "first": [number(p.first) for p in periods],
        "last": [number(p.last) for p in periods],
        "ymd": [ymd(p.last) for p in periods],
    }
    return extract.backend.small(columns, dict.fromkeys(columns, "int"))


def inhabitants(extract: Extract, periods: list[Period]) -> ir.Table:
    """person, period, home, sex, birth, ymd: everybody (whose birth is unknown, too) born and alive on the period's last day, where they then lived."""
    days, people = last_days(extract, periods), persons(extract)
    dead = deaths(extract)
    if dead is not None:
        people = people.left_join(dead, "person").select(*people.columns, "died_on")
    else:
        people = people.mutate(died_on=ibis.null().cast("int64"))
    spans = homes(extract)
    living = people.inner_join(spans, "person").select("person", "sex", "birth", "birth_date", "died_on", "home", "from_", "until")
    rows = living.cross_join(days)
    rows = rows.filter(
        rows.from_ <= rows.last,
        rows.last < rows.until,
        rows.birth_date.fill_null(BEFORE) <= rows.last,
        rows.died_on.fill_null(AFTER) > rows.last,
    )
    return rows.select("person", "period", "sex", "birth", "ymd", "home")


def age(birth: ir.IntegerValue, day: ir.IntegerValue) -> ir.IntegerValue:
    """Whole years on a day, both as yyyymmdd; null when the birth is unknown or later than the day."""
    return ibis.ifelse(birth <= day, (day - birth) // 10000, ibis.null().cast("int64"))


def grouped(value: ir.IntegerValue, bounds: tuple[int, ...], labels: tuple[str, ...]) -> ir.StringValue:
    """The label of the group a value falls in, `unknown` when it is null."""
    ladder = [(value >= bound, label) for bound, label in reversed(list(zip(bounds, labels, strict=True)))]
    return ibis.cases(*ladder, else_=UNKNOWN)
