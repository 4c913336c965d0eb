"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.kit.turning import address_of
from fardplan.plan.models import Activity, Dependency, Exclusion, Milestone, OngoingWork, Plan, Scan
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
    kinds.register(Plan, name=_("Local plans"), texts=("about",), page="plan", weight=1.1)
    kinds.register(OngoingWork, name=_("Ongoing work"), texts=("text", "agreement"), url=page_of("ongoing_works"))
    kinds.register(Scan, name=_("Other counties"), texts=("county", "text", "relevance", "taken"), url=page_of("scans"))
