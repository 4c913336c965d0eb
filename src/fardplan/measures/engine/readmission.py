"""Unplanned readmission: of those who left hospital, how many came back unplanned within the window."""

from __future__ import annotations

import datetime as dt

import ibis
from ibis.expr import types as ir

from ..definition import Definition
from . import people
from .counting import count, judged
from .episodes import Episodes, chained
from .periods import EPOCH, shown
from .result import Outcome
from .rows import Extract, Flow


def computed(definition: Definition, extract: Extract, *, detail: bool = False) -> Outcome:
    """The definition over the extract; with `detail` also one row per stay that counts."""
    p = definition.parameters
    periods = shown(definition.period, *span(extract), follow_up_days=p["follow_up_days"])
    rows = extract.rows("stays", p["max_stay_days"])
    rows.table = rows.table.mutate(counts=ibis.ifelse(rows.table.admission.isin(p["readmission_admission"]), 1, 0))
    episodes = chained(extract, rows, p["transfer_gap_days"], first=("counts",), last=needed_last(definition))
    units = followed(definition, extract, episodes)
    own = ["open", "discharged_to", "diagnosis"]
    units = with_deaths(definition, extract, units, own)
    done = count(definition, extract, units, periods, own=tuple(own), sums={"readmitted": "readmitted"})
    flow = flow_of(rows.came, rows.rejected, rows.used - done.counted - sum(done.excluded.values()), done, definition)
    out = Outcome(periods, done.cells, flow, numerator="readmitted")
    if detail:
        out.detail = per_stay(definition, extract, episodes, judged(definition, extract, units, periods, tuple(own)))
    return out


def span(extract: Extract):
    """The extract's first and last day as dates."""
    return EPOCH + dt.timedelta(days=extract.start), EPOCH + dt.timedelta(days=extract.end)


def needed_last(definition: Definition) -> tuple[str, ...]:
    """The last stay's columns that a rule or a breakdown asks for: what is not sorted along costs nothing."""
    used = {each for parts in definition.breakdowns for each in parts}
    names = [name for name in ("organisation", "unit") if name in used and definition.parameters["attribution"] == "provider"]
    names += ["frailty"] if "frailty" in used else []
    names += ["discharged_to"] if definition.parameters["index_exclude_discharged_to"] else []
    return (*names, *(["diagnosis"] if definition.parameters["index_exclude_diagnosis_prefixes"] else []))


def followed(definition: Definition, extract: Extract, episodes: Episodes) -> ir.Table:
    """One row per episode with `readmitted` (0 or 1) and the exclusions that the stays themselves decide."""
    p, table = definition.parameters, episodes.table
    least = 0 if p["same_day_counts"] else 1
    days = table.next_admitted - table.until
    in_window = days.between(least, p["window_days"]).fill_null(False)
    at_once = in_window & (table.next_counts == 1).fill_null(False)
    prefixes = p["index_exclude_diagnosis_prefixes"]
    beginning = [table.diagnosis.startswith(prefix.upper().replace(".", "")).fill_null(False) for prefix in prefixes]
    left_out = p["index_exclude_discharged_to"]
    units = table.mutate(
        day=table.until,
        at_once=at_once,
        open=table.open_,
        discharged_to=table.discharged_to.isin(left_out) if left_out else ibis.literal(False),
        diagnosis=ibis.or_(*beginning) if prefixes else ibis.literal(False),
    )
    if p["next_stay_only"]:
        return units.mutate(readmitted=ibis.ifelse(units.at_once, 1, 0))
    # The stay after it did not count, but there may be others within the window: few, so they alone are looked up.
    units = units.mutate(further=~at_once & (days <= p["window_days"]).fill_null(False))
    open_questions = units.filter(units.further & ~units.open).select("person", "place", "until")
    counting = episodes.starts.filter(episodes.starts.counts == 1).select("person", begun="admitted", at="place")
    later = open_questions.inner_join(
        counting,
        [
            open_questions.person == counting.person,
            counting.at > open_questions.place,
            counting.begun >= open_questions.until + least,
            counting.begun <= open_questions.until + p["window_days"],
        ],
    )
    answered = later.select("person", "place").distinct().mutate(found=1)
    joined = units.left_join(answered, ["person", "place"])
    joined = joined.mutate(readmitted=ibis.ifelse(joined.at_once | (joined.found == 1).fill_null(False), 1, 0))
    return joined.select(*units.columns, "readmitted")


def with_deaths(definition: Definition, extract: Extract, units: ir.Table, own: list[str]) -> ir.Table:
    """The units with `died_in_stay` and, when the definition excludes it, `death_in_window`; their names are added to `own`."""
    dead = people.deaths(extract)
    if dead is None:
        return units
    joined = units.left_join(dead, "person")
    died = joined.died_on
    joined = joined.mutate(
        died_in_stay=(died <= joined.until).fill_null(False),
        death_in_window=(died <= joined.until + definition.parameters["window_days"]).fill_null(False),
    )
    own.append("died_in_stay")
    if definition.parameters["death_in_window"] == "exclude":
        own.append("death_in_window")
    return joined.select(*units.columns, "died_in_stay", "death_in_window")


def flow_of(came: int, rejected: dict[str, int], merged: int, done, definition: Definition, set_aside: int = 0) -> Flow:
    """Rows in = rejected + merged + set aside + excluded + counted."""
    flow = Flow()
    flow.add("rows_in", None, came)
    for reason, n in sorted(rejected.items()):
        flow.add("rejected", reason, n)
    flow.add("merged", None, merged)
    flow.add("set_aside", None, set_aside)
    for reason, _ in definition.exclusions:
        flow.add("excluded", reason, done.excluded[reason])
    flow.add("counted", None, done.counted)
    return flow


def per_stay(definition: Definition, extract: Extract, episodes: Episodes, units: ir.Table) -> ir.Table:
    """One row per stay that counts: stay, index (its episode ends with it and is counted), excluded (why not; `merged`: not the last of its
    episode), readmitted, next_stay (the first stay of the readmission), days (from discharge to it). For comparison with other
    implementations; it holds rows of persons and is never released."""
    p = definition.parameters
    least = 0 if p["same_day_counts"] else 1
    counting = episodes.starts.filter(episodes.starts.counts == 1)
    counting = counting.select("person", next_stay="stay", begun="admitted", at="place")
    back = units.filter(units.readmitted == 1)
    back = back.inner_join(
        counting,
        [
            back.person == counting.person,
            counting.at > back.place,
            counting.begun >= back.until + least,
            counting.begun <= back.until + p["window_days"],
        ],
    )
    back = people.last_of(back, ["person", "place"], [back["at"].asc()]).select("person", "place", "next_stay", "begun")
    units = units.left_join(back, ["person", "place"]).select(*units.columns, "next_stay", "begun")
    last = units.select("person", "reason", "readmitted", "next_stay", place="own_place", days=units.begun - units.until)
    joined = episodes.linked.select("person", "place", "stay").left_join(last, ["person", "place"])
    counted = (joined.reason == "").fill_null(False)
    return joined.select(
        "stay",
        index=counted,
        excluded=ibis.ifelse(counted, ibis.null().cast("string"), joined.reason.fill_null("merged")),
        readmitted=counted & (joined.readmitted == 1).fill_null(False),
        next_stay=ibis.ifelse(counted, joined.next_stay, ibis.null().cast("string")),
        days=ibis.ifelse(counted, joined.days, ibis.null().cast("int64")),
    )
