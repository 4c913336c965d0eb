from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.overview import queries
from fardplan.overview.timeline import timeline_page
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
    asked = request.GET.get("fran", "")
    year = int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else None
    page = timeline_page(request.programme, on=request.today, year=year)
    return render(request, "overview/timeline.html", {"page": page, "may_edit_plan": request.authority.may(Permission.EDIT_PLAN)})
