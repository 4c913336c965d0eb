"""`fardplan load`."""

import json

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.imports.loader import load
from fardplan.imports.nouns import NOUNS
from fardplan.imports.problems import Refused

LONGEST_LIST = 100


@click.command("load")
@click.argument("folder", metavar="DIR", type=click.Path())
@click.option("--dry-run", is_flag=True, help="Check everything and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def load_command(folder, dry_run, as_json):
    """Create or update a programme from the YAML files in DIR (docs/format.md). All or nothing: exit 1 tells every mistake."""
    try:
        with click.progressbar(length=len(NOUNS), label=_("Loading"), hidden=as_json, item_show_func=lambda kind: kind or "") as bar:
            outcome = load(folder, dry_run=dry_run, progress=lambda kind: bar.update(1, kind))
    except Refused as refused:
        _tell(refused.problems, as_json)
        raise SystemExit(1) from refused
    if as_json:
        click.echo(
            json.dumps(
                {"status": "accepted", "programme": outcome.programme, "read": outcome.read, "written": outcome.written, "errors": []}
            )
        )
        return
    count = sum(outcome.read.values())
    read = ngettext("%(n)s row read", "%(n)s rows read", count) % {"n": count}
    changed = ngettext("%(n)s change", "%(n)s changes", outcome.written) % {"n": outcome.written}
    if not outcome.written:
        changed = _("no change")
    kept = _(" (dry run: nothing is stored)") if dry_run else ""
    click.echo(f"{outcome.programme}: {read}, {changed}{kept}")


def _tell(problems, as_json):
    if as_json:
        errors = [{"file": p.file, "line": p.line, "field": p.field, "message": p.message} for p in problems]
        click.echo(json.dumps({"status": "refused", "errors": errors}, ensure_ascii=False))
        return
    click.echo(_("Nothing is stored. This must be put right first:"), err=True)
    for problem in problems[:LONGEST_LIST]:
        click.echo(f"  {problem}", err=True)
    if len(problems) > LONGEST_LIST:
        click.echo(_("  … and %(n)s more.") % {"n": len(problems) - LONGEST_LIST}, err=True)
