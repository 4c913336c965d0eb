"""Stays of a person chained to episodes, in one pass over the sorted stays.

Two windows with the same order give, for each stay, the latest discharge before it and the stay after it: enough to see where an episode
begins and where it ends. An episode of one stay (nine of ten) is then finished; only longer ones are numbered and gathered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import ibis
from ibis.expr import types as ir

from .rows import Extract, Rows

REST = ("organisation", "unit", "admission", "discharged_to", "diagnosis", "frailty")


@dataclass
class Episodes:
    """`table`: one row per episode: person, place (where in the person's order it ends), own_place and stay (of its last stay), admitted, until (latest discharge, or the
    extract's last day), open_, next_admitted and next_<first column> of the episode after it, last stay's columns by their names, first stay's
    as first_<column>. `starts`: the first stays: person, place, admitted, first columns. `stays`: how many went in.
    """

    table: ir.Table
    starts: ir.Table
    linked: ir.Table
    rows: Rows


def order_of(table: ir.Table, keyed: bool, *, descending: bool = False) -> list:
    """Admission, discharge with open stays last, key, and where keys are not unique everything else, the absent first."""
    names = ["stay"] if keyed else ["stay", *REST]
    parts = [table.admitted, table.closed, *(table[name] for name in names)]
    if descending:
        return [each.desc() for each in parts[:2]] + [each.desc(nulls_first=False) for each in parts[2:]]
    return [each.asc() for each in parts[:2]] + [each.asc(nulls_first=True) for each in parts[2:]]


def linked(extract: Extract, rows: Rows, gap: int | None, first: Sequence[str], last: Sequence[str]) -> ir.Table:
    """The stays with `starts` and `ends` (of an episode), `place`, and the first columns of the stay after as next_<column>."""
    stays = rows.table
    after_all = extract.end + 1
    stays = stays.mutate(
        until=stays.discharged.fill_null(extract.end),
        closed=stays.discharged.fill_null(after_all),
        open_=stays.discharged.isnull(),
    )
    kept = {"person", "stay", "admitted", "until", "closed", "open_", *first, *last, *(() if rows.keyed else REST)}
    stays = stays.select(*(name for name in stays.columns if name in kept))
    order = order_of(stays, rows.keyed)
    whole = ibis.window(group_by=stays.person, order_by=order)
    before = ibis.window(group_by=stays.person, order_by=order, preceding=(None, 1))
    stays = stays.mutate(
        latest=stays.until.max().over(before),
        next_admitted=stays.admitted.lead().over(whole),
        place=ibis.row_number().over(whole),
        **{f"next_{name}": stays[name].lead().over(whole) for name in first},
    )
    if gap is None:
        return stays.mutate(starts=True, ends=True).drop("latest")
    high = ibis.greatest(stays.latest.fill_null(stays.until), stays.until)
    return stays.mutate(
        starts=(stays.admitted > stays.latest + gap).fill_null(True), ends=(stays.next_admitted > high + gap).fill_null(True)
    ).drop("latest")


def chained(extract: Extract, rows: Rows, gap: int | None, *, first: Sequence[str], last: Sequence[str]) -> Episodes:
    """Episodes with these columns of their first and last stay. The last stay is the one with the latest discharge, of several the last in order."""
    steps = extract.backend.stage(linked(extract, rows, gap, first, last), "vardtillfallen_i_ordning")
    starts = steps.filter(steps.starts).select("person", "place", "admitted", "closed", "stay", *first)
    columns = ("person", "place", "own_place", "stay", "admitted", "until", "closed", "open_", "next_admitted")
    ahead = tuple(f"next_{name}" for name in first)
    alone = steps.filter(steps.starts & steps.ends)
    alone = alone.mutate(own_place=alone.place)
    alone = alone.select(*columns, *ahead, *last_only(last, columns), **{f"first_{name}": alone[name] for name in first})
    if gap is None:
        return Episodes(alone, starts, steps, rows)
    several = steps.filter(~(steps.starts & steps.ends))
    up_to = ibis.window(group_by=several.person, order_by=several.place, preceding=(None, 0))
    several = several.mutate(number=ibis.ifelse(several.starts, 1, 0).sum().over(up_to))
    # Latest discharge first; among equals the order backwards, which is `place` backwards.
    within = ibis.window(group_by=[several.person, several.number], order_by=[several.until.desc(), several.place.desc()])
    of_all = ibis.window(group_by=[several.person, several.number])
    nothing = {name: ibis.null().cast(several[name].type()) for name in ("next_admitted", *ahead)}
    several = several.mutate(
        rank=ibis.row_number().over(within),
        any_open=ibis.ifelse(several.open_, 1, 0).max().over(of_all),
        begun=several.admitted.min().over(of_all),
        last_place=several.place.max().over(of_all),
        **{f"at_end_{name}": ibis.ifelse(several.ends, several[name], nothing[name]).max().over(of_all) for name in nothing},
        **{
            f"first_{name}": ibis.ifelse(several.starts, several[name], ibis.null().cast(several[name].type())).max().over(of_all)
            for name in first
        },
    )
    several = several.filter(several.rank == 0)
    several = several.select(
        "person",
        "stay",
        "until",
        "closed",
        *last_only(last, columns),
        *(f"first_{name}" for name in first),
        place=several.last_place,
        own_place=several.place,
        admitted=several.begun,
        open_=several.any_open > 0,
        **{name: several[f"at_end_{name}"] for name in nothing},
    )
    several = extract.backend.stage(several.select(*alone.columns), "langre_vardperioder")
    return Episodes(alone.union(several), starts, steps, rows)


def last_only(last: Sequence[str], already: Sequence[str]) -> list[str]:
    return [name for name in last if name not in already]
