"""Reads about status reports."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import cached_property

from fardplan.goals.models import ProgrammeArea
from fardplan.kit.collation import swedish
from fardplan.kit.models import Origin
from fardplan.kit.periods import ReportPeriod
from fardplan.kit.text import swedish_sort_key
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import ACTIVE, Phase
from fardplan.status.models import StatusReport, StatusSetup
from fardplan.status.rules import PARTS, WORSE, Level, Part, Trend, last_day_for, period_due, worst

#: Initiatives that are asked how they stand: those at work, and those that rest and may wake.
ASKED = ACTIVE | {Phase.PAUSED}


@dataclass(frozen=True, slots=True)
class Cell:
    """One of the six parts: shape, word and direction."""

    part: str
    label: str
    level: str  # of rules.Level; empty is missing
    trend: str
    words: str
    before: "Cell | None" = None  # the same part in the report before, when there is one to show

    @property
    def shape(self):
        return self.level or "off"

    @property
    def word(self):
        return str(Level(self.level).label)

    @property
    def trend_word(self):
        return str(Trend(self.trend).label) if self.trend else ""


def cells_of(report, *, previous=None) -> list[Cell]:
    """The six parts in their order; all missing without a report. `previous`: the report before, to stand beside."""
    before = cells_of(previous) if previous is not None else [None] * len(Part)
    found = []
    for part, earlier in zip(Part, before, strict=True):
        level, trend, words = report.part(part) if report is not None else ("", "", "")
        found.append(Cell(part.value, str(part.label), level, trend, words, earlier))
    return found


@dataclass(frozen=True)
class StatusRow:
    """What one initiative or programme area has said for a period; `report` is None when it has said nothing."""

    about: object
    is_area: bool
    report: StatusReport | None
    draft: bool
    earlier: ReportPeriod | None  # the latest period it has reported for, when it has not for this one

    @cached_property
    def cells(self):
        return cells_of(self.report)

    @property
    def title(self):
        return self.about.name if self.is_area else self.about.short_title or self.about.title

    @property
    def is_missing(self):
        return self.report is None

    @property
    def worst(self):
        return worst([cell.level for cell in self.cells])

    @property
    def asks(self):
        return self.report.asks if self.report else ""


@dataclass(frozen=True)
class ReportsPage:
    period: ReportPeriod
    periods: list[ReportPeriod]  # to choose among, latest first
    last_day: date
    rows: list[StatusRow]
    all_count: int
    missing: list[StatusRow]
    counts: list[tuple[str, str, int]]  # (shape, word, number) of the whole, worst first
    asks: list[StatusReport]


def setup_of(programme) -> StatusSetup:
    """How the programme wants status; the defaults when nobody has said. One query."""
    return StatusSetup.objects.filter(programme=programme).first() or StatusSetup(programme=programme)


def _key(report):
    return (report.initiative_id, report.programme_area_id)


def _sent(programme):
    return StatusReport.objects.filter(programme=programme).sent().select_related("initiative", "programme_area", "matter")


def _latest_versions(reports) -> dict:
    """{(initiative, area, period): the report with the highest number}."""
    found = {}
    for report in sorted(reports, key=lambda row: row.number):
        found[(*_key(report), report.period)] = report
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """What an initiative or an area has said last, as far as overviews tell it."""

    pk: int
    slug: str
    period: ReportPeriod
    number: int
    overall: str  # of rules.Level
    asks: str
    matter_id: int | None
    about: str
    is_invented: bool
    is_restated: bool
    source: str


_STANDING = (
    "pk", "slug", "number", "overall", "asks", "matter", "origin", "source",
    "initiative__short_title", "initiative__title", "programme_area__name",
)  # fmt: skip


def statuses_at(programme, day: date) -> dict[tuple, Standing]:
    """What each initiative and area had said last on a day, by (initiative key, area key). One query, of columns: a first page reads
    ten years of reports to count how the work stands."""
    rows = StatusReport.objects.filter(programme=programme, sent_date__lte=day)
    latest, periods = {}, {}
    for initiative, area, code, *rest in rows.order_by("number").values_list("initiative", "programme_area", "period", *_STANDING):
        period = periods.get(code) or periods.setdefault(code, ReportPeriod.parse(code))
        held = latest.get((initiative, area))
        if held is None or held[0].until_date <= period.until_date:  # of the same period: the one with the highest number
            latest[initiative, area] = (period, rest)
    return {key: _standing(period, *rest) for key, (period, rest) in latest.items()}


def _standing(period, pk, slug, number, overall, asks, matter, origin, source, short_title, title, area):
    about = short_title or title or area
    return Standing(pk, slug, period, number, overall, asks, matter, about, origin == Origin.INVENTED, origin == Origin.RESTATED, source)


def latest_status(*, initiative=None, programme_area=None) -> list[StatusReport]:
    """What has been said last, and the time before that: at most two, each in its latest version. One query."""
    rows = StatusReport.objects.filter(initiative=initiative, programme_area=programme_area).sent().select_related("matter")
    latest = _latest_versions(rows).values()
    return sorted(latest, key=lambda row: row.report_period.until_date, reverse=True)[:2]


def asks_of(programme, *, on: date) -> list[Standing]:
    """What is asked of the steering group as things stand on a day, what is not yet a matter first. One query."""
    found = [said for said in statuses_at(programme, on).values() if said.asks]
    return sorted(found, key=lambda row: (row.matter_id is not None, -WORSE[row.overall], swedish_sort_key(row.about)))


def reports_page(programme, *, on: date, user, period: str = "", level: str = "", asks: bool = False) -> ReportsPage:
    """All that are asked how they stand x six parts, for a period (the one reports are asked for, unless told). Five queries.

    `level` keeps those whose worst part is that ("off": those that have said nothing); `asks` those that ask something.
    """
    setup = setup_of(programme)
    due = period_due(on, setup.rhythm)
    said = list(
        StatusReport.objects.filter(programme=programme).sent().values_list("initiative_id", "programme_area_id", "period").distinct()
    )
    codes = {code for _i, _a, code in said} | {due.code}
    chosen = ReportPeriod.parse(period) if period in codes else due
    latest = _latest_versions(_sent(programme).filter(period=chosen.code))
    reports = {(initiative, area): row for (initiative, area, _code), row in latest.items()}
    drafts = set(
        StatusReport.objects.visible_to(user)
        .filter(programme=programme, period=chosen.code, sent_date__isnull=True)
        .values_list("initiative_id", "programme_area_id")
    )
    earlier = {}
    for initiative, area, code in said:
        each = ReportPeriod.parse(code)
        if each.until_date < chosen.until_date and each.until_date > getattr(earlier.get((initiative, area)), "until_date", date.min):
            earlier[initiative, area] = each
    asked = Initiative.objects.filter(programme=programme).with_phase(min(on, chosen.last_day)).order_by(swedish("title"))
    rows = [
        StatusRow(row, False, reports.get((row.pk, None)), (row.pk, None) in drafts, earlier.get((row.pk, None)))
        for row in asked.only("pk", "slug", "title", "short_title", "origin", "programme", "leader")
        if row.phase in ASKED or (row.pk, None) in reports
    ]
    for area in ProgrammeArea.objects.filter(programme=programme).order_by(swedish("name")):
        if area.holds_on(min(on, chosen.last_day)):
            key = (None, area.pk)
            rows.append(StatusRow(area, True, reports.get(key), key in drafts, earlier.get(key)))
    shown = [row for row in rows if _fits(row, level, asks)]
    missing = [row for row in rows if row.is_missing]
    counts = [
        (each.value, str(each.label), sum(row.report is not None and row.report.overall == each for row in rows))
        for each in (Level.BAD, Level.WARN, Level.OK)
    ]
    return ReportsPage(
        period=chosen,
        periods=sorted((ReportPeriod.parse(code) for code in codes), reverse=True, key=lambda each: (each.until_date, each.first_day)),
        last_day=last_day_for(chosen, setup.days_to_write),
        rows=shown,
        all_count=len(rows),
        missing=missing,
        counts=counts,
        asks=[row.report for row in rows if row.asks],
    )


def _fits(row, level, asks):
    if asks and not row.asks:
        return False
    if level == "off":
        return row.is_missing
    return not level or (not row.is_missing and row.worst == level)


__all__ = ["ASKED", "PARTS", "asks_of", "cells_of", "latest_status", "reports_page", "setup_of", "statuses_at"]
