"""`fardplan measures key` and `fardplan measures pseudonymise`: pseudonyms that two holders can join, made at each."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from . import private, pseudonyms

KINDS = ("person", "provider")


@click.command("key", help="Skriv en ny hemlig nyckel för pseudonymer i filen OUT.")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
def key(out: Path) -> None:
    """Exit code 0 done, 1 the file is there or cannot be written."""
    mark = pseudonyms.new_key(out)
    click.echo(f"Nyckeln står i {out}. Kännetecken: {mark}. Har två huvudmän samma kännetecken har de samma nyckel.")


@click.command("pseudonymise", help="Skriv filen IN som OUT med pseudonymer i stället för personnummer.")
@click.argument("source", metavar="IN", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path))
@click.option("--key", "key_path", metavar="FILE", type=click.Path(path_type=Path), required=True, help="Nyckelfilen.")
@click.option(
    "--column",
    "columns",
    metavar="NAMN",
    multiple=True,
    required=True,
    help="Kolumn med personnummer; NAMN=provider för den som personen träffade. Kan ges flera gånger.",
)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="Dagen då uttaget gjordes. Behövs för personnummer med tio siffror.")
def pseudonymise(source: Path, out: Path, key_path: Path, columns: tuple[str, ...], as_of: dt.datetime | None) -> None:  # fmt: skip
    """Exit code 0 done, 1 the file or the key is wrong, 2 the command is wrong."""
    kinds = {}
    for column in columns:
        name, _, kind = column.partition("=")
        if (kind or "person") not in KINDS:
            raise click.UsageError(f"--column {name} ska följas av =person eller =provider, eller inget.")
        kinds[name] = kind or "person"
    secret = pseudonyms.read_key(key_path)
    with private.folder() as room:
        rows = pseudonyms.file_replaced(source, out, secret, kinds, room, as_of.date() if as_of else None)
    click.echo(f"{rows} rader skrevs till {out}. Nyckelns kännetecken: {pseudonyms.fingerprint(secret)}.")
