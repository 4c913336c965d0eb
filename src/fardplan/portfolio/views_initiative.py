"""The pages that write an initiative. The page that shows one spans rooms: `overview`."""

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.kit.templatetags.fardplan import datum
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.portfolio import access, inclusion, services
from fardplan.portfolio.forms import CorrectPhaseForm, DialogueForm, InitiativeForm, JudgementForm, MoveForm, NewInitiativeForm, initial_of
from fardplan.portfolio.models import RESERVED_SLUGS, InclusionCriterion, Initiative
from fardplan.portfolio.queries import read_goal_links
from fardplan.portfolio.rules import ON_PAGES, Phase, may_prepare, phase_on


def _initiative(request, slug):
    return get_object_or_404(Initiative.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _page_of(request, initiative):
    """The initiative's own page, which a room above builds: the portfolio's address and the key."""
    return f"{reverse('portfolio', args=[request.programme.slug])}{initiative.slug}/"


def _free_slug(programme, title):
    slug = free_slug(Initiative, title, programme=programme)
    return free_slug(Initiative, f"arbete {title}", programme=programme) if slug in RESERVED_SLUGS else slug


@in_programme(Permission.START_INITIATIVE)
def add(request):
    programme = request.programme
    may_move = access.can_move(request.authority)
    proposers = Party.objects.visible_to(request.user).filter(programme=programme).holding_on(request.today).in_order()
    if not may_move:
        proposers = proposers.filter(pk__in=request.authority.parties_for(Permission.START_INITIATIVE))
    own = request.authority.parties_for(Permission.START_INITIATIVE)

    def save(form):
        first = form.first_phase(request.today)
        slug = _free_slug(programme, form.cleaned_data["title"])
        initiative = services.add_initiative(
            by=request.user, programme=programme, slug=slug, phases=[first], proposing_user=request.user, **form.for_service()
        )
        _tell_when(request, first["phase"], first["began"])
        return initiative

    return form_page(
        request,
        NewInitiativeForm,
        title=_("Add an initiative") if may_move else _("Add an idea"),
        back=lambda initiative: _page_of(request, initiative),
        initial={"phase": Phase.IDEA, "proposing_party": proposers.filter(pk__in=own).first() if len(own) == 1 else None},
        save=save,
        template="portfolio/initiative_form.html",
        context={"cancel_url": reverse("portfolio", args=[programme.slug]), "may_move": may_move},
        programme=programme,
        on=request.today,
        may_move=may_move,
        proposers=proposers,
    )


@in_programme(Permission.EDIT_INITIATIVE, Permission.EDIT_OWN_INITIATIVE)
def edit(request, slug):
    initiative = _initiative(request, slug)
    require(access.can_edit(request.authority, initiative))
    if request.method == "GET":  # what is saved is compared with the rows as they then are
        read_goal_links(initiative)
    return form_page(
        request,
        InitiativeForm,
        row=initiative,
        initial_from=initial_of,
        title=_("Change the initiative"),
        back=_page_of(request, initiative),
        save=lambda form: services.edit_initiative(initiative, by=request.user, seen=form.version, **form.for_service()),
        template="portfolio/initiative_form.html",
        context={
            "initiative": initiative,
            "can_move": access.can_move(request.authority),
            "remove_url": reverse("initiative_remove", args=[request.programme.slug, initiative.slug])
            if request.authority.may(Permission.EDIT_INITIATIVE)
            else "",
        },
        programme=request.programme,
        on=request.today,
        initiative=initiative,
    )


@in_programme(Permission.PREPARE_INITIATIVE)
def move(request, slug):
    initiative = _initiative(request, slug)
    phases = list(initiative.phases.all())
    now = phase_on(phases, request.today)
    asked = request.GET.get("fas", "")
    choices = [phase for phase in ON_PAGES if may_prepare(now, phase)]

    def initial_from(row):
        """What the address asks for; for somebody who was second, where the initiative stands now."""
        if row is initiative:
            return {"phase": asked if asked in choices else ""}
        moved = phase_on(list(row.phases.all()), request.today)
        return {"phase": Phase(moved).label if moved else ""}

    def save(form):
        phase = services.prepare(
            initiative,
            today=request.today,
            to=Phase(form.cleaned_data["phase"]),
            began=form.cleaned_data["began"],
            note=form.cleaned_data["note"],
            by=request.user,
            seen=form.version,
        )
        _tell_when(request, phase.phase, phase.began)
        return phase

    return form_page(
        request,
        MoveForm,
        row=initiative,
        initial_from=initial_from,
        title=_("Move “%(title)s”") % {"title": initiative.title},
        back=_page_of(request, initiative),
        save=save,
        speaks=(services.CannotMove, services.NeedsDecision),
        template="portfolio/move_form.html",
        context={"initiative": initiative, "submit": _("Move"), "phases": phases, "now": Phase(now) if now else None, "choices": choices},
        phases=choices,
    )


@in_programme(Permission.PREPARE_INITIATIVE)
def correct_phase(request, slug, pk):
    """When a phase began was written down wrong: the time and the words are put right, with the reason."""
    initiative = _initiative(request, slug)
    phase = get_object_or_404(initiative.phases, pk=pk)

    def initial_from(row):
        held = row.phases.get(pk=pk)
        return {"began": held.began, "note": held.note, "correction": ""}

    return form_page(
        request,
        CorrectPhaseForm,
        row=initiative,
        initial_from=initial_from,
        title=_("Correct “%(phase)s”") % {"phase": phase.get_phase_display()},
        back=_page_of(request, initiative),
        save=lambda form: services.correct_phase(phase, by=request.user, seen=form.version, **form.cleaned_data),
        template="portfolio/move_form.html",
        context={"initiative": initiative, "phases": initiative.phases.all(), "corrects": phase},
    )


@in_programme(Permission.PREPARE_INITIATIVE)
def note_dialogue(request, slug):
    initiative = _initiative(request, slug)
    return form_page(
        request,
        DialogueForm,
        title=_("Note from the dialogue"),
        back=_page_of(request, initiative),
        initial={"held_date": request.today},
        save=lambda form: services.note_dialogue(initiative, by=request.user, **form.cleaned_data),
        speaks=(services.NotAProposal, services.CannotMove),
        template="portfolio/dialogue_form.html",
        context={"initiative": initiative, "notes": initiative.dialogue_notes.all()},
    )


@in_programme(Permission.PREPARE_INITIATIVE)
def judge(request, slug):
    """The proposal against the programme's own criteria; what the inclusion rule says is written down with it."""
    initiative = _initiative(request, slug)
    criteria = list(InclusionCriterion.objects.visible_to(request.user).filter(programme=request.programme).holding_on(request.today))
    standing = inclusion.standing_of(initiative, on=request.today)
    return form_page(
        request,
        JudgementForm,
        title=_("Judge the proposal"),
        back=_page_of(request, initiative),
        initial={"judged_date": request.today},
        save=lambda form: services.judge(initiative, by=request.user, missing=standing.missing, **form.for_service()),
        speaks=(services.NotAProposal,),
        template="portfolio/judgement_form.html",
        context={"initiative": initiative, "standing": standing, "rule": inclusion.rule_in_words(request.programme, on=request.today)},
        criteria=criteria,
    )


def _tell_when(request, phase, began):
    """A phase counts from the day it has begun for certain; when that lies ahead, say so."""
    if began.starts_latest > request.today:
        words = _("“%(phase)s” counts from %(day)s: by then it has begun whatever day the words mean.")
        messages.info(request, words % {"phase": Phase(phase).label, "day": datum(began.starts_latest)})
