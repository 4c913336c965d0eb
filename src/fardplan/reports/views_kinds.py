"""Where a document begins: its kind is chosen, then what it is about and its period."""

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.parties.web import in_programme
from fardplan.reports import composers, services
from fardplan.reports.forms import StartForm
from fardplan.reports.models import Report
from fardplan.reports.queries_kinds import groups_of
from fardplan.reports.subjects import SUBJECTS


@in_programme(Permission.WRITE_REPORT)
def kinds(request):
    return render(request, "reports/kinds.html", {"groups": groups_of(request.programme, today=request.today)})


@in_programme(Permission.WRITE_REPORT)
def start(request):
    programme = request.programme
    kind = composers.kind_of(request.GET.get("slag", Report.Kind.ANNUAL), programme)
    if kind is None:
        raise Http404
    rows = [] if kind.is_about_programme else SUBJECTS[kind.about].rows(programme, request.user)
    return form_page(
        request,
        StartForm,
        kind=kind,
        rows=rows,
        title=_("Start: %(kind)s") % {"kind": kind.title},
        back=lambda report: reverse("report", args=[programme.slug, report.slug]),
        initial={"period": request.GET.get("period", ""), "about": request.GET.get("om", "")},
        save=lambda form: services.start_draft(by=request.user, programme=programme, kind=kind.key, **form.cleaned_data),
        template="reports/start.html",
        context={
            "kind": kind,
            "nothing_to_be_about": not kind.is_about_programme and not rows,
            "cancel_url": reverse("report_kinds", args=[programme.slug]),
            "submit": _("Make the draft"),
        },
    )
