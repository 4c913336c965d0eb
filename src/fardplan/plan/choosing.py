"""Activities, for pages where several are chosen: the register's own filters and its own words."""

from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.plan.filters import ActivityFilter, activity_options
from fardplan.plan.forms import ActivityFilterForm
from fardplan.plan.models import Activity
from fardplan.plan.pages import order_of_kinds
from fardplan.plan.rules import State


class Activities:
    """A year's activities: `rows`, `filters` (a form), `headings`; `lines` are (key, name, address, cells)."""

    def __init__(self, request):
        programme, on = request.programme, request.today
        options = activity_options(programme, on=on)
        asked = ActivityFilter.from_params(request.GET, options, on=on)
        self.home, self.home_label = reverse("activities", args=[programme.slug]), _("Activities")
        self.filters = ActivityFilterForm({**request.GET.dict(), "ar": asked.year}, options=options)
        found = asked.apply(Activity.objects.visible_to(request.user).filter(programme=programme))
        self.rows = found.order_by(order_of_kinds(), "position", "pk")
        self.headings = [_("When"), _("State"), _("Responsible party")]

    def lines(self, rows):
        told = rows.values_list("pk", "title", "slug", "time_words", "state", "responsible__organisation__short_name")
        return [
            (pk, title, f"{self.home}{slug}/", [when, str(State(state).label), party or _("nobody")])
            for pk, title, slug, when, state, party in told
        ]
