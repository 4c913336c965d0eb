from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.overview.events import EventFilter, events_page
from fardplan.parties.web import in_programme


@in_programme(Permission.READ_AUDIT)
def events(request):
    """Who did what and when in the programme, the latest first; with `?rad=goals.Goal:17` the history of one row."""
    asked = EventFilter.from_params(request.GET)
    shown = events_page(request.programme, asked, page=request.GET.get("sida"))
    return render(request, "overview/events.html", {"shown": shown, "asked": asked, "row": request.GET.get("rad", "")})
