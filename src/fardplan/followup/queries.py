"""Reads about a period's follow-up: who is ready, and what is locked."""

from dataclasses import dataclass
from datetime import date

from fardplan.followup.models import Compilation, PartyYear
from fardplan.followup.rules import SHAPES, Standing, State, covers, standing, takes_part
from fardplan.kit.periods import ONE_DAY, ReportPeriod
from fardplan.kit.templatetags.fardplan import day_of
from fardplan.parties.models import Party
from fardplan.plan.models import Activity
from fardplan.plan.rules import CLOSED
from fardplan.reviews.models import ActivityReview
from fardplan.reviews.rules import codes_within


def locked(places):
    """Those of `places` (party's key, period) that lie in a locked year, with the names for people: what `kit.locking` asks. One query."""
    years = PartyYear.objects.filter(state=State.LOCKED, party__in={party for party, _period in places})
    held = list(years.values_list("party_id", "compilation__period", "party__organisation__short_name"))
    return {
        (party, period): (name, ReportPeriod.parse(code).label)
        for party, period in places
        for owner, code, name in held
        if owner == party and covers(code, period)
    }


@dataclass(frozen=True)
class YearRow:
    """How one party's year stands on a day."""

    party: Party
    year: PartyYear | None
    standing: Standing
    ready: date | None
    left: date | None  # the party's last day, when it has left or leaves in the period
    activities: int
    closed: int  # of them, done or cancelled

    @property
    def shape(self) -> str:
        return SHAPES[self.standing]

    @property
    def label(self) -> str:
        return self.standing.label

    @property
    def is_locked(self) -> bool:
        return self.year is not None and self.year.is_locked

    @property
    def is_late(self) -> bool:
        return self.standing == Standing.LATE


def parties_of(compilation) -> list[Party]:
    """Those who were parties on some day of the period, in order; one query."""
    period = compilation.report_period
    rows = Party.objects.filter(programme=compilation.programme_id).in_order()
    return [row for row in rows if takes_part(period, from_date=row.from_date, until_date=row.until_date)]


def year_rows(compilation, *, on: date, parties=None) -> list[YearRow]:
    """One row for each party that is asked, in order. Three queries."""
    parties = parties_of(compilation) if parties is None else parties
    years = {row.party_id: row for row in PartyYear.objects.filter(compilation=compilation).select_related("decision", "ready_by")}
    period = compilation.report_period
    counted: dict[int, list[str]] = {}
    found = Activity.objects.filter(programme=compilation.programme_id, year=period.year, responsible__isnull=False)
    for party, state in found.order_by().values_list("responsible", "state"):
        counted.setdefault(party, []).append(state)
    return [_row(party, years.get(party.pk), counted.get(party.pk, []), compilation, on) for party in parties]


def _row(party, year, states, compilation, on):
    ready = day_of(year.ready_at) if year and year.is_locked else None
    leaves = party.until_date is not None and party.until_date <= max(compilation.report_period.until_date, on)
    return YearRow(
        party=party,
        year=year,
        standing=standing(year.state if year else State.OPEN, ready=ready, due=compilation.due_date, on=on),
        ready=ready,
        left=party.until_date - ONE_DAY if leaves else None,
        activities=len(states),
        closed=sum(state in CLOSED for state in states),
    )


def reviewed(activities, period: ReportPeriod) -> set[str]:
    """Keys of those `activities` (a queryset) that somebody has reviewed for the period or a part of it. One query."""
    found = ActivityReview.objects.filter(activity__in=activities, period__in=codes_within(period))
    return set(found.values_list("activity__slug", flat=True))


@dataclass(frozen=True)
class CompilationRow:
    compilation: Compilation
    ready: int
    asked: int
    late: int


def compilations(programme, user, *, on: date) -> list[CompilationRow]:
    """Every period's follow-up, the latest first, with how many are ready. Three queries, however many there are."""
    found = list(Compilation.objects.visible_to(user).filter(programme=programme).order_by("-period"))
    parties = list(Party.objects.filter(programme=programme).in_order())
    years: dict[tuple[int, int], PartyYear] = {}
    for row in PartyYear.objects.filter(compilation__in=found):
        years[row.compilation_id, row.party_id] = row
    rows = []
    for each in found:
        period = each.report_period
        asked = [party for party in parties if takes_part(period, from_date=party.from_date, until_date=party.until_date)]
        stand = [_row(party, years.get((each.pk, party.pk)), [], each, on) for party in asked]
        ready, late = sum(row.is_locked for row in stand), sum(row.is_late for row in stand)
        rows.append(CompilationRow(each, ready, len(asked), late))
    return rows
