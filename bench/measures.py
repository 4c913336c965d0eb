"""./dev bench --measures: what measures cost beside SQL written by hand for DuckDB, in the same run, and how cost grows.

    ./dev bench --measures [--stays MILLIONS] [--visits MILLIONS] [--slope MILLIONS,MILLIONS …] [--cap 1GB]

Every figure is had in a process of its own: CPU seconds and peak memory are that process's. The two answers must be equal, or nothing is
printed but the difference. Events are synthetic, with keys of 16 characters as pseudonyms have.
"""

import argparse
import hashlib
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

THREADS, MEMORY = 2, "1800MB"
#: SQL by hand gives up within 2 GB at 10 million stays.
BY_HAND = "3GB"
STAYS_START, STAYS_END = "2018-01-01", "2024-01-31"
VISITS_START, VISITS_END = "2022-07-01", "2023-12-31"

MADE_STAYS = """
copy (with e as (select i, cast(floor({n} * 0.4 * power(random(), 1.6)) as bigint) as p, date '2018-01-01' + cast(floor(random() * 2190) as int) as a,
  cast(floor(-ln(1 - random()) * 4) as int) as los, random() as r1, random() as r2, random() as r3, random() as r4, random() as r5
  from range(cast({n} * 0.9 as bigint)) t(i)),
s as (select i * 2 as k, * from e union all
  select i * 2 + 1, i, p, a + los + cast(r4 > 0.7 as int), cast(r5 * 9 as int), r2, r3, r1, r5, r4 from e where r5 < 0.111)
select substr(md5('s' || k), 1, 16) as stay, substr(md5('p' || p), 1, 16) as person, '22' as organisation,
  'U' || lpad(cast(cast(floor(r1 * 200) as int) as varchar), 3, '0') as unit, a as admitted, case when r2 < 0.0005 then null else a + los end as discharged,
  case when r3 < 0.3 then 'planned' when r3 < 0.99 then 'unplanned' else 'unknown' end as admission,
  case when r5 < 0.111 then 'hospital' when r4 < 0.03 then 'dead' when r4 < 0.04 then 'against_advice' when r4 < .15 then 'care_home' else 'home' end as discharged_to,
  case when r2 < .02 then null else 'I' || lpad(cast(cast(floor(r3 * 99) as int) as varchar), 2, '0') end as diagnosis,
  cast(case when r1 < .5 then floor(r2 * 9) + 1 end as int) as frailty
from s where a + los <= date '2024-01-31') to '{out}' (format parquet)"""

MADE_VISITS = """
copy (select substr(md5('c' || i), 1, 16) as contact, substr(md5('p' || p), 1, 16) as person, '22' as organisation,
  'U' || lpad(cast(case when r1 < .85 then p % 300 else floor(r2 * 300) end as int)::varchar, 3, '0') as unit,
  case when r3 < .02 then null else 'd' || cast(case when r3 < .6 then p % 3000 else floor(r3 * 3000) end as int) end as provider,
  case when r4 < .7 then 'doctor' else 'nurse' end as profession, case when r2 < .8 then 'primary' else 'outpatient' end as care,
  date '2022-07-01' + cast(floor(r5 * 549) as int) as date, case when r4 < .6 then 'visit' else 'phone' end as mode, null::boolean as planned
from (select i, cast(floor({n} / 8.0 * power(random(), 1.3)) as bigint) as p, random() as r1, random() as r2, random() as r3, random() as r4, random() as r5
  from range({n}) t(i))) to '{out}' (format parquet)"""
MADE_LISTINGS = """
copy (select substr(md5('p' || i), 1, 16) as person, 'U' || lpad(cast(i % 300 as varchar), 3, '0') as unit, date '2020-01-01' as start, null::date as end
from range(cast({n} / 8.0 as bigint)) t(i)) to '{out}' (format parquet)"""

# As an analyst would write it: distinct rows, three windows, one GROUP BY per episode, one for the answer.
HAND_STAYS = """
with s as (select distinct * from read_parquet('{stays}')),
v as (select *, coalesce(discharged, date '2024-01-31') as d from s
  where admitted <= coalesce(discharged, admitted) and admitted <= date '2024-01-31' and (discharged is not null or date '2024-01-31' - admitted <= 365)),
a as (select *, case when admitted <= max(d) over (partition by person order by admitted, d, stay rows between unbounded preceding and 1 preceding)
  then 0 else 1 end as new from v),
b as (select *, sum(new) over (partition by person order by admitted, d, stay rows unbounded preceding) as episode from a),
e as (select person, episode, min(admitted) as admitted, max(d) as d, bool_or(discharged is null) as still, arg_min(admission, (admitted, d, stay)) as admission,
  arg_max(unit, (d, admitted, stay)) as unit, arg_max(organisation, (d, admitted, stay)) as organisation,
  arg_max(discharged_to, (d, admitted, stay)) as discharged_to from b group by person, episode),
n as (select *, min(case when admission = 'unplanned' then admitted end)
  over (partition by person order by episode rows between 1 following and unbounded following) as back from e)
select organisation, unit, strftime(d, '%Y-%m') as period, count(*) filter (back - d <= 30) as numerator, count(*) as denominator from n
where not still and discharged_to not in ('dead', 'hospital', 'against_advice') and d < date '2024-01-01' group by all order by all"""

HAND_VISITS = """
with c as (select distinct * from read_parquet('{contacts}')),
v as (select distinct c.person, c.unit, c.date, c.provider from c join read_parquet('{listings}') l on l.person = c.person and l.unit = c.unit
  where c.care = 'primary' and c.profession = 'doctor' and c.mode in ('visit', 'home', 'distance') and c.provider is not null
  and c.date between date '2022-07-01' and date '2023-12-31'),
p as (select person, unit, provider, count(*) as n from v group by all),
q as (select person, unit, sum(n)::bigint as n, sum(n * n)::bigint as nn from p group by all having sum(n) >= 3)
select unit, '2023-Q4' as period, sum((nn - n) * 1000000 // (n * (n - 1)))::bigint as sum_millionths, count(*) as denominator from q group by all order by all"""


def connection(folder, memory):
    import duckdb

    return duckdb.connect(
        config={"threads": THREADS, "memory_limit": memory, "temp_directory": str(folder), "preserve_insertion_order": False}
    )


def make(folder, what, n):
    """The events of one size, made once."""
    folder = folder / f"{what}-{n}"
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    with connection(folder, "3GB") as con:
        con.execute("select setseed(0.5)")
        if what == "stays":
            con.execute(MADE_STAYS.format(n=n, out=folder / "stays.parquet"))
        else:
            con.execute(MADE_VISITS.format(n=n, out=folder / "contacts.parquet"))
            con.execute(MADE_LISTINGS.format(n=n, out=folder / "listings.parquet"))
    return folder


def by_hand(folder, what, spill, memory):
    names = {name: folder / f"{name}.parquet" for name in ("stays", "contacts", "listings")}
    with connection(spill, memory) as con:
        return con.execute((HAND_STAYS if what == "stays" else HAND_VISITS).format(**names)).fetchall()


def by_definition(folder, what, spill, memory):
    import dataclasses
    import datetime as dt

    from fardplan.measures import definition
    from fardplan.measures.engine.backend import DuckDB
    from fardplan.measures.engine.run import run

    if what == "stays":
        known = dataclasses.replace(definition.load("readmission-30-month"), breakdowns=(("organisation", "unit", "period"),))
        days, names = (STAYS_START, STAYS_END), ("organisation", "unit", "period", "numerator", "denominator")
    else:
        known = dataclasses.replace(definition.load("continuity-coc-doctor"), breakdowns=(("unit", "period"),))
        days, names = (VISITS_START, VISITS_END), ("unit", "period", "sum_millionths", "denominator")
    backend = DuckDB(spill, memory=memory, threads=THREADS)
    tables = {path.stem: backend.con.read_parquet(path) for path in folder.glob("*.parquet")}
    figures = run(known, backend, tables, *map(dt.date.fromisoformat, days))
    return sorted(tuple(row[name] for name in names) for row in figures.rows)


def one(folder, what, how, memory):
    """In a process of its own: the answer's digest and what it cost."""
    with tempfile.TemporaryDirectory(dir=folder) as spill:
        wall = time.perf_counter()
        answer = (by_hand if how == "hand" else by_definition)(folder, what, spill, memory)
        wall = time.perf_counter() - wall
    used = resource.getrusage(resource.RUSAGE_SELF)
    digest = hashlib.sha256(repr([tuple(row) for row in answer]).encode()).hexdigest()[:12]
    told = {"digest": digest, "cells": len(answer), "wall": wall, "cpu": used.ru_utime + used.ru_stime, "mb": used.ru_maxrss / 1024}
    print(json.dumps(told))


def asked(folder, what, how, memory):
    words = [sys.executable, "-m", "bench.measures", "--one", str(folder), what, how, memory]
    done = subprocess.run(words, capture_output=True, text=True, env={**os.environ, "PYTHONPATH": "src"})
    if done.returncode:
        raise SystemExit(done.stderr[-2000:])
    told = json.loads(done.stdout)
    print(
        f"{folder.name:>18} {how:>10} {memory:>6} {told['cells']:7} {told['cpu']:8.1f} {told['wall']:8.1f} {told['mb']:7.0f}  {told['digest']}",
        flush=True,
    )
    return told


def main(arguments):
    parser = argparse.ArgumentParser(prog="./dev bench --measures", description=__doc__.splitlines()[0])
    parser.add_argument("--stays", type=float, default=10, help="millions of stays (default 10)")
    parser.add_argument("--visits", type=float, default=50, help="millions of visits (default 50)")
    parser.add_argument("--slope", default="1,10,100", help="millions of stays whose cost is set against each other")
    parser.add_argument("--cap", default="1GB")
    parser.add_argument("--folder", type=Path, help="where events are kept between runs")
    options = parser.parse_args(arguments)
    print(f"{os.cpu_count()} cores, {THREADS} threads, load {os.getloadavg()[0]:.1f}")
    print(f"{'events':>18} {'how':>10} {'memory':>6} {'cells':>7} {'CPU s':>8} {'wall s':>8} {'peak MB':>7}  answer")
    with tempfile.TemporaryDirectory() as made:
        folder = options.folder or Path(made)
        for what, millions in (("stays", options.stays), ("visits", options.visits)):
            if not millions:
                continue
            at = make(folder, what, int(millions * 1_000_000))
            hand, ours = asked(at, what, "hand", BY_HAND), asked(at, what, "definition", MEMORY)
            capped = asked(at, what, "definition", options.cap)
            if len({each["digest"] for each in (hand, ours, capped)}) > 1:
                raise SystemExit("The answers differ.")
            print(
                f"{what}: {ours['cpu'] / hand['cpu']:.2f} of hand-written SQL in CPU, {ours['wall'] / hand['wall']:.2f} in wall", flush=True
            )
        costs = []
        for millions in [float(each) for each in options.slope.split(",") if each]:
            at = make(folder, "stays", int(millions * 1_000_000))
            costs.append((millions, asked(at, "stays", "definition", MEMORY)["cpu"]))
        for (small, cheap), (large, dear) in itertools.pairwise(costs):
            print(f"{small:g} to {large:g} million stays: {large / small:g} times the stays, {dear / cheap:.1f} times the CPU", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(Path(sys.argv[2]), *sys.argv[3:])
    else:
        main(sys.argv[1:])
