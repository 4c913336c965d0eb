"""The roadmap page: what the picture draws and what the table below tells."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.goals.models import Goal
from fardplan.goals.queries import goals_of
from fardplan.overview.roadmap import YEARS, Item, Picture, draw
from fardplan.parties.models import Party
from fardplan.plan.models import Milestone
from fardplan.plan.queries import MilestoneRow, milestone_rows
from fardplan.portfolio.filters import EVERYTHING
from fardplan.portfolio.models import Initiative, InitiativePhase
from fardplan.portfolio.queries import InitiativeRow, portfolio_rows
from fardplan.portfolio.rules import ACTIVE, Phase

#: How a bar is drawn, by phase: running solid, decided or resting tinted, not yet decided dashed, ended grey.
STYLES = {phase: "" for phase in ACTIVE} | {Phase.INCLUDED: "plan", Phase.PAUSED: "plan", Phase.CLOSED: "done"}


@dataclass(frozen=True)
class TimelinePage:
    first_year: int
    picture: Picture
    initiatives: list[InitiativeRow]
    milestones: list[MilestoneRow]
    goals: list[Goal]
    goals_of_milestone: dict[int, list[int]]

    @property
    def last_year(self) -> int:
        return self.first_year + YEARS - 1

    @property
    def earlier(self) -> int:
        return self.first_year - 1

    @property
    def later(self) -> int:
        return self.first_year + 1

    @property
    def is_empty(self) -> bool:
        return not self.initiatives and not self.milestones


def timeline_page(programme, *, on: date, year: int | None = None) -> TimelinePage:
    """Initiatives and milestones over six years from `year` (the year of `on` unless told). Ten queries."""
    year = year or on.year
    goals = list(goals_of(programme, on=on))
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    rows = [row for row in portfolio_rows(programme, EVERYTHING, on=on, parties=parties) if row.phase != Phase.WITHDRAWN]
    milestones = milestone_rows(programme, on=on)
    of_milestone = _goals_of_milestones(programme)
    items = [*_bars(programme, rows, goals), *_diamonds(programme, milestones, of_milestone, goals)]
    lanes = [(goal.pk, goal.number, goal.label) for goal in goals] + [(None, None, _("Common"))]
    return TimelinePage(year, draw(items, lanes, year=year, today=on), rows, milestones, goals, of_milestone)


def _bars(programme, rows, goals):
    times = {
        pk: (starts, ends)
        for pk, starts, ends in Initiative.objects.filter(programme=programme).values_list("pk", "time_starts_earliest", "time_ends_latest")
    }
    began, closed = {}, {}
    phases = InitiativePhase.objects.filter(initiative__programme=programme).order_by("position")
    for pk, phase, first, last in phases.values_list("initiative", "phase", "began_starts_earliest", "began_starts_latest"):
        if phase == Phase.CLOSED:
            closed[pk] = last + timedelta(days=1) if last else None
        elif phase != Phase.IDEA:
            began.setdefault(pk, first)
    known = {goal.pk for goal in goals}
    for row in rows:
        starts, ends = times[row.pk]
        ends = ends or (closed.get(row.pk) if row.phase == Phase.CLOSED else None)
        lane = next((mark.goal_id for mark in row.goals if mark.goal_id in known), None)
        url = reverse("initiative", args=[programme.slug, row.slug])
        style = STYLES.get(row.phase, "vague")
        yield Item(lane, row.label, url, row.time, starts or began.get(row.pk), ends, style, told=f"{row.phase_label}. {row.parties}")


def _goals_of_milestones(programme):
    found = {}
    links = Milestone.goals.through.objects.filter(milestone__programme=programme).order_by("goal__number")
    for milestone, goal in links.values_list("milestone", "goal"):
        found.setdefault(milestone, []).append(goal)
    return found


def _diamonds(programme, milestones, of_milestone, goals):
    known = {goal.pk for goal in goals}
    url = reverse("milestones", args=[programme.slug])
    for row in milestones:
        if row.starts is None and row.ends is None:
            continue
        lane = next((goal for goal in of_milestone.get(row.pk, ()) if goal in known), None)
        ends = row.ends + timedelta(days=1) if row.ends else None
        told = f"{row.state_label}. {row.waits_for}"
        yield Item(lane, row.title, f"{url}#{row.slug}", row.time, row.starts, ends, is_milestone=True, told=told)
