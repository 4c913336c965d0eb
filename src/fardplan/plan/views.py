from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from fardplan.accounts.permissions import Permission
from fardplan.kit.addresses import shown_address
from fardplan.kit.editing import form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.plan import access, answering, pages, queries, services
from fardplan.plan import views_registers as registers
from fardplan.plan.filters import ActivityFilter, activity_options, asked_initiative
from fardplan.plan.forms import ActivityFilterForm, ActivityForm, CloseActivityForm, initial_of_activity
from fardplan.plan.models import RESERVED_SLUGS, Activity
from fardplan.plan.rules import CLOSED, State

#: A year's activities on one page; more than this is turned over.
ON_A_PAGE = 100


def _activities(request):
    return Activity.objects.visible_to(request.user).filter(programme=request.programme)


def _mine(request, slug):
    """The activity, for whoever may write it: 403 for other members."""
    row = get_object_or_404(_activities(request), slug=slug)
    require(access.can_edit_activity(request.authority, row))
    return row


def _activity_url(request, activity):
    return reverse("activity", args=[request.programme.slug, activity.slug])


@in_programme(Permission.READ)
def activities(request):
    programme, on = request.programme, request.today
    options = activity_options(programme, on=on)
    chosen = ActivityFilter.from_params(request.GET, options, on=on)
    found = chosen.apply(_activities(request))
    counts = queries.counts_of(found)
    reach = queries.reach(programme, chosen.year, activities=found, counts=counts, parties=options.parties)
    ordered = found.order_by(pages.order_of_kinds(), "position", "pk")
    turned = Paginator(ordered, ON_A_PAGE).get_page(request.GET.get("sida"))
    rows = queries.activity_rows(turned.object_list, on=on, counts=counts)
    page = {
        "year": chosen.year,
        "year_words": str(chosen.year),
        "filters": ActivityFilterForm(request.GET if "ar" in request.GET else {**request.GET.dict(), "ar": chosen.year}, options=options),
        "filtered": chosen.is_narrow,
        "total": turned.paginator.count,
        "page": turned,
        "groups": queries.by_kind(rows),
        "counts": pages.counts(reach),
        "reach": reach,
        "reach_words": pages.reach_words(reach),
        "can_edit": bool(access.plans_of(request.authority)),
    }
    part = request.htmx and not request.htmx.history_restore_request
    answer = render(request, "plan/_activities.html" if part else "plan/activities.html", page)
    return push_url(answer, shown_address(request)) if part else answer


@in_programme(Permission.READ)
def activity(request, slug):
    row = get_object_or_404(
        _activities(request)
        .select_related("sponsor", "responsible__organisation", "initiative")
        .prefetch_related("goals", "target_groups", "tags"),
        slug=slug,
    )
    page = {
        "activity": row,
        "shown": pages.activity_page(row, on=request.today),
        "answers": answering.answered_by(row, request.user),
        "can_edit": access.can_edit_activity(request.authority, row),
        "is_closed": row.state in CLOSED,
        "reads": "" if row.time.reads_as() == row.time_words else row.time.reads_as(),
    }
    return render(request, "plan/activity.html", page)


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def add_activity(request):
    programme, plans = request.programme, access.plans_of(request.authority)
    require(plans)

    def save(form):
        slug = free_slug(Activity, form.cleaned_data["title"], programme=programme)
        if slug in RESERVED_SLUGS:
            slug = free_slug(Activity, f"aktivitet {slug}", programme=programme)
        return services.add_activity(by=request.user, programme=programme, slug=slug, **form.for_service())

    return form_page(
        request,
        ActivityForm,
        title=_("Add an activity"),
        back=lambda activity: _activity_url(request, activity),
        initial={
            "year": request.today.year,
            "state": State.PLANNED,
            "initiative": asked_initiative(programme, request.GET),
            **answering.asked(programme, request.user, request.GET),
        },
        save=save,
        template="plan/activity_form.html",
        context={"cancel_url": reverse("activities", args=[programme.slug])},
        programme=programme,
        plans=plans,
        on=request.today,
    )


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def edit_activity(request, slug):
    activity = _mine(request, slug)
    return form_page(
        request,
        ActivityForm,
        row=activity,
        initial_from=initial_of_activity,
        title=_("Change the activity"),
        back=_activity_url(request, activity),
        save=lambda form: services.edit_activity(activity, by=request.user, seen=form.version, **form.for_service()),
        template="plan/activity_form.html",
        context={"activity": activity, "remove_url": registers.address(request, registers.activity, "remove", activity)},
        programme=request.programme,
        plans=access.plans_of(request.authority),
        on=request.today,
        activity=activity,
    )


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def close_activity(request, slug):
    activity = _mine(request, slug)
    return form_page(
        request,
        CloseActivityForm,
        row=activity,
        initial_from=pages.initial_of_closing,
        title=_("Close “%(title)s”") % {"title": activity.title},
        back=_activity_url(request, activity),
        save=lambda form: services.close_activity(activity, by=request.user, seen=form.version, **form.cleaned_data),
        template="plan/activity_form.html",
        context={"activity": activity, "submit": _("Close")},
    )


@in_programme(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
def reopen_activity(request, slug):
    activity = _mine(request, slug)
    if request.method == "POST":
        services.reopen_activity(activity, by=request.user)
    return redirect(_activity_url(request, activity))
