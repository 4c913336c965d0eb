"""Milestones, and what the programme has to reckon with: dependencies and exclusions."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit import turning
from fardplan.kit.editing import form_page
from fardplan.kit.timing import Timing
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.plan import access, queries, services
from fardplan.plan import views_registers as registers
from fardplan.plan.filters import asked_initiative
from fardplan.plan.forms import FinishMilestoneForm, MilestoneForm
from fardplan.plan.models import Dependency, Exclusion, Milestone


def _row(request, model, slug):
    return get_object_or_404(model.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _mine(request, slug):
    """The milestone, for whoever may write it: 403 for other members."""
    row = _row(request, Milestone, slug)
    require(access.can_edit_milestone(request.authority, row))
    return row


def _list(request, name):
    return reverse(name, args=[request.programme.slug])


@in_programme(Permission.READ)
def milestones(request):
    rows = queries.milestone_rows(request.programme, on=request.today)
    plans = access.plans_of(request.authority)
    parts = {
        "late": queries.late_milestones(request.programme, on=request.today, rows=rows),
        "coming": queries.next_milestones(request.programme, on=request.today, rows=rows),
        "done": [row for row in rows if row.is_done],
        "unknown": [row for row in rows if row.is_outcome_unknown],
    }
    turned = turning.turned(request, [row for found in parts.values() for row in found])
    page = {
        **{name: turning.on_page(turned, found) for name, found in parts.items()},
        "counts": {name: len(found) for name, found in parts.items()},
        "rows": rows,
        "page": turned,
        "can_edit": bool(plans),
        "mine": {row.slug for row in turned.object_list if plans.include(row.party_id, row.initiative_id)},
    }
    return render(request, "plan/milestones.html", page)


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def add_milestone(request):
    programme, plans = request.programme, access.plans_of(request.authority)
    require(plans)
    return form_page(
        request,
        MilestoneForm,
        title=_("Add a milestone"),
        back=_list(request, "milestones"),
        initial={"initiative": asked_initiative(programme, request.GET)},
        save=lambda form: services.add_milestone(
            by=request.user,
            programme=programme,
            slug=free_slug(Milestone, form.cleaned_data["title"], programme=programme),
            **form.for_service(),
        ),
        template="plan/milestone_form.html",
        programme=programme,
        plans=plans,
        on=request.today,
    )


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def edit_milestone(request, slug):
    milestone = _mine(request, slug)
    return form_page(
        request,
        MilestoneForm,
        row=milestone,
        initial_from=initial_of_milestone,
        title=_("Change the milestone"),
        back=_list(request, "milestones"),
        save=lambda form: services.edit_milestone(milestone, by=request.user, seen=form.version, **form.for_service()),
        template="plan/milestone_form.html",
        programme=request.programme,
        plans=access.plans_of(request.authority),
        on=request.today,
        milestone=milestone,
        context={
            "reopen_url": registers.address(request, registers.milestone, "reopen", milestone) if milestone.is_done else "",
            "remove_url": registers.address(request, registers.milestone, "remove", milestone),
        },
    )


def initial_of_milestone(milestone):
    """A milestone as values of MilestoneForm."""
    values = {name: getattr(milestone, name) for name in MilestoneForm.base_fields}
    return {**values, "goals": list(milestone.goals.all())}


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def finish_milestone(request, slug):
    milestone = _mine(request, slug)
    return form_page(
        request,
        FinishMilestoneForm,
        row=milestone,
        initial_from=lambda row: {"done": row.done or Timing.of_days(request.today)},
        title=_("“%(title)s” is done") % {"title": milestone.title},
        back=_list(request, "milestones"),
        save=lambda form: services.finish_milestone(milestone, by=request.user, seen=form.version, **form.cleaned_data),
        template="plan/milestone_form.html",
        context={"submit": _("Mark as done")},
    )


@in_programme(Permission.READ)
def dependencies(request):
    def rows(model, *related):
        found = model.objects.visible_to(request.user).filter(programme=request.programme).select_related("document", *related)
        return sorted(found, key=lambda row: row.until_date is not None and row.until_date <= request.today)

    parts = {"dependencies": list(rows(Dependency, "initiative", "on_initiative")), "exclusions": list(rows(Exclusion))}
    turned = turning.turned(request, [row for found in parts.values() for row in found])
    page = {
        **{name: turning.on_page(turned, found) for name, found in parts.items()},
        "none": {name for name, found in parts.items() if not found},
        "page": turned,
        "can_edit": request.authority.may(Permission.EDIT_PLAN),
    }
    return render(request, "plan/dependencies.html", page)
