"""Calculations: listed, shown step by step, as a workbook and back."""

import tempfile

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.benefits import access, counting, services, workbooks
from fardplan.benefits.forms.calculations import BasisForm, CalculationForm, LineForm, WorkbookForm, initial_of_line
from fardplan.benefits.models import BenefitCalculation, CalculationBasis, CalculationLine
from fardplan.benefits.models.profiles import RESERVED_SLUGS
from fardplan.benefits.queries import calculations as queries
from fardplan.kit.editing import form_page
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
COUNTING = {"home": "calculations", "home_label": gettext_lazy("Benefit calculations"), "permission": access.COUNTERS}


def _calculation(request, slug):
    found = BenefitCalculation.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(queries.with_lines(found), slug=slug)


def calculation_url(request, row):
    return reverse("calculation", args=[request.programme.slug, row.slug])


@in_programme(Permission.READ)
def calculations(request):
    pages = queries.of_programme(request.programme)
    context = {
        "rows": [counting.in_short(page) for page in pages],
        "bases": queries.bases_of(request.programme),
        "can_edit": access.can_count(request.authority),
    }
    return render(request, "benefits/calculations.html", context)


@in_programme(Permission.READ)
def calculation(request, slug):
    row = _calculation(request, slug)
    page = queries.page_of(row, queries.bases_of(request.programme))
    context = {"calculation": row, "page": page, "shown": counting.shown(page), "can_edit": access.can_count(request.authority)}
    return render(request, "benefits/calculation.html", context)


@in_programme(Permission.READ)
def workbook(request, slug):
    """The calculation as a workbook with live formulas."""
    row = _calculation(request, slug)
    page = queries.page_of(row, queries.bases_of(request.programme))
    answer = HttpResponse(workbooks.workbook(row, page.lines, page.result), content_type=XLSX)
    answer["Content-Disposition"] = f'attachment; filename="{row.slug}.xlsx"'
    return answer


@in_programme(*access.COUNTERS)
def take_in(request, slug):
    """The workbook back: all of it or nothing."""
    row = _calculation(request, slug)

    def save(form):
        with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
            for chunk in form.cleaned_data["file"].chunks():
                file.write(chunk)
            file.flush()
            try:
                version, lines = workbooks.read(file.name, row, [line.slug for line in row.lines.all()])
            except workbooks.Unreadable as error:
                raise ValidationError({"file": str(error)}) from error
        if version is not None and version != row.version:
            raise ValidationError({"file": _("The calculation has been changed since the workbook was downloaded. Download it again.")})
        return services.take_in(row, by=request.user, lines=lines)

    url = calculation_url(request, row)
    return form_page(
        request,
        WorkbookForm,
        title=_("Take in the workbook of “%(title)s”") % {"title": row.title},
        back=url,
        save=save,
        context={
            "crumbs": [(_("Benefit calculations"), reverse("calculations", args=[request.programme.slug])), (row.title, url)],
            "cancel_url": url,
        },
    )


def _back(request, row):
    """To the calculation; to all of them when it has been taken away."""
    is_gone = request.method == "POST" and request.resolver_match.url_name == "calculation_remove"
    return reverse("calculations", args=[request.programme.slug]) if is_gone else calculation_url(request, row)


calculation_register = Register(
    BenefitCalculation,
    CalculationForm,
    add=services.add_calculation,
    edit=services.edit_calculation,
    remove=services.remove_calculation,
    titles=(gettext_lazy("Add a calculation"), gettext_lazy("Change the calculation")),
    route="calculation",
    reserved=RESERVED_SLUGS,
    wants_programme=True,
    initial=lambda request: {"dated": request.today, "first_year": request.today.year + 1, "years": 4},
    back=_back,
    goes_with=lambda row: [_("Its lines and their figures go with it.")],
    **COUNTING,
)
line = Register(
    CalculationLine,
    LineForm,
    add=services.add_calculation_line,
    edit=services.edit_calculation_line,
    remove=services.remove_calculation_line,
    titles=(gettext_lazy("Add a benefit or a cost"), gettext_lazy("Change the benefit or the cost")),
    route="calculation_line",
    parent=("calculation", BenefitCalculation),
    wants_programme=True,
    initial_from=initial_of_line,
    back=lambda request, row: calculation_url(request, row.calculation),
    **COUNTING,
)
basis = Register(
    CalculationBasis,
    BasisForm,
    add=services.add_basis,
    edit=services.edit_basis,
    remove=services.remove_basis,
    titles=(gettext_lazy("Values to calculate with, from a day on"), gettext_lazy("Change the values to calculate with")),
    route="calculation_basis",
    named_by=lambda form: f"kalkylvarden {form.cleaned_data['from_date'].isoformat()}",
    initial=lambda request: {"from_date": request.today, "hours_per_month": 142, "factor": "1,54", "rate": 3},
    **COUNTING,
)
