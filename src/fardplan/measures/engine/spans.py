"""Measures of time around something: days after being ready, the last year at home, before and after a municipal episode starts."""

from __future__ import annotations

import ibis
from ibis.expr import types as ir

from ..definition import Definition
from . import people
from .counting import count, judged, persons_in_cells
from .episodes import order_of
from .periods import shown
from .readmission import flow_of, span
from .result import Outcome
from .rows import Extract, Rows
from .visits import outside

MILLION = 1_000_000


def covered(spans: ir.Table, by: list[str]) -> ir.Table:
    """by …, days: how many days the spans [first, past) of each group cover, each day once."""
    order = [spans["first"].asc(), spans.past.asc(), spans.id.asc(nulls_first=True)]
    before = ibis.window(group_by=by, order_by=order, preceding=(None, 1))
    spans = spans.mutate(reached=spans.past.max().over(before))
    begins = ibis.greatest(spans["first"], spans.reached.fill_null(spans["first"]))
    spans = spans.mutate(new=ibis.greatest(spans.past - begins, 0))
    return spans.group_by(by).aggregate(days=spans.new.sum().cast("int64"))


def placed(extract: Extract, rows: Rows) -> ir.Table:
    """The stays with `closed` (discharge, or the day after the extract when open) and `place`, their number in the person's order."""
    stays = rows.table.mutate(closed=rows.table.discharged.fill_null(extract.end + 1))
    return stays.mutate(place=ibis.row_number().over(ibis.window(group_by=stays.person, order_by=order_of(stays, rows.keyed))))


def days_after_ready(definition: Definition, extract: Extract) -> Outcome:
    """Days in hospital after being ready for discharge, per finished stay that had any."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"])
    notices = extract.rows("ready")
    stays = extract.backend.stage(placed(extract, extract.rows("stays", p["max_stay_days"])), "vardtillfallen_i_ordning")
    numbered = notices.table.mutate(
        id=ibis.row_number().over(ibis.window(order_by=[notices.table[name].asc(nulls_first=True) for name in notices.table.columns]))
    )
    told = extract.backend.stage(numbered, "meddelanden")
    named = stays.select(person_="person", stay_="stay", admitted="admitted", closed="closed", place="place")
    rows = told.left_join(named, told.person == named.person_)
    ongoing = (rows.admitted <= rows.ready_on) & (rows.ready_on <= rows.closed)
    rows = rows.filter(ibis.ifelse(rows.stay.isnull(), ongoing, rows.stay == rows.stay_).fill_null(False))
    best = people.last_of(rows, ["id"], [rows.admitted.desc(), rows.closed.desc(), rows.place.desc()])
    inside = (best.admitted <= best.ready_on) & (best.ready_on <= best.closed)
    best = extract.backend.stage(best.mutate(inside=inside), "meddelanden_med_vardtillfalle")
    numbers = extract.backend.fetch(
        best.aggregate(matched=best.count(), inside=best.count(where=best.inside)), "meddelanden per skäl"
    ).to_pylist()[0]
    rejected = {**notices.rejected, "no_stay": notices.used - numbers["matched"], "outside_stay": numbers["matched"] - numbers["inside"]}
    best = best.filter(best.inside)
    spans = best.select(
        "person", "place", "id", first=best.ready_on + 1, past=ibis.least(best.closed, best.withdrawn_on.fill_null(best.closed)) + 1
    )
    waited = covered(spans, ["person", "place"])
    units = stays.inner_join(waited, ["person", "place"])
    units = units.mutate(
        day=ibis.least(units.closed, extract.end),
        millionths=units.days * MILLION,
        open=units.discharged.isnull(),
        no_days=(units.days == 0) if not p["count_zero_days"] else ibis.literal(False),
    )
    own = ("open", "no_days")
    done = count(definition, extract, units, periods, own=own, sums={"millionths": "millionths"})
    kept = judged(definition, extract, units, periods, own)
    persons = persons_in_cells(definition, extract, kept.filter(kept.reason == ""), periods)
    merged = numbers["inside"] - done.counted - sum(done.excluded.values())
    return Outcome(periods, done.cells, flow_of(notices.came, rejected, merged, done, definition), persons=persons)


def home_at_end(definition: Definition, extract: Extract) -> Outcome:
    """Of the days before death: how many were not in hospital or other care away from home."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"], days_before=p["window_days"])
    rows = extract.rows("deaths")
    dead = people.deaths(extract)
    if dead is None:
        dead = rows.table
    dead = dead.select("person", "died_on", opened=dead.died_on - p["window_days"])
    stays = extract.rows("stays", p["max_stay_days"]).table
    away = stays.select("person", id="stay", first="admitted", past=stays.discharged.fill_null(people.AFTER))
    if p["away_kinds"]:
        care = extract.rows("episodes").table
        care = care.filter(care.kind.isin(p["away_kinds"]))
        away = away.union(care.select("person", id="episode", first="start", past=care.end.fill_null(people.AFTER) + 1))
    inside = away.inner_join(dead, "person")
    inside = inside.filter((inside["first"] < inside.died_on) & (inside.past > inside.opened))
    clipped = inside.select(
        "person",
        "id",
        first=ibis.greatest(inside["first"], inside.opened),
        past=ibis.least(inside.past, inside.died_on),
    )
    gone = covered(clipped, ["person"])
    units = dead.left_join(gone, "person").select("person", "died_on", "days")
    home = p["window_days"] - units.days.fill_null(0)
    units = units.select("person", day="died_on", millionths=(home * MILLION) // p["window_days"])
    done = count(definition, extract, units, periods, sums={"millionths": "millionths"})
    merged = rows.used - done.counted - sum(done.excluded.values())
    return Outcome(periods, done.cells, flow_of(rows.came, rows.rejected, merged, done, definition))


def around_episode(definition: Definition, extract: Extract) -> Outcome:
    """Events in the days before, or after, a person's first municipal episode starts."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"])
    rows = extract.rows("episodes")
    asked = rows.table.filter(rows.table.kind.isin(p["kinds"]))
    used = extract.backend.fetch(asked.aggregate(n=asked.count()), "insatser som räknas")["n"][0].as_py()
    order = [
        asked.start.asc(),
        asked.organisation.asc(),
        asked.episode.asc(nulls_first=True),
        asked.kind.asc(),
        asked.end.asc(nulls_first=True),
    ]
    firsts = people.last_of(asked, ["person"], order).select("person", "organisation", "start")
    dead = people.deaths(extract)
    own = ["lookback"]
    units = firsts.mutate(day=firsts.start, lookback=firsts.start < extract.start + p["days"])
    if dead is not None and p["death_in_window"] == "exclude":
        joined = units.left_join(dead, "person")
        died = (joined.died_on < joined.start + p["days"]).fill_null(False)
        units, own = joined.select(*units.columns, death_in_window=died), [*own, "death_in_window"]
    events = happened(definition, extract)
    shift = p["days"] if p["side"] == "before" else 0
    found = events.inner_join(
        firsts, [events.person == firsts.person, events.date >= firsts.start - shift, events.date < firsts.start - shift + p["days"]]
    )
    found = found.group_by("person").aggregate(events=found.count())
    joined = units.left_join(found, "person")
    units = joined.select(*units.columns, millionths=joined.events.fill_null(0) * MILLION)
    done = count(definition, extract, units, periods, own=tuple(own), sums={"millionths": "millionths"})
    merged = used - done.counted - sum(done.excluded.values())
    flow = flow_of(rows.came, rows.rejected, merged, done, definition, set_aside=rows.used - used)
    return Outcome(periods, done.cells, flow)


def happened(definition: Definition, extract: Extract) -> ir.Table:
    """person, date: the events that are counted."""
    p = definition.parameters
    if p["count"] == "stays":
        return extract.rows("stays", p["max_stay_days"]).table.select("person", date="admitted")
    if p["count"] == "emergencies":
        return extract.rows("emergencies").table.select("person", "date")
    table = extract.rows("contacts").table
    chosen = table.filter(
        ~outside(table.care, p["care"]), ~outside(table.profession, p["professions"]), ~outside(table["mode"], p["modes"])
    )
    return chosen.select("person", "date")
