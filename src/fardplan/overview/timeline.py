"""The roadmap page: what the picture draws and what the table below tells."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fardplan.goals.queries import goals_of
from fardplan.kit.templatetags.fardplan import datum
from fardplan.overview.roadmap import YEARS, Item, Picture, draw
from fardplan.parties.models import Party
from fardplan.plan.models import Milestone
from fardplan.plan.queries import MilestoneRow, milestone_rows
from fardplan.portfolio.filters import EVERYTHING
from fardplan.portfolio.models import Initiative, InitiativePhase
from fardplan.portfolio.queries import InitiativeRow, portfolio_rows
from fardplan.portfolio.rules import ACTIVE, Phase

#: How a bar is drawn, by phase: running solid, decided tinted, resting and ended grey, not yet decided dashed.
STYLES = {phase: "" for phase in ACTIVE} | {Phase.INCLUDED: "plan", Phase.PAUSED: "rest", Phase.CLOSED: "done"}


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative as the table tells it, with how the picture draws its time; empty when it cannot be drawn."""

    row: InitiativeRow
    drawn: str


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    row: MilestoneRow
    goals: list[int]  # numbers


@dataclass(frozen=True)
class TimelinePage:
    first_year: int
    this_year: int
    horizon_year: int | None
    picture: Picture
    initiatives: list[InitiativeLine]
    milestones: list[MilestoneLine]

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
    def is_far(self) -> bool:
        """This year is more than one step away."""
        return abs(self.first_year - self.this_year) > 1

    @property
    def is_empty(self) -> bool:
        return not self.initiatives and not self.milestones

    @property
    def left_out(self) -> list:
        """Lanes where not everything found a place."""
        return [lane for lane in self.picture.lanes if lane.left_out]

    @property
    def has_invented(self) -> bool:
        """Some initiatives stand in a lane that no source has put them in."""
        return any(mark.is_invented for line in self.initiatives for mark in line.row.goals)


def timeline_page(programme, *, on: date, year: int | None = None) -> TimelinePage:
    """Initiatives and milestones over six years from `year` (the year of `on` unless told). Ten queries."""
    year = year or on.year
    goals = {goal.pk: goal for goal in goals_of(programme, on=on)}
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    rows = [row for row in portfolio_rows(programme, EVERYTHING, on=on, parties=parties) if row.phase != Phase.WITHDRAWN]
    spans = _spans(programme, rows)
    milestones = milestone_rows(programme, on=on)
    of_milestone = _goals_of_milestones(programme)
    items = [*_bars(programme, rows, spans, goals), *_marks(programme, milestones, of_milestone, goals)]
    lanes = [(goal.pk, goal.number, goal.label, goal.title if goal.short_title else "") for goal in goals.values()]
    lanes.append((None, None, pgettext("lane", "Common"), _("no goal of its own")))
    return TimelinePage(
        first_year=year,
        this_year=on.year,
        horizon_year=programme.horizon_year,
        picture=draw(items, lanes, year=year, today=on),
        initiatives=[InitiativeLine(row, _drawn(*spans[row.pk])) for row in rows],
        milestones=[MilestoneLine(row, [goals[pk].number for pk in of_milestone.get(row.pk, ()) if pk in goals]) for row in milestones],
    )


def _spans(programme, rows):
    """{initiative: (first day, first day after)}: its own time, else from the phases it has been in."""
    times = Initiative.objects.filter(programme=programme).values_list("pk", "time_starts_earliest", "time_ends_latest")
    times = {pk: (starts, ends) for pk, starts, ends in times}
    began, closed = {}, {}
    phases = InitiativePhase.objects.filter(initiative__programme=programme).order_by("position")
    for pk, phase, first, last in phases.values_list("initiative", "phase", "began_starts_earliest", "began_starts_latest"):
        if phase == Phase.CLOSED:
            closed[pk] = last + timedelta(days=1) if last else None
        elif phase != Phase.IDEA:
            began.setdefault(pk, first)
    found = {}
    for row in rows:
        starts, ends = times[row.pk]
        ends = ends or (closed.get(row.pk) if row.phase == Phase.CLOSED else None)
        starts = starts or began.get(row.pk)
        # Words about the work and about its phases may disagree; a bar cannot end before it begins.
        found[row.pk] = (starts, ends if ends is None or starts is None or ends > starts else starts + timedelta(days=1))
    return found


def _drawn(starts, ends):
    if starts is None and ends is None:
        return ""
    first = datum(starts, "short") if starts else _("beginning not stated")
    return f"{first} – {datum(ends - timedelta(days=1), 'short')}" if ends else _("from %(day)s, no end set") % {"day": first}


def _bars(programme, rows, spans, goals):
    base = reverse("portfolio", args=[programme.slug])
    for row in rows:
        lane = next((mark.goal_id for mark in row.goals if mark.goal_id in goals), None)
        starts, ends = spans[row.pk]
        style = STYLES.get(row.phase, "vague")
        yield Item(lane, row.label, f"{base}{row.slug}/", row.time, starts, ends, style, told=_told(row.phase_label, row.parties))


def _goals_of_milestones(programme):
    found = {}
    links = Milestone.goals.through.objects.filter(milestone__programme=programme).order_by("goal__number")
    for milestone, goal in links.values_list("milestone", "goal"):
        found.setdefault(milestone, []).append(goal)
    return found


def _marks(programme, milestones, of_milestone, goals):
    base = reverse("milestones", args=[programme.slug])
    for row in milestones:
        lane = next((goal for goal in of_milestone.get(row.pk, ()) if goal in goals), None)
        ends = row.ends + timedelta(days=1) if row.ends else None
        told = _told(row.state_label, row.waits_for)
        yield Item(lane, row.title, f"{base}#{row.slug}", row.time, row.starts, ends, is_milestone=True, told=told)


def _told(*parts):
    return ". ".join(part for part in parts if part)
