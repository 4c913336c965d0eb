"""What the portfolio speaks of: requirements for inclusion, target groups, working methods."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.collation import swedish
from fardplan.kit.editing import form_page
from fardplan.parties.registers import Register
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme
from fardplan.portfolio import services
from fardplan.portfolio.forms import InclusionCriterionForm, InclusionDemandForm, TargetGroupForm, WorkingMethodForm
from fardplan.portfolio.models import InclusionCriterion, InclusionDemand, TargetGroup, WorkingMethod


def _rows(request, model):
    return model.objects.visible_to(request.user).filter(programme=request.programme)


def _register(request, template, rows):
    return render(request, f"portfolio/{template}.html", {"rows": rows, "can_edit": request.authority.may(Permission.EDIT_FRAME)})


@in_programme(Permission.READ)
def inclusion_criteria(request):
    context = {
        "rows": _rows(request, InclusionCriterion),
        "demands": _rows(request, InclusionDemand).select_related("party__organisation"),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "portfolio/inclusion_criteria.html", context)


demand = Register(
    InclusionDemand,
    InclusionDemandForm,
    add=services.add_inclusion_demand,
    edit=services.edit_inclusion_demand,
    remove=services.remove_inclusion_demand,
    titles=(gettext_lazy("Add who must take part"), gettext_lazy("Change who must take part")),
    route="inclusion_demand",
    named_by=InclusionDemandForm.key,
    wants_programme=True,
    home="inclusion_criteria",
    home_label=gettext_lazy("Requirements"),
)


@in_programme(Permission.READ)
def target_groups(request):
    return _register(request, "target_groups", _rows(request, TargetGroup).annotate(used=Count("initiatives")).order_by(swedish("name")))


@in_programme(Permission.READ)
def working_methods(request):
    return _register(
        request, "working_methods", _rows(request, WorkingMethod).annotate(used=Count("initiatives")).order_by(swedish("name"))
    )


def _add(request, model, form_class, service, *, title, back, named_by="name", initial=None):
    programme = request.programme
    return form_page(
        request,
        form_class,
        title=title,
        back=reverse(back, args=[programme.slug]),
        initial=initial,
        save=lambda form: service(
            by=request.user,
            programme=programme,
            slug=free_slug(model, form.cleaned_data[named_by], programme=programme),
            **form.cleaned_data,
        ),
        template="portfolio/register_form.html",
    )


def _edit(request, model, form_class, service, slug, *, title, back):
    row = get_object_or_404(_rows(request, model), slug=slug)
    return form_page(
        request,
        form_class,
        row=row,
        title=title,
        back=reverse(back, args=[request.programme.slug]),
        save=lambda form: service(row, by=request.user, seen=form.version, **form.cleaned_data),
        template="portfolio/register_form.html",
    )


@in_programme(Permission.EDIT_FRAME)
def add_inclusion_criterion(request):
    return _add(
        request,
        InclusionCriterion,
        InclusionCriterionForm,
        services.add_inclusion_criterion,
        title=_("Add a requirement"),
        back="inclusion_criteria",
        named_by="text",
        initial={"position": InclusionCriterion.objects.visible_to(request.user).filter(programme=request.programme).count() + 1},
    )


@in_programme(Permission.EDIT_FRAME)
def edit_inclusion_criterion(request, slug):
    return _edit(
        request,
        InclusionCriterion,
        InclusionCriterionForm,
        services.edit_inclusion_criterion,
        slug,
        title=_("Change the requirement"),
        back="inclusion_criteria",
    )


@in_programme(Permission.EDIT_FRAME)
def add_target_group(request):
    return _add(request, TargetGroup, TargetGroupForm, services.add_target_group, title=_("Add a target group"), back="target_groups")


@in_programme(Permission.EDIT_FRAME)
def edit_target_group(request, slug):
    return _edit(
        request, TargetGroup, TargetGroupForm, services.edit_target_group, slug, title=_("Change the target group"), back="target_groups"
    )


@in_programme(Permission.EDIT_FRAME)
def add_working_method(request):
    return _add(
        request, WorkingMethod, WorkingMethodForm, services.add_working_method, title=_("Add a working method"), back="working_methods"
    )


@in_programme(Permission.EDIT_FRAME)
def edit_working_method(request, slug):
    return _edit(
        request,
        WorkingMethod,
        WorkingMethodForm,
        services.edit_working_method,
        slug,
        title=_("Change the working method"),
        back="working_methods",
    )
