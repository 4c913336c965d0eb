"""What a folder may hold of what was learned: the words that activities are reviewed with, and the reviews."""

from fardplan.imports.noun import SOURCED, Inline, noun, pair
from fardplan.reviews import models as reviews
from fardplan.reviews import services

R = services

FRAMEWORKS = (
    noun(
        "frameworks",
        reviews.Framework,
        pair(R, "framework"),
        "id title",
        "owner text from through",
        children=(
            noun("levels", reviews.FrameworkLevel, pair(R, "framework_level"), "id title", "text", parent="framework"),
            noun(
                "areas",
                reviews.FrameworkArea,
                pair(R, "framework_area"),
                "id title",
                "text",
                parent="framework",
                children=(
                    noun(
                        "framework_questions",
                        reviews.FrameworkQuestion,
                        pair(R, "framework_question"),
                        "id text",
                        "level indicators",
                        parent="area",
                        inlines={
                            "linked": Inline(reviews.QuestionLink, ("kind", "key"), "linked"),
                            "answers": Inline(reviews.FrameworkAnswer, ("period", "text", "answered_date", *SOURCED), "answers"),
                        },
                    ),
                ),
            ),
        ),
    ),
)

LISTENING = (
    noun(
        "support_surveys",
        reviews.SupportSurvey,
        pair(R, "support_survey"),
        "id title year favourable_words",
        "asked sent minimum learned",
        children=(
            noun(
                "survey_questions",
                reviews.SurveyQuestion,
                pair(R, "survey_question"),
                "id text",
                "previous",
                parent="survey",
                inlines={"results": Inline(reviews.SurveyResult, ("group", "answered", "favourable", *SOURCED), "results")},
            ),
        ),
    ),
    noun(
        "citizen_dialogues",
        reviews.CitizenDialogue,
        pair(R, "citizen_dialogue"),
        "id title time with_whom",
        "place people method party target_groups told_back told_back_date",
        children=(
            noun(
                "findings",
                reviews.DialogueFinding,
                pair(R, "dialogue_finding"),
                "id text",
                "goals",
                parent="dialogue",
                inlines={"uses": Inline(reviews.FindingUse, ("initiative", "words", *SOURCED), "uses")},
            ),
        ),
    ),
)

REVIEWS = (
    noun("progress_steps", reviews.ProgressStep, pair(R, "progress_step"), "id label tone", "meaning from through"),
    noun("factor_tags", reviews.FactorTag, pair(R, "factor_tag"), "id name", "meaning from through"),
    noun(
        "activity_reviews",
        reviews.ActivityReview,
        pair(R, "activity_review"),
        "id activity period done reviewed_date",
        "party result helped hindered progress progress_words goals questions",
        children=(
            noun(
                "tips",
                reviews.Tip,
                pair(R, "tip"),
                "id title",
                "text needs",
                parent="review",
                inlines={
                    "uses": Inline(reviews.TipUse, ("party", "taken_date", "where", "words", "initiative", *SOURCED), "uses"),
                },
            ),
        ),
        inlines={"factors": Inline(reviews.Factor, ("tag", "kind", "words", *SOURCED), "factors")},
    ),
)
