"""What documents state: entered, corrected and taken away by those who write reports."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.reports import access, services
from fardplan.reports.forms import StatedFigureForm
from fardplan.reports.models import StatedFigure


@in_programme(Permission.READ)
def stated_figures(request):
    rows = StatedFigure.objects.visible_to(request.user).filter(programme=request.programme).order_by("document", "subject", "pk")
    return render(request, "reports/stated_figures.html", {"rows": rows, "can_edit": access.can_start(request.authority)})


stated_figure = Register(
    StatedFigure,
    StatedFigureForm,
    add=services.add_stated_figure,
    edit=services.edit_stated_figure,
    remove=services.remove_stated_figure,
    titles=(_("Add a stated figure"), _("Change the stated figure")),
    route="stated_figure",
    named_by="label",
    permission=Permission.WRITE_REPORT,
    home="stated_figures",
    home_label=_("Stated figures"),
)
