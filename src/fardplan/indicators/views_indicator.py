"""One indicator: its page, its files, and what is entered on it."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.indicators import files, services
from fardplan.indicators.drawing import period_words
from fardplan.indicators.forms import DefinitionForm, TargetForm, ValueForm
from fardplan.indicators.map import county_maps, value_words
from fardplan.indicators.models import Indicator, Sex
from fardplan.indicators.notes import primary_source, source_line
from fardplan.indicators.page import compare, indicator_page
from fardplan.indicators.parts import parts_of
from fardplan.indicators.queries import observed, places_of
from fardplan.indicators.views import vintage_asked_for
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.web import in_programme

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@in_programme(Permission.READ)
def indicator(request, slug):
    row = _indicator(request, slug)
    sex = request.GET.get("kon", "T")
    sex = sex if sex in Sex.values else "T"
    page = indicator_page(row, on=request.today, sex=sex, pin=vintage_asked_for(request), definition=_definition(request, row))
    chosen = next((group for group in page.groups if group.code == request.GET.get("jamfor")), None)
    derived = page.shown_definition is not None and page.shown_definition.is_computed
    part_periods, parts = [], []
    if page.shown_definition is not None and page.shown_definition.measured and page.pin is None:
        part_periods, parts = parts_of(getattr(page.shown_definition, "series", None), page.places.parties, sex=sex)
    context = {
        "indicator": row,
        "page": page,
        "part_periods": part_periods,
        "parts": parts,
        "sex": sex,
        "sexes": [(code, Sex(code).label) for code in page.sexes],
        "maps": _maps(row, page),
        "compared": compare(chosen, row, page.places, pin=page.pin) if chosen else None,
        "source_line": source_line(row, is_derived=derived),
        "primary_source": primary_source(row),
        "can_edit": request.authority.may(Permission.EDIT_INDICATORS),
    }
    return render(request, "indicators/indicator.html", context)


def _indicator(request, slug):
    rows = Indicator.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(
        rows.select_related("programme__county", "kpi__metadata__successor").prefetch_related("goals", "kpi__wordings"), slug=slug
    )


def _definition(request, row):
    asked = request.GET.get("definition", "")
    if not asked:
        return None
    if not asked.isascii() or not asked.isdecimal() or len(asked) > 4:
        raise Http404
    return get_object_or_404(row.definitions, number=int(asked))


def _maps(row, page):
    if not page.periods:
        return []
    latest = {each.organisation.pk: each.points[-1] for each in page.parties if each.points}
    areas = [
        (o.code, o.short_name, p.value if p else None, value_words(p, page.decimals) or "..")
        for o in page.places.municipalities
        for p in [latest.get(o.pk)]
    ]
    if not any(value is not None for _code, _name, value, _words in areas):
        return []
    told = ", ".join(f"{name} {words}" for _code, name, _value, words in areas)
    label = _("Map of the county in %(period)s, %(unit)s: %(values)s.") % {"period": page.periods[-1], "unit": row.unit, "values": told}
    return county_maps(areas, label=label)


# Files ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


@in_programme(Permission.READ)
def indicator_file(request, slug, kind):
    row = _indicator(request, slug)
    pin = vintage_asked_for(request)
    if kind == "docx":
        raise Http404
    if kind in ("csv", "xlsx"):
        columns, rows = files.rows_of_file(row, places_of(request.programme, on=request.today), pin=pin)
        if kind == "csv":
            return _file(files.as_csv(columns, rows), "text/csv; charset=utf-8", f"{row.slug}.csv")
        return _file(files.as_xlsx(columns, rows, title=row.full_name, source=source_line(row)), XLSX, f"{row.slug}.xlsx")
    page = indicator_page(row, on=request.today, pin=pin)
    if not page.drawings:
        raise Http404
    svg = files.as_svg(page.drawings[0], title=row.title, under=(row.unit, source_line(row)))
    if kind == "svg":
        return _file(svg.encode(), "image/svg+xml", f"{row.slug}.svg")
    return _file(files.svg_to_png(svg), "image/png", f"{row.slug}.png")


def _file(content, kind, name):
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


# What is entered ────────────────────────────────────────────────────────────────────────────────────────────────────


@in_programme(Permission.EDIT_INDICATORS)
def value_add(request, slug):
    row = _indicator(request, slug)
    if row.is_kolada:
        raise Http404
    return form_page(
        request,
        ValueForm,
        title=_("Enter a value"),
        back=lambda _saved: _address(request, row),
        save=lambda form: services.put_value(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        speaks=(services.NotOurs,),
        context=_beside(request, row),
        organisations=observed(request.programme, on=request.today),
    )


@in_programme(Permission.EDIT_INDICATORS)
def target_add(request, slug):
    row = _indicator(request, slug)
    return form_page(
        request,
        TargetForm,
        title=_("Enter a target or baseline"),
        back=lambda _saved: _address(request, row),
        save=lambda form: services.put_target(row, by=request.user, **form.cleaned_data),
        context=_beside(request, row),
        programme=request.programme,
    )


@in_programme(Permission.EDIT_INDICATORS)
def target_edit(request, slug, pk):
    row = _indicator(request, slug)
    target = get_object_or_404(row.targets.select_related("indicator"), pk=pk)
    return form_page(
        request,
        TargetForm,
        row=target,
        title=_("Change the target or baseline"),
        back=_address(request, row),
        save=lambda form: services.edit_target(target, by=request.user, seen=form.version, **form.cleaned_data),
        context=_beside(request, row),
        programme=request.programme,
    )


@in_programme(Permission.EDIT_INDICATORS)
def target_remove(request, slug, pk):
    row = _indicator(request, slug)
    target = get_object_or_404(row.targets.select_related("indicator"), pk=pk)
    return confirm_page(
        request,
        do=lambda: services.remove_target(target, by=request.user),
        title=_("Take away the level for %(period)s?") % {"period": period_words(target.period)},
        what=[_("It disappears from the page, the chart and the files. The history keeps what it said.")],
        submit=_("Take away"),
        back=_address(request, row),
        context=_beside(request, row),
    )


@in_programme(Permission.EDIT_INDICATORS)
def definition_add(request, slug):
    row = _indicator(request, slug)
    latest = row.definitions.order_by("-number").first()
    names = ("name", "text", "numerator", "denominator", "source")
    return form_page(
        request,
        DefinitionForm,
        title=_("Write a new version of the definition"),
        initial={name: getattr(latest, name) for name in names} if latest else {},
        back=lambda _saved: _address(request, row),
        save=lambda form: services.add_definition(row, by=request.user, **form.cleaned_data),
        context=_beside(request, row),
    )


def _address(request, row):
    return reverse("indicator", args=[request.programme.slug, row.slug])


def _beside(request, row):
    return {
        "crumbs": [(_("Indicators"), reverse("indicators", args=[request.programme.slug])), (row.title, _address(request, row))],
        "cancel_url": _address(request, row),
    }
