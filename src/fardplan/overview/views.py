from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.overview import queries
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def county(request):
    page = queries.county_page(request.programme, on=request.today)
    may = request.authority.may
    return render(
        request,
        "overview/county.html",
        {
            "page": page,
            "today": request.today,
            "may_edit_frame": may(Permission.EDIT_FRAME),
            "may_start": may(Permission.START_INITIATIVE),
            "may_edit_economy": may(Permission.EDIT_ECONOMY),
            "may_edit_plan": may(Permission.EDIT_PLAN),
        },
    )


@in_programme(Permission.READ)
def timeline(request):
    return render(request, "kit/base.html", {"title": "timeline"})
