"""Reads about what was learned: reviews of activities, frameworks, and listening, each in a file of its own."""

from fardplan.reviews.queries.frameworks import QuestionRow, areas_of, with_counts
from fardplan.reviews.queries.listening import QuestionResult, ResultRow, survey_results, with_counts_of_findings, with_findings
from fardplan.reviews.queries.reviews import (
    FactorCount,
    Judged,
    Progress,
    ReviewFilter,
    ReviewOptions,
    brief_reviews,
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
    "QuestionResult",
    "QuestionRow",
    "ResultRow",
    "ReviewFilter",
    "ReviewOptions",
    "areas_of",
    "brief_reviews",
    "factor_counts",
    "progress_by_goal_and_party",
    "review_options",
    "reviews_in",
    "survey_results",
    "tips_of",
    "with_all",
    "with_counts",
    "with_counts_of_findings",
    "with_findings",
]
