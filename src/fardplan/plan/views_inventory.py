"""What already goes on at each party, for the inventory that the state asks for; and what other counties do."""

from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.turning import turned
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme
from fardplan.plan import access, plans
from fardplan.plan.forms_plans import OngoingWorkForm, ScanForm
from fardplan.plan.models import OngoingWork, Scan


class OwnRegister(Register):
    """Rows that a party keeps for itself: the form is told whose plans the writer writes."""

    def _form_kwargs(self, request, row, parent):
        return {"programme": request.programme, "held": row, "on": request.today, "plans": access.plans_of(request.authority)}


ongoing_work = OwnRegister(
    OngoingWork,
    OngoingWorkForm,
    add=plans.add_ongoing_work,
    edit=plans.edit_ongoing_work,
    remove=plans.remove_ongoing_work,
    titles=(_("Add ongoing work"), _("Change ongoing work")),
    route="ongoing_work",
    home="ongoing_works",
    home_label=_("Ongoing work"),
    permission=(Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN),
    allows=access.can_edit_ongoing,
    initial=lambda request: {"year": request.today.year, "together": OngoingWork.Together.ALONE},
)

scan = Register(
    Scan,
    ScanForm,
    add=plans.add_scan,
    edit=plans.edit_scan,
    remove=plans.remove_scan,
    titles=(_("Add what another county does"), _("Change what another county does")),
    route="scan",
    home="scans",
    home_label=_("Other counties"),
    permission=Permission.EDIT_PLAN,
    wants_programme=True,
)


@in_programme(Permission.READ)
def ongoing_works(request):
    rows = OngoingWork.objects.visible_to(request.user).filter(programme=request.programme)
    page_of = turned(
        request, rows.select_related("party__organisation").order_by("-year", "party__organisation__short_name", "title", "pk")
    )
    rows = list(page_of.object_list)
    held = access.plans_of(request.authority)
    mine = {row.pk for row in rows if held.programme or row.party_id in held.parties}
    page = {"rows": rows, "page": page_of, "mine": mine, "can_add": held.programme or bool(held.parties)}
    return render(request, "plan/ongoing.html", page)


@in_programme(Permission.READ)
def scans(request):
    rows = Scan.objects.visible_to(request.user).filter(programme=request.programme).prefetch_related("goals")
    page_of = turned(request, rows)
    return render(
        request, "plan/scans.html", {"rows": page_of.object_list, "page": page_of, "can_edit": request.authority.may(Permission.EDIT_PLAN)}
    )
