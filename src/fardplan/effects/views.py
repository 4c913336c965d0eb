"""What initiatives mean to move, whether they did, and what has been learnt of each working method."""

import json

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.effects import access, learning, queries, services
from fardplan.effects.forms import EffectForm, initial_of
from fardplan.effects.models import Effect, Evaluation
from fardplan.indicators.files import svg_to_png
from fardplan.indicators.notes import source_line
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.svg import Drawing
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.models import Initiative

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _effect(request, slug):
    found = Effect.objects.visible_to(request.user).filter(programme=request.programme)
    row = get_object_or_404(found.select_related("initiative", "indicator__kpi__metadata"), slug=slug)
    row.programme = row.initiative.programme = request.programme
    return row


def _url(request, effect):
    return reverse("effect", args=[request.programme.slug, effect.slug])


def _page_of(request, initiative):
    """The initiative's own page, which a room above builds."""
    return f"{reverse('portfolio', args=[request.programme.slug])}{initiative.slug}/"


@in_programme(Permission.READ)
def effects(request):
    """Which working methods have shown effect, where, how large and how sure: one table for each method."""
    found = queries.lessons(request.programme, request.user)
    everything = {row.effect.pk: row for lesson in found for row in lesson.rows}.values()
    counts = {code: sum(row.verdict == code for row in everything) for code in ("effect", "not_shown", "cannot_be_judged", "")}
    return render(request, "effects/effects.html", {"lessons": found, "counts": counts, "all": len(everything)})


@in_programme(Permission.READ)
def lessons_file(request):
    """The same as a workbook: one row for each effect and method."""
    answer = HttpResponse(learning.workbook(queries.lessons(request.programme, request.user)), content_type=XLSX)
    answer["Content-Disposition"] = 'attachment; filename="larande.xlsx"'
    return answer


@in_programme(Permission.READ)
def effect(request, slug):
    row = _effect(request, slug)
    page = queries.row_of(get_object_or_404(queries.effects_in(request.programme, request.user), pk=row.pk))
    places = [start.organisation for start in page.starts]
    chosen = next((each for each in places if each.slug == request.GET.get("for")), next(iter(places), None))
    control, problem = queries.chart(row, chosen) if chosen else (None, None)
    record = queries.record_of(page.latest) if page.latest else None
    context = {
        "effect": row,
        "page": page,
        "places": [{"label": each.short_name or each.name, "url": f"?for={each.slug}", "current": each == chosen} for each in places],
        "place": chosen,
        "control": control,
        "problem": problem,
        "record": record,
        "drawings": [Drawing(_shown(svg, where)) for svg, where in _pictures(record)],
        "compared_with": [each.short_name or each.name for each in page.effect.compared_with.all()],
        "earlier": [each for each in reversed(page.effect.evaluations.all()) if each.is_done and each != page.latest],
        "source_line": source_line(row.indicator),
        "evaluation_source": source_line(row.indicator, is_derived=row.indicator.is_kolada),
        "facts": learning.facts(page),
        "can_edit": access.can_edit(request.authority, row),
    }
    return render(request, "effects/effect.html", context)


def _pictures(record):
    if record is None or not record.wide:
        return []
    return [(record.wide, "fp-only-l"), (record.narrow, "fp-only-s")]


def _shown(svg, where):
    """The drawing with the class that tells at which widths of the window it is."""
    return svg.replace("<svg ", f'<svg class="{where}" ', 1)


@in_programme(*access.WRITERS)
def add(request, slug):
    initiative = get_object_or_404(Initiative.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    require(access.can_add(request.authority, initiative))

    def save(form):
        values = form.for_service()
        key = free_slug(Effect, f"{initiative.slug[:30]} {values['indicator'].slug[:24]}", programme=request.programme)
        return services.add_effect(
            by=request.user, programme=request.programme, slug=key, initiative=initiative, registered_date=request.today, **values
        )

    return form_page(
        request,
        EffectForm,
        title=_("What “%(title)s” means to move") % {"title": initiative.label},
        back=lambda saved: _url(request, saved),
        initial={
            "compared": Effect.Compared.NEVER,
            "season": 0,
            **{f"starts-{n}-organisation": party.organisation for n, party in enumerate(initiative.parties.select_related("organisation"))},
        },
        save=save,
        template="effects/effect_form.html",
        context={**_beside(request, initiative), "cancel_url": _page_of(request, initiative)},
        programme=request.programme,
    )


@in_programme(*access.WRITERS)
def edit(request, slug):
    row = _effect(request, slug)
    require(access.can_edit(request.authority, row))
    return form_page(
        request,
        EffectForm,
        row=row,
        initial_from=initial_of,
        title=_("Change the plan"),
        back=_url(request, row),
        save=lambda form: services.edit_effect(row, by=request.user, on=request.today, seen=form.version, **form.for_service()),
        template="effects/effect_form.html",
        context={**_beside(request, row.initiative), "effect": row},
        programme=request.programme,
        held=row,
    )


def _beside(request, initiative):
    return {
        "crumbs": [
            (_("Portfolio"), reverse("portfolio", args=[request.programme.slug])),
            (initiative.label, _page_of(request, initiative)),
        ],
        "initiative": initiative,
    }


@in_programme(*access.WRITERS)
def remove(request, slug):
    row = _effect(request, slug)
    require(access.can_edit(request.authority, row))
    return confirm_page(
        request,
        do=lambda: services.remove_effect(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("It disappears from the pages. The history keeps what it said."), _("What has been evaluated cannot be taken away.")],
        submit=_("Take away"),
        speaks=(services.NothingToTake,),
        back=reverse("effects", args=[request.programme.slug]),
        context=_beside(request, row.initiative),
    )


@in_programme(*access.WRITERS)
def evaluate(request, slug):
    row = _effect(request, slug)
    require(access.can_edit(request.authority, row))
    return confirm_page(
        request,
        do=lambda: services.ask_for_evaluation(row, by=request.user, on=request.today),
        title=_("Evaluate now?"),
        what=[
            _("The plan as it stands is carried out on the figures that the register has now."),
            _("The answer stays, whatever it says, with plan, figures, method and version. It is counted in the background: some seconds."),
        ],
        submit=_("Evaluate"),
        danger=False,
        back=_url(request, row),
        context=_beside(request, row.initiative),
    )


@in_programme(Permission.READ)
def evaluation_file(request, slug, number, kind):
    """The plan with its figures (what `fardplan evaluate` reads), the whole result, or the picture."""
    row = _effect(request, slug)
    record = queries.record_of(get_object_or_404(row.evaluations.filter(state=Evaluation.State.DONE), number=number))
    name = f"{row.slug}-{number}"
    if kind in ("plan", "result"):
        text = json.dumps(getattr(record, kind), ensure_ascii=False, indent=1, allow_nan=False) + "\n"
        return _file(text, "application/json", f"{name}-{'plan' if kind == 'plan' else 'resultat'}.json")
    if not record.sheet:
        raise Http404
    if kind == "svg":
        return _file(record.sheet, "image/svg+xml", f"{name}.svg")
    return _file(svg_to_png(record.sheet), "image/png", f"{name}.png")


def _file(content, kind, name):
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
