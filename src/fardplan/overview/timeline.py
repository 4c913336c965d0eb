"""The roadmap page: what the picture draws and what the table below tells."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from fardplan.goals.models import Goal, ProgrammeArea
from fardplan.goals.queries import goals_of
from fardplan.kit.templatetags.fardplan import datum, days_late
from fardplan.kit.turning import address_of
from fardplan.overview.roadmap import YEARS, Item, Picture, draw
from fardplan.parties.models import Party
from fardplan.plan.models import Milestone
from fardplan.plan.queries import milestone_rows
from fardplan.portfolio.filters import EVERYTHING
from fardplan.portfolio.models import Initiative, InitiativePhase
from fardplan.portfolio.queries import GoalMark, portfolio_rows
from fardplan.portfolio.rules import ACTIVE, Phase

#: How a bar is drawn, by phase: running solid, decided tinted, resting and ended grey, not yet decided dashed.
STYLES = {phase: "" for phase in ACTIVE} | {Phase.INCLUDED: "plan", Phase.PAUSED: "rest", Phase.CLOSED: "done"}


# Lines are flat, ready for the screen and without properties: a page has hundreds of them, and each lookup costs.


@dataclass(frozen=True, slots=True)
class InitiativeLine:
    """An initiative as the table tells it."""

    url: str
    title: str
    time: str  # as worded
    drawn: str  # how the picture draws it, in words; empty when it cannot be drawn
    goals: tuple[GoalMark, ...]
    parties: str
    shape: str
    label: str
    is_invented: bool


@dataclass(frozen=True, slots=True)
class MilestoneLine:
    url: str
    title: str
    time: str
    goals: tuple[Goal, ...]
    waits_for: str
    shape: str
    label: str
    note: str  # how late it is, or when it was done
    is_invented: bool


@dataclass(frozen=True)
class TimelinePage:
    first_year: int
    this_year: int
    horizon_year: int | None
    picture: Picture
    by: str
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
        return any(mark.is_invented for line in self.initiatives for mark in line.goals)


#: What the picture's lanes can be, as an address says it.
GOAL, PARTY, AREA = "mal", "part", "omrade"
LANES_BY = (GOAL, PARTY, AREA)


def timeline_page(programme, *, on: date, year: int | None = None, by: str = GOAL) -> TimelinePage:
    """Initiatives and milestones over six years from `year` (the year of `on` unless told), in lanes `by` goal, party or area. At most
    twelve queries."""
    year = year or on.year
    goals = {goal.pk: goal for goal in goals_of(programme, on=on)}
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    rows = [row for row in portfolio_rows(programme, EVERYTHING, on=on, parties=parties) if row.phase != Phase.WITHDRAWN]
    spans = _spans(programme, rows)
    milestones = milestone_rows(programme, on=on)
    of_milestone = _goals_of_milestones(programme)
    portfolio, all_milestones = (reverse(name, args=[programme.slug]) for name in ("portfolio", "milestones"))
    initiatives = [_initiative_line(portfolio, row, spans[row.pk]) for row in rows]
    marks = [_milestone_line(all_milestones, row, [goals[pk] for pk in of_milestone.get(row.pk, ()) if pk in goals]) for row in milestones]
    lanes, lanes_of, lane_of_mark = _lanes(
        programme, by, goals, parties, rows, dict(zip((row.pk for row in milestones), marks, strict=True)), on
    )
    items = [*_bars(rows, initiatives, spans, lanes_of), *_marks(milestones, marks, lane_of_mark)]
    return TimelinePage(
        first_year=year,
        this_year=on.year,
        horizon_year=programme.horizon_year,
        picture=draw(items, lanes, year=year, today=on),
        by=by,
        initiatives=initiatives,
        milestones=marks,
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


def _initiative_line(base, row, span):
    return InitiativeLine(
        url=f"{base}{row.slug}/",
        title=row.title,
        time=row.time,
        drawn=_drawn(*span),
        goals=row.goals,
        parties=row.parties,
        shape=row.shape,
        label=row.phase_label,
        is_invented=row.is_invented,
    )


def _drawn(starts, ends):
    if starts is None and ends is None:
        return ""
    first = datum(starts, "short") if starts else _("beginning not stated")
    if ends is None:
        return _("drawn from %(day)s, no end set") % {"day": first}
    return _("drawn %(first)s – %(last)s") % {"first": first, "last": datum(ends - timedelta(days=1), "short")}


def _milestone_line(base, row, goals):
    return MilestoneLine(
        url=address_of(base, row),
        title=row.title,
        time=row.time,
        goals=tuple(goals),
        waits_for=row.waits_for,
        shape=row.shape,
        label=row.state_label,
        note=days_late(row.days_late) if row.is_late else row.done,
        is_invented=row.is_invented,
    )


def _lanes(programme, by, goals, parties, rows, marks, on):
    """(the picture's lanes, the lanes of an initiative's row, the lane of a milestone's row). Work of several parties stands in each of theirs;
    of several goals under the first."""
    common = pgettext("lane", "Common")
    if by == PARTY:
        lanes = [(party.pk, None, party.name, "") for party in parties]
        known, of = {party.pk for party in parties}, {}
        links = Initiative.parties.through.objects.filter(initiative__programme=programme, initiative__is_county_wide=False)
        for initiative, party in links.values_list("initiative", "party"):
            of.setdefault(initiative, []).append(party)
        return (
            [*lanes, (None, None, common, _("all parties, or none named"))],
            lambda row: [party for party in of.get(row.pk, ()) if party in known] or [None],
            lambda row: row.party_id if row.party_id in known else None,
        )
    if by == AREA:
        areas = list(ProgrammeArea.objects.filter(programme=programme).holding_on(on))
        known = {area.pk for area in areas}
        of = dict(Initiative.objects.filter(programme=programme, programme_area__in=known).values_list("pk", "programme_area"))
        return (
            [*((area.pk, None, area.name, "") for area in areas), (None, None, common, _("no programme area"))],
            lambda row: [of.get(row.pk)],
            lambda row: of.get(row.initiative_id),
        )
    lanes = [(goal.pk, goal.number, goal.label, goal.title if goal.short_title else "") for goal in goals.values()]
    return (
        [*lanes, (None, None, common, _("no goal of its own"))],
        lambda row: [next((mark.goal_id for mark in row.goals if mark.goal_id in goals), None)],
        lambda row: marks[row.pk].goals[0].pk if marks[row.pk].goals else None,
    )


def _bars(rows, lines, spans, lanes_of):
    for row, line in zip(rows, lines, strict=True):
        starts, ends = spans[row.pk]
        told, style = _told(line.label, row.parties), STYLES.get(row.phase, "vague")
        for lane in lanes_of(row):
            yield Item(lane, row.label, line.url, row.time, starts, ends, style, told=told)


def _marks(rows, lines, lane_of):
    for row, line in zip(rows, lines, strict=True):
        ends = row.ends + timedelta(days=1) if row.ends else None
        yield Item(lane_of(row), row.title, line.url, row.time, row.starts, ends, is_milestone=True, told=_told(line.label, row.waits_for))


def _goals_of_milestones(programme):
    found = {}
    links = Milestone.goals.through.objects.filter(milestone__programme=programme).order_by("goal__number")
    for milestone, goal in links.values_list("milestone", "goal"):
        found.setdefault(milestone, []).append(goal)
    return found


def _told(*parts):
    return ". ".join(part for part in parts if part)
