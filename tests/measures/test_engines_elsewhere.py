"""The same definition on Spark and on PostgreSQL: the same figures to the last digit, on nasty events."""

import os
import random
import subprocess
import sys

import pyarrow.parquet as pq
import pytest

from . import adversarial, elsewhere, engines, variants

EXAMPLES = 60
#: Planning costs more than running here, so one definition of each measure; all of them with ENGINES=all.
DEFINITIONS = [
    each for each in variants.variants() if each.key.endswith("-2" if "primary" in each.key else "-1") or os.environ.get("ENGINES") == "all"
]


@pytest.fixture(scope="module")
def together():
    return engines.joined([engines.extract_of(adversarial.example(random.Random(n), n)) for n in range(EXAMPLES)])


@pytest.fixture(scope="module")
def tables(together):
    return {name: engines.arrow(name, rows) for name, rows in together.tables.items()}


def assert_same(definition, together, elsewhere):
    here, there = engines.answered(definition, together), engines.answered(definition, together, *elsewhere)
    assert there.cells == here.cells
    assert there.flow == here.flow
    assert here.cells


@pytest.fixture(scope="module")
def on_postgres(tables):
    with elsewhere.postgres(tables) as found:
        yield found


@pytest.mark.parametrize("definition", DEFINITIONS, ids=lambda each: each.key)
def test_postgresql_gives_the_same_figures(definition, together, on_postgres):
    assert_same(definition, together, on_postgres)


#: Spark's starting and planning alone is most of this room's time.
ON_SPARK = [each for each in DEFINITIONS if each.key == "readmission-30-1" or os.environ.get("ENGINES") == "all"]


@pytest.fixture(scope="module")
def on_spark(tables, tmp_path_factory):
    with elsewhere.spark(tmp_path_factory.mktemp("spark"), tables) as found:
        yield found


@pytest.mark.parametrize("definition", ON_SPARK, ids=lambda each: each.key)
def test_spark_gives_the_same_figures(definition, together, on_spark):
    assert_same(definition, together, on_spark)


@pytest.mark.skipif(os.environ.get("ENGINES") != "all", reason="a Spark of its own: half a minute; ENGINES=all")
@pytest.mark.timeout(600)
def test_the_command_line_gives_the_same_files_on_spark(county, tmp_path, monkeypatch):
    monkeypatch.setenv("FARDPLAN_PRIVATE", str(tmp_path / "private"))
    found = []
    for engine in ("duckdb", "spark"):
        words = ["compute", "--engine", engine, "--definition", "readmission-30", "--events", str(county), "--out", str(tmp_path / engine)]
        done = subprocess.run([sys.executable, "-m", "fardplan.measures", *words], capture_output=True, text=True, timeout=500)
        assert done.returncode == 0, done.stderr[-500:]
        found.append(
            [sorted(pq.read_table(tmp_path / engine / name).to_pylist(), key=str) for name in ("readmission-30.parquet", "flow.parquet")]
        )
    assert found[0] == found[1]
