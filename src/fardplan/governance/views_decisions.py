"""Decisions, matters, meetings and consultations."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.governance import queries, services
from fardplan.governance.forms import ConsultationForm, DecisionForm, MatterForm, MeetingForm, initial_of_decision
from fardplan.governance.models import Consultation, Decision, Matter, Meeting
from fardplan.kit.editing import form_page
from fardplan.parties.models import Party
from fardplan.parties.registers import Register
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme

DECISIONS = {"home": "decisions", "home_label": gettext_lazy("Decisions")}
#: Words of the addresses under /beslut/.
RESERVED = frozenset({"nytt", "arende", "mote", "remiss"})


def _decisions(request):
    return Decision.objects.visible_to(request.user).filter(programme=request.programme)


def _parties(request):
    return list(Party.objects.filter(programme=request.programme).holding_on(request.today).in_order())


def _home(request):
    return reverse("decisions", args=[request.programme.slug])


def _url(request, decision):
    return reverse("decision", args=[request.programme.slug, decision.slug])


@in_programme(Permission.READ)
def decisions(request):
    context = {
        "rows": queries.decision_rows(request.programme, parties=_parties(request)),
        "consultations": queries.consultations_of(request.programme),
        "meetings": queries.meetings_of(request.programme),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "governance/decisions.html", context)


@in_programme(Permission.READ)
def decision(request, slug):
    row = get_object_or_404(_decisions(request).select_related("forum", "matter__initiative", "matter__document"), slug=slug)
    page = queries.decision_page(row, parties=_parties(request))
    return render(request, "governance/decision.html", {"page": page, "can_edit": request.authority.may(Permission.EDIT_FRAME)})


@in_programme(Permission.EDIT_FRAME)
def add_decision(request):
    programme = request.programme

    def save(form):
        slug = free_slug(Decision, form.cleaned_data["title"], programme=programme)
        if slug in RESERVED:
            slug = free_slug(Decision, f"beslut {slug}", programme=programme)
        return services.enter_decision(by=request.user, programme=programme, slug=slug, **form.for_service())

    return form_page(
        request,
        DecisionForm,
        title=_("Write down a decision"),
        back=lambda decision: _url(request, decision),
        programme=programme,
        parties=_parties(request),
        save=save,
        template="parties/register_form.html",
        context={**decision_register.page(request), "cancel_url": _home(request)},
    )


@in_programme(Permission.EDIT_FRAME)
def edit_decision(request, slug):
    decision = get_object_or_404(_decisions(request), slug=slug)
    parties = queries.parties_asked(decision, today=_parties(request))
    return form_page(
        request,
        DecisionForm,
        row=decision,
        title=_("Change the decision"),
        back=_url(request, decision),
        initial_from=lambda row: initial_of_decision(row, parties),
        programme=request.programme,
        held=decision,
        parties=parties,
        save=lambda form: services.edit_decision(decision, by=request.user, seen=form.version, **form.for_service()),
        template="parties/register_form.html",
        context={**decision_register.page(request), **decision_register.beside(request, decision)},
    )


# The form of a decision also wants the parties, so only what takes away and what stands beside the form comes from the pattern.
decision_register = Register(
    Decision,
    DecisionForm,
    add=services.enter_decision,
    edit=services.edit_decision,
    remove=services.remove_decision,
    titles=(),
    route="decision",
    **DECISIONS,
)

matter = Register(
    Matter,
    MatterForm,
    add=services.add_matter,
    edit=services.edit_matter,
    titles=("", gettext_lazy("Change the matter")),
    route="matter",
    wants_programme=True,
    **DECISIONS,
)

meeting = Register(
    Meeting,
    MeetingForm,
    add=services.add_meeting,
    edit=services.edit_meeting,
    remove=services.remove_meeting,
    titles=(gettext_lazy("Add a meeting"), gettext_lazy("Change the meeting")),
    route="meeting",
    wants_programme=True,
    **DECISIONS,
)

consultation = Register(
    Consultation,
    ConsultationForm,
    add=services.enter_consultation,
    edit=services.edit_consultation,
    remove=services.remove_consultation,
    titles=(gettext_lazy("Add a consultation"), gettext_lazy("Change the consultation")),
    route="consultation",
    wants_programme=True,
    **DECISIONS,
)
