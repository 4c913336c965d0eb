"""The first page of a programme: the way to the vision, what is late, what comes, what was decided, money, the portfolio."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q

from fardplan.consultations.queries import Line, lines_under_way
from fardplan.economy.queries import BudgetTable, programme_table
from fardplan.goals.models import Goal, Vision
from fardplan.goals.queries import goals_of, vision_of
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.indicators.queries import GoalFigure, by_goal, goal_figures
from fardplan.kit.models import Origin
from fardplan.parties.models import Party
from fardplan.plan.models import Activity
from fardplan.plan.queries import MilestoneRow, late_milestones, milestone_rows, next_milestones
from fardplan.portfolio.queries import BriefRow, PhaseGroup, brief_rows, by_phase, initiatives_by_goal
from fardplan.portfolio.rules import Phase
from fardplan.status.models import StatusReport
from fardplan.status.queries import statuses_at
from fardplan.status.rules import Level

#: How many of each the first page shows; the rest are one link away.
SHOWN = 5
SHOWN_PER_GOAL = 6
SHOWN_PER_PHASE = 8
#: Phases drawn as one column: nobody tells an idea from an early dialogue at a glance. None: those without a phase.
COLUMNS = (
    (Phase.IDEA, Phase.DIALOGUE, None),
    (Phase.PROPOSED,),
    (Phase.RUNNING, Phase.INCLUDED),
    (Phase.PAUSED,),
    (Phase.CLOSED,),
    (Phase.SPREAD_DECIDED,),
)

#: The worst first; missing last.
STATUS = (Level.BAD, Level.WARN, Level.OK, Level.MISSING)


@dataclass(frozen=True)
class GoalColumn:
    """A goal on the way to the vision, with the year's ambition and what works towards it."""

    goal: Goal
    ambition: str
    ambition_is_invented: bool
    indicators: list[str]
    figure: GoalFigure | None
    initiatives: list[BriefRow]

    @property
    def shown(self) -> list[BriefRow]:
        return self.initiatives[:SHOWN_PER_GOAL]

    @property
    def left_out(self) -> int:
        return len(self.initiatives) - len(self.shown)

    @property
    def has_invented(self) -> bool:
        """Some of the links shown are examples that no source states."""
        return any(mark.is_invented for row in self.shown for mark in row.goals if mark.goal_id == self.goal.pk)


@dataclass(frozen=True)
class PhaseColumn:
    """One column of the portfolio by phase."""

    groups: list[PhaseGroup]

    @property
    def labels(self) -> list[str]:
        return [group.label for group in self.groups]

    @property
    def initiatives(self) -> list[BriefRow]:
        return [row for group in self.groups for row in group.initiatives]

    @property
    def shown(self) -> list[BriefRow]:
        return self.initiatives[:SHOWN_PER_PHASE]

    @property
    def left_out(self) -> int:
        return len(self.initiatives) - len(self.shown)


@dataclass(frozen=True)
class CountyPage:
    year: int
    vision: Vision | None
    goals: list[GoalColumn]
    columns: list[PhaseColumn]
    included: int
    ideas: int
    late: list[MilestoneRow]
    late_count: int
    upcoming: list[tuple[MilestoneRow, list[Goal]]]
    decisions: list[DecisionRow]
    consultations: list[Line]
    economy: BudgetTable | None
    status: list[tuple[str, str, int]]  # (shape, word, number) of active work, by what was said last
    asks: list[StatusReport]  # of the steering group, not yet a matter
    parties: list[Party]
    has_activities: bool  # asked only where the first steps are shown

    @property
    def has_initiatives(self) -> bool:
        return any(column.initiatives for column in self.columns)

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.parties or self.has_initiatives)

    @property
    def is_young(self) -> bool:
        """Something that everything else leans on is not there yet: the first steps are still of use."""
        return not (self.goals and self.parties and self.has_initiatives)


def county_page(programme, *, on: date) -> CountyPage:
    """A programme as it stands on a day. Eleven queries, one more when figures have been fetched."""
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    rows = brief_rows(programme, on=on)
    goals = _goals_with_ambitions(programme, on)
    groups = {group.phase: group for group in by_phase(programme, on=on, rows=rows)}
    milestones = milestone_rows(programme, on=on)
    late = late_milestones(programme, on=on, rows=milestones)
    said = statuses_at(programme, on)
    young = not (goals and parties and rows)
    return CountyPage(
        year=on.year,
        vision=vision_of(programme, on=on),
        goals=_goal_columns(programme, on, goals, rows, parties),
        columns=[PhaseColumn([groups[phase] for phase in phases if phase in groups]) for phases in COLUMNS],
        included=sum(row.is_in_portfolio for row in rows),
        ideas=sum(row.phase in COLUMNS[0] for row in rows),
        late=late[:SHOWN],
        late_count=len(late),
        upcoming=_with_goals(next_milestones(programme, on=on, limit=SHOWN, rows=milestones), goals),
        decisions=decision_rows(programme, parties=parties, limit=SHOWN),
        consultations=lines_under_way(programme, today=on, known=parties)[:SHOWN],
        economy=programme_table(programme, on.year),
        status=_status(said, rows),
        asks=[report for report in said.values() if report.asks and report.matter_id is None][:SHOWN],
        parties=parties,
        has_activities=young and Activity.objects.filter(programme=programme).exists(),
    )


def _status(said, rows):
    """How active work stands, in its leaders' own judgement; what nobody has said is missing, never green."""
    active = [said.get((row.pk, None)) for row in rows if row.is_active]
    found = [
        (level.value or "off", str(level.label), sum((report.overall if report else "") == level for report in active)) for level in STATUS
    ]
    return found if active else []


def _goals_with_ambitions(programme, on):
    this_year = FilteredRelation("ambitions", condition=Q(ambitions__year=on.year))
    return list(
        goals_of(programme, on=on).annotate(ambition=this_year).annotate(wanted=F("ambition__text"), wanted_origin=F("ambition__origin"))
    )


def _goal_columns(programme, on, goals, rows, parties):
    working = initiatives_by_goal(programme, on=on, rows=rows)
    indicators = by_goal(programme)
    figures = goal_figures(programme, indicators, on=on, parties=parties)
    return [
        GoalColumn(
            goal=goal,
            ambition=goal.wanted or "",
            ambition_is_invented=goal.wanted_origin == Origin.INVENTED,
            indicators=[each.name for each in indicators.get(goal.pk, [])],
            figure=figures.get(goal.pk),
            initiatives=working.get(goal.pk, []),
        )
        for goal in goals
    ]


def _with_goals(milestones, goals):
    return [(row, [goal for goal in goals if goal.pk in row.goals]) for row in milestones]
