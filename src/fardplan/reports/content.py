"""What a report says: composed from the register while it is on its way, read back from its own text once it is frozen."""

import json

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from fardplan.documents import canonical_text
from fardplan.kit.periods import day_in_words
from fardplan.kit.templatetags.fardplan import day_of
from fardplan.reports import annual, composers, subjects
from fardplan.reports.register import Register
from fardplan.reports.rules import State


def composed_of(report, register=None):
    """A report that is not frozen, as the register and its texts make it now: an `annual.Composed`."""
    moments = {State.REVIEWED: report.reviewed_at, State.APPROVED: report.approved_at}
    return composers.of_report(report).compose(
        report.report_period,
        subject=subject_of(report),
        texts={row.section: row for row in report.texts.all()},
        version=str(report.number),
        state_words=state_words(report.state, moments.get(report.state)),
        title=report.title,
        register=register,
    )


def subject_of(report):
    """The row that a report is about, or None for the programme. Raises SubjectGone when the row has been taken away."""
    about = composers.of_report(report).kind.about
    found = subjects.find(about, report.programme, report.about)
    if report.about and found is None:
        raise SubjectGone(report)
    return found


def heading_of(report, section) -> str:
    """The heading of a section as it stands in the report, also when what the report is about has been taken away."""
    composer = composers.of_report(report)
    subject = subjects.find(composer.kind.about, report.programme, report.about)
    return composer.title_of_section(section, report.report_period, subject, Register(report.programme))


class SubjectGone(ValidationError):
    """What the report was about has been taken away. A frozen report still says what it said."""

    def __init__(self, report):
        super().__init__(_("What the document is about has been taken away: %(key)s.") % {"key": report.about})


def document_of(report) -> dict:
    """The document of a report in any state. A frozen one is read from its text and from nothing else."""
    return json.loads(report.document_text) if report.is_frozen else composed_of(report).document


def text_of(report) -> str:
    """The canonical text: of a frozen report exactly the text that was frozen."""
    return report.document_text if report.is_frozen else canonical_text(composed_of(report).document)


def text_of_register(programme, period, kind="annual", subject=None) -> str:
    """The canonical text of a report that nobody has started: the register alone."""
    with translation.override(annual.LANGUAGE):
        words = _("Not yet a draft")
    return canonical_text(composers.of(kind, programme).compose(period, subject=subject, state_words=words).document)


def state_words(state, at=None) -> str:
    """How a report says what it is, on its cover and at the foot of each page."""
    with translation.override(annual.LANGUAGE):
        if at is None:
            return str(State(state).label)
        day = day_in_words(day_of(at))
        if state == State.FROZEN:
            return _("Approved and locked %(day)s") % {"day": day}
        return _("Approved %(day)s") % {"day": day} if state == State.APPROVED else _("Reviewed %(day)s") % {"day": day}
