"""What a folder may hold of what was learned: the words that activities are reviewed with, and the reviews."""

from fardplan.imports.noun import SOURCED, Inline, noun, pair
from fardplan.reviews import models as reviews
from fardplan.reviews import services

R = services

REVIEWS = (
    noun("progress_steps", reviews.ProgressStep, pair(R, "progress_step"), "id label tone", "meaning from through"),
    noun("factor_tags", reviews.FactorTag, pair(R, "factor_tag"), "id name", "meaning from through"),
    noun(
        "activity_reviews",
        reviews.ActivityReview,
        pair(R, "activity_review"),
        "id activity period done reviewed_date",
        "party result helped hindered progress progress_words goals",
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
