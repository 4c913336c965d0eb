"""`fardplan measures compute`: definitions over an extract, into a working folder that is not for release."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from . import definition as definitions
from . import reading
from .compute import Work
from .compute import compute as computed


@click.command("compute", help="Räkna mått över uttaget. Mappen OUT är inte för utlämning: det skriver release.")
@click.option(
    "--definition",
    "chosen",
    metavar="FILE|KEY",
    multiple=True,
    help="En definition; kan anges flera gånger. Utelämnad: alla som följer med.",
)
@click.option(
    "--events",
    "folders",
    metavar="DIR",
    multiple=True,
    required=True,
    type=click.Path(path_type=Path),
    help="Uttagets mapp; två gånger för två huvudmäns uttag med samma pseudonymer.",
)
@click.option(
    "--mapping", "mapping_path", metavar="FILE", type=click.Path(path_type=Path), help="Mappningsfil för egna filer och kolumner."
)
@click.option("--out", required=True, metavar="OUT", type=click.Path(path_type=Path), help="Arbetsmapp för resultatet.")
@click.option("--engine", type=click.Choice(["duckdb", "spark"]), default="duckdb", show_default=True)
@click.option(
    "--memory",
    default="1800MB",
    show_default=True,
    help="Så mycket minne räkningen får använda; resten går över disk i den privata mappen.",
)
@click.option("--threads", type=click.IntRange(1), help="Antal trådar. Utelämnad: alla kärnor.")
@click.option(
    "--per-stay",
    metavar="OUT.parquet",
    type=click.Path(path_type=Path),
    help="Felsökning av återinskrivning: en rad per vårdtillfälle. Bara påhittade uttag, om inte --per-stay-of-real-persons också anges.",
)
@click.option("--per-stay-of-real-persons", "twice", is_flag=True, help="Ja, skriv rader om enskilda ur ett verkligt uttag.")
@click.option("--json", "as_json", is_flag=True, help="Svara med manifestet som JSON.")
def compute(
    chosen: tuple[str, ...],
    folders: tuple[Path, ...],
    mapping_path: Path | None,
    out: Path,
    engine: str,
    memory: str,
    threads: int | None,
    per_stay: Path | None,
    twice: bool,
    as_json: bool,
) -> None:
    """Exit code 0 computed, 1 the extract or a definition is wrong, 2 the command is wrong."""
    found = [definitions.load(each) for each in chosen] if chosen else definitions.shipped()
    extracts = [reading.opened(folder, mapping_path) for folder in folders]
    work = Work(found, extracts, out, engine=engine, memory=memory, threads=threads or 0, per_stay=per_stay)
    if per_stay is not None:
        if len(found) != 1 or found[0].measure != "readmission":
            raise click.UsageError("--per-stay kräver en enda definition, av måttet readmission.")
        if engine != "duckdb":
            raise click.UsageError("--per-stay skrivs bara med --engine duckdb.")
        if not work.synthetic and not twice:
            raise click.UsageError(
                "Uttaget är verkligt: --per-stay skriver rader om enskilda. Ska det ändå göras, ange också --per-stay-of-real-persons."
            )
    order = {each.key: number for number, each in enumerate(found, 1)}

    def said(key: str, step: str) -> None:
        if sys.stderr.isatty():
            place = f"{order[key]}/{len(found)} {key}: " if key else ""
            click.echo(f"\r\033[K{place}{step.replace('_', ' ')}", err=True, nl=False)
        elif key and said_last[0] != key:
            click.echo(f"{order[key]}/{len(found)} {key}", err=True)
        said_last[0] = key

    said_last = [""]
    work.said = said
    told = computed(work)
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
    if as_json:
        click.echo(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True))
        return
    for key, each in told["definitions"].items():
        flow = {}
        for step, _reason, rows in each["flow"]:
            flow[step] = flow.get(step, 0) + rows
        words = {
            "rows_in": "in",
            "rejected": "avvisade",
            "merged": "sammanlagda",
            "set_aside": "utanför",
            "excluded": "undantagna",
            "counted": "räknade",
        }
        counted = ", ".join(f"{words[step]} {rows}" for step, rows in flow.items())
        click.echo(
            f"{key} {each['version']} ({each['hash'][:12]}): {each['cells']} celler; {counted}{'; redan räknad' if key in work.done else ''}"
        )
    mark = " Påhittade uppgifter (syntetiska)." if told["synthetic"] else ""
    click.echo(
        f"Klart i {out}, {told['extract_start']} till {told['extract_end']}. Inte kontrollerat för röjande: lämna inte ut mappen.{mark}"
    )
