"""Risks, and the questions a programme asks itself."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.kit.turning import on_page, turned
from fardplan.parties.registers import Register
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.status import access, queries, services
from fardplan.status.forms.risks import (
    AssessForm,
    ChecklistForm,
    QuestionForm,
    RiskEditForm,
    RiskFilterForm,
    RiskForm,
    RoundForm,
    StateForm,
    initial_of_round,
    initiatives_of,
)
from fardplan.status.models import Checklist, ChecklistQuestion, ChecklistRound, Risk
from fardplan.status.queries.risks import RiskRow, judgements_of

RISKS = {"home": "risks", "home_label": gettext_lazy("Risks"), "permission": Permission.EDIT_RISKS}
CHECKLISTS = {"home": "checklists", "home_label": gettext_lazy("Checklists"), "permission": Permission.EDIT_RISKS}
OWN = (Permission.EDIT_RISKS, Permission.EDIT_OWN_INITIATIVE)


def _risk(request, slug):
    return get_object_or_404(
        Risk.objects.visible_to(request.user).filter(programme=request.programme).select_related("initiative", "document"), slug=slug
    )


def _url(name, request, row):
    return reverse(name, args=[request.programme.slug, row.slug])


@in_programme(Permission.READ)
def risks(request):
    initiatives = list(initiatives_of(request.programme).filter(risks__isnull=False).distinct().only("pk", "slug", "title", "short_title"))
    form = RiskFilterForm(request.GET, initiatives=initiatives)
    asked = form.chosen
    chosen = {"scope": asked.get("galler"), "colour": asked.get("niva"), "state": asked.get("lage")}
    if "arbete" in asked:
        chosen["initiative"] = next(row for row in initiatives if row.slug == asked["arbete"])
    setup = queries.setup_of(request.programme)
    rows = queries.risk_rows(request.programme, setup=setup, on=request.today, chosen=chosen)
    page = turned(request, rows)
    context = {
        "form": form,
        "rows": rows,
        "page": page,
        "groups": _by_scope(rows, page),
        "map": queries.heat_map(rows, setup=setup),
        "map_after": queries.heat_map(rows, setup=setup, after=True),
        "setup": setup,
        "can_edit": request.authority.may(Permission.EDIT_RISKS),
        "can_set_up": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "status/risks.html", context)


def _by_scope(rows, page):
    """[(what they concern, how many in all, those on the page)]."""
    groups = [(scope.label, [row for row in rows if row.risk.scope == scope]) for scope in Risk.Scope]
    return [(label, len(found), shown) for label, found in groups if (shown := on_page(page, found))]


@in_programme(Permission.READ)
def risk_page(request, slug):
    row = _risk(request, slug)
    setup = queries.setup_of(request.programme)
    context = {
        "risk": row,
        "row": RiskRow(row, setup.amber_from, setup.red_from, request.today),
        "judgements": judgements_of(row),
        "can_edit": request.authority.may(Permission.EDIT_RISKS),
        "can_assess": access.can_edit_risk(request.authority, row.initiative),
    }
    return render(request, "status/risk.html", context)


@in_programme(*OWN)
def assess(request, slug):
    row = _risk(request, slug)
    require(access.can_edit_risk(request.authority, row.initiative))
    return form_page(
        request,
        AssessForm,
        row=row,
        title=_("Judge “%(title)s” anew") % {"title": row.title},
        back=_url("risk", request, row),
        initial_from=lambda current: {
            name: getattr(current, name) for name in ("likelihood", "impact", "likelihood_after", "impact_after", "review_date")
        } | {"dated": request.today},
        risk=row,
        save=lambda form: services.assess_risk(row, by=request.user, seen=form.version, **form.cleaned_data),
        context={"crumbs": _crumbs(request, row)},
    )  # fmt: skip


@in_programme(*OWN)
def set_state(request, slug):
    row = _risk(request, slug)
    require(access.can_edit_risk(request.authority, row.initiative))
    return form_page(
        request,
        StateForm,
        row=row,
        title=_("Change the state of “%(title)s”") % {"title": row.title},
        back=_url("risk", request, row),
        save=lambda form: services.set_risk_state(
            row, by=request.user, seen=form.version, state=form.cleaned_data["state"], words=form.cleaned_data["state_words"]
        ),
        context={"crumbs": _crumbs(request, row)},
    )


def _crumbs(request, row):
    return [(_("Risks"), reverse("risks", args=[request.programme.slug])), (row.title, _url("risk", request, row))]


risk = Register(
    Risk,
    RiskForm,
    add=services.add_risk,
    edit=services.edit_risk,
    remove=services.remove_risk,
    titles=(gettext_lazy("Add a risk"), gettext_lazy("Change the risk")),
    route="risk",
    edit_form=RiskEditForm,
    reserved=frozenset({"ny"}),
    wants_programme=True,
    **RISKS,
)


# Checklists


@in_programme(Permission.READ)
def checklists(request):
    context = {"pages": queries.checklists_of(request.programme), "can_edit": request.authority.may(Permission.EDIT_RISKS)}
    return render(request, "status/checklists.html", context)


def _at(request, row):
    return f"{reverse('checklists', args=[request.programme.slug])}#{row.slug}"


def _rounds(request):
    return ChecklistRound.objects.visible_to(request.user).filter(programme=request.programme).select_related("checklist")


@in_programme(Permission.EDIT_RISKS)
def add_round(request, slug):
    found = get_object_or_404(Checklist.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)
    previous = found.rounds.prefetch_related("answers").order_by("dated", "pk").last()
    return form_page(
        request,
        RoundForm,
        title=_("Answer the questions anew"),
        back=lambda made: _at(request, found),
        initial={"dated": request.today},
        checklist=found,
        previous=previous,
        save=lambda form: services.add_checklist_round(
            by=request.user,
            programme=request.programme,
            slug=free_slug(ChecklistRound, f"{found.slug[:50]} {form.cleaned_data['dated']}", programme=request.programme),
            checklist=found,
            **form.for_service(),
        ),
        template="parties/register_form.html",
        context={**checklist.page(request), "cancel_url": _at(request, found), "belongs_to": found},
    )


@in_programme(Permission.EDIT_RISKS)
def edit_round(request, slug):
    made = get_object_or_404(_rounds(request), slug=slug)
    return form_page(
        request,
        RoundForm,
        row=made,
        title=_("Change the round"),
        back=_at(request, made.checklist),
        initial_from=initial_of_round,
        checklist=made.checklist,
        save=lambda form: services.edit_checklist_round(made, by=request.user, seen=form.version, **form.for_service()),
        template="parties/register_form.html",
        context={**checklist.page(request), **checklist_round.beside(request, made)},
    )


checklist = Register(
    Checklist,
    ChecklistForm,
    add=services.add_checklist,
    edit=services.edit_checklist,
    remove=services.remove_checklist,
    titles=(gettext_lazy("Add a checklist"), gettext_lazy("Change the checklist")),
    route="checklist",
    wants_programme=True,
    back=_at,
    goes_with=lambda row: [_("Its questions and rounds go with it.")],
    **CHECKLISTS,
)

checklist_question = Register(
    ChecklistQuestion,
    QuestionForm,
    add=services.add_checklist_question,
    edit=services.edit_checklist_question,
    remove=services.remove_checklist_question,
    titles=(gettext_lazy("Add a question"), gettext_lazy("Change the question")),
    route="checklist_question",
    named_by="text",
    parent=("checklist", Checklist),
    back=lambda request, row: _at(request, row.checklist),
    goes_with=lambda row: [_("What the rounds answered to it goes with it.")],
    **CHECKLISTS,
)

# The form of a round wants its checklist, so only what takes away and what stands beside the form comes from the pattern.
checklist_round = Register(
    ChecklistRound,
    RoundForm,
    add=services.add_checklist_round,
    edit=services.edit_checklist_round,
    remove=services.remove_checklist_round,
    titles=(),
    route="checklist_round",
    back=lambda request, row: _at(request, row.checklist),
    **CHECKLISTS,
)
