"""`fardplan report annual` and `fardplan check`. They read; nothing is stored."""

import difflib
import json
import sys
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.documents import canonical_text
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.parties.models import Party, Programme
from fardplan.reports import consistency, grants, proof
from fardplan.reports.content import text_of, text_of_register
from fardplan.reports.files import FORMATS, stem
from fardplan.reports.models import Report


class Wrong(click.ClickException):
    """The input is wrong: exit code 1, and a sentence."""

    exit_code = 1

    def show(self, file=None):
        click.echo(self.message, err=True, file=file)


@click.group("report")
def report():
    """Reports composed from the register."""


@report.command("annual")
@click.option("--programme", required=True, help="Key of the programme.")
@click.option("--period", "--year", "period", required=True, help="2023, 2023-H1, 2023-Q1 or 2023-05.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files; made if it is not there."
)
@click.option("--frozen", is_flag=True, help="The latest frozen version, as it was frozen.")
def annual_report(programme, period, out, frozen):
    """Write the annual report: report.json, a page, a Word document and a PDF. Texts are those of the draft, if there is one."""
    _out(_text(_programme(programme), _period(period), frozen), out)


@report.command("county")
@click.option("--programme", required=True, help="Key of the programme.")
@click.option("--period", "--year", "period", required=True, help="2023, 2023-H1, 2023-Q1 or 2023-05.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files; made if it is not there."
)
@click.option("--frozen", is_flag=True, help="The latest frozen version, as it was frozen.")
def county_report(programme, period, out, frozen):
    """Write the county report of what the parties have marked ready: report.json, a page, a Word document and a PDF."""
    _out(_text(_programme(programme), _period(period), frozen, Report.Kind.COUNTY), out)


@report.command("grants")
@click.option("--programme", required=True, help="Key of the programme.")
@click.option("--period", "--year", "period", required=True, help="The year of the agreement, such as 2023.")
@click.option("--party", default="", help="Key of one party: its grants alone.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files; made if it is not there."
)
def grants_report(programme, period, party, out):
    """Write what each received of grants and used them for: report.json, a page, a Word document and a PDF."""
    found = _programme(programme)
    chosen = Party.objects.filter(programme=found, slug=party).select_related("organisation").first() if party else None
    if party and chosen is None:
        raise Wrong(_("There is no party with the key %(key)s.") % {"key": party})
    _out(canonical_text(grants.compose(found, _period(period), party=chosen)), out)


def _out(text, out):
    """Write `text`, a document's canonical text, as files in the folder `out`, and tell which. Raises Wrong when they cannot be written."""
    document = json.loads(text)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _progress() as formats:
            written = [_write(out, document, text, found) for found in formats]
    except OSError as error:
        raise Wrong(_("The folder %(folder)s cannot be written: %(why)s") % {"folder": out, "why": error.strerror}) from error
    for path in written:
        click.echo(path)


def _progress():
    """On the error stream: what is printed on the other one are the files, for whoever comes next in a pipe."""
    shown = sys.stderr
    return click.progressbar(
        FORMATS.values(), label=_("Writing"), file=shown, hidden=not shown.isatty(), item_show_func=lambda found: found and found.suffix
    )


def _write(out, document, text, found):
    path = out / ("report.json" if found.suffix == "json" else f"{stem(document)}.{found.suffix}")
    path.write_bytes(found.make(text))
    return path


def _text(programme, period, frozen, kind=Report.Kind.ANNUAL):
    """The canonical text of what is asked for: the frozen version, the draft, or the register alone."""
    latest = Report.objects.filter(programme=programme, period=period.code, kind=kind).order_by("-number")
    if frozen:
        found = latest.frozen().first()
        if found is None:
            raise Wrong(_("There is no frozen report for %(period)s.") % {"period": period.label})
        return text_of(found)
    if found := latest.first():
        return text_of(found)
    return text_of_register(programme, period, kind)


@click.group("check", invoke_without_command=True)
@click.option("--programme", help="Key of the programme.")
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
@click.pass_context
def check(context, programme, as_json):
    """List what does not agree: what documents state, and what the register says. Or read a document: `check document FILE`."""
    if context.invoked_subcommand is not None:
        return
    if not programme:
        raise click.UsageError(_("Name a programme (--programme), or read a document (check document FILE)."))
    found = _programme(programme)
    outcome = consistency.check(found)
    if as_json:
        answer = {
            "programme": found.slug,
            "findings": [finding.as_json() for finding in outcome.findings],
            "agreeing": len(outcome.agreeing),
            "compared_with_nothing": outcome.alone,
        }
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    _tell_all(outcome.findings)
    agreeing = len(outcome.agreeing)
    click.echo(ngettext("%(count)s agrees.", "%(count)s agree.", agreeing) % {"count": agreeing})


@check.command("document")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Answer with JSON.")
def check_document(files, as_json):
    """Read Word documents or texts and list what in them cannot all be true: days, counts, sums, shares, names, references, pictures.

    Several files are compared with each other as well. Nothing is stored, and no programme is asked.
    """
    try:
        findings = proof.proofread([proof.read(path) for path in files])
    except proof.Unreadable as error:
        raise Wrong(str(error)) from None
    if as_json:
        answer = {"documents": [path.name for path in files], "findings": [finding.as_json() for finding in findings]}
        click.echo(json.dumps(answer, ensure_ascii=False, indent=2))
        return
    _tell_all(findings)


def _tell_all(findings):
    """The findings under the heading of their gravity, and how many they are."""
    for group in consistency.grouped(findings):
        click.echo(f"\n{group.title} ({group.count})")
        for finding in group.findings:
            _tell(finding)
    click.echo("")
    click.echo(ngettext("%(count)s thing does not agree.", "%(count)s things do not agree.", len(findings)) % {"count": len(findings)})


def _tell(finding):
    click.echo(f"\n  {finding.title}{f' ({finding.difference})' if finding.difference else ''}")
    for said in finding.statements:
        click.echo(f"    ”{said.words}”  {said.document}, {said.place}")
    for figure in finding.register:
        click.echo(f"    {figure.told}  {figure.place}")
    for detail in finding.details:
        click.echo(f"    {detail}")


def _programme(slug):
    found = Programme.objects.filter(slug=slug).first()
    if found is None:
        known = sorted(Programme.objects.values_list("slug", flat=True))
        close = difflib.get_close_matches(slug, known, n=1, cutoff=0.5)
        meant = " " + _("Did you mean “%(word)s”?") % {"word": close[0]} if close else ""
        raise Wrong(_("There is no programme called “%(programme)s”.") % {"programme": slug} + meant)
    return found


def _period(written):
    try:
        return ReportPeriod.parse(written)
    except PeriodError as error:
        raise Wrong(error.message) from None
