"""Local plans and action plans: made together, approved party by party, shown side by side, carried over to the next year."""

import json

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.goals.models import Goal
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.turning import turned
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, require
from fardplan.plan import access, plans, queries_plans
from fardplan.plan.forms_plans import ItemForm, PlaceForm, PlanForm, SideForm
from fardplan.plan.models import Plan
from fardplan.plan.rules import State

PLANNERS = (Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)


def _plan(request, slug):
    row = get_object_or_404(
        Plan.objects.visible_to(request.user).filter(programme=request.programme).select_related("matter", "previous"), slug=slug
    )
    row.programme = request.programme
    return row


def _mine(request, slug):
    row = _plan(request, slug)
    require(access.can_edit_plan(request.authority, row))
    return row


def _item(request, slug, pk):
    row = _mine(request, slug)
    return row, get_object_or_404(row.items.select_related("activity"), pk=pk)


def _url(request, plan):
    return reverse("plan", args=[request.programme.slug, plan.slug])


@in_programme(Permission.READ)
def plans_page(request):
    mine = access.plans_of(request.authority)
    found = Plan.objects.visible_to(request.user).filter(programme=request.programme).order_by("-year", "title", "pk")
    page_of = turned(request, found)
    page = {
        "rows": queries_plans.plan_rows(list(page_of.object_list)),
        "page": page_of,
        "can_edit": mine.programme or bool(mine.parties),
    }
    return render(request, "plan/plans.html", page)


@in_programme(Permission.READ)
def plan(request, slug):
    row = _plan(request, slug)
    page = queries_plans.plan_page(row, on=request.today)
    context = {
        "plan": row,
        "page": page,
        "can_edit": access.can_edit_plan(request.authority, row),
        "my_parties": [party for party in page.parties if access.can_place(request.authority, party)],
        "next": row.carried_on.order_by("-year").first(),
    }
    return render(request, "plan/plan.html", context)


def _mine_of(request):
    found = access.plans_of(request.authority)
    require(found.programme or found.parties)
    return None if found.programme else found.parties


@in_programme(*PLANNERS)
def add_plan(request):
    mine = _mine_of(request)
    return form_page(
        request,
        PlanForm,
        title=_("Make a plan"),
        back=lambda row: _url(request, row),
        initial={"year": request.today.year, "kind": Plan.Kind.LOCAL},
        save=lambda form: plans.enter_plan(by=request.user, programme=request.programme, **form.for_service()),
        template="plan/plan_form.html",
        context={"cancel_url": reverse("plans", args=[request.programme.slug])},
        programme=request.programme,
        on=request.today,
        mine=mine,
    )


@in_programme(*PLANNERS)
def edit_plan(request, slug):
    row = _mine(request, slug)
    return form_page(
        request,
        PlanForm,
        row=row,
        title=_("Change the local plan"),
        back=_url(request, row),
        save=lambda form: plans.edit_plan(row, by=request.user, seen=form.version, **form.for_service()),
        template="plan/plan_form.html",
        context={"plan": row, "remove_url": reverse("plan_remove", args=[request.programme.slug, row.slug])},
        programme=request.programme,
        on=request.today,
        held=row,
        mine=_mine_of(request),
    )


@in_programme(*PLANNERS)
def remove_plan(request, slug):
    row = _mine(request, slug)
    return confirm_page(
        request,
        do=lambda: plans.remove_plan(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[plans.UNTIL_SENT],
        submit=_("Take away"),
        speaks=(plans.Approved,),
        back=_url(request, row) if request.method == "GET" else reverse("plans", args=[request.programme.slug]),
    )


@in_programme(*PLANNERS)
def send_plan(request, slug):
    row = _mine(request, slug)
    return confirm_page(
        request,
        do=lambda: plans.send_version(row, by=request.user, at=timezone.now(), today=request.today),
        title=_("Send the plan to its parties?"),
        what=[
            _("The plan is kept as it stands now, as a version that does not change."),
            _("Each of its parties answers for itself: %(parties)s.")
            % {"parties": ", ".join(each.name for each in row.parties.in_order())},
            _("Progress is shown against the first version, until another is chosen as baseline."),
        ],
        submit=_("Send"),
        danger=False,
        speaks=(plans.NothingIn, plans.NothingNew),
        back=_url(request, row),
    )


@in_programme(Permission.READ)
def plan_version(request, slug, number):
    row = _plan(request, slug)
    version = get_object_or_404(row.versions.select_related("decision"), number=number)
    document = json.loads(version.document_text)
    names = dict(Party.objects.visible_to(request.user).filter(programme=request.programme).values_list("slug", "organisation__short_name"))
    activities = [{**each, "party": names.get(each["party"], ""), "state": State(each["state"]).label} for each in document["activities"]]
    page = {
        "plan": row,
        "version": version,
        "document": document,
        "activities": activities,
        "parties": [names.get(each, each) for each in document["parties"]],
    }
    return render(request, "plan/plan_version.html", page)


@in_programme(*PLANNERS)
def plan_baseline(request, slug, number):
    row = _mine(request, slug)
    version = get_object_or_404(row.versions, number=number)
    return confirm_page(
        request,
        do=lambda: plans.set_baseline(version, by=request.user),
        title=_("Show progress against version %(number)s?") % {"number": number},
        what=[_("The versions stay as they are. Only what progress is compared with changes.")],
        submit=_("Use as baseline"),
        danger=False,
        back=_url(request, row),
    )


@in_programme(*PLANNERS)
def carry_plan(request, slug):
    row = _mine(request, slug)
    found = plans.carried(row)
    titles = dict(row.items.values_list("activity", "activity__title"))
    what = [
        _("%(n)s activities go on to %(year)s, planned anew. Nothing of this year changes.") % {"n": len(found.over), "year": row.year + 1}
    ]
    what += [_("“%(title)s” stays: %(why)s.") % {"title": titles[key], "why": why.label} for key, why in found.stays]
    return confirm_page(
        request,
        do=lambda: plans.carry_over(row, by=request.user),
        title=_("Carry the plan over to %(year)s?") % {"year": row.year + 1},
        what=what,
        submit=_("Carry over"),
        danger=False,
        back=_url(request, row),
    )


@in_programme(*PLANNERS)
def add_item(request, slug):
    row = _mine(request, slug)
    return form_page(
        request,
        ItemForm,
        title=_("Put an activity in the plan"),
        back=_url(request, row),
        save=lambda form: plans.put_item(row, by=request.user, **form.cleaned_data),
        template="plan/plan_form.html",
        context={"plan": row},
        plan=row,
    )


@in_programme(*PLANNERS)
def edit_item(request, slug, pk):
    row, item = _item(request, slug, pk)
    return form_page(
        request,
        ItemForm,
        row=item,
        title=_("How “%(title)s” is done") % {"title": item.activity.title},
        back=_url(request, row),
        save=lambda form: plans.put_item(row, activity=item.activity, by=request.user, seen=form.version, **form.cleaned_data),
        template="plan/plan_form.html",
        context={"plan": row, "remove_url": reverse("plan_item_remove", args=[request.programme.slug, row.slug, item.pk])},
        plan=row,
        item=item,
    )


@in_programme(*PLANNERS)
def remove_item(request, slug, pk):
    row, item = _item(request, slug, pk)
    return confirm_page(
        request,
        do=lambda: plans.take_out(item, by=request.user),
        title=_("Take “%(title)s” out of the plan?") % {"title": item.activity.title},
        what=[_("The activity stays, and so do the versions that name it.")],
        submit=_("Take out"),
        back=_url(request, row),
    )


@in_programme(Permission.EDIT_PARTY_PLAN)
def place_item(request, slug, pk, party):
    row = _plan(request, slug)
    item = get_object_or_404(row.items.select_related("activity__programme"), pk=pk)
    party = get_object_or_404(row.parties.select_related("organisation"), slug=party)
    require(access.can_place(request.authority, party))
    held = item.activity.operational_plans.filter(party=party).first()
    return form_page(
        request,
        PlaceForm,
        title=_("“%(title)s” in %(party)s's operational plan") % {"title": item.activity.title, "party": party.name},
        back=lambda saved: _url(request, row),
        initial={"words": held.words if held else ""},
        save=lambda form: plans.place(item.activity, party, by=request.user, **form.cleaned_data),
        template="plan/plan_form.html",
        context={"plan": row, "cancel_url": _url(request, row)},
    )


@in_programme(Permission.READ)
def side_by_side(request):
    programme, on = request.programme, request.today
    years = queries_plans.plan_years(programme) or [on.year]
    asked = request.GET.get("ar", "")
    year = int(asked) if asked in {str(each) for each in years} else max((each for each in years if each <= on.year), default=min(years))
    goals = list(Goal.objects.visible_to(request.user).filter(programme=programme).holding_on(on))
    parties = list(Party.objects.visible_to(request.user).filter(programme=programme).in_order())
    form = SideForm({**request.GET.dict(), "ar": str(year)}, years=years, goals=goals, parties=parties)
    goal = request.GET.get("mal", "") if request.GET.get("mal", "") in {each.slug for each in goals} else ""
    party = request.GET.get("part", "") if request.GET.get("part", "") in {each.slug for each in parties} else ""
    sides = queries_plans.side_by_side(
        programme, request.user, year=year, goal=goal, party=party, text=request.GET.get("ord", "")[:80].strip()
    )
    turned_to = turned(request, sides.lines)
    page = {"form": form, "rows": sides.rows(turned_to.object_list), "page": turned_to, "counted": sides.counted, "year": year}
    return render(request, "plan/side_by_side.html", page)
