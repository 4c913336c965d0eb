"""Every address of the service, read from the resolver, with a row of the example county where one is asked for.

A new address is walked by itself. It fails only when nobody can tell which row it is about: then it needs a line in `ROWS`.
"""

import re
from dataclasses import dataclass, field

from django.apps import apps
from django.urls import URLPattern, get_resolver, reverse
from django.utils import timezone

from fardplan.accounts.models import User
from fardplan.economy.models import Budget, BudgetLine
from fardplan.parties.models import Membership, Party, Programme
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative
from fardplan.reports import services as reports
from fardplan.reports.models import Report
from fardplan.reports.rules import State

COUNTY = "vasternorrland"
#: Where a row is found when the county has none of its kind.
INVENTED = "solbacka"

#: What a route is about, by the longest beginning of its name: the models under their own names, and these.
ROWS = {
    **{re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__).lower(): model for model in apps.get_models()},
    "line_add": Budget,
    "line": BudgetLine,
    "member": Membership,
}
#: What is added under a row of another kind: the route, and what its address is about.
UNDER = {
    "report_text": "report",
    "seat_add": "forum",
    "former_name_add": "forum",
    "forum_line_add": "forum",
    "document_version_add": "document",
    "document_point_add": "document",
    "checklist_question_add": "checklist",
    "ambition_add": "goal",
    "superior_goal_add": "superior_strategy",
    "unit_add": "party",
    "unit_edit": "party",
    "unit_remove": "party",
}
#: The row to look at, where the first one shows little.
CHOSEN = {
    Activity: "temakonferens",
    Budget: "programbudget-2023",
    Initiative: "sip-pa-distans",
    Party: "region-vasternorrland",
    Report: "arsrapport-2023",
}
#: A report comes this far before these routes have something to show: (period, state).
REPORTS_IN_STATE = {
    "report_approve": ("2020", State.REVIEWED),
    "report_reopen": ("2020", State.REVIEWED),
    "report_freeze": ("2021", State.APPROVED),
    "report_correct": ("2022", State.FROZEN),
}
#: Routes that answer no page, each with its reason.
NO_PAGE = {
    "health": "a word for machines",
    "logout": "answers a button only",
    "set_language": "answers a button only",
    "report_json": "a file",
    "report_docx": "a file",
    "report_pdf": "a file",
    "report_html": "a file",
}


@dataclass(frozen=True)
class Address:
    """A route and what its address asks for. `words` are the parts of the address that are always the same."""

    name: str
    words: tuple[str, ...]
    arguments: frozenset[str] = field(default_factory=frozenset)

    @property
    def in_programme(self):
        return "programme" in self.arguments

    @property
    def is_page(self):
        return (self.name not in NO_PAGE and not self.name.endswith("_reopen")) or self.name == "report_reopen"

    @property
    def slug(self):
        """The address in one word, for files: "mal-redigera"."""
        return "-".join(self.words) or ("laget" if self.in_programme else "start")

    def url(self, programme=COUNTY):
        if "slug" in self.arguments and programme == COUNTY and not rows_for(self.name, programme).exists():
            programme = INVENTED
        kwargs = {"programme": programme} if self.in_programme else {}
        if "slug" in self.arguments:
            kwargs["slug"] = slug_for(self.name, programme)
        if "pk" in self.arguments:
            kwargs["pk"] = row_for(self.name, programme).pk
        if "section" in self.arguments:
            kwargs["section"] = "summary"
        if "unit" in self.arguments:
            kwargs["unit"] = row_for(self.name, programme).organisation.units.first().slug
        return reverse(self.name, kwargs=kwargs)


def addresses(resolver=None, words=(), arguments=frozenset()):
    """Every named address of the service, in the resolver's order."""
    for entry in (resolver or get_resolver()).url_patterns:
        route = str(entry.pattern)
        inner = (*words, *(part for part in route.split("/") if part and "<" not in part))
        known = arguments | entry.pattern.converters.keys()
        if isinstance(entry, URLPattern):
            yield Address(entry.name, inner, known)
        else:
            yield from addresses(entry, inner, known)


def model_for(name):
    parts = UNDER.get(name, name).split("_")
    for length in range(len(parts), 0, -1):
        if found := ROWS.get("_".join(parts[:length])):
            return found
    raise LookupError(f"Which row is the address {name} about? Write it in ROWS in tests/addresses.py.")


def slug_for(name, programme=COUNTY):
    if name in REPORTS_IN_STATE and programme == COUNTY:
        return report_in_state(*REPORTS_IN_STATE[name]).slug
    return row_for(name, programme).slug


def rows_for(name, programme):
    return model_for(name).objects.filter(programme__slug=programme)


def row_for(name, programme=COUNTY):
    model, rows = model_for(name), rows_for(name, programme)
    row = rows.filter(slug=CHOSEN[model]).first() if model in CHOSEN else None
    row = row or rows.order_by("pk").first()
    assert row is not None, f"{programme} has no {model.__name__} to show at the address {name}"
    return row


def report_in_state(period, state):
    """The example county's report for `period`, taken as far as `state`."""
    lead = User.objects.get(username="programledare")
    programme = Programme.objects.get(slug=COUNTY)
    report = Report.objects.filter(programme=programme, period=period).first() or reports.start_draft(
        by=lead, programme=programme, period=period
    )
    for step, verb in ((State.REVIEWED, reports.review), (State.APPROVED, reports.approve), (State.FROZEN, reports.freeze)):
        order = list(State)
        if order.index(report.state) < order.index(step) <= order.index(state):
            report = verb(report, by=lead, at=timezone.now())
    return report


__all__ = ["COUNTY", "NO_PAGE", "Address", "addresses", "report_in_state", "row_for"]
