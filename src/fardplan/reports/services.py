"""Writes about reports: from draft to frozen, and what documents state."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.audit import writes
from fardplan.documents import canonical_text, sha256
from fardplan.indicators.reading import pin_of_now
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.parties.services import free_slug
from fardplan.reports import composers, subjects, together
from fardplan.reports.content import composed_of, state_words
from fardplan.reports.models import FreeFigure, Report, ReportText, StatedFigure
from fardplan.reports.rules import State, may_move

add_stated_figure, edit_stated_figure = writes.verbs(StatedFigure)
remove_stated_figure = writes.remove


class CannotMove(ValidationError):
    """The report is not where this step begins. Its text is for people."""

    def __init__(self, now, to):
        super().__init__(_("A report that is “%(now)s” cannot become “%(to)s”.") % {"now": State(now).label, "to": State(to).label})


class NotADraft(ValidationError):
    """Texts are written in a draft only."""

    def __init__(self, report):
        if report.is_frozen:
            super().__init__(_("The report is frozen. A correction is a new version."))
        else:
            super().__init__(_("The report is no longer a draft. Send it back to draft, then the texts can be changed."))


class AlreadyStarted(ValidationError):
    """The period has a report that is not yet frozen."""

    def __init__(self, report):
        self.report = report
        super().__init__({"period": _("A report for this period has already been started.")})


class UnknownReferences(ValidationError):
    """Texts point to figures that the register does not know."""

    def __init__(self, troubles):
        super().__init__([f"[[{trouble.reference}]]: {trouble.message}" for found in troubles.values() for trouble in found])


class NotLookedThrough(ValidationError):
    """Comments wait for an answer, or named reviewers have not looked the report through."""

    def __init__(self, comments, reviewers):
        said = []
        if comments:
            words = ngettext("One comment is not answered.", "%(count)s comments are not answered.", comments)
            said.append(words % {"count": comments})
        if reviewers:
            said.append(_("Not yet looked through by %(people)s.") % {"people": ", ".join(str(person) for person in reviewers)})
        super().__init__(said)


class ChangedSinceApproval(ValidationError):
    """The register no longer says what was approved."""

    def __init__(self, titles):
        super().__init__(
            _(
                "The register has changed since the report was approved: %(sections)s. Send it back to draft, look through it and approve it again."
            )
            % {"sections": ", ".join(titles)}
        )


@transaction.atomic
def start_draft(*, by, programme, period, kind=Report.Kind.ANNUAL, about="", title="", slug=""):
    """Begin the report of a period such as "2023", about the row with the key `about`. After a frozen one it is the next version, with
    that one's texts.

    Raises AlreadyStarted, UnknownKind, and ValidationError when the period cannot be read or there is no such row to be about.
    """
    composer = composers.of(kind, programme)
    subject = subjects.find(composer.kind.about, programme, about)
    if bool(about) is composer.kind.is_about_programme or (about and subject is None):
        raise ValidationError({"about": _("Choose what the document is about.")})
    try:
        parsed = ReportPeriod.parse(period)
    except PeriodError as error:
        raise ValidationError({"period": error.message}) from None
    earlier = Report.objects.latest_version(programme, parsed.code, kind, about)
    if earlier is not None and not earlier.is_frozen:
        raise AlreadyStarted(earlier)
    report = writes.create(
        Report,
        by=by,
        programme=programme,
        kind=kind,
        about=about,
        period=parsed.code,
        number=earlier.number + 1 if earlier else 1,
        title=title or (earlier.title if earlier else composer.title_of(parsed, subject)),
        slug=slug or free_slug(Report, composer.title_of(parsed, subject), programme=programme),
    )
    for text in earlier.texts.order_by("pk") if earlier else ():
        writes.create(ReportText, by=by, report=report, section=text.section, text=text.text, origin=text.origin, source=text.source)
    return report


@transaction.atomic
def write_text(report, *, by, section, text, seen=None, **sourced):
    """Write what stands under a heading of a draft. `sourced`: origin and source, where the words come from a document.

    `seen` is the version of the text that the writer started from, 0 when there was none. The same text again changes nothing.
    Raises NotADraft, and audit.writes.Stale when somebody else was first.
    """
    current = Report.objects.select_for_update().get(pk=report.pk)
    held = ReportText.objects.filter(report=current, section=section).first()
    values = {"text": text, **sourced}
    if held is not None and held.text != text:
        values.setdefault("taken_from", None)  # words that somebody has changed are not the earlier report's any longer
    if held is not None and all(getattr(held, name) == value for name, value in values.items()):
        return held
    if not current.is_draft:
        raise NotADraft(current)
    if section not in composers.of_report(current).ids:
        raise ValidationError({"section": _("The report has no section called “%(section)s”.") % {"section": section}})
    if held is None:
        return writes.create(ReportText, by=by, report=current, section=section, **values)
    if seen is not None and held.version != seen:
        raise writes.Stale(held, **writes.latest_writer(held))
    return writes.change(held, by=by, seen=seen, **values)


def mark_free(report, *, by, section, words, sentence, reason):
    """A person answers for a number that is no reference and has no source: where it is from. Once for each sentence it stands in.

    Raises NotADraft.
    """
    with transaction.atomic():
        current = _draft(report)
        held = current.free_figures.filter(section=section, words=words, sentence=sentence).first()
        if held is not None:
            return writes.change(held, by=by, reason=reason)
        return writes.create(FreeFigure, by=by, report=current, section=section, words=words, sentence=sentence, reason=reason)


def unmark_free(figure, *, by):
    """The number is asked about again. Raises NotADraft."""
    with transaction.atomic():
        _draft(figure.report)
        writes.remove(figure, by=by)


def _draft(report):
    current = Report.objects.select_for_update().get(pk=report.pk)
    if not current.is_draft:
        raise NotADraft(current)
    return current


@transaction.atomic
def take_over(report, *, by, earlier, sections):
    """Begin `sections` of a draft with the texts they have in `earlier`, marked as that report's until somebody changes them.

    A section that has a text keeps it. References in the texts become today's figures. Before the first report (`earlier` None) there is
    nothing to begin with. Raises NotADraft.
    """
    if earlier is None:
        return report
    written = set(report.texts.exclude(text="").values_list("section", flat=True))
    for text in earlier.texts.filter(section__in=set(sections) - written).exclude(text="").order_by("pk"):
        write_text(report, by=by, section=text.section, text=text.text, taken_from=earlier, origin=text.origin, source=text.source)
    return report


@transaction.atomic
def discard(report, *, by, seen=None):
    """Take away a draft that should not have been started, with its texts. The audit log keeps what they said."""
    current = writes.change(report, by=by, seen=seen)
    if not current.is_draft:
        raise NotADraft(current)
    for row in (*current.texts.all(), *current.free_figures.all()):
        writes.remove(row, by=by)
    together.remove_all(current, by=by)
    writes.remove(current, by=by)
    return current


def review(report, *, by, at, seen=None):
    """The texts are ready. Raises NotLookedThrough, UnknownReferences, CannotMove and Stale."""
    with transaction.atomic():
        current = _locked(report, State.REVIEWED)
        _looked_through(current)
        _sound(current)
        return _move(current, State.REVIEWED, by=by, seen=seen, reviewed_by=by, reviewed_at=at)


def approve(report, *, by, at, seen=None, decision=None):
    """What stands in the report now is what the programme says, by `decision` where there is one in the register. Raises NotLookedThrough, UnknownReferences, CannotMove and Stale."""
    with transaction.atomic():
        current = _locked(report, State.APPROVED)
        _looked_through(current)
        marks = _marks(_sound(current))
        if decision is not None:
            together.file(current, by=by, decision=decision)
        return _move(current, State.APPROVED, by=by, seen=seen, approved_by=by, approved_at=at, approved_sections=marks)


def reopen(report, *, by, seen=None):
    """Back to draft. Review and approval are taken back: they were of something else."""
    nothing = dict.fromkeys(("reviewed_by", "reviewed_at", "approved_by", "approved_at"))
    with transaction.atomic():
        current = _locked(report, State.DRAFT)
        for reviewer in current.reviewers.exclude(done_at=None):
            writes.change(reviewer, by=by, verb="reopened", done_at=None)
        return _move(current, State.DRAFT, by=by, seen=seen, approved_sections={}, **nothing)


def freeze(report, *, by, at, seen=None):
    """Lock texts and figures for good: from now on the report is the text stored here.

    Raises CannotMove, UnknownReferences, Stale, and ChangedSinceApproval when the register has moved on since the approval.
    """
    with transaction.atomic():
        current = _locked(report, State.FROZEN)
        composed = _sound(current)
        marks = _marks(composed)
        if marks != current.approved_sections:
            raise ChangedSinceApproval(_titles(composed, marks, current.approved_sections))
        document = composed.document | {"state_words": state_words(State.FROZEN, at)}
        stored = {"document_text": canonical_text(document), "sha256": sha256(document), "vintage_id": pin_of_now(current.programme)}
        return _move(current, State.FROZEN, by=by, seen=seen, frozen_by=by, frozen_at=at, **stored)


def _locked(report, to):
    current = Report.objects.select_for_update().get(pk=report.pk)
    if not may_move(current.state, to):
        raise CannotMove(current.state, to)
    return current


def _move(current, to, *, by, seen, **values):
    return writes.change(current, by=by, seen=seen, verb=str(to), state=to, **values)


def _looked_through(report):
    comments = report.comments.filter(answered_at=None).count()
    waiting = [row.reviewer for row in report.reviewers.filter(done_at=None).select_related("reviewer")]
    if comments or waiting:
        raise NotLookedThrough(comments, waiting)


def _sound(report):
    composed = composed_of(report)
    if not composed.is_sound:
        raise UnknownReferences(composed.troubles)
    return composed


def _marks(composed):
    """What each section says, as checksums: enough to tell later whether it still says so."""
    frame = {name: value for name, value in composed.document.items() if name not in ("sections", "state_words")}
    return {"": sha256(frame)} | {section["id"]: sha256(section) for section in composed.document["sections"]}


def _titles(composed, marks, approved):
    titles = {section["id"]: section["title"] for section in composed.document["sections"]} | dict(composed.empty) | {"": _("the cover")}
    return [titles.get(name, name) for name in dict.fromkeys([*marks, *approved]) if marks.get(name) != approved.get(name)]
