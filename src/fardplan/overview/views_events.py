from django.http import HttpResponse
from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.overview.event_file import as_xlsx
from fardplan.overview.events import EventFilter, events_page
from fardplan.parties.web import in_programme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_programme(Permission.READ_AUDIT)
def events(request):
    """Who did what and when in the programme, the latest first; with `?rad=goals.Goal:17` the history of one row."""
    asked = EventFilter.from_params(request.GET)
    shown = events_page(request.programme, asked, page=request.GET.get("sida"))
    return render(
        request,
        "overview/events.html",
        {"shown": shown, "asked": asked, "row": request.GET.get("rad", ""), "query": request.GET.urlencode()},
    )


@in_programme(Permission.READ_AUDIT)
def events_file(request):
    """The same events as a file: asked for as the page is."""
    answer = HttpResponse(as_xlsx(request.programme, EventFilter.from_params(request.GET)), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{request.programme.slug}-handelser-{request.today:%Y-%m-%d}.xlsx"'
    return answer
