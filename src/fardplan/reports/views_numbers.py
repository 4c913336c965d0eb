"""The check of figures in a report that is on its way: what stands without a source, and what somebody answers for."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.parties.web import in_programme, require
from fardplan.reports import access, services
from fardplan.reports.forms import FreeFigureForm, StepForm
from fardplan.reports.models import Report
from fardplan.reports.proof.numbers import key_of
from fardplan.reports.queries_numbers import check_of


def _report(request, slug):
    rows = Report.objects.visible_to(request.user).filter(programme=request.programme).select_related("programme__county")
    return get_object_or_404(rows, slug=slug)


def _home(request, report):
    return reverse("report_numbers", args=[request.programme.slug, report.slug])


@in_programme(Permission.READ)
def report_numbers(request, slug):
    found = _report(request, slug)
    require(not found.is_frozen)
    context = {"page": check_of(found), "report": found, "can_write": access.can_write(request.authority, found)}
    return render(request, "reports/numbers.html", context)


@in_programme(Permission.WRITE_REPORT)
def free(request, slug, key):
    """A person says that a number needs no reference, and where it is from."""
    found = _report(request, slug)
    require(access.can_write(request.authority, found))
    number = next((checked.number for checked in check_of(found).numbers if checked.number.key == key and not checked.is_free), None)
    if number is None:
        raise Http404

    def save(form):
        values = {"section": number.section, "words": number.words, "sentence": number.beginning}
        return services.mark_free(found, by=request.user, reason=form.cleaned_data["reason"], **values)

    return form_page(
        request,
        FreeFigureForm,
        title=_("Answer for “%(words)s”") % {"words": number.words},
        back=lambda saved: _home(request, found),
        save=save,
        template="reports/number.html",
        context={"number": number, "report": found, "cancel_url": _home(request, found), "submit": _("Mark as free")},
    )


@in_programme(Permission.WRITE_REPORT)
def ask_again(request, slug, key):
    """The number is asked about again."""
    found = _report(request, slug)
    require(access.can_write(request.authority, found))
    row = next((row for row in found.free_figures.all() if key_of(row.section, row.words, row.sentence) == key), None)
    if row is None:
        raise Http404
    return form_page(
        request,
        StepForm,
        row=row,
        initial_from=lambda row: {},
        title=_("Ask about “%(words)s” again") % {"words": row.words},
        back=_home(request, found),
        save=lambda form: services.unmark_free(row, by=request.user),
        template="reports/step.html",
        context={"what": [row.sentence, row.reason], "submit": _("Ask again"), "report": found, "cancel_url": _home(request, found)},
    )
