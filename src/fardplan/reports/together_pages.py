"""Reads for the page where people see who writes what in a report, who looks it through, and what has been said of it."""

from dataclasses import dataclass
from datetime import date

from fardplan.reports import access
from fardplan.reports.models import ReportComment, ReportFiling, ReportReviewer, SectionWriter
from fardplan.reports.rules import Writing, writing_of
from fardplan.reports.sections import titles_of


@dataclass(frozen=True)
class SectionRow:
    """A heading: who writes there, how far it has come, and how many comments wait."""

    id: str
    title: str
    writers: list[SectionWriter]
    writing: Writing
    due_date: date | None
    is_late: bool
    taken_from: object | None
    open_comments: int
    may_write: bool
    may_mark: bool


@dataclass(frozen=True)
class Said:
    """A comment, the heading it stands under, and what this reader may do with it."""

    comment: ReportComment
    title: str
    may_answer: bool
    may_edit: bool
    may_reopen: bool


@dataclass(frozen=True)
class TogetherPage:
    rows: list[SectionRow]
    reviewers: list[ReportReviewer]
    open: list[Said]
    answered: list[Said]

    @property
    def asked(self):
        """Headings that somebody is asked to write."""
        return [row for row in self.rows if row.writers]

    @property
    def not_written(self):
        return [row for row in self.asked if row.writing in (Writing.NOT_BEGUN, Writing.AS_BEFORE)]

    @property
    def late(self):
        return [row for row in self.asked if row.is_late]

    @property
    def ready(self):
        return [row for row in self.asked if row.writing == Writing.READY]

    @property
    def looked_through(self):
        return [row for row in self.reviewers if row.done_at]


def filing_of(report) -> ReportFiling:
    """How a report is filed; a new row, not stored, of version 0 when nobody has said."""
    return ReportFiling.objects.filter(report=report).select_related("decision").first() or ReportFiling(report=report, version=0)


def together_page(report, authority, *, today) -> TogetherPage:
    """Four queries and those of the headings, however many people and comments there are."""
    titles = titles_of(report)
    texts = {row.section: row for row in report.texts.select_related("taken_from").defer("taken_from__document_text") if row.text.strip()}
    comments = list(report.comments.select_related("written_by", "answered_by"))
    for comment in comments:
        comment.report = report
    waiting = [comment.section for comment in comments if comment.is_open]
    rows = []
    for section, title in titles.items():
        writers, text = [row for row in report.writers.all() if row.section == section], texts.get(section)
        state = writing_of(text is not None, text is not None and text.taken_from_id is not None, [bool(row.ready_at) for row in writers])
        due = min((row.due_date for row in writers if row.due_date and not row.ready_at), default=None)
        own = any(row.writer_id == authority.user.pk for row in writers)
        rows.append(
            SectionRow(
                id=section,
                title=title,
                writers=writers,
                writing=state,
                due_date=due,
                is_late=due is not None and due < today,
                taken_from=text.taken_from if text else None,
                open_comments=waiting.count(section),
                may_write=access.can_write_section(authority, report, section),
                may_mark=bool(writers) and report.is_draft and (own or access.can_arrange(authority, report)),
            )
        )
    said = [
        Said(
            comment,
            titles.get(comment.section, ""),
            access.can_answer(authority, comment),
            access.can_edit_comment(authority, comment),
            access.can_reopen_comment(authority, comment),
        )
        for comment in comments
    ]
    return TogetherPage(
        rows, list(report.reviewers.all()), [row for row in said if row.comment.is_open], [row for row in said if not row.comment.is_open]
    )
