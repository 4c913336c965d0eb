"""Rounds: the list, one of them, a party's points, and the moves of those who keep them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page, step_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.selfassessment import access, books, forms, pages
from fardplan.selfassessment import rounds as services
from fardplan.selfassessment.models import Assessment, Instrument, Round
from fardplan.selfassessment.views_answers import XLSX
from fardplan.selfassessment.views_instruments import beside

#: Words of the addresses under /sjalvskattning/.
RESERVED = frozenset({"ny", "instrument", "pastaende", "svar"})


def rows(request):
    return Round.objects.visible_to(request.user).filter(programme=request.programme)


def round_of(request, slug):
    return get_object_or_404(rows(request).select_related("programme", "instrument"), slug=slug)


def home(request, row):
    return reverse("round", args=[request.programme.slug, row.slug])


def crumbs(request, row=None):
    found = [(_("Self-assessment"), reverse("rounds", args=[request.programme.slug]))]
    return [*found, (row.title, home(request, row))] if row else found


@in_programme(Permission.READ)
def rounds(request):
    found = pages.rounds_page(rows(request))
    context = {"rows": found, "can_keep": access.can_keep(request.authority)}
    if context["can_keep"] and not found:  # the first round: what comes before it, and then the round itself
        context["has_instrument"] = Instrument.objects.visible_to(request.user).filter(programme=request.programme).exists()
    return render(request, "selfassessment/rounds.html", context)


@in_programme(Permission.READ)
def round_page(request, slug):
    row = round_of(request, slug)
    answers = access.answering(request.authority, on=request.now_day)
    mine = []
    if answers and not row.is_preparing:
        asked = Assessment.objects.visible_to(request.user).filter(round=row, party__in=answers.party_ids)
        mine = [one for one in asked.select_related("unit", "party__organisation").order_by("unit__name") if answers.may(one)]
        for one in mine:
            one.round = row
    context = {
        "row": row,
        "page": pages.round_page(row, own=request.authority.party_ids),
        "mine": mine,
        "can_keep": access.can_keep(request.authority),
        "today": request.today,
        "has_passed": row.is_open and row.last_day is not None and request.today > row.last_day,
    }
    return render(request, "selfassessment/round.html", context)


@in_programme(Permission.READ)
def points_file(request, slug):
    """What the reader sees of the round, as Excel."""
    row = round_of(request, slug)
    made = books.points_book(pages.round_page(row, own=request.authority.party_ids))
    return HttpResponse(made, content_type=XLSX, headers={"Content-Disposition": f'attachment; filename="{row.slug}-poang.xlsx"'})


def _asked(request, slug, party):
    row = round_of(request, slug)
    return row, get_object_or_404(pages.parties_of(row), slug=party)


@in_programme(Permission.READ)
def party_points(request, slug, party):
    row, party = _asked(request, slug, party)
    answers = access.answering(request.authority, on=request.now_day)
    page = pages.party_page(row, party, own=request.authority.party_ids)
    keeps = access.can_keep(request.authority)
    context = {
        "row": row,
        "page": page,
        "party": party,
        "keeps": keeps,
        "open_to": {unit.pk for unit in page.units if keeps or answers.may(unit)},
        "can_release": access.can_release(request.authority, party.pk) and row.is_closed,
        "crumbs": crumbs(request, row),
    }
    return render(request, "selfassessment/party.html", context)


# Preparing


@in_programme(Permission.EDIT_INDICATORS)
def add_round(request):
    programme = request.programme

    def save(form):
        slug = free_slug(Round, form.cleaned_data["title"], programme=programme)
        slug = free_slug(Round, f"omgang {slug}", programme=programme) if slug in RESERVED else slug
        return services.enter_round(by=request.user, programme=programme, slug=slug, **form.cleaned_data)

    return form_page(
        request,
        forms.RoundForm,
        title=_("Prepare a round"),
        back=lambda row: reverse("round_units", args=[programme.slug, row.slug]),
        save=save,
        programme=programme,
        template="parties/register_form.html",
        context={
            **beside(request),
            "crumbs": crumbs(request),
            "submit": _("Go on to the units"),
            "cancel_url": reverse("rounds", args=[programme.slug]),
        },
    )


@in_programme(Permission.EDIT_INDICATORS)
def edit_round(request, slug):
    row = round_of(request, slug)
    return form_page(
        request,
        forms.RoundForm,
        row=row,
        title=_("Change the self-assessment round"),
        back=home(request, row),
        save=lambda form: services.change_round(row, by=request.user, seen=form.version, **form.cleaned_data),
        speaks=(services.NotNow,),
        programme=request.programme,
        template="parties/register_form.html",
        context={
            **beside(request, row),
            "crumbs": crumbs(request, row),
            "cancel_url": home(request, row),
            "remove_url": reverse("round_remove", args=[request.programme.slug, row.slug]) if row.is_preparing else "",
        },
    )


@in_programme(Permission.EDIT_INDICATORS)
def remove_round(request, slug):
    row = round_of(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_round(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("The units that were chosen go with it. Nobody has been asked.")],
        submit=_("Take away"),
        speaks=(services.NotNow,),
        back=reverse("rounds", args=[request.programme.slug]),
        context={"crumbs": crumbs(request, row)},
    )


@in_programme(Permission.EDIT_INDICATORS)
def units(request, slug):
    row = round_of(request, slug)
    return form_page(
        request,
        forms.UnitsForm,
        row=row,
        title=_("Units in the round"),
        back=home(request, row),
        initial_from=lambda current: {"units": pages.units_of(current)},
        save=lambda form: services.invite(row, by=request.user, units=form.cleaned_data["units"], on=request.today, seen=form.version),
        speaks=(services.NotNow,),
        units=pages.units_to_choose(row, on=request.today),
        template="parties/register_form.html",
        context={**beside(request, row), "crumbs": crumbs(request, row), "cancel_url": home(request, row)},
    )


# Opening, closing, showing


def _move(request, row, form_class, *, back="", **step):
    return step_page(
        request,
        form_class,
        row=row,
        back=back or home(request, row),
        initial_from=lambda current: {"last_day": current.last_day} if form_class is forms.LastDayForm else {},
        speaks=(services.NotNow,),
        context={"crumbs": crumbs(request, row)},
        **step,
    )


@in_programme(Permission.EDIT_INDICATORS)
def open_round(request, slug):
    row = round_of(request, slug)
    return _move(
        request,
        row,
        forms.LastDayForm,
        title=_("Open the round"),
        what=[
            _("The units are asked, and those who answer for them see it on My page and in their letters."),
            _("The instrument's version is fixed from now on. A change becomes a new version."),
        ],
        submit=_("Open the round"),
        save=lambda form: services.open_round(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.EDIT_INDICATORS)
def close_round(request, slug):
    row = round_of(request, slug)
    return _move(
        request,
        row,
        forms.ConfirmForm,
        title=_("Close the round"),
        what=[
            _("No more is handed in. What is half written is kept, and you can let a unit in afterwards."),
            _("Each party then chooses when to show its results to the others."),
        ],
        submit=_("Close the round"),
        save=lambda form: services.close_round(row, by=request.user, on=request.today, seen=form.version),
    )


@in_programme(Permission.EDIT_INDICATORS)
def reopen_round(request, slug):
    row = round_of(request, slug)
    return _move(
        request,
        row,
        forms.LastDayForm,
        title=_("Open the round again"),
        what=[_("All units that have not handed in may do so, to and including the last day.")],
        submit=_("Open again"),
        save=lambda form: services.reopen_round(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.ANSWER_FOR_PARTY)
def release(request, slug, party):
    row, party = _asked(request, slug, party)
    require(access.can_release(request.authority, party.pk))
    return _move(
        request,
        row,
        forms.ConfirmForm,
        title=_("Show the results of %(party)s") % {"party": party.name},
        what=[
            _(
                "Everybody in the programme sees the points for each goal, strengths and challenges, and the spread between units without their names."
            ),
            _("What a unit has answered is never shown. Fewer than %(count)s people are not shown.") % {"count": row.minimum},
        ],
        submit=_("Show the results"),
        save=lambda form: services.release(row, party, by=request.user, on=request.today),
        back=reverse("party_points", args=[request.programme.slug, row.slug, party.slug]),
    )


@in_programme(Permission.ANSWER_FOR_PARTY)
def take_back(request, slug, party):
    row, party = _asked(request, slug, party)
    require(access.can_release(request.authority, party.pk))
    return _move(
        request,
        row,
        forms.ConfirmForm,
        title=_("Take back the results of %(party)s") % {"party": party.name},
        what=[_("The others no longer see them here. What is already in a report stays there.")],
        submit=_("Take back"),
        save=lambda form: services.take_back_release(row, party, by=request.user),
        back=reverse("party_points", args=[request.programme.slug, row.slug, party.slug]),
    )
