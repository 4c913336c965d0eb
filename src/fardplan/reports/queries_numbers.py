"""Reads for the check of figures in a report that is on its way."""

from fardplan.reports.composers import of_report
from fardplan.reports.content import composed_of, document_of
from fardplan.reports.models import Report, StatedFigure
from fardplan.reports.proof import proofread
from fardplan.reports.proof.composed import of_document
from fardplan.reports.proof.draft import Answer, DraftCheck, check_texts
from fardplan.reports.proof.numbers import key_of
from fardplan.reports.register import Register


def check_of(report) -> DraftCheck:
    """How every number in a report's texts stands, and what the whole text disagrees on. The queries of composing it, and four."""
    register = Register(report.programme)
    document = composed_of(report, register).document
    titles = {section["id"]: section["title"] for section in document["sections"]}
    texts = [row for row in report.texts.all() if row.text.strip()]
    order = {section: place for place, section in enumerate(of_report(report).ids)}
    texts.sort(key=lambda row: order.get(row.section, len(order)))
    marked = list(report.free_figures.order_by("pk"))
    free = {(row.section, row.words, row.sentence) for row in marked}
    before = report_before(report)
    numbers = check_texts(
        [(row.section, titles.get(row.section, row.section), row.text) for row in texts],
        register=register,
        period=report.report_period,
        stated=StatedFigure.objects.filter(programme=report.programme),
        free=free,
        before=document_of(before) if before else None,
    )
    standing = {checked.number.key for checked in numbers if checked.is_free}
    keys = {row: key_of(row.section, row.words, row.sentence) for row in marked}
    return DraftCheck(
        numbers,
        references=sum(row.text.count("[[") for row in texts),
        findings=proofread([of_document(document)]),
        answers=tuple(Answer(row.words, row.sentence, row.reason, key, key in standing) for row, key in keys.items()),
    )


def report_before(report):
    """The latest frozen report of the same kind for an earlier period, or None."""
    rows = Report.objects.frozen().filter(programme=report.programme, kind=report.kind, about=report.about, period__lt=report.period)
    return rows.order_by("-period", "-number").first()
