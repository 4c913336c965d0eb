"""`fardplan search`: make the index anew, or see whether it tells what the rows tell."""

import json

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.search import index


@click.group("search")
def search():
    """The index behind the search. It follows every write by itself; `rebuild` is for after a restore, or an upgrade that reads more."""


@search.command("rebuild")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def rebuild(as_json):
    """Make the whole index anew from the rows."""
    with click.progressbar(length=index.rows_in_all(), label=_("Indexing"), hidden=as_json) as bar:
        known = index.rebuild(bar.update)
    if as_json:
        click.echo(json.dumps({"status": "rebuilt", "rows": known}))
    else:
        click.echo(ngettext("%(n)s row can be found.", "%(n)s rows can be found.", known) % {"n": known})


@search.command("check")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def check(as_json):
    """Compare the index with the rows. Exit 0: they agree. Exit 1: which rows it tells wrongly."""
    found = index.differing()
    if as_json:
        click.echo(json.dumps({"status": "differs" if found else "agrees", "rows": [f"{label} {pk}" for label, pk in found]}))
    elif found:
        for label, pk in found[:20]:
            click.echo(f"  {label} {pk}", err=True)
        click.echo(
            ngettext(
                "%(n)s row is told wrongly: run “fardplan search rebuild”.",
                "%(n)s rows are told wrongly: run “fardplan search rebuild”.",
                len(found),
            )
            % {"n": len(found)},
            err=True,
        )
    else:
        click.echo(_("The index tells what the rows tell."))
    raise SystemExit(1 if found else 0)
