"""Decisions, and what each party says of them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.governance import access, followups, queries, services
from fardplan.governance.asking import among, asked_of, asks_some
from fardplan.governance.forms_decisions import AnswerForm, DecisionForm, SupplementForm, initial_of_decision
from fardplan.governance.models import Decision
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.models import Party
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.services import CannotMove

DECISIONS = {"home": "decisions", "home_label": gettext_lazy("Decisions")}


def decisions_of(request):
    return Decision.objects.visible_to(request.user).filter(programme=request.programme)


def parties_of(request):
    return list(Party.objects.visible_to(request.user).filter(programme=request.programme).holding_on(request.today).in_order())


def party_of(request, slug):
    return get_object_or_404(
        Party.objects.visible_to(request.user).filter(programme=request.programme).select_related("organisation"), slug=slug
    )


def _home(request):
    return reverse("decisions", args=[request.programme.slug])


def url_of(request, decision):
    return reverse("decision", args=[request.programme.slug, decision.slug])


def crumbs(request, *more):
    return [(_("Decisions"), _home(request)), *more]


@in_programme(Permission.READ)
def decisions(request):
    rows = queries.decision_rows(request.programme, parties=parties_of(request))
    open_tasks = [row for row in followups.follow_ups_of(request.programme, on=request.today) if row.is_open]
    context = {
        "rows": rows,
        "follow_ups": open_tasks[:6],
        "follow_up_count": len(open_tasks),
        "can_record": access.can_record(request.authority),
    }
    return render(request, "governance/decisions.html", context)


@in_programme(Permission.READ)
def decision(request, slug):
    found = decisions_of(request).select_related("forum", "matter__initiative", "matter__document", "item__meeting", "complements")
    row = get_object_or_404(found.annotate(asks_some=asks_some("matter")), slug=slug)
    asked = among(parties_of(request), asked_of(row.matter_id) if row.asks_some else None)
    mine = access.answers_for(request.authority)
    context = {
        "page": queries.decision_page(row, parties=asked, on=request.today),
        "can_change": access.can_change(request.authority, row),
        "can_record": access.can_record(request.authority),
        "answers_for": [party for party in asked if party.pk in mine],
    }
    return render(request, "governance/decision.html", context)


@in_programme(Permission.RECORD_DECISION)
def add_decision(request):
    programme = request.programme
    earlier = decisions_of(request).filter(slug=request.GET.get("till", "")).first()
    initial = {"complements": earlier, "matter": earlier.matter} if earlier else {}
    return form_page(
        request,
        DecisionForm,
        title=_("Write down a complementary decision") if earlier else _("Write down a decision"),
        back=lambda decision: url_of(request, decision),
        initial=initial,
        programme=programme,
        parties=parties_of(request),
        save=lambda form: services.enter_decision(by=request.user, programme=programme, today=request.today, **form.for_service()),
        speaks=(CannotMove,),
        template="parties/register_form.html",
        context={**decision_register.page(request), "cancel_url": _home(request)},
    )


@in_programme(Permission.RECORD_DECISION)
def edit_decision(request, slug):
    decision = get_object_or_404(decisions_of(request).select_related("matter__initiative", "forum"), slug=slug)
    require(access.can_change(request.authority, decision))
    parties = queries.parties_asked(decision, today=parties_of(request))
    return form_page(
        request,
        DecisionForm,
        row=decision,
        title=_("Change the decision"),
        back=url_of(request, decision),
        initial_from=lambda row: initial_of_decision(row, parties),
        programme=request.programme,
        held=decision,
        parties=parties,
        save=lambda form: services.revise_decision(decision, by=request.user, today=request.today, seen=form.version, **form.for_service()),
        speaks=(CannotMove, services.Closed),
        template="parties/register_form.html",
        context={**decision_register.page(request), **decision_register.beside(request, decision)},
    )


@in_programme(Permission.RECORD_DECISION)
def remove_decision(request, slug):
    decision = get_object_or_404(decisions_of(request), slug=slug)
    require(access.can_change(request.authority, decision))
    return decision_register.remove_view()(request, programme=request.programme.slug, slug=slug)


# The form of a decision also wants the parties, so only what takes away and what stands beside the form comes from the pattern.
decision_register = Register(
    Decision,
    DecisionForm,
    add=services.enter_decision,
    edit=services.edit_decision,
    remove=services.remove_decision,
    titles=(),
    route="decision",
    permission=Permission.RECORD_DECISION,
    **DECISIONS,
)


@in_programme(Permission.RECORD_DECISION)
def close_decision(request, slug):
    decision = get_object_or_404(decisions_of(request), slug=slug)
    return confirm_page(
        request,
        do=lambda: services.close_decision(decision, by=request.user, at=timezone.now()),
        title=_("Close “%(name)s”?") % {"name": decision},
        what=[
            _("What is written stays. A correction is a complementary decision."),
            _("From now on only the parties themselves answer, and add to what they said."),
        ],
        submit=_("Close the decision"),
        danger=False,
        back=url_of(request, decision),
        context={"crumbs": crumbs(request, (decision.title, url_of(request, decision)))},
    )


# A party's own answer ───────────────────────────────────────────────────────────────────────────────────────────────


@in_programme(Permission.ANSWER_FOR_PARTY)
def answer(request, slug, party):
    decision = get_object_or_404(decisions_of(request).select_related("forum", "matter__initiative"), slug=slug)
    party = party_of(request, party)
    require(access.can_answer(request.authority, party.pk))
    held = decision.party_decisions.filter(party=party).first()
    page = {
        "crumbs": crumbs(request, (decision.title, url_of(request, decision))),
        "decision": decision,
        "party": party,
        "held": held,
    }
    if held is not None and decision.is_closed:
        return form_page(
            request,
            SupplementForm,
            row=held,
            title=_("Add to the answer of %(party)s") % {"party": party.name},
            back=url_of(request, decision),
            save=lambda form: services.supplement(held, by=request.user, words=form.cleaned_data["supplement"], added_date=request.today),
            template="governance/answer_form.html",
            context=page,
        )
    return form_page(
        request,
        AnswerForm,
        row=held,
        title=_("Answer for %(party)s") % {"party": party.name},
        back=url_of(request, decision),
        initial=None if held else {"decided_date": request.today},
        save=lambda form: services.answer(
            decision, party=party, by=request.user, today=request.today, seen=form.version if held else None, **form.cleaned_data
        ),
        speaks=(services.HasAnswered,),
        template="governance/answer_form.html",
        context={**page, "cancel_url": url_of(request, decision)},
    )
