from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.indicators import services
from fardplan.indicators.forms import IndicatorForm
from fardplan.indicators.models import Indicator
from fardplan.kit.collation import swedish
from fardplan.kit.editing import form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme


@in_programme(Permission.READ)
def indicators(request):
    rows = Indicator.objects.filter(programme=request.programme).prefetch_related("goals").order_by(swedish("code"))
    return render(request, "indicators/indicators.html", {"rows": rows, "can_edit": request.authority.may(Permission.EDIT_FRAME)})


@in_programme(Permission.EDIT_FRAME)
def add_indicator(request):
    programme = request.programme
    return form_page(
        request,
        IndicatorForm,
        title=_("Add an indicator"),
        back=reverse("indicators", args=[programme.slug]),
        programme=programme,
        save=lambda form: services.add_indicator(
            by=request.user, programme=programme, slug=free_slug(Indicator, form.cleaned_data["code"], programme=programme), **form.values()
        ),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_indicator(request, slug):
    programme = request.programme
    indicator = get_object_or_404(Indicator.objects.visible_to(request.user).filter(programme=programme), slug=slug)
    return form_page(
        request,
        IndicatorForm,
        row=indicator,
        title=_("Change the indicator"),
        back=reverse("indicators", args=[programme.slug]),
        programme=programme,
        save=lambda form: services.edit_indicator(indicator, by=request.user, seen=form.version, **form.values()),
    )
