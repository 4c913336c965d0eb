"""`fardplan measures validate`: what is wrong with an extract, before anything is computed."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from . import private, quality, quality_report, reading, schema


@click.command("validate", help="Kontrollera uttaget i mappen DIR: räkna och namnge det som är fel, innan något mått räknas.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--mapping", "mapping_path", metavar="FILE", type=click.Path(path_type=Path), help="Mappningsfil för egna filer och kolumner."
)
@click.option("--report", "out", metavar="OUT", type=click.Path(path_type=Path), help="Skriv rapporten hit: .html, .json eller .txt.")
@click.option("--json", "as_json", is_flag=True, help="Skriv rapporten som JSON på skärmen.")
@click.option("--memory", default="2GB", show_default=True, help="Så mycket minne läsningen får använda; resten går över disk.")
def validate(folder: Path, mapping_path: Path | None, out: Path | None, as_json: bool, memory: str) -> None:
    """Exit code 0 measures may be computed, 1 something must be put right first, 2 the command is wrong."""
    if out is not None and out.suffix not in (".html", ".json", ".txt"):
        raise click.UsageError("--report ska sluta på .html, .json eller .txt.")
    extract = reading.opened(folder, mapping_path)
    with (
        private.folder() as room,
        click.progressbar(length=len(schema.TABLES) + 1, label="Tabeller", file=sys.stderr, hidden=not sys.stderr.isatty()) as bar,
    ):
        found = quality.examined(extract, room, memory=memory, told=lambda _: bar.update(1))
    told = json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n"
    said = "\n".join(quality_report.lines(found)) + "\n"
    if out is not None:
        text = {".json": told, ".txt": said}.get(out.suffix) or quality_report.html(found)
        with private.told(out):
            half = out.with_name(f".{out.name}.tmp")
            half.write_text(text, encoding="utf-8")
            half.replace(out)
    click.echo(told if as_json else said, nl=False)
    if not found.fit:
        raise SystemExit(1)
