"""Initiatives, for pages where several are chosen: the register's own filters and its own words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.kit.collation import swedish
from fardplan.portfolio.filters import PortfolioFilter, filter_options
from fardplan.portfolio.forms import PortfolioFilterForm
from fardplan.portfolio.models import Initiative
from fardplan.portfolio.rules import Phase


class Initiatives:
    """The initiatives as in the portfolio: `rows`, `filters` (a form), `headings`; `lines` are (key, name, address, cells)."""

    def __init__(self, request):
        programme, on = request.programme, request.today
        options = filter_options(programme, on=on)
        asked = PortfolioFilter.from_params(request.GET, options)
        self.home, self.home_label = reverse("portfolio", args=[programme.slug]), _("Portfolio")
        self.filters = PortfolioFilterForm(request.GET, options=options)
        found = asked.apply(Initiative.objects.visible_to(request.user).filter(programme=programme).with_phase(on))
        self.rows = found.order_by(swedish("title"), "pk")
        self.headings = [_("Phase"), _("Leader from"), _("Programme area")]

    def lines(self, rows):
        told = rows.values_list("pk", "title", "slug", "phase", "leader_organisation__short_name", "programme_area__name")
        return [
            (pk, title, f"{self.home}{slug}/", [str(Phase(phase).label) if phase else "", leader or "", area or ""])
            for pk, title, slug, phase, leader, area in told
        ]
