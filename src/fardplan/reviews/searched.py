"""What the search knows of this room's rows: a review is found by its words, its tags and its tips."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.plan.models import Activity
from fardplan.reviews.models import ActivityReview, Factor, Tip
from fardplan.search import kinds


def tags(row):
    return "\n".join(f"{factor.tag.name} {factor.words}" for factor in row.factors.select_related("tag"))


def register():
    kinds.register(
        ActivityReview,
        name=_("Reviews of activities"),
        texts=("done", "result", "helped", "hindered", "progress_words", tags),
        page="activity_review",
        related=("activity", "party__organisation"),
    )
    kinds.follow(Factor, lambda row: row.review)
    kinds.follow(Activity, lambda row: row.reviews.all())
    kinds.register(
        Tip,
        name=_("Use this"),
        texts=("text", "needs"),
        url=lambda row: f"{reverse('tips', args=[row.programme.slug])}#{row.slug}",
        weight=1.2,
    )
