from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.indicators import services
from fardplan.indicators.forms import IndicatorForm
from fardplan.indicators.models import Indicator
from fardplan.kit.collation import swedish
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def indicators(request):
    rows = Indicator.objects.visible_to(request.user).filter(programme=request.programme).prefetch_related("goals")
    context = {"rows": rows.order_by(swedish("code")), "can_edit": request.authority.may(Permission.EDIT_FRAME)}
    return render(request, "indicators/indicators.html", context)


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
    named_by="code",
    wants_programme=True,
)
