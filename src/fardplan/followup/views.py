"""A period's follow-up: who is ready, each party's own part, and opening it again."""

from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.followup import access, queries, services
from fardplan.followup.forms import CompilationForm, ReopenForm, StartForm, YearForm
from fardplan.followup.models import Compilation
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, require
from fardplan.plan.models import Activity
from fardplan.plan.queries import activity_rows


def _compilation(request, slug):
    found = get_object_or_404(Compilation.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    found.programme = request.programme
    return found


def _party(request, compilation, slug):
    """One of the parties that are asked; 404 for others."""
    rows = Party.objects.visible_to(request.user).filter(
        programme=request.programme, pk__in=[row.pk for row in queries.parties_of(compilation)]
    )
    return get_object_or_404(rows.select_related("organisation"), slug=slug)


def _url(request, compilation):
    return reverse("compilation", args=[request.programme.slug, compilation.slug])


def _year_url(request, compilation, party):
    return reverse("party_year", args=[request.programme.slug, compilation.slug, party.slug])


@in_programme(Permission.READ)
def compilations(request):
    page = {
        "rows": queries.compilations(request.programme, request.user, on=request.today),
        "can_ask": access.can_ask(request.authority),
    }
    return render(request, "followup/compilations.html", page)


@in_programme(access.ASKS)
def add_compilation(request):
    return form_page(
        request,
        StartForm,
        title=_("Start a period's follow-up"),
        back=lambda row: _url(request, row),
        save=lambda form: services.start_compilation(by=request.user, programme=request.programme, **form.cleaned_data),
        template="followup/form.html",
        initial={"period": str(request.today.year - 1)},
        context={"cancel_url": reverse("compilations", args=[request.programme.slug])},
    )


@in_programme(Permission.READ)
def compilation(request, slug):
    found = _compilation(request, slug)
    rows = queries.year_rows(found, on=request.today)
    page = {
        "compilation": found,
        "rows": rows,
        "ready": sum(row.is_locked for row in rows),
        "late": [row for row in rows if row.is_late],
        "can_ask": access.can_ask(request.authority),
        "can_reopen": access.can_reopen(request.authority),
    }
    return render(request, "followup/compilation.html", page)


@in_programme(access.ASKS)
def edit_compilation(request, slug):
    found = _compilation(request, slug)
    return form_page(
        request,
        CompilationForm,
        row=found,
        title=_("Change the follow-up of %(period)s") % {"period": found.report_period.label},
        back=_url(request, found),
        save=lambda form: services.edit_compilation(found, by=request.user, seen=form.version, **form.cleaned_data),
        template="followup/form.html",
        context={
            "compilation": found,
            "cancel_url": _url(request, found),
            "remove_url": reverse("compilation_remove", args=[request.programme.slug, found.slug]),
        },
    )


@in_programme(access.ASKS)
def remove_compilation(request, slug):
    found = _compilation(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_compilation(found, by=request.user),
        title=_("Take away the follow-up of %(period)s?") % {"period": found.report_period.label},
        what=[_("Only what no party has begun to write in can be taken away. The history keeps what it said.")],
        submit=_("Take away"),
        back=_url(request, found) if request.method == "GET" else reverse("compilations", args=[request.programme.slug]),
    )


@in_programme(Permission.READ)
def party_year(request, slug, party):
    found = _compilation(request, slug)
    party = _party(request, found, party)
    row = queries.year_rows(found, on=request.today, parties=[party])[0]
    activities = Activity.objects.visible_to(request.user).filter(
        programme=request.programme, year=found.report_period.year, responsible=party
    )
    page = {
        "compilation": found,
        "party": party,
        "reviewed": queries.reviewed(activities, found.report_period),
        "row": row,
        "year": row.year,
        "activities": activity_rows(activities.order_by("position", "pk"), on=request.today, lecturers={}),
        "can_write": access.can_write(request.authority, party),
        "can_reopen": access.can_reopen(request.authority),
    }
    return render(request, "followup/party_year.html", page)


def _own(request, slug, party):
    found = _compilation(request, slug)
    party = _party(request, found, party)
    require(access.can_write(request.authority, party))
    return found, party


@in_programme(Permission.ANSWER_FOR_PARTY)
def write_year(request, slug, party):
    found, party = _own(request, slug, party)
    held = found.years.filter(party=party).first()
    if held is not None and held.is_locked:
        return redirect(_year_url(request, found, party))
    return form_page(
        request,
        YearForm,
        row=held,
        title=_("%(party)s: follow-up of %(period)s") % {"party": party.name, "period": found.report_period.label},
        back=_year_url(request, found, party),
        save=lambda form: services.write_year(found, party, by=request.user, seen=form.version, **form.cleaned_data),
        speaks=(services.Handed,),
        template="followup/form.html",
        context={"compilation": found, "party": party, "cancel_url": _year_url(request, found, party)},
    )


@in_programme(Permission.ANSWER_FOR_PARTY)
def mark_ready(request, slug, party):
    found, party = _own(request, slug, party)
    return confirm_page(
        request,
        do=lambda: services.mark_ready(found, party, by=request.user, at=timezone.now()),
        title=_("Mark %(party)s's follow-up of %(period)s as ready?") % {"party": party.name, "period": found.report_period.label},
        what=[
            _(
                "What the party's activities, plans, answers and reviews tell of the period is locked, so that the county's report rests on it."
            ),
            _("If something must be put right afterwards, the office reopens the year and writes why."),
        ],
        submit=_("Mark as ready"),
        danger=False,
        back=_year_url(request, found, party),
    )


@in_programme(access.REOPENS)
def reopen_year(request, slug, party):
    found = _compilation(request, slug)
    party = _party(request, found, party)
    year = get_object_or_404(found.years, party=party)
    return form_page(
        request,
        ReopenForm,
        row=year,
        initial_from=lambda row: {"decision": row.decision},
        title=_("Reopen %(party)s's follow-up of %(period)s") % {"party": party.name, "period": found.report_period.label},
        back=_year_url(request, found, party),
        save=lambda form: services.reopen_year(year, by=request.user, at=timezone.now(), seen=form.version, **form.cleaned_data),
        speaks=(services.CannotMove,),
        template="followup/form.html",
        context={"compilation": found, "party": party, "cancel_url": _year_url(request, found, party), "submit": _("Reopen")},
        programme=request.programme,
        user=request.user,
    )
