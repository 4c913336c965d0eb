"""`fardplan measures explain`: a definition in Swedish, and how an engine computes it."""

from __future__ import annotations

import datetime as dt
import json
import textwrap
from collections.abc import Iterator
from typing import Any

import click

from . import definition as definitions
from . import schema
from .definition import Definition

CERTAINTY = {"official": "myndighetens definition", "follows": "följer en myndighets definition", "own": "egen definition"}
DIMENSIONS = {"organisation": "part", "unit": "enhet", "period": "period", "sex": "kön", "age_group": "ålder", "frailty": "skörhet"}
PERIODS = {"month": "månad", "quarter": "kvartal", "year": "år", "rolling_12": "rullande tolv månader"}
RESULTS = {"share": "täljare delat med nämnare", "rate": "täljare per {per} i nämnaren", "mean": "summa delad med nämnare"}
POLICY = {
    "nulls": "Okända värden",
    "ties": "Ordning",
    "open_stays": "Pågående",
    "censoring": "Uppföljning",
    "deaths": "Dödsfall",
    "attribution": "Hemvist",
}


@click.command("explain", help="Visa en definition på svenska, och hur den räknas.")
@click.argument("which", metavar="DEFINITION")
@click.option(
    "--engine", type=click.Choice(["duckdb", "spark", "postgres"]), default="duckdb", show_default=True, help="Vilken motors SQL som visas."
)
@click.option("--plan", is_flag=True, help="Visa också DuckDB:s frågeplan för varje steg, på tomma tabeller.")
@click.option("--short", is_flag=True, help="Bara definitionen, ingen SQL.")
@click.option("--json", "as_json", is_flag=True, help="Svara med JSON.")
def explain(which: str, engine: str, plan: bool, short: bool, as_json: bool) -> None:
    """Exit code 0, or 1 when the definition cannot be read."""
    found = definitions.load(which)
    steps = [] if short else planned(found, engine, plan=plan)
    if as_json:
        told = json.loads(found.canonical) | {"hash": found.hash, "steps": steps}
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))
        return
    for line in lines(found):
        click.echo(line)
    for number, step in enumerate(steps, 1):
        click.echo(f"\n-- Steg {number}: {step['name'].replace('_', ' ')}\n{step['sql']};")
        if step["plan"]:
            click.echo(step["plan"])


def lines(found: Definition) -> Iterator[str]:
    """The definition as a reader in Sweden meets it."""
    yield found.name_sv
    yield "=" * len(found.name_sv)
    yield f"{found.key}, version {found.version}, hash {found.hash}"
    yield ""
    yield from _paragraph(found.description_sv)
    yield ""
    yield from _item("Hur säkert", f"{CERTAINTY[found.certainty]}. {found.certainty_sv}")
    yield from _item("Källa", found.source)
    yield from _item("Täljare", found.numerator_sv)
    yield from _item("Nämnare", found.denominator_sv)
    yield from _item("Värde", RESULTS[found.result].format(per=found.per))
    yield from _item("Period", PERIODS[found.period])
    yield from _item("Uppdelningar", "; ".join(" × ".join(DIMENSIONS[name] for name in parts) for parts in found.breakdowns))
    yield from _item("Åldersgrupper", ", ".join(found.age_labels))
    if found.codes:
        yield from _item(
            "Kodlista",
            f"{found.codes.name_sv} ({found.codes.key} {found.codes.version}): {', '.join(found.codes.prefixes)}. {found.codes.certainty_sv}",
        )
    if found.standardise:
        yield from _item("Standardiseras", f"efter ålder, mot {found.standardise.name_sv}")
    yield ""
    yield "Parametrar:"
    for name, value in found.parameters.items():
        yield f"  {name}: {json.dumps(value, ensure_ascii=False)}"
    yield ""
    yield "Undantas, i denna ordning:"
    for number, (reason, rule) in enumerate(found.exclusions, 1):
        yield from _item(f"{number}. {reason}", rule)
    yield ""
    for name, words in POLICY.items():
        yield from _item(words, found.policy[name])


def _paragraph(text: str, indent: str = "") -> list[str]:
    return textwrap.wrap(" ".join(text.split()), 110, initial_indent=indent, subsequent_indent=indent)


def _item(name: str, text: str) -> list[str]:
    return textwrap.wrap(f"{name}: {' '.join(text.split())}", 110, subsequent_indent="  ")


def planned(found: Definition, engine: str, *, plan: bool = False) -> list[dict[str, Any]]:
    """Every query the engine would run, as name, sql and (DuckDB) plan; had by computing over empty tables."""
    import pyarrow as pa

    from .engine.backend import DuckDB
    from .engine.run import run

    backend = DuckDB(threads=1)
    backend.dialect, backend.keep_plan = engine.replace("spark", "pyspark"), plan
    kinds = {schema.TEXT: pa.string(), schema.DATE: pa.date32(), schema.BOOLEAN: pa.bool_(), schema.INTEGER: pa.int64()}
    tables = {}
    for name in found.tables:
        fields = [(column.name, kinds[column.type]) for column in schema.table(name).columns]
        tables[name] = backend.con.create_table(name, pa.schema(fields).empty_table())
    run(found, backend, tables, dt.date(2020, 1, 1), dt.date(2024, 12, 31))
    return backend.steps
