"""`fardplan measures synth`: a synthetic county or nation as an extract."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import click

from . import schema
from .synth import Wish, make


@click.command("synth", help="Skapa ett påhittat uttag: ett län eller ett land av vårdhändelser, med en inplanterad effekt om du vill.")
@click.option("--persons", type=click.IntRange(1, 30_000_000), required=True, help="Antal personer.")
@click.option("--years", type=click.IntRange(1, 20), required=True, help="Antal år.")
@click.option("--seed", type=click.IntRange(0, 2**31), default=1, show_default=True, help="Samma tal ger samma rader.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Ny mapp att skriva i.")
@click.option("--nation", is_flag=True, help="21 regioner och 290 kommuner i stället för ett län med sju kommuner.")
@click.option("--through", type=click.DateTime(["%Y-%m-%d"]), default="2025-12-31", show_default=True, help="Uttagets sista dag.")
@click.option("--effect", type=float, default=0.0, help="Plantera en effekt: -0.2 är 20 procent färre oplanerade återinskrivningar.")
@click.option("--effect-from", type=click.DateTime(["%Y-%m-%d"]), help="Första dagen med effekt; annars mitt i uttaget.")
@click.option("--effect-in", default="", help="Kommunkoder med komma emellan; annars varannan kommun.")
@click.option("--tables", default="", help=f"Bara dessa tabeller, med komma emellan: {', '.join(t.name for t in schema.TABLES)}.")
@click.option("--json", "as_json", is_flag=True, help="Skriv vad som skapades som JSON.")
def synth(
    persons: int, years: int, seed: int, out: Path, nation: bool, through: dt.datetime, effect: float, effect_from: dt.datetime | None,
    effect_in: str, tables: str, as_json: bool,
) -> None:  # fmt: skip
    """Exit code 0 done, 1 it could not be written, 2 the command is wrong. Nothing half-written is left."""
    chosen = tuple(filter(None, (name.strip() for name in tables.split(","))))
    for name in chosen:
        if name not in schema.BY_NAME:
            raise click.UsageError(f"Tabellen {name} finns inte. De heter {', '.join(schema.BY_NAME)}.")
    if not -1 <= effect <= 0:
        raise click.UsageError("--effect är en minskning mellan -1 och 0, till exempel -0.2.")
    if not effect and (effect_from or effect_in):
        raise click.UsageError("--effect-from och --effect-in hör till --effect.")
    wish = Wish(
        persons, years, seed, nation, through.date(), effect, effect_from.date() if effect_from else None,
        tuple(filter(None, (code.strip() for code in effect_in.split(",")))), chosen,
    )  # fmt: skip
    with click.progressbar(length=persons, label="Personer", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        manifest = make(wish, out, bar.update)
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False, indent=1, default=str))
        return
    for name, table in manifest["tables"].items():
        click.echo(f"{name}: {table['rows']:,} rader".replace(",", "\N{NO-BREAK SPACE}"))
    click.echo(f"Påhittade händelser {manifest['extract_start']}–{manifest['extract_end']} skrevs till {out}.")
