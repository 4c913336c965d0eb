"""A year put together from its half-year reports: what they said, as it was locked, and what became of what they recommended."""

import json
from functools import cached_property

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.documents import blocks
from fardplan.governance.models import Matter
from fardplan.kit.periods import day_in_words
from fardplan.kit.templatetags.fardplan import day_of
from fardplan.reports.annual.draft import listed
from fardplan.reports.compiling import SubReport, compiled
from fardplan.reports.models import Report
from fardplan.reports.models_templates import ReportTemplate
from fardplan.status.models import StatusReport

from .decisions import Deciding
from .registry import part

KIND = "status_half_year"


class HalfYears:
    """The locked half-year reports of a programme, also by a template of its own: `register.more(HalfYears)`. Never a draft.

    What was locked last for a period counts.
    """

    def __init__(self, register):
        own = ReportTemplate.objects.filter(programme=register.programme, based_on=KIND).values("slug")
        rows = Report.objects.filter(Q(kind=KIND) | Q(kind__in=own), programme=register.programme).frozen().order_by("frozen_at", "pk")
        self.said = [SubReport(KIND, row.report_period, place, row) for place, row in enumerate(rows, 1)]
        self.programme = register.programme

    @cached_property
    def matter_of(self):
        """{key of a status report: key of the matter that its ask became}."""
        return dict(StatusReport.objects.filter(programme=self.programme, matter__isnull=False).values_list("slug", "matter__slug"))

    @cached_property
    def matters(self):
        return {row.slug: row for row in Matter.objects.filter(programme=self.programme)}

    def of(self, period) -> list[Report]:
        """The latest version for each period within `period`, the oldest period first."""
        found = compiled(self.said, period).get(KIND)
        return [report.row for report in found.reports] if found else []


def _rows(draft):
    return draft.register.more(HalfYears).of(draft.period)


def _none(draft):
    words = _("No half-year report of %(period)s has been locked: there is nothing to compile from.")
    return [blocks.text(words % {"period": draft.period.label})]


def _words(report):
    return {"report": report.title, "number": report.number, "day": day_in_words(day_of(report.frozen_at))}


@part("compiled.half_years", gettext_lazy("Half-year reports in the year, and what they said"))
def half_years(draft):
    """The summary of each as it was locked, under the report's name, with a link to it."""
    rows = _rows(draft)
    if not rows:
        return _none(draft)
    found = []
    for report in rows:
        href = draft.address("report", report.slug)
        sections = json.loads(report.document_text)["sections"]
        said = next((part["blocks"] for part in sections if part["id"] == "summary"), sections[0]["blocks"] if sections else [])
        found.append(blocks.heading(report.title))
        found += [_as_said(block) for block in said] or [blocks.text(_("Nobody had written a summary in it."))]
        source = _("From %(report)s, version %(number)s, locked %(day)s.") % _words(report)
        found.append(blocks.text(blocks.run(source, em=True, href=href)))
        says = _("version %(number)s, locked %(day)s") % _words(report)
        draft.note(_("Half-year report: %(title)s") % {"title": report.title}, says, href)
    return found


def _as_said(block):
    """A block of a locked report, a heading deeper, its figures as words: they were figures of its own period."""
    if block["kind"] == "heading":
        return block | {"level": block["level"] + 1}
    if block["kind"] in ("text", "quote"):
        return block | {"runs": [_plain(run) for run in block["runs"]]}
    if block["kind"] == "list":
        return block | {"items": [[_plain(run) for run in item] for item in block["items"]]}
    return block


def _plain(run):
    return {name: value for name, value in run.items() if name != "ref"}


@part("compiled.recommended", gettext_lazy("What the half-year reports recommended, and what became of it"))
def recommended(draft):
    """Each recommendation once, however many of the reports made it."""
    reports = _rows(draft)
    if not reports:
        return []
    lines = {}
    for report in reports:
        for row in _recommended_in(json.loads(report.document_text)):
            lines.setdefault(row["id"], (row, []))[1].append(report)
    if not lines:
        return [blocks.text(_("The half-year reports recommended no decisions."))]
    columns = [
        blocks.column("asked", _("Proposed decision")),
        blocks.column("about", _("Concerns")),
        blocks.column("told", _("Told in")),
        blocks.column("became", _("What became of it")),
    ]
    told = [
        {
            "id": id,
            "asked": row["asked"],
            "about": row["about"],
            "told": listed(report.report_period.label for report in said),
            "became": _became(draft, id),
            "href": row.get("href", ""),
        }
        for id, (row, said) in lines.items()
    ]
    return [blocks.table("half_year_recommended", _("What the half-year reports recommended"), columns, told)]


def _recommended_in(document):
    tables = (block for part in document["sections"] for block in part["blocks"] if block.get("id") == "recommended")
    return next((block["rows"] for block in tables), [])


def _became(draft, id):
    page, _dash, slug = id.partition("-")
    held = draft.register.more(HalfYears)
    matter = held.matters.get(held.matter_of.get(slug, "") if page == "status_report" else slug)
    if matter is None:
        return _("is not a matter yet")
    decided = draft.register.more(Deciding).decided.get(matter.pk)
    if decided is None or decided > draft.day:
        return _("not decided by %(day)s") % {"day": day_in_words(draft.day)}
    return _("decided %(day)s") % {"day": day_in_words(decided)}
