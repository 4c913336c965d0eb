from django.shortcuts import render

from fardplan.accounts.permissions import Permission
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def portfolio(request):
    return render(request, "kit/base.html", {"title": "portfolio"})
