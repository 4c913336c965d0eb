"""What the search knows of this room's rows: a review is found by its words, its tags and its tips."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.kit.turning import address_of
from fardplan.plan.models import Activity
from fardplan.reviews.models import (
    ActivityReview,
    CitizenDialogue,
    DialogueFinding,
    Factor,
    Framework,
    FrameworkAnswer,
    FrameworkQuestion,
    SupportSurvey,
    SurveyQuestion,
    Tip,
)
from fardplan.search import kinds


def tags(row):
    return "\n".join(f"{factor.tag.name} {factor.words}" for factor in row.factors.select_related("tag"))


def findings(row):
    return "\n".join(row.findings.values_list("text", flat=True))


def questions(row):
    return "\n".join(row.questions.values_list("text", flat=True))


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
        url=lambda row: address_of(reverse("tips", args=[row.programme.slug]), row),
        weight=1.2,
    )
    kinds.register(Framework, name=_("Frameworks"), texts=("owner", "text"), page="framework")
    kinds.register(
        FrameworkQuestion,
        name=_("Questions of frameworks"),
        texts=(lambda row: "\n".join(answer.text for answer in row.answers.all()),),
        url=lambda row: f"{reverse('framework', args=[row.programme.slug, row.area.framework.slug])}#{row.slug}",
        related=("area__framework",),
    )
    kinds.follow(FrameworkAnswer, lambda row: row.question)
    kinds.register(
        CitizenDialogue,
        name=_("Citizen dialogues"),
        texts=("time_words", "place", "with_whom", "method", "told_back", findings),
        page="citizen_dialogue",
    )
    kinds.follow(DialogueFinding, lambda row: row.dialogue)
    kinds.register(SupportSurvey, name=_("Surveys of the support"), texts=("asked", "learned", questions), page="support_survey")
    kinds.follow(SurveyQuestion, lambda row: row.survey)
