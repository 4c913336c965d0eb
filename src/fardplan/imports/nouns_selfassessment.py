"""The kinds of self-assessment that a folder may hold: instruments with their statements, rounds with what units answered."""

from fardplan.imports.noun import Inline, noun, pair
from fardplan.selfassessment import answering, models, rounds, services

INSTRUMENTS = noun(
    "instruments",
    models.Instrument,
    pair(services, "instrument"),
    "id title",
    "number previous description strength_from challenge_below",
    children=(noun("statements", models.Statement, pair(services, "statement"), "id goal text", "help weight", parent="instrument"),),
    inlines={"scale": Inline(models.ScaleStep, ("value", "label"), "scale")},
)
ROUNDS = noun(
    "rounds",
    models.Round,
    pair(rounds, "round"),
    "id title instrument period",
    "state minimum opened last_day closed note",
    children=(
        noun(
            "assessments",
            models.Assessment,
            pair(answering, "assessment"),
            "id unit party",
            "people begun handed_in admitted",
            parent="round",
            inlines={"answers": Inline(models.Answer, ("statement", "value", "not_applicable", "comment", "evidence"), "answers")},
        ),
    ),
    inlines={"releases": Inline(models.Release, ("party", "shown"), "releases")},
)
