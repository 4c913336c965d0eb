"""Reads about what the programme is for."""

from dataclasses import dataclass

from fardplan.goals.models import (
    Ambition,
    BenefitObject,
    Goal,
    OutcomeGoal,
    Principle,
    ProgrammeArea,
    Shift,
    StrategicGoal,
    SuperiorStrategy,
    Vision,
)


def vision_of(programme, *, on):
    """The vision that holds on a day, or None."""
    return Vision.objects.filter(programme=programme).holding_on(on).order_by("-from_date", "-pk").first()


def goals_of(programme, *, on):
    return Goal.objects.filter(programme=programme).holding_on(on).order_by("number")


@dataclass(frozen=True)
class GoalsPage:
    vision: Vision | None
    goals: list[tuple[Goal, list[Ambition]]]  # with the goal's ambitions, the latest year first
    closed: list[Goal]
    strategic: list[StrategicGoal]
    outcome: list[OutcomeGoal]
    benefit_objects: list[BenefitObject]
    areas: list[ProgrammeArea]
    shifts: list[Shift]
    values: list[Principle]
    principles: list[Principle]
    strategies: list[SuperiorStrategy]
    ended: list[tuple[str, object]]  # visions, benefit objects and areas that no longer hold: (route's beginning, row)


def goals_page(programme, *, on):
    """Everything on the page of goals: twelve queries."""
    every = list(Goal.objects.filter(programme=programme).order_by("number", "pk"))

    ambitions = {}
    for row in Ambition.objects.filter(programme=programme).order_by("-year"):
        ambitions.setdefault(row.goal_id, []).append(row)

    def rows(model):
        return list(model.objects.filter(programme=programme))

    visions = list(Vision.objects.filter(programme=programme).order_by("-from_date", "-pk"))
    objects, areas, principles = rows(BenefitObject), rows(ProgrammeArea), rows(Principle)
    return GoalsPage(
        vision=next((row for row in visions if row.holds_on(on)), None),
        goals=[(goal, ambitions.get(goal.pk, [])) for goal in every if goal.until_date is None or goal.until_date > on],
        closed=[goal for goal in every if goal.until_date is not None and goal.until_date <= on],
        strategic=rows(StrategicGoal),
        outcome=rows(OutcomeGoal),
        benefit_objects=[row for row in objects if row.holds_on(on)],
        areas=[row for row in areas if row.holds_on(on)],
        shifts=rows(Shift),
        values=[row for row in principles if row.kind == Principle.Kind.VALUE],
        principles=[row for row in principles if row.kind == Principle.Kind.PRINCIPLE],
        strategies=list(SuperiorStrategy.objects.filter(programme=programme).prefetch_related("superior_goals", "goals")),
        ended=[
            (route, row)
            for route, every in (("vision", visions), ("benefit_object", objects), ("programme_area", areas))
            for row in every
            if row.until_date is not None and row.until_date <= on
        ],
    )
