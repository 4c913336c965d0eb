from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.indicators import services
from fardplan.indicators.forms import IndicatorForm, indicator_values
from fardplan.indicators.models import Indicator, Vintage
from fardplan.indicators.queries import indicator_groups
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme

#: How far ahead the calendar looks, in days.
AHEAD = 1200


@in_programme(Permission.READ)
def indicators(request):
    pin = vintage_asked_for(request)
    groups = indicator_groups(request.programme, request.user, on=request.today, pin=pin.pk if pin else None)
    context = {
        "groups": groups,
        "pin": pin,
        "count": len({row.indicator.pk for group in groups for row in group.rows}),
        "proposals": sum(row.indicator.is_proposal for group in groups for row in group.rows),
        "can_edit": request.authority.may(Permission.EDIT_INDICATORS),
    }
    return render(request, "indicators/indicators.html", context)


def vintage_asked_for(request):
    """The vintage in the address (?uttag=), when there is such a one for everybody or for this programme; else 404."""
    asked = request.GET.get("uttag", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 12:
        raise Http404
    vintage = get_object_or_404(Vintage, pk=int(asked))
    if vintage.programme_id not in (None, request.programme.pk):
        raise Http404
    return vintage


@in_programme(Permission.READ)
def publications(request):
    """When Kolada is to publish new figures of the programme's indicators."""
    rows = (
        Indicator.objects.visible_to(request.user)
        .filter(programme=request.programme, kpi__publication_date__gte=request.today)
        .filter(kpi__publication_date__lte=request.today + timedelta(days=AHEAD))
        .select_related("kpi")
        .order_by("kpi__publication_date", "code")
    )
    return render(request, "indicators/publications.html", {"rows": rows})


indicator = Register(
    Indicator,
    IndicatorForm,
    add=services.add_indicator,
    edit=services.edit_indicator,
    remove=services.remove_indicator,
    titles=(_("Add an indicator"), _("Change the indicator")),
    route="indicator",
    home="indicators",
    home_label=_("Indicators"),
    permission=Permission.EDIT_INDICATORS,
    named_by="code",
    reserved=frozenset({"nytt", "publicering", "signaler", "eget-diagram"}),
    wants_programme=True,
    initial_from=indicator_values,
    back=lambda request, row: (
        reverse("indicator", args=[request.programme.slug, row.slug]) if row.pk else reverse("indicators", args=[request.programme.slug])
    ),
)
