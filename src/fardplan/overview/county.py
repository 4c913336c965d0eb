"""The first page of a programme: the way to the vision, what is late, what comes, what was decided, money, the portfolio."""

from dataclasses import dataclass
from datetime import date

from django.db.models import F, FilteredRelation, Q

from fardplan.economy.queries import BudgetTable, programme_table
from fardplan.goals.models import Goal, Vision
from fardplan.goals.queries import goals_of, vision_of
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.indicators.models import Indicator
from fardplan.kit.models import Origin
from fardplan.parties.models import Party
from fardplan.plan.models import Milestone
from fardplan.plan.queries import MilestoneRow, late_milestones, milestone_rows, next_milestones
from fardplan.portfolio.queries import BriefRow, PhaseGroup, brief_rows, by_phase, initiatives_by_goal
from fardplan.portfolio.rules import Phase

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


@dataclass(frozen=True)
class GoalColumn:
    """A goal on the way to the vision, with the year's ambition and what works towards it."""

    goal: Goal
    ambition: str
    ambition_is_invented: bool
    indicators: list[str]
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
    economy: BudgetTable | None
    parties: list[Party]

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
    """A programme as it stands on a day. Eleven queries."""
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    rows = brief_rows(programme, on=on)
    goals = _goals_with_ambitions(programme, on)
    groups = {group.phase: group for group in by_phase(programme, on=on, rows=rows)}
    milestones = milestone_rows(programme, on=on)
    late = late_milestones(programme, on=on, rows=milestones)
    return CountyPage(
        year=on.year,
        vision=vision_of(programme, on=on),
        goals=_goal_columns(programme, on, goals, rows),
        columns=[PhaseColumn([groups[phase] for phase in phases if phase in groups]) for phases in COLUMNS],
        included=sum(row.is_in_portfolio for row in rows),
        ideas=sum(row.phase in COLUMNS[0] for row in rows),
        late=late[:SHOWN],
        late_count=len(late),
        upcoming=_with_goals(next_milestones(programme, on=on, limit=SHOWN, rows=milestones), goals),
        decisions=decision_rows(programme, parties=parties, limit=SHOWN),
        economy=programme_table(programme, on.year),
        parties=parties,
    )


def _goals_with_ambitions(programme, on):
    this_year = FilteredRelation("ambitions", condition=Q(ambitions__year=on.year))
    return list(
        goals_of(programme, on=on).annotate(ambition=this_year).annotate(wanted=F("ambition__text"), wanted_origin=F("ambition__origin"))
    )


def _goal_columns(programme, on, goals, rows):
    working = initiatives_by_goal(programme, on=on, rows=rows)
    indicators = {}
    links = Indicator.goals.through.objects.filter(goal__programme=programme).order_by("indicator__code")
    for goal, name in links.values_list("goal", "indicator__name"):
        indicators.setdefault(goal, []).append(name)
    return [
        GoalColumn(
            goal=goal,
            ambition=goal.wanted or "",
            ambition_is_invented=goal.wanted_origin == Origin.INVENTED,
            indicators=indicators.get(goal.pk, []),
            initiatives=working.get(goal.pk, []),
        )
        for goal in goals
    ]


def _with_goals(milestones, goals):
    known = {goal.pk: goal for goal in goals}
    found = {}
    links = Milestone.goals.through.objects.filter(milestone__in=[row.pk for row in milestones]).order_by("goal__number")
    for milestone, goal in links.values_list("milestone", "goal"):
        if goal in known:
            found.setdefault(milestone, []).append(known[goal])
    return [(row, found.get(row.pk, [])) for row in milestones]
