from dataclasses import dataclass

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.economy import queries, services
from fardplan.economy.forms import (
    BudgetForm,
    FundingForm,
    GrantUseForm,
    LineForm,
    initial_of_funding,
    initial_of_grant_use,
    initial_of_line,
)
from fardplan.economy.grants import grant_rows
from fardplan.economy.models import Budget, BudgetLine, Funding, GrantUse
from fardplan.kit.turning import turned
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme

#: Grants on a page: each is a section of its own with a table.
GRANTS_ON_A_PAGE = 50
ECONOMY = {"home": "economy", "home_label": _("Economy"), "permission": Permission.EDIT_ECONOMY}


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    current: bool


@in_programme(Permission.READ)
def economy(request):
    asked = request.GET.get("ar", "")
    page = queries.economy_page(request.programme, year=int(asked) if asked.isdecimal() and len(asked) == 4 else None, on=request.today)
    context = {
        "page": page,
        "years": [Link(str(year), f"?ar={year}", year == page.year) for year in page.years],
        "can_edit": request.authority.may(Permission.EDIT_ECONOMY),
    }
    return render(request, "economy/economy.html", context)


@in_programme(Permission.READ)
def grants(request):
    """What each received, what it was used for and what is left: a year at a time, the latest that has any."""
    every = grant_rows(request.programme)
    years = sorted({row.funding.year for row in every}, reverse=True)
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isdecimal() and int(asked) in years else (years[0] if years else None)
    page = turned(request, [row for row in every if row.funding.year == year], on_a_page=GRANTS_ON_A_PAGE)
    context = {
        "rows": page.object_list,
        "page": page,
        "years": [Link(str(each), f"?ar={each}", each == year) for each in years],
        "can_edit": request.authority.may(Permission.EDIT_ECONOMY),
    }
    return render(request, "economy/grants.html", context)


def _grants(request, row):
    return f"{reverse('grants', args=[request.programme.slug])}?ar={row.funding.year}&visa={row.funding.slug}#{row.funding.slug}"


def _year(request, row):
    """Back to the year the row belongs to."""
    year = row.budget.year if hasattr(row, "budget") else row.year
    return f"{reverse('economy', args=[request.programme.slug])}?ar={year}"


def _new_budget(request):
    year = request.today.year
    return {"year": year, "is_programme_budget": True, "title": gettext("Programme budget %(year)s") % {"year": year}}


def _lines_too(budget):
    count = budget.lines.count()
    return (
        [ngettext("Its line and outturn go with it.", "Its %(n)s lines and their outturn go with it.", count) % {"n": count}]
        if count
        else []
    )


budget = Register(
    Budget,
    BudgetForm,
    add=services.add_budget,
    edit=services.edit_budget,
    remove=services.remove_budget,
    titles=(_("Add a budget"), _("Change the budget")),
    route="budget",
    wants_programme=True,
    initial=_new_budget,
    back=_year,
    goes_with=_lines_too,
    under=((_("Add a line"), "line_add"),),
    **ECONOMY,
)

line = Register(
    BudgetLine,
    LineForm,
    add=services.add_line,
    edit=services.edit_line,
    remove=services.remove_line,
    titles=(_("Add a line"), _("Change the line")),
    route="line",
    parent=("budget", Budget),
    wants_programme=True,
    initial_from=initial_of_line,
    back=_year,
    goes_with=lambda row: [_("Its parts and its outturn go with it.")],
    **ECONOMY,
)

funding = Register(
    Funding,
    FundingForm,
    add=services.add_funding,
    edit=services.edit_funding,
    remove=services.remove_funding,
    titles=(_("Add funding"), _("Change the funding")),
    route="funding",
    named_by=FundingForm.key,
    wants_programme=True,
    initial=lambda request: {"year": request.today.year, "role": Funding.Role.PAYS},
    initial_from=initial_of_funding,
    back=_year,
    **ECONOMY,
)

grant_use = Register(
    GrantUse,
    GrantUseForm,
    add=services.add_grant_use,
    edit=services.edit_grant_use,
    remove=services.remove_grant_use,
    titles=(_("Add a use"), _("Change the use")),
    route="grant_use",
    parent=("funding", Funding),
    initial_from=initial_of_grant_use,
    back=_grants,
    home="grants",
    home_label=_("Grants"),
    permission=Permission.EDIT_ECONOMY,
)
