from datetime import date
from itertools import zip_longest

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.turning import turned
from fardplan.overview.county import county_page
from fardplan.overview.initiative import BESIDE, initiative_page, phases_of
from fardplan.overview.party import party_page
from fardplan.overview.person import person_page
from fardplan.overview.timeline import AREA, GOAL, LANES_BY, PARTY, timeline_page
from fardplan.parties.models import Membership, Party
from fardplan.parties.web import in_programme
from fardplan.plan import access as plan_access
from fardplan.portfolio import access
from fardplan.portfolio.models import Initiative
from fardplan.status import access as status_access


@in_programme(Permission.READ)
def county(request):
    may = request.authority.may
    context = {
        "page": county_page(request.programme, on=request.today),
        "today": request.today,
        "may_edit_frame": may(Permission.EDIT_FRAME),
        "may_edit_economy": may(Permission.EDIT_ECONOMY),
        "may_edit_plan": bool(plan_access.plans_of(request.authority)),
    }
    return render(request, "overview/county.html", context)


@in_programme(Permission.READ)
def timeline(request):
    asked = request.GET.get("fran", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else None
    by = request.GET.get("efter", "")
    page = timeline_page(request.programme, on=request.today, year=year, by=by if by in LANES_BY else GOAL)
    words = ((GOAL, _("Goals")), (PARTY, _("Parties")), (AREA, _("Programme areas")))
    ways = [{"label": label, "url": f"?efter={code}&fran={page.first_year}", "current": code == page.by} for code, label in words]
    # Both tables are turned over at once.
    turned_over = turned(request, list(zip_longest(page.initiatives, page.milestones)))
    tables = {"initiatives": 0, "milestones": 1}
    context = {name: [pair[n] for pair in turned_over if pair[n]] for name, n in tables.items()}
    context |= {"page": page, "turned": turned_over, "ways": ways, "may_edit_plan": bool(plan_access.plans_of(request.authority))}
    return render(request, "overview/timeline.html", context)


@in_programme(Permission.READ)
def initiative(request, slug):
    visible = Initiative.objects.visible_to(request.user).filter(programme=request.programme, slug=slug)
    phases = phases_of(visible)
    found = phases[0].initiative if phases else get_object_or_404(visible.select_related(*BESIDE))
    found.programme = request.programme
    page = initiative_page(found, phases=phases, on=request.today)
    context = {
        "page": page,
        "initiative": found,
        "can_edit": access.can_edit(request.authority, found, page.party_ids),
        "can_move": access.can_move(request.authority),
        "may_write_status": status_access.can_write_status(request.authority, found),
        "may_edit_plan": plan_access.may_add_to(plan_access.plans_of(request.authority), found),
    }
    return render(request, "overview/initiative.html", context)


@in_programme(Permission.READ)
def party(request, slug):
    parties = Party.objects.visible_to(request.user).filter(programme=request.programme)
    found = get_object_or_404(parties.select_related("organisation"), slug=slug)
    found.programme = request.programme
    context = {
        "page": party_page(found, on=request.today),
        "party": found,
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "overview/party.html", context)


@in_programme(Permission.READ)
def person(request, pk):
    """Somebody with a role in the programme, now or before, as of any day. Others are not there."""
    of_programme = Membership.objects.visible_to(request.user).filter(programme=request.programme, user=pk)
    membership = of_programme.select_related("user").first()
    if membership is None:
        raise Http404
    asked = request.GET.get("pa", "")
    try:
        on = date.fromisoformat(asked) if asked else request.today
    except ValueError:
        on = request.today
    page = person_page(membership.user, request.programme, on=on)
    return render(request, "overview/person.html", {"person": membership.user, "page": page, "other_day": on != request.today})
