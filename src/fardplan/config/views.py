from django.db import connection
from django.http import HttpResponse
from django.shortcuts import redirect, render

from fardplan.parties.access import may_create_programme
from fardplan.parties.models import Programme
from fardplan.parties.web import logged_in, open_to_all


@logged_in
def start(request):
    """The programme, when there is one; otherwise the choice of programmes."""
    programmes = list(Programme.objects.visible_to(request.user).order_by("name"))
    if len(programmes) == 1:
        return redirect("county", programme=programmes[0].slug)
    return _choose(request, programmes)


@logged_in
def programmes(request):
    """Every programme the user takes part in."""
    return _choose(request, list(Programme.objects.visible_to(request.user).order_by("name")))


def _choose(request, programmes):
    return render(request, "config/start.html", {"programmes": programmes, "may_create": may_create_programme(request.user)})


@open_to_all
def health(request):
    """200 when the database answers. Says nothing of versions."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")
