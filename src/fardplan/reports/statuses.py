"""The status reports of a programme as documents are compiled from them: who was asked, who has told, what counts."""

from dataclasses import dataclass
from functools import cached_property

from fardplan.kit.periods import ReportPeriod
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import phase_on
from fardplan.reports.compiling import Compiled, SubReport, compiled
from fardplan.reports.told import noun_of
from fardplan.status.models import StatusReport
from fardplan.status.queries.reports import ASKED


@dataclass(frozen=True)
class Work:
    """One initiative in a compilation: `told` are its sent reports of the period, the oldest first; empty when it has said nothing."""

    initiative: Initiative
    told: tuple[StatusReport, ...]

    @property
    def latest(self) -> StatusReport | None:
        return self.told[-1] if self.told else None

    @property
    def title(self) -> str:
        return self.initiative.label


class Statuses:
    """Sent reports of `register`'s programme, read once: `register.more(Statuses)`. Drafts are never here."""

    def __init__(self, register):
        self.register = register

    @cached_property
    def sent(self) -> list[SubReport]:
        rows = StatusReport.objects.filter(programme=self.register.programme).sent()
        rows = rows.select_related("initiative", "programme_area", "matter").order_by("pk")
        return [SubReport(_about(row), ReportPeriod.parse(row.period), row.number, row) for row in rows]

    def of(self, period):
        """{("initiative" or "area", key): Compiled}."""
        return compiled(self.sent, period)

    def told(self, draft):
        """As `of` the draft's period; before a meeting, the latest that each had sent by then, whatever period it is of."""
        if noun_of(draft) != "meeting":
            return self.of(draft.period)
        found = {}
        for report in sorted(self.sent, key=lambda report: (report.period.until_date, report.number)):
            if report.row.sent_date <= draft.day:
                found[report.about] = Compiled(report.about, (report,))
        return found

    def work(self, draft) -> list[Work]:
        """Every initiative that was asked, or has told, in the draft's period, each once and by name. When the document is about an
        initiative or a party, only that one or those it takes part in."""
        told = self.told(draft)
        found = []
        for initiative in self.register.initiatives:
            said = told.get(("initiative", initiative.pk))
            phase = phase_on(self.register.phases.get(initiative.pk, []), draft.day)
            if (said or phase in ASKED) and concerns(draft, initiative):
                found.append(Work(initiative, tuple(report.row for report in said.reports) if said else ()))
        return found

    def areas(self, draft):
        """The latest report of each programme area, in the areas' order. They tell of the same work: never counted with it."""
        told = self.told(draft)
        return [told["area", area.pk].latest for area in self.register.areas if ("area", area.pk) in told]


def _about(row):
    return ("initiative", row.initiative_id) if row.initiative_id else ("area", row.programme_area_id)


def name_of(said) -> str:
    """What a report is about, as tables name it."""
    return said.initiative.label if said.initiative_id else said.programme_area.name


def is_of_some(draft) -> bool:
    """Whether the document is about one initiative or one party, so that what belongs to none stays out of it."""
    return noun_of(draft) in ("initiative", "party")


def concerns(draft, initiative) -> bool:
    """Whether an initiative belongs in a document about the draft's subject."""
    if noun_of(draft) == "initiative":
        return initiative.pk == draft.subject.pk
    if noun_of(draft) == "party":
        return initiative.is_county_wide or draft.subject.pk in draft.register.party_ids.get(initiative.pk, set())
    return True
