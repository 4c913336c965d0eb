"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.goals.models import BenefitObject, Goal, ProgrammeArea, SuperiorGoal, SuperiorStrategy, Vision
from fardplan.search import kinds


def goals_page(row):
    return reverse("goals", args=[row.programme.slug])


def register():
    kinds.register(Goal, name=_("Goals"), texts=("meaning",), codes=("short_title",), url=goals_page, weight=1.5)
    kinds.register(Vision, name=_("Vision"), texts=("purpose", "decided_by"), url=goals_page)
    kinds.register(BenefitObject, name=_("Benefit objects"), title=lambda row: row.title, codes=("short_title",), url=goals_page)
    kinds.register(ProgrammeArea, name=_("Programme areas"), url=goals_page)
    kinds.register(SuperiorStrategy, name=_("Superior strategies"), texts=("description",), url=goals_page)
    kinds.register(SuperiorGoal, name=_("Goals of superior strategies"), texts=("meaning", "perspective"), url=goals_page)
