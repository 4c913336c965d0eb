"""The goals as a folder tells them, and what stands round them."""

from fardplan.goals import models as goals
from fardplan.goals import services as G
from fardplan.imports.noun import noun, pair

GOALS = (
    noun("visions", goals.Vision, pair(G, "vision"), "id text", "purpose horizon_year decided decided_by from through"),
    noun("goals", goals.Goal, pair(G, "goal"), "id number title", "short_title meaning from through"),
    noun("ambitions", goals.Ambition, pair(G, "ambition"), "id goal year text"),
    noun("shifts", goals.Shift, pair(G, "shift"), "id from_text to_text"),
    noun("principles", goals.Principle, pair(G, "principle"), "id kind text"),
    noun("strategic_goals", goals.StrategicGoal, pair(G, "strategic_goal"), "id text"),
    noun("outcome_goals", goals.OutcomeGoal, pair(G, "outcome_goal"), "id text"),
    noun("benefit_objects", goals.BenefitObject, pair(G, "benefit_object"), "id number title", "short_title outcome_goal from through"),
    noun("programme_areas", goals.ProgrammeArea, pair(G, "programme_area"), "id name", "vacant from through"),
    noun(
        "superior_strategies",
        goals.SuperiorStrategy,
        pair(G, "superior_strategy"),
        "id name",
        "description goals",
        children=(
            noun("superior_goals", goals.SuperiorGoal, pair(G, "superior_goal"), "id title", "perspective meaning", parent="strategy"),
        ),
    ),
)
