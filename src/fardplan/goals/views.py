from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.goals import queries, services
from fardplan.goals.forms import CloseGoalForm, GoalForm
from fardplan.goals.models import Goal
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme


def _row(request, model, slug):
    return get_object_or_404(model.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _home(request):
    return reverse("goals", args=[request.programme.slug])


@in_programme(Permission.READ)
def goals(request):
    page = queries.goals_page(request.programme, on=request.today)
    return render(request, "goals/goals.html", {"page": page, "can_edit": request.authority.may(Permission.EDIT_FRAME)})


@in_programme(Permission.EDIT_FRAME)
def add_goal(request):
    programme = request.programme
    return form_page(
        request,
        GoalForm,
        title=_("Add a goal"),
        back=_home(request),
        initial={"number": Goal.objects.visible_to(request.user).filter(programme=programme).count() + 1},
        save=lambda form: services.add_goal(
            by=request.user, programme=programme, slug=free_slug(Goal, form.cleaned_data["title"], programme=programme), **form.cleaned_data
        ),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_goal(request, slug):
    goal = _row(request, Goal, slug)
    return form_page(
        request,
        GoalForm,
        row=goal,
        title=_("Change the goal"),
        back=_home(request),
        save=lambda form: services.edit_goal(goal, by=request.user, seen=form.version, **form.cleaned_data),
        context={
            "close_url": reverse("goal_close", args=[request.programme.slug, goal.slug]) if goal.until_date is None else "",
            "remove_url": reverse("goal_remove", args=[request.programme.slug, goal.slug]),
        },
        template="goals/goal_form.html",
    )


@in_programme(Permission.EDIT_FRAME)
def close_goal(request, slug):
    goal = _row(request, Goal, slug)
    return form_page(
        request,
        CloseGoalForm,
        row=goal,
        title=_("Close the goal “%(goal)s”") % {"goal": goal.title},
        back=_home(request),
        save=lambda form: services.close_goal(goal, by=request.user, seen=form.version, **form.cleaned_data),
        context={"submit": _("Close the goal")},
    )


@in_programme(Permission.EDIT_FRAME)
def reopen_goal(request, slug):
    goal = _row(request, Goal, slug)
    return confirm_page(
        request,
        do=lambda: services.reopen_goal(goal, by=request.user),
        title=_("Open “%(name)s” again?") % {"name": goal.title},
        what=[_("Its last day is taken away: it holds until further notice.")],
        submit=_("Open again"),
        danger=False,
        back=_home(request),
    )
