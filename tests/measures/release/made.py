"""A folder as `fardplan measures compute` leaves it, with figures of our own."""

import json
import random
from collections import defaultdict

import pyarrow as pa
import pyarrow.parquet as pq

from fardplan.measures import definition as definitions
from fardplan.measures.released import DIMENSIONS

ORGANISATIONS = ("22", "2281", "2262", "2280")
PERIODS = tuple(f"{year}-Q{quarter}" for year in (2022, 2023) for quarter in (1, 2, 3, 4))


def computed(folder, *, key="readmission-30", seed=1, synthetic=True, more=0, periods=PERIODS, by_age=False):
    """Write it. `by_age`: each ward's patients are of one age group. `more` adds so many to one cell: a small revision."""
    definition, some = definitions.load(key), random.Random(seed)
    sums = defaultdict(lambda: [0, 0])
    for place, organisation in enumerate(ORGANISATIONS):
        for period in periods:
            for sex in "FM":
                for unit in ("a", "b"):
                    below = some.randint(3, 40) * (6 if place == 0 else 1) // (4 if place == 3 else 1)
                    above = sum(some.random() < 0.15 for _each in range(below))
                    if more and (organisation, period, sex, unit) == ("2281", periods[0], "F", "a"):
                        below, above = below + more, above + more
                    ages = (
                        [{"age_group": definition.age_labels[(place + len(unit) + below) % len(definition.age_labels)]}] if by_age else []
                    )
                    for told in ({}, {"sex": sex}, {"unit": f"{organisation}-{unit}"}, *ages):
                        row = tuple(({"organisation": organisation, "period": period} | told).get(name) for name in DIMENSIONS)
                        sums[row][0] += below
                        sums[row][1] += above
    mean = definition.result == "mean"
    rows = [
        dict(zip(DIMENSIONS, place, strict=True))
        | {"definition": key, "version": definition.version, "hash": definition.hash, "parameters": definition.parameters_json}
        | {"numerator": None if mean else above, "denominator": below, "persons": below if mean else None}
        | {"sum_millionths": above * 987_654 if mean else None, "standardised_millionths": None, "status": "value"}
        for place, (below, above) in sums.items()
    ]
    some.shuffle(rows)
    folder.mkdir(parents=True, exist_ok=True)
    text = {name: pa.string() for name in ("definition", "version", "hash", "parameters", "status", *DIMENSIONS)}
    schema = pa.schema([(name, text.get(name, pa.int64())) for name in rows[0]])
    pq.write_table(pa.Table.from_pylist(rows, schema=schema), folder / f"{key}.parquet")
    (folder / "manifest.json").write_text(json.dumps({"synthetic": synthetic, "engine": "duckdb", "extract_end": "2024-03-31"}))
    return folder
