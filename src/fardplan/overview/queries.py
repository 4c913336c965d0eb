"""Reads for pages over several rooms. One function and one frozen dataclass per page; the number of queries never grows with the rows."""

from dataclasses import dataclass
from datetime import date

from fardplan.economy.queries import BudgetTable, budget_table, programme_budget
from fardplan.goals.models import Ambition, Goal, Vision
from fardplan.goals.queries import goals_of, vision_of
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.indicators.models import Indicator
from fardplan.parties.models import Party
from fardplan.plan.queries import MilestoneRow, late_milestones, milestone_rows, next_milestones
from fardplan.portfolio.filters import EVERYTHING
from fardplan.portfolio.queries import InitiativeRow, PhaseGroup, by_phase, initiatives_by_goal, portfolio_rows
from fardplan.portfolio.rules import Phase

#: How many of each the first page shows; the rest are one link away.
SHOWN = 5
#: Phases drawn as one column: nobody tells an idea from an early dialogue at a glance.
COLUMNS = (
    (Phase.IDEA, Phase.DIALOGUE),
    (Phase.PROPOSED,),
    (Phase.INCLUDED, Phase.RUNNING),
    (Phase.PAUSED,),
    (Phase.CLOSED,),
    (Phase.SPREAD_DECIDED,),
)


@dataclass(frozen=True)
class GoalColumn:
    """A goal on the way to the vision, with what works towards it."""

    goal: Goal
    ambition: Ambition | None
    indicators: list[Indicator]
    initiatives: list[InitiativeRow]

    @property
    def has_invented(self) -> bool:
        return any(mark.is_invented for row in self.initiatives for mark in row.goals if mark.goal_id == self.goal.pk)


@dataclass(frozen=True)
class PhaseColumn:
    """One column of the portfolio by phase."""

    groups: list[PhaseGroup]

    @property
    def label(self) -> str:
        return " / ".join(dict.fromkeys(group.label for group in self.groups))

    @property
    def initiatives(self) -> list[InitiativeRow]:
        return [row for group in self.groups for row in group.initiatives]


@dataclass(frozen=True)
class CountyPage:
    year: int
    vision: Vision | None
    goals: list[GoalColumn]
    columns: list[PhaseColumn]
    included: int
    late: list[MilestoneRow]
    late_count: int
    upcoming: list[MilestoneRow]
    decisions: list[DecisionRow]
    economy: BudgetTable | None
    parties: list[Party]

    @property
    def is_empty(self) -> bool:
        return not (self.goals or self.parties or any(column.initiatives for column in self.columns))


def county_page(programme, *, on: date) -> CountyPage:
    """The first page of a programme as it stands on a day: about fifteen queries."""
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    rows = portfolio_rows(programme, EVERYTHING, on=on, parties=parties)
    groups = {group.phase: group for group in by_phase(programme, on=on, rows=rows)}
    milestones = milestone_rows(programme, on=on)
    late = late_milestones(programme, on=on, rows=milestones)
    budget = programme_budget(programme, on.year)
    return CountyPage(
        year=on.year,
        vision=vision_of(programme, on=on),
        goals=_goal_columns(programme, on, rows),
        columns=[PhaseColumn([groups[phase] for phase in phases]) for phases in COLUMNS],
        included=sum(row.is_in_portfolio for row in rows),
        late=late[:SHOWN],
        late_count=len(late),
        upcoming=next_milestones(programme, on=on, limit=SHOWN, rows=milestones),
        decisions=decision_rows(programme, parties=parties, limit=SHOWN),
        economy=budget_table(budget) if budget else None,
        parties=parties,
    )


def _goal_columns(programme, on, rows):
    goals = list(goals_of(programme, on=on))
    ambitions = {row.goal_id: row for row in Ambition.objects.filter(programme=programme, year=on.year)}
    working = initiatives_by_goal(programme, on=on, rows=rows)
    indicators = {}
    links = Indicator.goals.through.objects.filter(goal__programme=programme).select_related("indicator")
    for link in links.order_by("indicator__code"):
        indicators.setdefault(link.goal_id, []).append(link.indicator)
    return [GoalColumn(goal, ambitions.get(goal.pk), indicators.get(goal.pk, []), working.get(goal.pk, [])) for goal in goals]
