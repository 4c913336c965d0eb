"""A county where an intervention was planted: synthetic events -> the measure -> the evaluation. Does its interval hold the truth?

Used by the tests with few counties, and by whoever asks with many: `python -m tests.measures.planted 200`.
On 2026-11-22, 140 counties of 60 000 persons, four years, 40 per cent fewer returns in every other municipality from the third year: the truth in the
interval in 131 of 137 in percentage points (places compared; three could not be judged) and in 132 of 140 as a ratio (before and after).
193 more the day after (seeds 2001 on): 181 of 186 and 188 of 193. Together 96 per cent of each, within what chance allows of 95.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fardplan import evaluation
from fardplan.measures import definition
from fardplan.measures.engine.backend import DuckDB
from fardplan.measures.engine.run import run
from fardplan.measures.synth import Wish, make

RELATIVE, SINCE, PERSONS, YEARS = -0.4, dt.date(2024, 1, 1), 60_000, 4
TABLES = ("persons", "stays", "moves", "deaths")


def asked() -> definition.Definition:
    """Readmission by municipality of residence and month, chained as the synthetic county was made."""
    said = definition.load("readmission-30-residence").with_parameters(transfer_gap_days=1)
    return dataclasses.replace(said, period="month", breakdowns=(("organisation", "period"),))


@dataclass
class County:
    """Rows (place, month, numerator, denominator) of the extract's own municipalities, and which of them had the intervention."""

    rows: list[tuple[str, str, int, int]]
    treated: set[str]
    #: What the share of readmissions after the start would have been in the treated places, as the county's own truth tells it.
    would: float


def county(seed: int) -> County:
    """Made, computed and thrown away."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "events"
        manifest = make(Wish(PERSONS, YEARS, seed, relative=RELATIVE, since=SINCE, tables=TABLES), out)
        backend = DuckDB(threads=1)
        tables = {name: backend.con.read_parquet(str(out / f"{name}.parquet")) for name in TABLES}
        first, last = (dt.date.fromisoformat(str(manifest[key])) for key in ("extract_start", "extract_end"))
        figures = run(asked(), backend, tables, first, last)
        backend.con.disconnect()
        told = json.loads((out / "truth.json").read_text())
    own = manifest["organisations"]["municipalities"]
    rows = [
        (row["organisation"], row["period"], row["numerator"], row["denominator"]) for row in figures.rows if row["organisation"] in own
    ]
    return County(rows, set(own[::2]), told["cells"]["treated_after"]["without"]["rate"])


@dataclass
class Found:
    """What an evaluation said of one county: the true effect, and its estimate with interval, in the same unit."""

    truth: float
    estimate: float
    low: float
    high: float

    @property
    def holds(self) -> bool:
        return self.low <= self.truth <= self.high


def compared(seed: int) -> tuple[Found | None, Found | None]:
    """The county against itself: places with the intervention compared with those without (percentage points), and those with it before and
    after (ratio of counts). The truth in points is the planted share of what would have been without intervention. None: the evaluation said
    that the data are too few to judge by.
    """
    seen = county(seed)
    return points(seen, 100 * RELATIVE * seen.would), ratio(seen)


def points(seen: County, truth: float) -> Found | None:
    plan = evaluation.read(
        {"design": "did", "starts": dict.fromkeys(seen.treated, f"{SINCE:%Y-%m}"), "direction": "decrease", "registered": "2023-12-01"}
    )
    rows = sorted(seen.rows)
    columns = {"x": [r[1] for r in rows], "place": [r[0] for r in rows], "y": [100 * r[2] / r[3] for r in rows]}
    effect = evaluation.evaluate(plan, evaluation.inline(columns)).effect
    return Found(truth, effect.estimate, effect.low, effect.high) if effect else None


def ratio(seen: County) -> Found | None:
    months = sorted({row[1] for row in seen.rows})
    sums = {month: [sum(r[i] for r in seen.rows if r[1] == month and r[0] in seen.treated) for i in (2, 3)] for month in months}
    plan = evaluation.read(
        {
            "design": "its",
            "start": f"{SINCE:%Y-%m}",
            "kind": "count",
            "population": "n",
            "direction": "decrease",
            "registered": "2023-12-01",
        }
    )
    columns = {"x": months, "y": [sums[m][0] for m in months], "n": [sums[m][1] for m in months]}
    effect = evaluation.evaluate(plan, evaluation.inline(columns)).effect
    return Found(1 + RELATIVE, effect.estimate, effect.low, effect.high) if effect else None


def many(seeds: range) -> Iterator[tuple[Found | None, Found | None]]:
    for seed in seeds:
        yield compared(seed)


def told(name: str, answers: list[Found | None]) -> str:
    """Coverage with its own interval (Wilson, 95 %), how often nought (or one) was ruled out, the mean error, and how many were not judged."""
    found = [each for each in answers if each is not None]
    n, k = len(found), sum(each.holds for each in found)
    z, p = 1.96, k / n
    middle, half = p + z * z / 2 / n, z * np.sqrt(p * (1 - p) / n + z * z / 4 / n / n)
    low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
    nothing = 1.0 if name == "kvot" else 0.0
    power = sum(not each.low <= nothing <= each.high for each in found) / n
    error = np.mean([each.estimate - each.truth for each in found])
    return f"{name}: sanningen i intervallet {k} av {n} ({p:.1%}; {low:.1%}-{high:.1%}), ingen effekt utesluten i {power:.0%}, fel i medel {error:+.3f}; {len(answers) - n} kunde inte bedömas"


if __name__ == "__main__":
    both = list(many(range(1, int(sys.argv[1]) + 1)))
    print(told("procentenheter", [a for a, _ in both]))
    print(told("kvot", [b for _, b in both]))
