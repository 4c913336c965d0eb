"""`fardplan evaluate`: a stored plan in, the conclusion, the numbers and a picture out."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
import yaml

from fardplan import usage
from fardplan.spc import complaints as spoken

from . import complaints, drawing, words
from .api import evaluate as carry_out
from .did import Answer as DidAnswer
from .errors import PlanError, RowError, SpcError
from .plan import read
from .result import Result
from .series import columns, inline

SAME = 1e-9
"""Numbers that differ relatively less than this are the same (other machines round the last digits otherwise)."""


@click.command(
    "evaluate", cls=usage.Command, help="Utvärdera efter planen SPEC (YAML eller JSON): före och efter, eller jämfört med andra."
)
@click.argument("spec", type=click.Path(path_type=Path))
@click.option("--data", type=click.Path(path_type=Path), help="CSV-fil i stället för den som planen nämner.")
@click.option("--out", type=click.Path(path_type=Path, allow_dash=True), help="Skriv hela resultatet som JSON hit; - är skärmen.")
@click.option("--svg", "picture", type=click.Path(path_type=Path), help="Rita resultatet hit.")
@click.option("--against", type=click.Path(path_type=Path), help="Jämför med ett sparat resultat; svarskod 1 om något skiljer.")
def evaluate(spec: Path, data: Path | None, out: Path | None, picture: Path | None, against: Path | None) -> None:
    """Exit code 0 done (also when nothing was shown), 1 plan, data or an old result are wrong, 2 the command is wrong."""
    try:
        result = _result(spec, data)
        before = _stored(against) if against else None
    except SpcError as problem:
        click.echo(str(problem), err=True)
        raise SystemExit(1) from None
    for note in result.notes:
        click.echo(note, err=True)
    found = result.as_dict()
    try:
        if out is not None:
            text = json.dumps(found, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
            click.echo(text, nl=False) if str(out) == "-" else out.write_text(text, encoding="utf-8")
        if picture is not None:
            picture.write_text(drawing.sheet(result), encoding="utf-8")
    except OSError as problem:
        raise click.UsageError(f"{problem.filename} går inte att skriva: {problem.strerror}.") from None
    if str(out) != "-":
        click.echo("\n".join(report(result)))
    if before is not None:
        if differing := differences(before, found):
            click.echo(complaints.differs(differing[:6], len(differing)), err=True)
            raise SystemExit(1)
        click.echo(complaints.SAME_RESULT, err=True)


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: the command line's) and answer the exit code."""
    return usage.run(evaluate, argv)


def report(result: Result) -> list[str]:
    """The result as lines to read."""
    lines = [result.plan.title] if result.plan.title else []
    lines += [str(result), f"Metod: {result.method}.", f"Jämförelse: {result.comparison}"]
    if isinstance(result.answer, DidAnswer) and (said := words.pre_trend(result.answer)):
        lines.append(said)
    lines += [f"Att tänka på: {text}" for text in result.cautions]
    lines.append(f"Antaganden: {' '.join(result.assumptions)}")
    if result.registered == "before":
        lines.append(result.registered_text)
    source = result.source
    vintage = f"utgåva {source['vintage']}, " if source["vintage"] else ""
    lines.append(f"Data: {source['file'] or 'i planen'}, {vintage}{source['first']} till {source['last']}, summa {source['sha256'][:12]}.")
    return lines


def differences(before: Any, now: Any, place: str = "") -> list[str]:
    """Where two results part: names of places, in order. The software's versions may differ; words follow numbers."""
    if place in ("software", "source.file", "plan.data"):
        return []
    if isinstance(before, Mapping) and isinstance(now, Mapping):
        keys = [*before, *(key for key in now if key not in before)]
        return [found for key in keys for found in differences(before.get(key), now.get(key), f"{place}.{key}".lstrip("."))]
    if isinstance(before, list) and isinstance(now, list) and len(before) == len(now):
        return [found for i, (a, b) in enumerate(zip(before, now, strict=True)) for found in differences(a, b, f"{place}[{i}]")]
    if isinstance(before, int | float) and isinstance(now, int | float):
        return [] if math.isclose(before, now, rel_tol=SAME, abs_tol=1e-12) else [place]
    return [] if before == now else [place]


def _result(spec: Path, data: Path | None) -> Result:
    try:
        plan = read(_parsed(spec))
    except PlanError as problem:
        raise SpcError(spoken.placed(spec.name, str(problem))) from problem
    if data is None and isinstance(plan.data, Mapping):
        table, name = None, spec.name
    elif data is None and not plan.data:
        raise SpcError(spoken.placed(spec.name, complaints.NO_DATA))
    else:
        data = data if data is not None else spec.parent / plan.data
        name = data.name
    try:
        table = inline(plan.data) if data is None else columns(_bytes(data))
        return carry_out(plan, table, name="" if data is None else name)
    except PlanError as problem:
        raise SpcError(spoken.placed(spec.name, str(problem))) from problem
    except RowError as problem:
        raise SpcError(spoken.placed(name, str(problem), row=problem.row, column=problem.column)) from problem
    except SpcError as problem:
        raise SpcError(spoken.placed(name, str(problem))) from problem


def _parsed(path: Path) -> Any:
    try:
        text = _bytes(path).decode("utf-8-sig")
        return yaml.safe_load(text)
    except SpcError as problem:
        raise PlanError(str(problem)) from problem
    except (UnicodeDecodeError, ValueError, yaml.YAMLError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        raise PlanError(complaints.not_yaml(mark.line + 1 if mark else None)) from problem


def _stored(path: Path) -> Any:
    try:
        return json.loads(_bytes(path))
    except (ValueError, RecursionError) as problem:
        raise SpcError(spoken.placed(path.name, complaints.NOT_A_RESULT)) from problem
    except SpcError as problem:
        raise SpcError(spoken.placed(path.name, str(problem))) from problem


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as problem:
        raise SpcError(spoken.NOT_FOUND) from problem
