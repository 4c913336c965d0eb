"""Writes about a report that several people make: who writes what, who looks it through, what is said of it, how it is filed."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.reports.models import Report, ReportComment, ReportFiling, ReportReviewer, SectionWriter
from fardplan.reports.sections import titles_of


class NotOpen(ValidationError):
    """A locked report is not commented, and nobody is asked to write in it."""

    def __init__(self):
        super().__init__(_("The report is frozen. A correction is a new version."))


class AlreadyAnswered(ValidationError):
    """What has been answered is not rewritten: the answer was to those words."""

    def __init__(self):
        super().__init__(_("The comment has been answered. Open it again, then it can be changed."))


@transaction.atomic
def assign(report, *, by, sections, writers, due_date=None):
    """Ask `writers` (users), and nobody else, to write `sections` (ids) no later than `due_date`. No writers: nobody is asked any longer.

    Whoever had the section and keeps it stays as ready as before. Raises NotOpen, and ValidationError for a section that is not there.
    """
    current = _on_its_way(report)
    known = titles_of(current)
    for section in sections:
        if section not in known:
            raise ValidationError({"sections": _("The report has no section called “%(section)s”.") % {"section": section}})
        _set(
            current.writers.filter(section=section),
            "writer",
            writers,
            SectionWriter,
            by=by,
            report=current,
            section=section,
            due_date=due_date,
        )


@transaction.atomic
def name_reviewers(report, *, by, reviewers, due_date=None):
    """Ask `reviewers` (users), and nobody else, to look the report through no later than `due_date`. Raises NotOpen."""
    current = _on_its_way(report)
    _set(current.reviewers.all(), "reviewer", reviewers, ReportReviewer, by=by, report=current, due_date=due_date)


def _set(rows, name, people, model, *, by, due_date, **values):
    held = {getattr(row, f"{name}_id"): row for row in rows}
    wanted = {person.pk: person for person in people}
    for key, row in held.items():
        if key not in wanted:
            writes.remove(row, by=by)
        else:
            writes.change(row, by=by, due_date=due_date)
    for key, person in wanted.items():
        if key not in held:
            writes.create(model, by=by, due_date=due_date, **{name: person}, **values)


@transaction.atomic
def mark_ready(report, *, by, section, at):
    """`by` says that what stands under the heading is ready, or (`at` None) that it is not. Whoever is not named speaks for all who are.

    Raises NotOpen, and ValidationError when nobody is asked to write the section.
    """
    current = _on_its_way(report)
    rows = list(current.writers.filter(section=section))
    rows = [row for row in rows if row.writer == by] or rows
    if not rows:
        raise ValidationError(_("Nobody is asked to write this section."))
    for row in rows:
        writes.change(row, by=by, verb="ready" if at else "not_ready", ready_at=at)


@transaction.atomic
def look_through(report, *, by, at, words=""):
    """A named reviewer says that the report is looked through. Raises NotOpen, and ValidationError for who is not named."""
    current = _on_its_way(report)
    row = current.reviewers.filter(reviewer=by).first()
    if row is None:
        raise ValidationError(_("You are not named as a reviewer of this report."))
    return writes.change(row, by=by, verb="looked_through", done_at=at, words=words)


@transaction.atomic
def comment(report, *, by, at, section="", text, words=""):
    """Say something of a section, or (`section` empty) of the whole report. `words`: those it is about. Raises NotOpen."""
    current = _on_its_way(report)
    return writes.create(ReportComment, by=by, report=current, section=section, text=text, words=words, written_by=by, written_at=at)


@transaction.atomic
def edit_comment(row, *, by, seen=None, text, words=""):
    """Raises NotOpen, AlreadyAnswered and Stale."""
    current = _open_comment(row)
    return writes.change(current, by=by, seen=seen, text=text, words=words)


@transaction.atomic
def answer_comment(row, *, by, at, answer, seen=None):
    """Say what was done about it: the comment is closed. Raises NotOpen, AlreadyAnswered and Stale."""
    current = _open_comment(row)
    return writes.change(current, by=by, seen=seen, verb="answered", answer=answer, answered_by=by, answered_at=at)


@transaction.atomic
def reopen_comment(row, *, by, seen=None):
    """The answer did not do: it is taken away, and the comment is open. The history keeps the answer. Raises NotOpen and Stale."""
    _on_its_way(row.report)
    return writes.change(row, by=by, seen=seen, verb="reopened", answer="", answered_by=None, answered_at=None)


@transaction.atomic
def remove_comment(row, *, by):
    """Take back what one has said, before it is answered. Raises NotOpen and AlreadyAnswered."""
    writes.remove(_open_comment(row), by=by)


def _open_comment(row):
    _on_its_way(row.report)
    current = ReportComment.objects.select_for_update().get(pk=row.pk)
    if not current.is_open:
        raise AlreadyAnswered()
    return current


@transaction.atomic
def file(report, *, by, seen=None, **values):
    """Set what is said of a report in the archive: see ReportFiling. Also of one that is frozen. Raises Stale and ValidationError."""
    Report.objects.select_for_update().get(pk=report.pk)
    held = ReportFiling.objects.filter(report=report).first()
    if held is None:
        return writes.create(ReportFiling, by=by, report=report, **values)
    if seen is not None and held.version != seen:
        raise writes.Stale(held, **writes.latest_writer(held))
    return writes.change(held, by=by, **values)


def _on_its_way(report):
    current = Report.objects.select_for_update().get(pk=report.pk)
    if current.is_frozen:
        raise NotOpen()
    return current


def remove_all(report, *, by):
    """What hangs on a draft that is taken away."""
    for rows in (report.writers, report.reviewers, report.comments):
        for row in rows.all():
            writes.remove(row, by=by)
    for row in ReportFiling.objects.filter(report=report):
        writes.remove(row, by=by)
