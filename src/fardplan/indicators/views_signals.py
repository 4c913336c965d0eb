"""Control charts on pages: what all figures say at a glance, one series with its rules, and figures that somebody brings along."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from fardplan import spc
from fardplan.accounts.permissions import Permission
from fardplan.indicators import brought, files, in_word, signals
from fardplan.indicators.forms import ChartForm, OwnChartForm
from fardplan.indicators.models import Indicator
from fardplan.indicators.notes import source_line
from fardplan.indicators.queries import places_of
from fardplan.indicators.templatetags.indicators import key_of_icons
from fardplan.parties.web import in_programme

KINDS = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@in_programme(Permission.READ)
def signals_page(request):
    """Icons of all indicators for all parties; ?visa=andrat those that changed, ?visa=missar those that will miss their target."""
    shown = request.GET.get("visa", "")
    shown = shown if shown in ("andrat", "missar") else ""
    everywhere = request.GET.get("omraden") == "alla"
    organisations = signals.observed_areas() if everywhere else None
    found = signals.overview(request.programme, request.user, on=request.today, organisations=organisations)
    kinds = (("", _("All")), ("andrat", _("Has changed")), ("missar", _("Will miss its target")))
    links = [{"label": label, "url": _address(request, key, everywhere), "current": key == shown} for key, label in kinds]
    areas = [
        {"label": label, "url": _address(request, shown, every), "current": every == everywhere}
        for label, every in ((_("Our parties"), False), (_("All areas with figures"), True))
    ]
    context = {"found": found, "shown": found.only(shown), "links": links, "areas": areas, "key": key_of_icons(), "rules": signals.OVERVIEW}
    return render(request, "indicators/signals.html", context)


def _address(request, shown, everywhere):
    """Of the same page, of what is to be shown and for whom."""
    query = urlencode({name: value for name, value in (("visa", shown), ("omraden", "alla" if everywhere else "")) if value})
    return f"?{query}" if query else request.path


@in_programme(Permission.READ)
def control_chart(request, slug):
    """The control chart of one indicator for one organisation, with the rules asked for; what cannot be charted is said in a sentence."""
    indicator, form, organisation, asked = _asked(request, slug)
    control = problem = None
    try:
        control = signals.control(indicator, organisation, asked) if organisation else None
    except spc.SpcError as fault:
        problem = str(fault)
    context = {
        "indicator": indicator,
        "organisation": organisation,
        "form": form,
        "control": control,
        "problem": problem,
        "source_line": source_line(indicator),
        "query": request.GET.urlencode(),
    }
    return render(request, "indicators/control_chart.html", context)


@in_programme(Permission.READ)
def control_chart_file(request, slug, kind):
    """The chart as SVG or PNG, its points as CSV with 17 significant digits: the columns of `fardplan spc`."""
    indicator, _form, organisation, asked = _asked(request, slug)
    if organisation is None or kind not in KINDS:
        raise Http404
    try:
        control = signals.control(indicator, organisation, asked)
    except spc.SpcError:
        raise Http404 from None
    title = signals.source_words(indicator, organisation)
    return _file(control, kind, title=title, name=f"{indicator.slug}-{organisation.slug}-styrdiagram")


@in_programme(Permission.READ)
def own_chart(request):
    """A control chart of figures that somebody brings: pasted or as a file. Nothing is stored."""
    form = OwnChartForm(request.POST or None, request.FILES or None)
    control = None
    if request.method == "POST" and form.is_valid():
        try:
            control = brought.control(form.cleaned_data)
        except spc.SpcError as fault:
            form.add_error(form.field_of_fault(), str(fault))
    kind = request.POST.get("som", "")
    if control is not None and kind in KINDS:
        return _file(control, kind, title=form.cleaned_data["title"] or _("Control chart"), name="styrdiagram")
    context = {"form": form, "control": control, "kept": _kept(form) if control else ()}
    return render(request, "indicators/own_chart.html", context, status=422 if form.is_bound and control is None else 200)


def _kept(form):
    """(name, value) of what was sent, for the buttons that fetch the same chart as a file; a file's figures as text."""
    values = {name: form.data.get(name, "") for name in form.fields if name not in ("file", "figures")}
    return [*values.items(), ("figures", form.cleaned_data["figures"])]


def _asked(request, slug):
    """(indicator, form, organisation or None, how) from the address; what is no choice falls back on the first."""
    indicators = Indicator.objects.visible_to(request.user).filter(programme=request.programme)
    indicator = get_object_or_404(indicators.select_related("programme__county", "kpi__metadata"), slug=slug)
    organisations = signals.seen(places_of(request.programme, on=request.today))
    if (wanted := request.GET.get("for", "")) and wanted not in {each.slug for each in organisations}:
        organisations += signals.area(wanted)  # from the overview of all areas
    form = ChartForm(request.GET, organisations=organisations)
    chosen = form.chosen
    organisation = next((each for each in organisations if each.slug == chosen.get("for")), next(iter(organisations), None))
    return indicator, form, organisation, form.asked()


def _file(control, kind, *, title, name):
    if kind == "csv":
        columns, rows = brought.points(control.chart)
        content = files.raw_csv(columns, rows)
    elif kind == "docx":
        content = in_word.chart(control, title=title)
    else:
        svg = spc.sheet([control.picture], title=title)
        content = svg.encode() if kind == "svg" else files.svg_to_png(svg)
    answer = HttpResponse(content, content_type=KINDS[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer
