from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.economy import queries, services
from fardplan.economy.forms import BudgetForm, FundingForm, LineForm, YearForm
from fardplan.economy.models import Budget, BudgetLine, Funding
from fardplan.kit.editing import attributes, form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme


def _row(request, model, slug):
    return get_object_or_404(model.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _home(request, year=None):
    return reverse("economy", args=[request.programme.slug]) + (f"?ar={year}" if year else "")


@in_programme(Permission.READ)
def economy(request):
    asked = request.GET.get("ar", "")
    page = queries.economy_page(request.programme, year=int(asked) if asked.isdecimal() and len(asked) == 4 else None, on=request.today)
    form = YearForm({"ar": str(page.year)}, years=page.years)
    context = {"page": page, "form": form, "can_edit": request.authority.may(Permission.EDIT_ECONOMY)}
    return render(request, "economy/economy.html", context)


@in_programme(Permission.EDIT_ECONOMY)
def add_budget(request):
    programme = request.programme
    year = request.today.year
    return form_page(
        request,
        BudgetForm,
        title=_("Add a budget"),
        back=lambda budget: _home(request, budget.year),
        initial={"year": year, "is_programme_budget": True, "title": _("Programme budget %(year)s") % {"year": year}},
        save=lambda form: services.add_budget(
            by=request.user, programme=programme, slug=free_slug(Budget, form.cleaned_data["title"], programme=programme), **form.cleaned_data
        ),
        context={"cancel_url": _home(request)},
    )


@in_programme(Permission.EDIT_ECONOMY)
def edit_budget(request, slug):
    budget = _row(request, Budget, slug)
    return form_page(
        request,
        BudgetForm,
        row=budget,
        title=_("Change the budget"),
        back=_home(request, budget.year),
        save=lambda form: services.edit_budget(budget, by=request.user, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.EDIT_ECONOMY)
def add_line(request, slug):
    budget = _row(request, Budget, slug)
    programme = request.programme
    return form_page(
        request,
        LineForm,
        title=_("Add a line to %(budget)s") % {"budget": budget.title},
        back=_home(request, budget.year),
        budget=budget,
        save=lambda form: services.add_line(
            by=request.user,
            programme=programme,
            budget=budget,
            slug=free_slug(BudgetLine, f"{budget.year} {form.cleaned_data['title']}", programme=programme),
            position=budget.lines.count(),
            **form.values(),
        ),
    )


@in_programme(Permission.EDIT_ECONOMY)
def edit_line(request, slug):
    line = _row(request, BudgetLine, slug)
    return form_page(
        request,
        LineForm,
        row=line,
        title=_("Change the line"),
        back=_home(request, line.budget.year),
        initial_from=lambda row: _line_values(row, line.budget),
        budget=line.budget,
        line=line,
        save=lambda form: services.edit_line(line, by=request.user, seen=form.version, **form.values()),
        context={"remove_url": reverse("line_remove", args=[request.programme.slug, slug])},
        template="economy/line_form.html",
    )


def _line_values(line, budget):
    outturn = line.outturns.filter(period=str(budget.year)).first()
    return {
        **attributes(line, LineForm, budget=budget),
        "outturn": outturn.amount if outturn else None,
        "outturn_absence": outturn.amount_absence if outturn else "",
    }


@in_programme(Permission.EDIT_ECONOMY)
def remove_line(request, slug):
    """Take away a line that should not have been entered; asks first."""
    line = _row(request, BudgetLine, slug)
    if request.method == "POST":
        services.remove_line(line, by=request.user)
        return redirect(_home(request, line.budget.year))
    context = {
        "title": _("Take away the line “%(line)s”?") % {"line": line.title},
        "what": [_("Its parts and its outturn go with it. The history keeps what it said.")],
        "submit": _("Take away"),
        "cancel_url": _home(request, line.budget.year),
    }
    return render(request, "kit/confirm.html", context)


@in_programme(Permission.EDIT_ECONOMY)
def add_funding(request):
    programme = request.programme
    return form_page(
        request,
        FundingForm,
        title=_("Add funding"),
        back=lambda row: _home(request, row.year),
        initial={"year": request.today.year},
        save=lambda form: services.add_funding(
            by=request.user,
            programme=programme,
            slug=free_slug(Funding, _funding_name(form.cleaned_data), programme=programme),
            **form.cleaned_data,
        ),
        context={"cancel_url": _home(request)},
    )


def _funding_name(values):
    return f"{values['year']} {values['organisation'] or values['organisation_words']}"


@in_programme(Permission.EDIT_ECONOMY)
def edit_funding(request, slug):
    funding = _row(request, Funding, slug)
    return form_page(
        request,
        FundingForm,
        row=funding,
        title=_("Change the funding"),
        back=_home(request, funding.year),
        save=lambda form: services.edit_funding(funding, by=request.user, seen=form.version, **form.cleaned_data),
    )
