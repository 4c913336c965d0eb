"""A method is proposed to spread; each party answers the proposal for itself, and says when it begins."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import services as governance
from fardplan.kit.editing import form_page
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.models import Initiative, WorkingMethod
from fardplan.spread import access
from fardplan.spread.models import SpreadProposal
from fardplan.spread.queries import have_reached, made_by, matrix
from fardplan.spread.rules import Phase
from fardplan.workflows import spreading
from fardplan.workflows.forms_spread import ProposalForm, SpreadAnswerForm


def _method_url(request, method):
    return reverse("spread_method", args=[request.programme.slug, method.slug])


def _crumbs(request, method):
    return [(_("Spread"), reverse("spread", args=[request.programme.slug])), (method.name, _method_url(request, method))]


@in_programme(Permission.PREPARE_MATTER)
def propose_spread(request, slug):
    """Asks, unless told otherwise, those who have not introduced it."""
    rows = WorkingMethod.objects.visible_to(request.user).filter(programme=request.programme)
    method = get_object_or_404(rows.select_related("programme"), slug=slug)
    page = matrix(request.programme, on=request.today)
    have = have_reached(method, Phase.INTRODUCED, on=request.today)
    about = Initiative.objects.visible_to(request.user).filter(programme=request.programme, slug=request.GET.get("arbete", "")).first()
    initial = {
        "title": _("Spread of %(method)s") % {"method": method.name},
        "phase": Phase.INTRODUCED,
        "parties": [party for party in page.parties if party.pk not in have] if have else [],
        "initiative": about,
    }
    return form_page(
        request,
        ProposalForm,
        title=_("Propose that %(method)s spreads") % {"method": method.name},
        back=lambda made: reverse("matter", args=[request.programme.slug, made.matter.slug]),
        initial=initial,
        programme=request.programme,
        parties=page.parties,
        save=lambda form: spreading.propose(by=request.user, method=method, **form.cleaned_data),
        context={"crumbs": _crumbs(request, method), "cancel_url": _method_url(request, method)},
    )


@in_programme(access.OWN)
def answer_spread(request, slug, party):
    rows = SpreadProposal.objects.visible_to(request.user).filter(programme=request.programme)
    proposal = get_object_or_404(rows.select_related("method", "matter", "programme"), slug=slug)
    parties = Party.objects.visible_to(request.user).filter(programme=request.programme).select_related("organisation")
    party = get_object_or_404(parties, slug=party)
    require(access.can_write_for(request.authority, party.pk))
    return form_page(
        request,
        SpreadAnswerForm,
        title=_("%(party)s answers: %(matter)s") % {"party": party.name, "matter": proposal.matter.title},
        back=_method_url(request, proposal.method),
        initial=_said(proposal, party) or {"decided_date": request.today},
        save=lambda form: spreading.answer(proposal, party=party, by=request.user, today=request.today, **form.cleaned_data),
        speaks=(spreading.NothingDecided, governance.HasAnswered),
        context={
            "crumbs": _crumbs(request, proposal.method),
            "cancel_url": _method_url(request, proposal.method),
            "lead": _("A yes says when you begin, and you stand on the map from that day. Only %(party)s answers for %(party)s.")
            % {"party": party.name},
        },
    )


def _said(proposal, party):
    """What the party has said already, as the form shows it."""
    try:
        decision = spreading.decision_in(proposal)
    except spreading.NothingDecided:
        return None
    held = decision.party_decisions.filter(party=party).first()
    if held is None:
        return None
    row = made_by(decision, method=proposal.method, party=party)
    names = ("outcome", "words", "decided_date", "reference_number")
    return {name: getattr(held, name) for name in names} | {"began": row.began if row else None}
