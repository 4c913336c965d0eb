"""`fardplan measures release`: what was computed, made safe to leave the room."""

from __future__ import annotations

import datetime as dt
import json
import sys
from pathlib import Path

import click

from . import released


def _said(what: str, done: int, of: int) -> None:
    """A bar on the line of a terminal, and nothing in a log."""
    if sys.stderr.isatty():
        full = 20 * done // max(of, 1)
        click.echo(f"\r\033[K{what} [{'#' * full}{'.' * (20 - full)}] {done} av {of} dolda antal", err=True, nl=False)


@click.command(
    "release",
    help="Gör det som räknats ut säkert att lämna ut. Små celler döljs, antal avrundas, och allt prövas mot alla tidigare utlämningar i registret innan något skrivs.",
)
@click.option(
    "--from", "source", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Mappen från fardplan measures compute."
)
@click.option(
    "--register",
    metavar="DIR",
    required=True,
    type=click.Path(path_type=Path),
    help="Utlämningsregistret: samma mapp varje gång. Säkerhetskopiera den.",
)
@click.option("--out", metavar="DIR", required=True, type=click.Path(path_type=Path), help="Ny mapp för det som får lämnas ut.")
@click.option("--threshold", default=5, show_default=True, help="Minsta antal som visas. Kan höjas, aldrig sänkas under 5.")
@click.option("--rounding", default=None, type=int, help="Udda tal som antal avrundas till; minst tröskeln. Utan val det minsta sådana, 5.")
@click.option(
    "--definition", "extra", multiple=True, metavar="FILE", type=click.Path(path_type=Path), help="Egen definitionsfil som använts."
)
@click.option("--json", "as_json", is_flag=True, help="Svara med manifestet som JSON.")
def release(source: Path, register: Path, out: Path, threshold: int, rounding: int | None, extra: tuple[Path, ...], as_json: bool) -> None:
    """Exit code 0 released, 1 nothing was, 2 the command is wrong."""
    if threshold < 5:
        raise click.UsageError("--threshold kan höjas men aldrig vara lägre än 5.")
    if rounding is not None and (rounding < threshold or rounding % 2 == 0):
        raise click.UsageError(f"--rounding ska vara ett udda tal och minst {threshold}.")
    today = dt.datetime.now(dt.UTC).date().isoformat()
    manifest = released.release(source, register, out, threshold=threshold, base=rounding, dated=today, extra=extra, told=_said)
    if sys.stderr.isatty():
        click.echo("\r\033[K", err=True, nl=False)
    if as_json:
        click.echo(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True))
        return
    cells = manifest["cells"]
    click.echo(
        f"Utlämning {manifest['release']} i {out}: {cells['value']} celler visas, {cells['suppressed'] + cells['complementary']} döljs, "
        f"{cells['not_available']} finns inte. Tröskel {manifest['threshold']}, avrundat till {manifest['rounding']}."
        + (" Syntetiska uppgifter: påhittade, och märkta så." if manifest["synthetic"] else "")
    )
