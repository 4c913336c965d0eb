"""./dev bench --release: what disclosure control costs, from made-up counts of units, periods, sexes and ages.

    ./dev bench --release [--units 5,20,30] [--periods quarters|rolling] [--shape plain|full] [--months 24]

`rolling` are windows of twelve months that end each month, `quarters` quarters with their years. `plain` are the tables that definitions
ship with (unit by period; organisation by period and by sex or age group), `full` is unit by sex by age group with all margins.
"""

import argparse
import itertools
import os
import time
from collections import defaultdict

import numpy as np

SEXES, AGES = "FM", ("0-64", "65-79", "80-89", "90+")
PLAIN = ((), ("unit",), ("sex",), ("age_group",))
FULL = tuple(each for n in range(4) for each in itertools.combinations(("unit", "sex", "age_group"), n))


def counts(units, months, seed=1, rate=0.12, mean=3):
    """{(unit, month, sex, age group): (denominator, numerator)}, few of the very old and units of unlike sizes."""
    random = np.random.default_rng(seed)
    found = {}
    for unit in range(units):
        size = random.gamma(1.2, mean)
        for month, sex, age in itertools.product(range(months), SEXES, range(len(AGES))):
            below = int(random.poisson(size / (1 + age)))
            found[f"u{unit}", month, sex, AGES[age]] = below, int(random.binomial(below, rate))
    return found


def periods(kind, months):
    """{label: its months}"""
    name = [f"{2020 + m // 12}-{m % 12 + 1:02}" for m in range(months)]
    if kind == "rolling":
        return {name[last]: range(last - 11, last + 1) for last in range(11, months)}
    found = {f"{2020 + q // 4}-Q{q % 4 + 1}": range(3 * q, 3 * q + 3) for q in range(months // 3)}
    return found | {f"{2020 + y}": range(12 * y, 12 * y + 12) for y in range(months // 12)}


def cells(leaves, kind, shape, months):
    from fardplan.measures.disclosure import Cell
    from fardplan.measures.disclosure.cells import at

    inside = defaultdict(list)
    for label, own in periods(kind, months).items():
        for month in own:
            inside[month].append(label)
    sums = defaultdict(lambda: [0, 0])
    for (unit, month, sex, age), (below, above) in leaves.items():
        told = {"unit": unit, "sex": sex, "age_group": age}
        for label, names in itertools.product(inside[month], FULL if shape == "full" else PLAIN):
            place = at(organisation="22", period=label, **{name: told[name] for name in names})
            sums[place][0] += below
            sums[place][1] += above
    return [Cell("f", place, above, below) for place, (below, above) in sums.items()]


def main(arguments):
    from fardplan.measures.disclosure import protect

    parser = argparse.ArgumentParser(prog="./dev bench --release", description=__doc__.splitlines()[0])
    parser.add_argument("--units", default="5,20,30")
    parser.add_argument("--periods", choices=("rolling", "quarters"), default="rolling")
    parser.add_argument("--shape", choices=("plain", "full"), default="plain")
    parser.add_argument("--months", type=int, default=24)
    options = parser.parse_args(arguments)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; {options.shape}, {options.periods}, {options.months} months")
    print(f"{'units':>6} {'cells':>6} {'CPU s':>7} {'wall s':>7} {'rounds':>6}  shown, small, complementary")
    for units in map(int, options.units.split(",")):
        made = cells(counts(units, options.months), options.periods, options.shape, options.months)
        cpu, wall = time.process_time(), time.perf_counter()
        done = protect(made, rolling={"f": 12} if options.periods == "rolling" else None)
        cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
        told = ", ".join(str(done.counts[name]) for name in ("value", "suppressed", "complementary"))
        print(f"{units:6} {len(made):6} {cpu:7.1f} {wall:7.1f} {done.rounds:6}  {told}", flush=True)
