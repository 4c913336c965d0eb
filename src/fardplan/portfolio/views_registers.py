"""What the portfolio speaks of: requirements for inclusion, target groups, working methods."""

from django.db.models import Count
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.collation import swedish
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.portfolio import services
from fardplan.portfolio.forms import (
    InclusionCriterionForm,
    InclusionDemandForm,
    InitiativeForm,
    TargetGroupForm,
    WorkingMethodForm,
)
from fardplan.portfolio.forms_lessons import ReflectionForm
from fardplan.portfolio.models import InclusionCriterion, InclusionDemand, Initiative, Reflection, TargetGroup, WorkingMethod


def rows_of(request, model):
    return model.objects.visible_to(request.user).filter(programme=request.programme)


def register_page(request, template, rows, **more):
    page = {"rows": rows, "can_edit": request.authority.may(Permission.EDIT_FRAME), **more}
    return render(request, f"portfolio/{template}.html", page)


def ended_last(rows, day):
    """The rows as they come, those that have ended by `day` after the others."""
    return sorted(rows, key=lambda row: row.until_date is not None and row.until_date <= day)


@in_programme(Permission.READ)
def inclusion_criteria(request):
    context = {
        "rows": ended_last(rows_of(request, InclusionCriterion), request.today),
        "demands": ended_last(rows_of(request, InclusionDemand).select_related("party__organisation"), request.today),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "portfolio/inclusion_criteria.html", context)


demand = Register.of(
    services,
    "inclusion_demand",
    InclusionDemand,
    InclusionDemandForm,
    titles=(gettext_lazy("Add who must take part"), gettext_lazy("Change who must take part")),
    named_by=InclusionDemandForm.key,
    wants_programme=True,
    home="inclusion_criteria",
    home_label=gettext_lazy("Requirements"),
)


@in_programme(Permission.READ)
def target_groups(request):
    rows = rows_of(request, TargetGroup).annotate(used=Count("initiatives")).order_by(swedish("name"))
    return register_page(request, "target_groups", ended_last(rows, request.today))


@in_programme(Permission.READ)
def working_methods(request):
    rows = rows_of(request, WorkingMethod).annotate(used=Count("initiatives")).order_by(swedish("name"))
    return register_page(request, "working_methods", ended_last(rows, request.today))


def _last_in_order(request):
    return {"position": rows_of(request, InclusionCriterion).count() + 1}


inclusion_criterion = Register.of(
    services,
    "inclusion_criterion",
    InclusionCriterion,
    InclusionCriterionForm,
    titles=(gettext_lazy("Add a requirement"), gettext_lazy("Change the requirement")),
    named_by="text",
    initial=_last_in_order,
    home="inclusion_criteria",
    home_label=gettext_lazy("Requirements"),
)

target_group = Register.of(
    services,
    "target_group",
    TargetGroup,
    TargetGroupForm,
    titles=(gettext_lazy("Add a target group"), gettext_lazy("Change the target group")),
    named_by="name",
    home="target_groups",
    home_label=gettext_lazy("Target groups"),
)

working_method = Register.of(
    services,
    "working_method",
    WorkingMethod,
    WorkingMethodForm,
    titles=(gettext_lazy("Add a working method"), gettext_lazy("Change the working method")),
    named_by="name",
    home="working_methods",
    home_label=gettext_lazy("Working methods"),
)

initiative = Register.of(
    services,
    "initiative",
    Initiative,
    InitiativeForm,
    titles=(gettext_lazy("Add an initiative"), gettext_lazy("Change the initiative")),
    permission=Permission.EDIT_INITIATIVE,
    home="portfolio",
    home_label=gettext_lazy("Portfolio"),
    goes_with=lambda row: [_("Its phases go with it. Work that is given up is moved to another phase instead.")],
)


@in_programme(Permission.READ)
def lessons(request):
    rows = rows_of(request, Reflection).select_related("initiative").order_by("-year", "kind", "position", "pk")
    return register_page(request, "lessons", rows)


lesson = Register.of(
    services,
    "reflection",
    Reflection,
    ReflectionForm,
    titles=(gettext_lazy("Add a lesson"), gettext_lazy("Change the lesson")),
    route="lesson",
    named_by="text",
    initial=lambda request: {"year": request.today.year, "kind": Reflection.Kind.LESSON},
    wants_programme=True,
    home="lessons",
    home_label=gettext_lazy("Lessons"),
)
