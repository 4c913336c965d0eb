"""Reads for the pages about reports."""

from dataclasses import dataclass
from datetime import date

from fardplan.economy.models import Budget
from fardplan.plan.models import Activity
from fardplan.reports import composers, inserted
from fardplan.reports.annual.draft import Draft
from fardplan.reports.content import composed_of, document_of, heading_of, subject_of
from fardplan.reports.figures import Offer, available
from fardplan.reports.models import Report, ReportText
from fardplan.reports.register import Register
from fardplan.reports.screen import Shown, sections_of
from fardplan.reports.texts import Trouble


@dataclass(frozen=True)
class ReportsPage:
    """`reports` newest period first, newest version first; `year` is the one whose annual report is due, or None."""

    reports: list[Report]
    year: int | None


def reports_page(programme, user, *, today) -> ReportsPage:
    """Three queries."""
    rows = Report.objects.visible_to(user).filter(programme=programme).defer("document_text", "approved_sections")
    reports = sorted(rows, key=lambda row: (row.period[:4], row.period, row.number), reverse=True)
    return ReportsPage(reports, year_due(programme, {row.period for row in reports if row.kind == Report.Kind.ANNUAL}, today=today))


def year_due(programme, started, *, today) -> int | None:
    """The year to report next: last year, else this one, else the latest that something is known of. None when all are started."""
    known = {*Activity.objects.filter(programme=programme).values_list("year", flat=True).distinct().order_by()}
    known |= {*Budget.objects.filter(programme=programme, is_programme_budget=True).values_list("year", flat=True)}
    left = sorted((year for year in known if year <= today.year and str(year) not in started), reverse=True)
    for year in (today.year - 1, today.year, *left):
        if year in left:
            return year
    return None if known or str(today.year) in started else today.year


@dataclass(frozen=True)
class ReportPage:
    """A report to be read. For one that is on its way: what is wrong in it, which sections are empty, which have text."""

    report: Report
    sections: list[Shown]
    as_of: date
    troubles: list[tuple[str, str, Trouble]]
    empty: tuple[tuple[str, str], ...]
    guidance: dict[str, str]
    with_text: frozenset[str]
    versions: list[Report]


def _day_of(document, report):
    """The day that a frozen document's figures hold for; the period's last where it holds for none."""
    return date.fromisoformat(document["as_of"]) if document.get("as_of") else report.report_period.last_day


def report_page(report) -> ReportPage:
    """A frozen report: two queries. One on its way: those of composing it, and one."""
    others = Report.objects.filter(programme=report.programme, kind=report.kind, about=report.about, period=report.period).exclude(
        pk=report.pk
    )
    versions = list(others.frozen().defer("document_text", "approved_sections").order_by("-number"))
    if report.is_frozen:
        document = document_of(report)
        return ReportPage(report, sections_of(document), _day_of(document, report), [], (), {}, frozenset(), versions)
    composed = composed_of(report)
    titles = {section["id"]: section["title"] for section in composed.document["sections"]} | dict(composed.empty)
    return ReportPage(
        report=report,
        sections=sections_of(composed.document),
        as_of=report.report_period.last_day,
        troubles=[(name, titles[name], trouble) for name, found in composed.troubles.items() for trouble in found],
        empty=composed.empty,
        guidance={section.id: section.guidance for section in composers.of_report(report).kind.sections},
        with_text=frozenset(row.section for row in report.texts.all() if row.text.strip()),
        versions=versions,
    )


@dataclass(frozen=True)
class TextPage:
    """What stands beside the text field: what is asked for, the figures there are, and how the section read in the report before."""

    title: str
    guidance: str
    offers: list[Offer]
    inserts: list[inserted.Insert]
    earlier: ReportText | None


def text_troubles(report, text) -> list[Trouble]:
    """References in a text that stand for nothing the register knows, each once: said where they were typed."""
    draft, troubles = Draft(Register(report.programme), report.report_period, subject=subject_of(report)), []
    inserted.blocks_of(text, draft, "text", troubles)
    return list(dict.fromkeys(troubles))


def text_page(report, section) -> TextPage:
    register, composer = Register(report.programme), composers.of_report(report)
    same = {"report__programme": report.programme, "report__kind": report.kind, "report__about": report.about}
    earlier = ReportText.objects.filter(**same, section=section).exclude(text="")
    earlier = earlier.filter(report__state="frozen").exclude(report=report).select_related("report").defer("report__document_text")
    return TextPage(
        title=heading_of(report, section),
        guidance=composer.guidance(section),
        offers=available(register, report.report_period),
        inserts=inserted.inserts_for(composer.kind.about),
        earlier=earlier.order_by("-report__period", "-report__number").first(),
    )
