"""`fardplan spc`: a CSV file in, points and a picture out."""

from __future__ import annotations

import csv
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from fardplan import usage

from . import anhoej, complaints, drawing, mdc, svg, table, words
from .errors import RowError, SpcError
from .kinds import KINDS
from .reading import Read, read
from .rulesets import FIX_MINIMUM, RULE_SETS
from .series import AGGREGATES, Points, gather

ONLY_ANHOEJ = ("freeze", "split", "exclude", "cl")
ONLY_MDC = ("rebase", "fix")


class Listed(click.ParamType):
    """Values with commas between: 12,24."""

    name = "lista"

    def __init__(self, item: type):
        self.item = item

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if not isinstance(value, str):
            return value
        try:
            return tuple(self.item(part.strip()) for part in value.split(",") if part.strip())
        except ValueError:
            self.fail(f"”{value}” är inte heltal med komma emellan, som 12,24.", param, ctx)


@click.command(
    "spc", cls=usage.Command, help="Styrdiagram av INPUT.csv: kolumnerna x, y och vid behov n, facet1, facet2, cl, target, part."
)
@click.argument("input", type=click.Path(path_type=Path))
@click.option("--chart", "kind", type=click.Choice([*KINDS], case_sensitive=False), default="i", show_default=True, help="Sorts diagram.")
@click.option(
    "--rules", type=click.Choice([anhoej.RULES, *RULE_SETS]), default=anhoej.RULES, show_default=True, help="Regelverk, med version."
)
@click.option("--n", "use_n", is_flag=True, help="Dela y med kolumnen n (görs alltid för p, pp, u, up och ip).")
@click.option("--freeze", type=click.IntRange(min=1), help="Punkt 1 till hit är baslinje.")
@click.option("--split", type=Listed(int), default=(), help="Ny del efter dessa punkter: 12,24.")
@click.option("--exclude", type=Listed(int), default=(), help="Punkter som inte räknas med i mittlinje, gränser och följder.")
@click.option("--cl", type=float, help="Given mittlinje, i y:s enhet före --multiply.")
@click.option("--target", type=float, help="Mål, i den enhet som visas.")
@click.option("--direction", type=click.Choice([*mdc.DIRECTIONS]), help="Vilket håll som är bättre.")
@click.option("--rebase", type=Listed(str), multiple=True, help="Nya gränser från och med detta x: 2021-05-01.")
@click.option("--fix", type=click.IntRange(min=FIX_MINIMUM), help="Gränser från de första så många raderna i varje grupp.")
@click.option("--no-screen", is_flag=True, help="Räkna med alla språng i gränserna.")
@click.option("--aggregate", type=click.Choice(AGGREGATES), help="Hur rader med samma x slås ihop; annars medelvärde.")
@click.option("--multiply", type=float, default=1.0, help="Visa y, mittlinje och gränser så många gånger större.")
@click.option("--facet", type=Listed(str), help="Kolumner som delar filen i flera serier.")
@click.option("--event", "events", multiple=True, help="Något som hände, i bilden: 2022-03=Ny rutin. Kan ges flera gånger.")
@click.option("--title", default="", help="Rubrik i bilden.")
@click.option("--unit", default="", help="Enhet i bilden.")
@click.option("--out", type=click.Path(path_type=Path, allow_dash=True), help="Skriv en rad per punkt hit; - är skärmen.")
@click.option("--svg", "picture_path", type=click.Path(path_type=Path), help="Rita diagrammet hit.")
def spc(**options: Any) -> None:
    """Exit code 0 done, 1 the data are wrong, 2 the command is wrong."""
    _usable(options)
    source: Path = options["input"]
    try:
        charts = _charts(source, options)
        _write(charts, options)
    except SpcError as problem:
        place = {"row": problem.row, "column": problem.column} if isinstance(problem, RowError) else {}
        click.echo(complaints.placed(source.name, str(problem), series=problem.series, **place), err=True)
        raise SystemExit(1) from None


def main(argv: Sequence[str] | None = None) -> int:
    """Run with these arguments (default: the command line's) and answer the exit code."""
    return usage.run(spc, argv)


def _usable(options: dict[str, Any]) -> None:
    """Choices that do not belong together are refused rather than passed over."""
    by_points = options["rules"] in RULE_SETS
    for name in ONLY_ANHOEJ if by_points else ONLY_MDC:
        if options[name] not in (None, ()):
            raise click.UsageError(f"--{name} hör inte till regelverket {options['rules']}.")
    if by_points and options["kind"] != "i":
        raise click.UsageError(f"{options['rules']} gäller bara --chart i.")
    if not 0 < options["multiply"] < 1e100:
        raise click.UsageError("--multiply ska vara ett tal större än noll.")
    for name in ("cl", "target"):
        if options[name] is not None and not abs(options[name]) < 1e100:
            raise click.UsageError(f"--{name} ska vara ett vanligt tal.")
    if len(options["facet"] or ()) > 2:
        raise click.UsageError("--facet tar högst två kolumner.")
    for text in options["events"]:
        if not all(part.strip() for part in text.partition("=")):
            raise click.UsageError(complaints.not_an_event(text))
    if any(index < 1 for index in options["exclude"]):
        raise click.UsageError("--exclude räknar punkter från 1.")


def _charts(source: Path, options: dict[str, Any]) -> list[anhoej.Chart | mdc.MdcChart]:
    facets = options["facet"]
    found = read(source, None if facets is None else [name.lower() for name in facets])
    notes = list(found.notes)
    kind = KINDS[options["kind"]]
    use_n = options["use_n"] or kind.denominators or (kind.weighted and found.has_n)
    if options["use_n"] and not found.has_n:
        raise RowError(complaints.no_denominators("--n"), column="n")
    if found.has_n and not use_n:
        notes.append(complaints.unused_denominators())
    if options["rules"] in RULE_SETS and options["direction"] is None:
        notes.append(complaints.direction_assumed())
    if options["rules"] == anhoej.RULES and options["direction"] is not None:
        notes.append(complaints.direction_unused())
    charts, failed = [], []
    series = [_series(found, key, use_n) for key in found.tables]
    rebase = _rebase(series, [x for group in options["rebase"] for x in group])
    for points in series:
        try:
            charts.append(_chart(points, options, rebase))
            elsewhere = [complaints.rebase_elsewhere(x) for x in rebase if not points.has(x)]
            notes += [": ".join(filter(None, [", ".join(points.facet), note])) for note in elsewhere]
        except RowError as problem:
            problem.series = ", ".join(points.facet)
            raise
        except SpcError as problem:
            problem.series = ", ".join(points.facet)
            failed.append(problem)
    if not charts:
        raise failed[0]
    notes += [f"{problem.series}: {problem} Serien är inte med." for problem in failed]
    for chart in charts:
        notes += [": ".join(filter(None, [", ".join(chart.points.facet), note])) for note in chart.notes]
    for note in notes:
        click.echo(note, err=True)
    return charts


def _series(found: Read, key: tuple[str, ...], use_n: bool) -> Points:
    rows = found.tables[key]
    return gather(rows if use_n else rows.without_n(), found.axis, key)


def _rebase(series: list[Points], wanted: list[str]) -> list[str]:
    """Rebase dates that are some point's x; one that is nobody's is an error."""
    for text in wanted:
        if series[0].axis.named:
            raise SpcError(complaints.MDC_NAMES)
        if not any(points.has(text) for points in series):
            longest = max(series, key=len)
            raise SpcError(complaints.no_rebase(text, longest.nearest(text)))
    return wanted


def _chart(points: Points, options: dict[str, Any], rebase: list[str]) -> anhoej.Chart | mdc.MdcChart:
    same = {"target": options["target"], "multiply": options["multiply"]}
    if options["rules"] == anhoej.RULES:
        return anhoej.chart(
            points, options["kind"], aggregate=options["aggregate"] or "mean", split=options["split"], freeze=options["freeze"],
            exclude=options["exclude"], cl=options["cl"], screen=not options["no_screen"], **same,
        )  # fmt: skip
    return mdc.chart(
        points, options["rules"], direction=options["direction"] or "increase", rebase=[x for x in rebase if points.has(x)], fix=options["fix"],
        screen=False if options["no_screen"] else None, aggregate=options["aggregate"], **same,
    )  # fmt: skip


def _write(charts: list[anhoej.Chart | mdc.MdcChart], options: dict[str, Any]) -> None:
    happened = [drawing.Event(x.strip(), words_.strip()) for x, _, words_ in (text.partition("=") for text in options["events"])]
    pictures = [drawing.of(chart, unit=options["unit"], events=happened) for chart in charts]
    for note in dict.fromkeys(note for picture in pictures for note in picture.notes):
        click.echo(note, err=True)
    try:
        if options["out"] is not None:
            _points(charts, options["out"])
        if options["picture_path"] is not None:
            text = svg.sheet(pictures, title=options["title"])
            options["picture_path"].write_text(text, encoding="utf-8")
    except OSError as problem:
        raise click.UsageError(f"{problem.filename} går inte att skriva: {problem.strerror}.") from None
    if options["out"] is None or str(options["out"]) != "-":
        for chart in charts:
            click.echo(": ".join(filter(None, [", ".join(chart.points.facet), str(words.verdict(chart))])))


def _points(charts: list[anhoej.Chart | mdc.MdcChart], path: Path) -> None:
    columns = table.ANHOEJ if isinstance(charts[0], anhoej.Chart) else table.MDC
    out = sys.stdout if str(path) == "-" else path.open("w", encoding="utf-8", newline="")
    try:
        writer = csv.DictWriter(out, columns, lineterminator="\n")
        writer.writeheader()
        for chart in charts:
            writer.writerows(table.rows(chart))
    finally:
        if out is not sys.stdout:
            out.close()
