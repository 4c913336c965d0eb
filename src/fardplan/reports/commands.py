"""`fardplan report KIND` and `fardplan check`. They read; nothing is stored."""

import difflib
import json
import sys
from functools import partial
from pathlib import Path

import click
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.documents import canonical_text
from fardplan.documents.judging import judged
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.looks import words as looks_words
from fardplan.parties.models import Party, Programme
from fardplan.reports import composers, consistency, grants, proof
from fardplan.reports.content import text_of, text_of_register
from fardplan.reports.files import FORMATS, stem
from fardplan.reports.kinds import shipped
from fardplan.reports.models import Report
from fardplan.reports.subjects import SUBJECTS

#: Keys told in an error.
MOST_KEYS = 12


class Wrong(click.ClickException):
    """The input is wrong: exit code 1, and a sentence."""

    exit_code = 1

    def show(self, file=None):
        click.echo(self.message, err=True, file=file)


class Kinds(click.Group):
    """One command for each kind of document: those that come with Färdplan are listed, a county's own are found by their key."""

    def list_commands(self, ctx):
        return sorted({*super().list_commands(ctx), *shipped()})

    def get_command(self, ctx, name):
        return super().get_command(ctx, name) or _command(name)


@click.group("report", cls=Kinds)
def report():
    """Reports composed from the register."""


def _command(key):
    """`fardplan report KEY`. Whether the key is a kind at all, the programme decides: it may be one of its own."""
    kind = shipped().get(key)
    options = [
        click.Option(["--programme"], required=True, help=_("Key of the programme.")),
        click.Option(["--period", "--year", "period"], required=True, help=_("2023, 2023-H1, 2023-Q1 or 2023-05.")),
        click.Option(["--about"], default="", help=_("Key of the row that the document is about.")),
        click.Option(
            ["--out"],
            required=True,
            type=click.Path(file_okay=False, path_type=Path),
            help=_("Folder for the files; made if it is not there."),
        ),
        click.Option(["--formats"], callback=_formats, default=",".join(FORMATS), help=_("Which files: %s.") % ", ".join(FORMATS)),
        click.Option(
            ["--template", "templates"],
            multiple=True,
            type=click.Path(exists=True, dir_okay=False, path_type=Path),
            help=_("A Word or PowerPoint template of your own; may be given once of each kind."),
        ),
        click.Option(["--frozen"], is_flag=True, help=_("The latest frozen version, as it was frozen.")),
    ]
    told = f"{kind.title}. {kind.description}" if kind else None
    return click.Command(key, callback=partial(_make, key), params=options, help=told, short_help=kind.title if kind else None)


def _formats(_ctx, _option, written):
    wanted = [word.strip().lower().lstrip(".") for word in written.split(",") if word.strip()]
    for word in wanted:
        if word not in FORMATS:
            raise click.BadParameter(
                _("There is no format “%(format)s”. There are %(formats)s.") % {"format": word, "formats": ", ".join(FORMATS)}
            )
    return [FORMATS[word] for word in dict.fromkeys(wanted)]


def _make(key, programme, period, about, out, formats, frozen, templates=()):
    looks = _looks(templates)
    found = _programme(programme)
    kind = composers.kind_of(key, found)
    if kind is None:
        known = [*shipped(), *(row.key for row in composers.kinds_of(found))]
        raise Wrong(_("There is no kind of document called “%(kind)s”.") % {"kind": key} + _meant(key, known))
    _out(_text(found, _period(period), frozen, kind, _subject(kind, found, about)), out, formats, looks)


def _looks(paths):
    """{"docx": content} of the templates in the files `paths`, judged. Raises Wrong for one that is refused; remarks go to the error stream."""
    found = {}
    for path in paths:
        verdict = judged(path.read_bytes(), path.name)
        told = [looks_words.told(finding) for finding in verdict.findings]
        if not verdict.may_be_used:
            raise Wrong(f"{path.name}: {' '.join(told)}")
        if verdict.kind in found:
            raise Wrong(_("There are two templates for %(kind)s: give one of each kind.") % {"kind": verdict.kind})
        for remark in told:
            click.echo(f"{path.name}: {remark}", err=True)
        found[verdict.kind] = verdict.content
    return found


def _subject(kind, programme, about):
    """The row that the document is about, or None. Raises Wrong when it is missing, unknown, or not asked for."""
    if kind.is_about_programme:
        if about:
            raise Wrong(_("%(kind)s is about the programme: leave --about out.") % {"kind": kind.title})
        return None
    noun = SUBJECTS[kind.about]
    if found := noun.find(programme, about):
        return found
    keys = [row.slug for row in noun.rows(programme)]
    words = {"kind": kind.title, "noun": noun.title, "keys": ", ".join(keys[:MOST_KEYS]) + (" …" if len(keys) > MOST_KEYS else "")}
    if not keys:
        raise Wrong(_("%(kind)s is about one row (%(noun)s), and the programme has none.") % words)
    raise Wrong(_("%(kind)s is about one row (%(noun)s): say which with --about. There are %(keys)s.") % words + _meant(about, keys))


@report.command("grants")
@click.option("--programme", required=True, help="Key of the programme.")
@click.option("--period", "--year", "period", required=True, help="The year of the agreement, such as 2023.")
@click.option("--party", default="", help="Key of one party: its grants alone.")
@click.option(
    "--out", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder for the files; made if it is not there."
)
@click.option("--formats", callback=_formats, default=",".join(FORMATS), help="Which files; all of them unless told.")
@click.option("--frozen", is_flag=True, help="The latest frozen version, as it was frozen.")
def grants_report(programme, period, party, out, formats, frozen):
    """Write what each received of grants and used them for. Of all parties it is the document that the pages make; of one it is composed
    anew, and never stored."""
    if not party:
        return _make("grants", programme, period, "", out, formats, frozen)
    found = _programme(programme)
    chosen = Party.objects.filter(programme=found, slug=party).select_related("organisation").first()
    if chosen is None:
        raise Wrong(_("There is no party with the key %(key)s.") % {"key": party})
    _out(canonical_text(grants.compose(found, _period(period), party=chosen)), out, formats)


def _out(text, out, wanted, looks=None):
    """Write `text`, a document's canonical text, as files in the folder `out`, and tell which. `looks` are templates by format.

    Raises Wrong when the files cannot be written.
    """
    document = json.loads(text)
    try:
        out.mkdir(parents=True, exist_ok=True)
        with _progress(wanted) as formats:
            written = [_write(out, document, text, found, looks or {}) for found in formats]
    except OSError as error:
        raise Wrong(_("The folder %(folder)s cannot be written: %(why)s") % {"folder": out, "why": error.strerror}) from error
    for path in written:
        click.echo(path)


def _progress(wanted):
    """On the error stream: what is printed on the other one are the files, for whoever comes next in a pipe."""
    shown = sys.stderr
    return click.progressbar(
        list(wanted), label=_("Writing"), file=shown, hidden=not shown.isatty(), item_show_func=lambda found: found and found.suffix
    )


def _write(out, document, text, found, looks):
    path = out / ("report.json" if found.suffix == "json" else f"{stem(document)}.{found.suffix}")
    look = {"template": looks[found.suffix]} if found.suffix in looks else {}
    path.write_bytes(found.make(text, **look))
    return path


def _text(programme, period, frozen, kind, subject=None):
    """The canonical text of what is asked for: the frozen version, the draft, or the register alone."""
    latest = Report.objects.filter(programme=programme, period=period.code, kind=kind.key, about=getattr(subject, "slug", "")).order_by(
        "-number"
    )
    if frozen:
        found = latest.frozen().first()
        if found is None:
            raise Wrong(_("There is no frozen report for %(period)s.") % {"period": period.label})
        return text_of(found)
    if found := latest.first():
        return text_of(found)
    return text_of_register(programme, period, kind.key, subject)


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
        raise Wrong(_("There is no programme called “%(programme)s”.") % {"programme": slug} + _meant(slug, known))
    return found


def _meant(word, known):
    close = difflib.get_close_matches(word, known, n=1, cutoff=0.5)
    return " " + _("Did you mean “%(word)s”?") % {"word": close[0]} if close else ""


def _period(written):
    try:
        return ReportPeriod.parse(written)
    except PeriodError as error:
        raise Wrong(error.message) from None
