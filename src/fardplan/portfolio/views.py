from dataclasses import dataclass

from django.shortcuts import render
from django.utils.translation import gettext as _
from django_htmx.http import push_url

from fardplan.accounts.permissions import Permission
from fardplan.kit.addresses import shown_address
from fardplan.kit.turning import turned
from fardplan.parties.web import in_programme
from fardplan.portfolio import pages, queries
from fardplan.portfolio.filters import PortfolioFilter, filter_options
from fardplan.portfolio.forms import PortfolioFilterForm

WAYS = ("kort", "tabell", "matris")


@dataclass(frozen=True)
class Way:
    label: str
    url: str
    current: bool


@in_programme(Permission.READ)
def portfolio(request):
    programme, on = request.programme, request.today
    options = filter_options(programme, on=on)
    chosen = PortfolioFilter.from_params(request.GET, options)
    rows = queries.portfolio_rows(programme, chosen, on=on, parties=options.parties)
    way = request.GET.get("vy") if request.GET.get("vy") in WAYS else WAYS[0]
    ordered = sorted(rows, key=pages.by_title) if way == "tabell" else rows
    page = {
        "way": way,
        "page": turned(request, [] if way == "matris" else ordered),
        "ways": _ways(request, way),
        "filters": PortfolioFilterForm(request.GET, options=options),
        "filtered": chosen != PortfolioFilter(),
        "rows": rows,
        "matrix": pages.matrix(rows, options.parties, options.goals) if way == "matris" else None,
        "counts": pages.counts(rows),
        "phases_shown": pages.phases_of(rows),
        "has_restated": any(row.is_restated for row in rows),
        "invented_count": sum(any(mark.is_invented for mark in row.goals) for row in rows),
        "waiting": 0 if chosen.phase else queries.waiting(programme, on=on),
        "can_change": request.authority.may(Permission.EDIT_INITIATIVE) or request.authority.may(Permission.EDIT_OWN_INITIATIVE),
        "can_start": request.authority.may(Permission.START_INITIATIVE),
    }
    # A part for htmx; the whole page for everybody else, and when the browser goes back in its history.
    part = request.htmx and not request.htmx.history_restore_request
    answer = render(request, "portfolio/_portfolio.html" if part else "portfolio/portfolio.html", page)
    return push_url(answer, shown_address(request)) if part else answer


def _ways(request, current):
    labels = {"kort": _("Cards"), "tabell": _("Table"), "matris": _("Party × goal")}
    found = []
    for way in WAYS:
        address = request.GET.copy()
        address["vy"] = way
        address.pop("sida", None)
        found.append(Way(labels[way], f"?{address.urlencode()}", way == current))
    return found
