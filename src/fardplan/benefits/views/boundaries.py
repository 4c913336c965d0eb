"""Work that moves between principals: the year's page with who to whom, and its rows."""

from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.benefits import access, services
from fardplan.benefits.flow import Stream, flow_pictures
from fardplan.benefits.forms.boundaries import BoundaryCostForm, initial_of_boundary_cost
from fardplan.benefits.models import BoundaryCost
from fardplan.benefits.queries import boundaries as queries
from fardplan.kit.templatetags.fardplan import datum
from fardplan.kit.turning import turned
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def boundary_costs(request):
    asked = request.GET.get("ar", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    page = queries.boundary_page(request.programme, request.user, year=year, on=request.today)
    streams = [Stream(pair.giver, pair.taker, pair.kronor.value if pair.kronor.is_complete else None, pair.agreed) for pair in page.pairs]
    label = _("Work that moves between the parties in %(year)s. The same stands in the table below.") % {"year": page.year}
    context = {
        "page": page,
        "rows": turned(request, page.rows),
        "years": [{"label": str(each), "url": f"?ar={each}", "current": each == page.year} for each in page.years],
        "drawings": flow_pictures(streams, label=label, heads=(_("from"), _("to"))),
        "left": [_("%(party)s is a party until %(day)s.") % {"party": name, "day": datum(day)} for name, day in page.left],
        "can_edit": access.can_count(request.authority),
    }
    return render(request, "benefits/boundary_costs.html", context)


def _year(request, row):
    return f"{reverse('boundary_costs', args=[request.programme.slug])}?ar={row.year}"


boundary_cost = Register(
    BoundaryCost,
    BoundaryCostForm,
    add=services.add_boundary_cost,
    edit=services.edit_boundary_cost,
    remove=services.remove_boundary_cost,
    titles=(gettext_lazy("Add work that moves"), gettext_lazy("Change the work that moves")),
    route="boundary_cost",
    home="boundary_costs",
    home_label=gettext_lazy("Across boundaries"),
    permission=access.COUNTERS,
    wants_programme=True,
    initial=lambda request: {"year": request.today.year},
    initial_from=initial_of_boundary_cost,
    back=_year,
)
