"""Reads about what was learned: reviews of activities, frameworks, and listening, each in a file of its own."""

from fardplan.reviews.queries.reviews import (
    FactorCount,
    Judged,
    Progress,
    ReviewFilter,
    ReviewOptions,
    factor_counts,
    progress_by_goal_and_party,
    review_options,
    reviews_in,
    tips_of,
    with_all,
)

__all__ = [
    "FactorCount",
    "Judged",
    "Progress",
    "ReviewFilter",
    "ReviewOptions",
    "factor_counts",
    "progress_by_goal_and_party",
    "review_options",
    "reviews_in",
    "tips_of",
    "with_all",
]
