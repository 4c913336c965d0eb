from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.governance import queries, services
from fardplan.governance.forms import DecisionForm, ForumForm, LineForm, SeatForm
from fardplan.governance.models import Decision, Forum, ForumLine, Matter, Seat
from fardplan.kit.editing import attributes, form_page
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme


def _row(request, model, slug):
    return get_object_or_404(model.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _home(request, name="forums"):
    return reverse(name, args=[request.programme.slug])


def _parties(request):
    return list(Party.objects.filter(programme=request.programme).holding_on(request.today).in_order())


# Forums


@in_programme(Permission.READ)
def forums(request):
    cards = queries.forum_cards(request.programme, on=request.today)
    context = {"cards": cards, "today": request.today, "can_edit": request.authority.may(Permission.EDIT_FRAME)}
    return render(request, "governance/forums.html", context)


@in_programme(Permission.EDIT_FRAME)
def add_forum(request):
    programme = request.programme
    return form_page(
        request,
        ForumForm,
        title=_("Add a forum"),
        back=_home(request),
        save=lambda form: services.add_forum(
            by=request.user,
            programme=programme,
            slug=free_slug(Forum, form.cleaned_data["name"], programme=programme),
            position=Forum.objects.filter(programme=programme).count(),
            **form.cleaned_data,
        ),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_forum(request, slug):
    forum = _row(request, Forum, slug)
    return form_page(
        request,
        ForumForm,
        row=forum,
        title=_("Change the forum"),
        back=_home(request),
        save=lambda form: services.edit_forum(forum, by=request.user, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.EDIT_FRAME)
def add_seat(request, slug):
    forum = _row(request, Forum, slug)
    programme = request.programme
    return form_page(
        request,
        SeatForm,
        title=_("Add a seat in %(forum)s") % {"forum": forum.name},
        back=_home(request),
        save=lambda form: services.add_seat(
            by=request.user,
            programme=programme,
            forum=forum,
            slug=free_slug(Seat, f"{forum.name} {form.cleaned_data['title']}", programme=programme),
            position=forum.seats.count(),
            **form.cleaned_data,
        ),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_seat(request, slug):
    seat = _row(request, Seat, slug)
    return form_page(
        request,
        SeatForm,
        row=seat,
        title=_("Change the seat"),
        back=_home(request),
        save=lambda form: services.edit_seat(seat, by=request.user, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.EDIT_FRAME)
def add_line(request, slug):
    forum = _row(request, Forum, slug)
    programme = request.programme
    return form_page(
        request,
        LineForm,
        title=_("How %(forum)s hangs together with others") % {"forum": forum.name},
        back=_home(request),
        programme=programme,
        forum=forum,
        save=lambda form: services.add_forum_line(
            by=request.user,
            programme=programme,
            from_forum=forum,
            slug=free_slug(ForumLine, f"{forum.slug} {form.cleaned_data['to_forum'].slug}", programme=programme),
            **form.cleaned_data,
        ),
    )


# Decisions


@in_programme(Permission.READ)
def decisions(request):
    context = {
        "rows": queries.decision_rows(request.programme, parties=_parties(request)),
        "consultations": queries.consultations_of(request.programme),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "governance/decisions.html", context)


@in_programme(Permission.EDIT_FRAME)
def add_decision(request):
    programme = request.programme
    return form_page(
        request,
        DecisionForm,
        title=_("Write down a decision"),
        back=_home(request, "decisions"),
        programme=programme,
        parties=_parties(request),
        save=lambda form: services.enter_decision(
            by=request.user, programme=programme, slug=_decision_slug(form.cleaned_data["title"], programme), **form.values()
        ),
    )


def _decision_slug(title, programme):
    """One key for the decision and its matter."""
    slug = free_slug(Decision, title, programme=programme)
    return slug if not Matter.objects.filter(programme=programme, slug=slug).exists() else free_slug(Matter, title, programme=programme)


@in_programme(Permission.EDIT_FRAME)
def edit_decision(request, slug):
    decision = _row(request, Decision, slug)
    parties = _parties(request)
    return form_page(
        request,
        DecisionForm,
        row=decision,
        title=_("Change the decision"),
        back=_home(request, "decisions"),
        initial_from=lambda row: _decision_values(row, request.programme, parties),
        programme=request.programme,
        parties=parties,
        save=lambda form: services.revise_decision(decision, by=request.user, seen=form.version, **form.values()),
    )


def _decision_values(decision, programme, parties):
    said = {row.party_id: row.outcome for row in decision.party_decisions.all()}
    return {
        **attributes(decision, DecisionForm, programme=programme, parties=()),
        "initiative": decision.matter.initiative,
        **{f"party_{party.pk}": said.get(party.pk, "") for party in parties},
    }


# Documents and risks


@in_programme(Permission.READ)
def documents(request):
    context = {
        "cards": queries.document_cards(request.programme),
        "risks": queries.risks_of(request.programme),
        "checklists": queries.checklists_of(request.programme),
    }
    return render(request, "governance/documents.html", context)
