from datetime import date

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.turning import turned
from fardplan.parties.models import Party
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.models import WorkingMethod
from fardplan.spread import access, drawing, pace, queries, services
from fardplan.spread.forms import AdoptionForm, AmbitionForm, SheetForm, TransferForm
from fardplan.spread.models import Adoption, SpreadAmbition
from fardplan.spread.rules import Phase


def _home(request):
    return reverse("spread", args=[request.programme.slug])


def method_url(request, method):
    return reverse("spread_method", args=[request.programme.slug, method.slug])


def method_of(request, slug):
    rows = WorkingMethod.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(rows.select_related("programme"), slug=slug)


def _adoption(request, slug):
    rows = Adoption.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(rows.select_related("method__programme", "party__organisation", "programme"), slug=slug)
    require(access.can_write(request.authority, row))
    return row


def crumbs(request, method=None):
    here = [(method.name, method_url(request, method))] if method else []
    return [(_("Spread"), _home(request)), *here]


def _day(request):
    """The day that is asked for, or today: any day that can be read."""
    try:
        day = date.fromisoformat(request.GET.get("dag", ""))
    except ValueError:
        return request.today
    return day if 1990 <= day.year <= 2100 else request.today


@in_programme(Permission.READ)
def spread(request):
    """Every method beside every party, on a chosen day."""
    on = _day(request)
    page = queries.matrix(request.programme, on=on)
    context = {
        "page": page,
        "on": on,
        "other_day": on != request.today,
        "phases": list(Phase),
        "can_edit": access.can_edit_method(request.authority),
        "mine": access.writes_for(request.authority),
    }
    return render(request, "spread/spread.html", context)


@in_programme(Permission.READ)
def method(request, slug):
    row, on = method_of(request, slug), _day(request)
    mine = access.writes_for(request.authority)
    page = queries.method_page(row, on=on, mine=mine)
    areas = [(each.party.organisation.code, each.party.name, each.cell.phase, each.cell.label or _("Nothing yet")) for each in page.rows]
    told = ", ".join(f"{name}: {words}" for _code, name, _phase, words in areas)
    shown = turned(request, page.rows)
    here = {each.party.pk for each in shown.object_list}
    context = {
        "page": page,
        "parties": shown,
        "checks": [each for each in page.checks if each.party.pk in here],
        "on": on,
        "other_day": on != request.today,
        "maps": drawing.maps(areas, label=_("Map: %(told)s") % {"told": told}),
        "pace": pace.pictures(
            page.years, label=_("Parties that have introduced it, year by year, beside the ambition. The table says the same.")
        ),
        "phases": list(Phase),
        "can_edit": access.can_edit_method(request.authority),
        "mine": mine,
        "crumbs": crumbs(request),
    }
    return render(request, "spread/method.html", context)


@in_programme(Permission.EDIT_FRAME)
def edit_sheet(request, slug):
    row = method_of(request, slug)
    held = getattr(row, "sheet", None)
    return form_page(
        request,
        SheetForm,
        row=held,
        title=_("What %(method)s needs") % {"method": row.name},
        back=method_url(request, row),
        save=lambda form: services.put_sheet(row, by=request.user, seen=form.version if held else None, **form.cleaned_data),
        context={"crumbs": crumbs(request, row), "cancel_url": method_url(request, row)},
    )


def _party(request, slug):
    rows = Party.objects.visible_to(request.user).filter(programme=request.programme)
    party = get_object_or_404(rows.select_related("organisation", "programme"), slug=slug)
    require(access.can_write_for(request.authority, party.pk))
    return party


@in_programme(access.OWN)
def tick(request, slug, party):
    """The party's own ticks on the method's transfer check-list."""
    row, party = method_of(request, slug), _party(request, party)
    held, sheet = queries.check_of(row, party), getattr(row, "sheet", None)
    points = sheet.points if sheet else []
    # What was done stays done, also when the list is written anew.
    former = [point for point in held.points if point not in points] if held else []
    return form_page(
        request,
        TransferForm,
        row=held,
        points=[*points, *former],
        title=_("Transfer check-list: %(party)s and %(method)s") % {"party": party.name, "method": row.name},
        back=f"{method_url(request, row)}#checklista",
        initial_from=lambda current: {"done": current.points, "words": current.words},
        save=lambda form: services.tick(row, by=request.user, party=party, seen=form.version if held else None, **form.cleaned_data),
        context={
            "crumbs": crumbs(request, row),
            "cancel_url": method_url(request, row),
            "lead": _("Only %(party)s writes this. Everybody in the programme may read.") % {"party": party.name}
            if points or former
            else _("The method has no transfer check-list yet."),
        },
    )


@in_programme(access.OWN)
def add_adoption(request, slug, party):
    row, party = method_of(request, slug), _party(request, party)
    return form_page(
        request,
        AdoptionForm,
        title=_("%(party)s and %(method)s") % {"party": party.name, "method": row.name},
        back=method_url(request, row),
        initial={"phase": Phase.EXPLORING},
        programme=request.programme,
        save=lambda form: services.enter_adoption(by=request.user, method=row, party=party, **form.cleaned_data),
        context={
            "crumbs": crumbs(request, row),
            "cancel_url": method_url(request, row),
            "lead": _("Only %(party)s writes this. Everybody in the programme may read.") % {"party": party.name},
        },
    )


@in_programme(access.OWN)
def edit_adoption(request, slug):
    row = _adoption(request, slug)
    return form_page(
        request,
        AdoptionForm,
        row=row,
        title=_("Change where %(party)s is with %(method)s") % {"party": row.party.name, "method": row.method.name},
        back=method_url(request, row.method),
        programme=request.programme,
        save=lambda form: services.edit_adoption(row, by=request.user, seen=form.version, **form.cleaned_data),
        template="spread/adoption_form.html",
        context={
            "crumbs": crumbs(request, row.method),
            "cancel_url": method_url(request, row.method),
            "remove_url": reverse("adoption_remove", args=[request.programme.slug, row.slug]),
        },
    )


@in_programme(access.OWN)
def remove_adoption(request, slug):
    row = _adoption(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_adoption(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("The phase before it holds on."), _("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=method_url(request, row.method),
        context={"crumbs": crumbs(request, row.method)},
    )


ambition = Register(
    SpreadAmbition,
    AmbitionForm,
    add=services.add_spread_ambition,
    edit=services.edit_spread_ambition,
    remove=services.remove_spread_ambition,
    titles=(gettext_lazy("Add an ambition"), gettext_lazy("Change the ambition")),
    route="spread_ambition",
    named_by=AmbitionForm.key,
    parent=("method", WorkingMethod),
    home="spread",
    home_label=gettext_lazy("Spread"),
    back=lambda request, row: method_url(request, row.method),
)
