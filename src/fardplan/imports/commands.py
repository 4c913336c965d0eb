"""`fardplan load` and `fardplan import`."""

import json
import os
import sys

import click
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.imports import exports, measured, services
from fardplan.imports.complaints import SHOWN, Complaint, without_personal_number
from fardplan.imports.context import Context
from fardplan.imports.kind_values import Refusal
from fardplan.imports.kinds import KINDS, kind_of
from fardplan.imports.lists import ListKind
from fardplan.imports.loader import load
from fardplan.imports.nouns import NOUNS
from fardplan.imports.problems import Refused
from fardplan.kit.text import clean_text, quote
from fardplan.parties.models import Party, Programme

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


# -- tables -----------------------------------------------------------------------------------------------------------


READ_IN = sorted(key for key, kind in KINDS.items() if not isinstance(kind, ListKind))


@click.command("import")
@click.argument("kind", type=click.Choice(READ_IN), metavar="KIND")
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--programme", "slug", required=True, help="The programme's key.")
@click.option("--party", "party_name", default="", help="Rows of this party alone (its key or name).")
@click.option("--dry-run", is_flag=True, help="Read, compare, and store nothing.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def import_command(kind, file, slug, party_name, dry_run, as_json):
    """Read FILE (.xlsx or .csv) into a register. KIND: see `fardplan import --help`. All or nothing: exit 1 tells every mistake."""
    kind = kind_of(kind)
    try:
        context = _context(slug, party_name)
        if not os.path.isfile(file):
            raise Refusal(_("There is no file %(name)s.") % {"name": quote(_name_of(file))})
        understood, job = _import(kind, context, file, dry_run=dry_run, as_json=as_json)
    except (Refusal, Unknown) as refusal:
        words = without_personal_number(str(refusal))
        if as_json:
            error = Complaint(without_personal_number(_name_of(file)), row=None, column=None, message=words).as_json()
            click.echo(json.dumps({"status": "refused", "rows": [], "errors": [error], "warnings": []}, ensure_ascii=False))
        _stop(words, code=2 if isinstance(refusal, Unknown) and not as_json else 1)
    if not as_json:
        _answer(kind, understood, job, dry_run)
    if not understood.is_accepted:
        raise SystemExit(1)


def _import(kind, context, file, *, dry_run, as_json):
    """(what was understood, the import or None). With `dry_run` all of it is taken back again."""
    with click.progressbar(length=3, label=_("Importing"), hidden=as_json) as bar:
        name = _name_of(file)
        understood = kind.read(context, file, name)
        if understood.facts:
            measured.add_manifest(understood, file)
        bar.update(1)
        job = None
        with transaction.atomic():
            if understood.is_accepted:
                job = services.show(kind, context, understood, path=file, file_name=name)
                bar.update(1)
                if not dry_run:
                    job = services.store(job, kind, context)
                bar.update(1)
            if as_json:
                _answer_json(kind, context, understood, job)
            if dry_run:
                transaction.set_rollback(True)
    return understood, job


def _name_of(file):
    """The file's name as text: a name may be bytes that no text has, or signs that are not shown."""
    return " ".join(clean_text(os.fsencode(os.path.basename(file)).decode("utf-8", "replace")).split())


class Unknown(Exception):
    """The programme or the party that was asked for is not there; the text is for people."""


def _context(slug, party_name):
    programme = Programme.objects.filter(slug=slug).first()
    if programme is None:
        raise Unknown(_("There is no programme called %(name)s.") % {"name": slug})
    party = None
    if party_name:
        named = [p for p in Party.objects.filter(programme=programme).select_related("organisation") if party_name in _names_of(p)]
        if not named:
            raise Unknown(_("There is no party called %(name)s.") % {"name": party_name})
        party = named[0]
    return Context(programme, "import", party=party, today=programme.shown_as_of or timezone.localdate())


def _names_of(party):
    return {party.slug, party.organisation.name, party.organisation.short_name, party.organisation.code, party.organisation.slug} - {""}


def _stop(message, *, code=2):
    click.echo(message, err=True)
    raise SystemExit(code)


def _answer_json(kind, context, understood, job):
    """Row by row: the answer may be longer than memory is wide."""
    out = sys.stdout
    complaints = understood.complaints
    out.write(json.dumps({"status": "accepted" if job else "refused"})[:-1] + ', "rows": [')
    facts = {"facts": understood.facts} if understood.facts else {}
    parts = services.parts_of(job) if job else (kind.compare(context, part, **facts) for part in understood.parts)
    separator = ""
    for row in kind.as_json(context, parts):
        out.write(separator + json.dumps(row, ensure_ascii=False))
        separator = ",\n"
    errors = [complaint.as_json() for complaint in complaints.sorted]
    if complaints.count > len(errors):
        complaints.warn(_("%(n)s more complaints are not told here.") % {"n": complaints.count - len(errors)})
    out.write('], "errors": ' + json.dumps(errors, ensure_ascii=False))
    out.write(', "warnings": ' + json.dumps([{"message": warning} for warning in complaints.warnings], ensure_ascii=False) + "}\n")
    out.flush()


def _answer(kind, understood, job, dry_run):
    complaints = understood.complaints
    for warning in complaints.warnings:
        click.echo(_("Note: %(words)s") % {"words": warning}, err=True)
    if job is None:
        click.echo(_("Nothing is stored. This must be put right first:"), err=True)
        for complaint in complaints.sorted[:SHOWN]:
            click.echo(f"  {complaint}", err=True)
        if complaints.count > SHOWN:
            click.echo(_("  … and %(n)s more.") % {"n": complaints.count - SHOWN}, err=True)
        return
    kept = _(" (dry run: nothing is stored)") if dry_run else ""
    click.echo(
        _("%(title)s: %(new)s new, %(changed)s changed, %(same)s without change")
        % {"title": kind.title, "new": job.new, "changed": job.changed, "same": job.same}
        + kept
    )


@click.command("export")
@click.argument("kind", type=click.Choice(sorted(KINDS)), metavar="KIND")
@click.argument("file", metavar="FILE", type=click.Path())
@click.option("--programme", "slug", required=True, help="The programme's key.")
@click.option("--party", "party_name", default="", help="Rows of this party alone (its key or name).")
@click.option("--template", is_flag=True, help="The empty template with its help and example row.")
def export_command(kind, file, slug, party_name, template):
    """Write a register to FILE (.xlsx or .csv): the file that `fardplan import` takes back."""
    kind = kind_of(kind)
    try:
        context = _context(slug, party_name)
    except Unknown as unknown:
        _stop(str(unknown))
    columns = kind.columns_for(context.programme)
    rows = () if template else kind.export(context)
    if file.lower().endswith(".csv"):
        with open(file, "wb") as out:
            out.writelines(exports.csv_lines(columns, rows))
    else:
        example = kind.example(context) if template else None
        exports.workbook(columns, rows, sheet=str(kind.title), lists=kind.lists(context), example=example, path=file).close()
    click.echo(_("Written: %(file)s") % {"file": file})
