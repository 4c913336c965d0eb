"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.kit.turning import address_of
from fardplan.plan.models import Activity, Dependency, Exclusion, Milestone
from fardplan.plan.rules import State
from fardplan.search import kinds


def page_of(name):
    return lambda row: address_of(reverse(name, args=[row.programme.slug]), row)


def register():
    kinds.register(
        Activity,
        name=_("Activities"),
        texts=("time_words", "audience", "executing", "format_words", "comment"),
        page="activity",
        state="state",
        states=State.choices,
    )
    kinds.register(
        Milestone,
        name=_("Milestones"),
        texts=("time_words", "responsible", "done_words"),
        codes=("number",),
        url=page_of("milestones"),
        weight=1.2,
    )
    kinds.register(Dependency, name=_("Dependencies"), url=page_of("dependencies"))
    kinds.register(Exclusion, name=_("Exclusions"), url=page_of("dependencies"))
