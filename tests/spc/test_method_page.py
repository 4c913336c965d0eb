"""The method page says what the code does: its tables are read and compared."""

from pathlib import Path

from fardplan import spc
from fardplan.spc import runs

PAGE = (Path(__file__).parents[2] / "docs/metod/styrdiagram.md").read_text(encoding="utf-8")


def row(start):
    line = next(line for line in PAGE.splitlines() if line.startswith(f"| {start}"))
    return [int(cell) for cell in line.strip("| ").split("|")[1:]]


def test_limits_of_the_anhoej_rules():
    n = row("punkter | ")
    assert row("längsta följd, högst") == [runs.longest_run_max(k) for k in n]
    assert row("korsningar, minst") == [runs.crossings_min(k) for k in n]


def test_every_chart_and_rule_set_is_there():
    assert all(f"`{code}`" in PAGE for code in [*spc.KINDS, *spc.RULE_SETS, "anhoej"])


def test_minimums():
    assert f"Under {runs.MINIMUM_USEFUL} punkter vid sidan av mittlinjen" in PAGE
    assert f"`mdc-excel` dömer inte under {spc.RULE_SETS['mdc-excel'].minimum} punkter" in PAGE
