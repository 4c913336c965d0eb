"""Status in five minutes: one form per initiative and period, and one page with all of them."""

from functools import partial

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.goals.models import ProgrammeArea
from fardplan.kit.editing import attributes, confirm_page, form_page
from fardplan.kit.periods import PeriodError, ReportPeriod
from fardplan.kit.turning import turned
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.models import Initiative
from fardplan.status import access, queries, services
from fardplan.status.forms.reports import ReportFilterForm, SetupForm, StatusReportForm
from fardplan.status.models import StatusReport
from fardplan.status.queries.reports import cells_of
from fardplan.status.rules import period_due
from fardplan.status.services.reports import AlreadyRaised, AlreadySent, CannotSend

WRITERS = (Permission.WRITE_STATUS, Permission.EDIT_OWN_INITIATIVE)


def _home(request):
    return reverse("status_reports", args=[request.programme.slug])


def _url(request, report, name="status_report"):
    return reverse(name, args=[request.programme.slug, report.slug])


def _crumbs(request):
    return [(_("Status reports"), _home(request))]


def _report(request, slug):
    found = StatusReport.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(found.select_related("initiative", "programme_area", "matter", "sent_by", "programme"), slug=slug)


@in_programme(Permission.READ)
def reports(request):
    period = request.GET.get("period", "")
    first = ReportFilterForm(request.GET)
    page = queries.reports_page(
        request.programme, on=request.today, user=request.user, period=period,
        level=first.chosen.get("lage", ""), asks=first.chosen.get("fragar", False),
    )  # fmt: skip
    context = {
        "page": page,
        "turned": turned(request, page.rows),
        "form": ReportFilterForm(request.GET, periods=page.periods),
        "writes_all": request.authority.may(Permission.WRITE_STATUS),
        "writes_own": request.authority.may(Permission.EDIT_OWN_INITIATIVE),
        "can_raise": request.authority.may(Permission.PREPARE_MATTER),
        "can_set_up": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "status/reports.html", context)


@in_programme(Permission.READ)
def report(request, slug):
    row = _report(request, slug)
    same = StatusReport.objects.visible_to(request.user).filter(
        programme=request.programme, initiative=row.initiative, programme_area=row.programme_area
    )
    versions = [each for each in same.order_by("-number") if each.period == row.period]
    can_write = access.can_write_status(request.authority, row.initiative)
    previous = _previous(row)
    context = {
        "report": row,
        "cells": cells_of(row, previous=previous),
        "previous": previous,
        "versions": versions,
        "newer": next((each for each in versions if each.is_sent and each.number > row.number), None),
        "can_write": can_write,
        "can_raise": row.is_sent and row.asks and row.matter_id is None and request.authority.may(Permission.PREPARE_MATTER),
    }
    return render(request, "status/report.html", context)


def _previous(report):
    """What was sent for the period before: the latest earlier one."""
    rows = StatusReport.objects.filter(initiative=report.initiative, programme_area=report.programme_area).sent()
    earlier = [row for row in rows if row.report_period.until_date < report.report_period.until_date]
    return max(earlier, key=lambda row: (row.report_period.until_date, row.number), default=None)


@in_programme(*WRITERS)
def write(request, slug):
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    require(access.can_write_status(request.authority, initiative))
    return _write(request, initiative=initiative)


@in_programme(Permission.WRITE_STATUS)
def write_area(request, slug):
    area = get_object_or_404(ProgrammeArea.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    return _write(request, programme_area=area)


def _write(request, **about):
    """Begin a report for the period in the address, or the one that is asked for; a draft that is there goes on."""
    period = _asked_period(request)
    there = StatusReport.objects.filter(programme=request.programme, period=period.code, **about).order_by("-number").first()
    if there is not None and request.method == "GET":
        return HttpResponseRedirect(_url(request, there, "status_report" if there.is_sent else "status_report_edit"))
    blank = StatusReport(programme=request.programme, period=period.code, **about)
    previous = _previous(blank)
    start = partial(services.start_and_send, on=request.today) if _sends(request) else services.start_status_report
    return form_page(
        request,
        StatusReportForm,
        title=_("%(about)s, %(period)s") % {"about": blank.about, "period": period.label},
        back=lambda made: _url(request, made),
        previous=previous,
        save=lambda form: start(by=request.user, programme=request.programme, period=period.code, **about, **form.cleaned_data),
        speaks=(AlreadySent, CannotSend),
        template="status/report_form.html",
        context={"cancel_url": _home(request), **_form_context(request, previous)},
    )


def _form_context(request, previous):
    return {
        "crumbs": _crumbs(request),
        "previous": previous,
        "previous_cells": cells_of(previous),
        "submit": _("Save the draft"),
        "also_submit": _("Send"),
        "also_name": "skicka",
    }


def _sends(request):
    return "skicka" in request.POST


def _asked_period(request):
    try:
        return ReportPeriod.parse(request.GET.get("period", ""))
    except PeriodError:
        return period_due(request.today, queries.setup_of(request.programme).rhythm)


@in_programme(*WRITERS)
def edit(request, slug):
    row = _report(request, slug)
    require(access.can_write_status(request.authority, row.initiative))
    if row.is_sent and request.method == "GET":
        return HttpResponseRedirect(_url(request, row))
    previous = _previous(row)
    revise = partial(services.revise_and_send, on=request.today) if _sends(request) else services.revise_status_report
    return form_page(
        request,
        StatusReportForm,
        row=row,
        title=str(row),
        back=_url(request, row),
        previous=previous,
        initial_from=lambda current: attributes(current, StatusReportForm, previous=previous),
        save=lambda form: revise(row, by=request.user, seen=form.version, **form.cleaned_data),
        speaks=(AlreadySent, CannotSend),
        template="status/report_form.html",
        context=_form_context(request, previous),
    )


def _confirmed(do, title, what, submit, speaks, *, danger=False, permissions=WRITERS, back=None):
    """A view that asks before it does something with a report."""

    @in_programme(*permissions)
    def view(request, slug):
        row = _report(request, slug)
        require(
            request.authority.may(Permission.PREPARE_MATTER)
            if Permission.PREPARE_MATTER in permissions
            else access.can_write_status(request.authority, row.initiative)
        )
        target = back(request) if back and request.method == "POST" else _url(request, row)
        return confirm_page(
            request,
            do=lambda: do(request, row),
            title=title(row),
            what=what(row),
            submit=submit(),
            danger=danger,
            back=target,
            speaks=speaks,
            context={"crumbs": _crumbs(request)},
        )

    return view


send = _confirmed(
    lambda request, row: services.send_status_report(row, by=request.user, on=request.today),
    lambda row: _("Send the status report?"),
    lambda row: [str(row), _("From then on it stays as it is. A correction becomes a new version.")],
    lambda: _("Send"),
    (AlreadySent, CannotSend),
)
correct = _confirmed(
    lambda request, row: services.correct_status_report(row, by=request.user),
    lambda row: _("Write a correction?"),
    lambda row: [str(row), _("What was sent stays. The correction begins with the same words, as a draft with the next number.")],
    lambda: _("Write a correction"),
    (CannotSend,),
)
remove = _confirmed(
    lambda request, row: services.remove_status_report(row, by=request.user),
    lambda row: _("Take away the draft?"),
    lambda row: [str(row), _("It disappears from the pages. The history keeps what it said.")],
    lambda: _("Take away"),
    (AlreadySent,),
    danger=True,
    back=_home,
)
raise_ask = _confirmed(
    lambda request, row: services.raise_ask(row, by=request.user),
    lambda row: _("Make a matter of what is asked?"),
    lambda row: [row.asks, _("It becomes a matter that can be prepared, put on an agenda and decided.")],
    lambda: _("Make a matter"),
    (AlreadyRaised,),
    permissions=(Permission.PREPARE_MATTER,),
)


@in_programme(Permission.EDIT_FRAME)
def setup(request):
    held = queries.setup_of(request.programme)
    return form_page(
        request,
        SetupForm,
        row=held,
        title=_("How status is reported"),
        back=_home(request),
        initial_from=lambda row: _setup_values(row, request.programme),
        programme=request.programme,
        save=lambda form: services.put_setup(by=request.user, programme=request.programme, seen=form.version, **form.for_service()),
        context={"crumbs": _crumbs(request)},
    )


def _setup_values(row, programme):
    values = {name: getattr(row, name) for name in ("rhythm", "days_to_write", "amber_from", "red_from")}
    return values | {"deviation_receivers": list(row.deviation_receivers.all()) if row.pk else []}
