"""What chafes, entered by the parties' local groups."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.status import access, queries, services
from fardplan.status.forms.frictions import (
    AnswerForm,
    EchoForm,
    FrictionCloseForm,
    FrictionFilterForm,
    FrictionForm,
    FrictionNoteForm,
    FrictionReopenForm,
    PrioritiseForm,
)
from fardplan.status.models import Friction, FrictionPriority
from fardplan.status.rules import FEWEST_PRIORITISED, period_containing
from fardplan.status.services.frictions import CannotDo, TooMany

RESERVED = frozenset({"nytt", "prioritera"})


def _friction(request, slug):
    found = Friction.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(found.select_related("party__organisation", "decision", "programme"), slug=slug)


def _own(request):
    return request.authority.parties_for(Permission.EDIT_FRICTION)


def _parties(request):
    return Party.objects.filter(programme=request.programme, pk__in=_own(request)).holding_on(request.today).in_order()


def _home(request):
    return reverse("frictions", args=[request.programme.slug])


def _url(request, row):
    return reverse("friction", args=[request.programme.slug, row.slug])


def _crumbs(request, row=None):
    return [(_("Friction"), _home(request)), *([(row.title, _url(request, row))] if row else [])]


def _period(request):
    return period_containing(request.today, queries.setup_of(request.programme).rhythm)


@in_programme(Permission.READ)
def frictions(request):
    form = FrictionFilterForm(request.GET)
    page = queries.friction_page(
        request.programme,
        user=request.user,
        on=request.today,
        period=_period(request),
        own=_own(request),
        state=form.chosen.get("lage", "open"),
    )
    context = {"form": form, "page": page, "can_add": bool(_own(request))}
    return render(request, "status/frictions.html", context)


@in_programme(Permission.READ)
def friction(request, slug):
    row = _friction(request, slug)
    echoes = list(row.echoes.select_related("party__organisation"))
    own = access.can_edit_friction(request.authority, row.party_id)
    may_echo = row.is_shared and bool(_own(request) - {row.party_id})
    context = {
        "friction": row,
        "echoes": echoes,
        "notes": list(row.notes.all()),
        "priorities": list(row.priorities.all()),
        "is_own": own,
        "can_echo": may_echo,
        "can_answer": own or request.authority.may(Permission.RECORD_DECISION),
    }
    return render(request, "status/friction.html", context)


@in_programme(Permission.EDIT_FRICTION)
def add(request):
    parties = _parties(request)
    require(parties)
    programme = request.programme

    def save(form):
        values = dict(form.cleaned_data)
        require(access.can_edit_friction(request.authority, values["party"].pk))
        shared = request.today if values.pop("is_shared") else None
        slug = free_slug(Friction, values["title"], programme=programme)
        if slug in RESERVED:
            slug = free_slug(Friction, f"skav {slug}", programme=programme)
        return services.add_friction(
            by=request.user, programme=programme, slug=slug, entered_date=request.today, shared_date=shared, **values
        )

    return form_page(
        request,
        FrictionForm,
        title=_("Tell what chafes"),
        back=lambda made: _url(request, made),
        initial={"party": parties[0] if len(parties) == 1 else None},
        parties=parties,
        save=save,
        context={"crumbs": _crumbs(request), "cancel_url": _home(request)},
    )


def _own_page(form_class, title, save, *, permission=Permission.EDIT_FRICTION, initial=None, row_form=True, submit=""):
    """A view with a form about a friction of the user's own party."""

    @in_programme(permission)
    def view(request, slug):
        row = _friction(request, slug)
        require(access.can_edit_friction(request.authority, row.party_id))
        more = {"parties": _parties(request), "held": row} if form_class is FrictionForm else {}
        begins = initial(request) if initial else {}
        return form_page(
            request,
            form_class,
            row=row if row_form else None,
            title=title,
            back=_url(request, row),
            initial=begins,
            initial_from=(lambda current: begins) if initial and row_form else None,
            save=lambda form: save(request, row, form),
            speaks=(CannotDo,),
            context={"crumbs": _crumbs(request, row), "lead": row.title, "submit": submit or _("Save")},
            **more,
        )

    return view


edit = _own_page(
    FrictionForm,
    gettext_lazy("Change what chafes"),
    lambda request, row, form: services.edit_friction(row, by=request.user, seen=form.version, **form.cleaned_data),
)
note = _own_page(
    FrictionNoteForm,
    gettext_lazy("What has been done about it"),
    lambda request, row, form: services.note_friction(row, by=request.user, on=form.cleaned_data["dated"], text=form.cleaned_data["text"]),
    initial=lambda request: {"dated": request.today},
    row_form=False,
)
close = _own_page(
    FrictionCloseForm,
    gettext_lazy("It no longer chafes"),
    lambda request, row, form: services.close_friction(
        row, by=request.user, seen=form.version, on=form.cleaned_data["closed_date"], who=form.cleaned_data["closed_by_words"],
        text=form.cleaned_data["text"],
    ),
    initial=lambda request: {"closed_date": request.today},
    submit=gettext_lazy("It no longer chafes"),
)  # fmt: skip
reopen = _own_page(
    FrictionReopenForm,
    gettext_lazy("It chafes again"),
    lambda request, row, form: services.reopen_friction(
        row, by=request.user, seen=form.version, on=form.cleaned_data["dated"], text=form.cleaned_data["text"]
    ),
    initial=lambda request: {"dated": request.today},
    submit=gettext_lazy("Open again"),
)


@in_programme(Permission.EDIT_FRICTION)
def share(request, slug):
    row = _friction(request, slug)
    require(access.can_edit_friction(request.authority, row.party_id))
    return confirm_page(
        request,
        do=lambda: services.share_friction(row, by=request.user, on=request.today),
        title=_("Share “%(name)s” with the county?") % {"name": row},
        what=[
            _("Everybody in the programme can read it, and other local groups can say that it chafes there too. It cannot be taken back.")
        ],
        submit=_("Share it"),
        danger=False,
        back=_url(request, row),
        speaks=(CannotDo,),
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.EDIT_FRICTION)
def remove(request, slug):
    row = _friction(request, slug)
    require(access.can_edit_friction(request.authority, row.party_id))
    return confirm_page(
        request,
        do=lambda: services.remove_friction(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("What was done about it goes with it."), _("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=_home(request) if request.method == "POST" else _url(request, row),
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.EDIT_FRICTION)
def echo(request, slug):
    row = _friction(request, slug)
    parties = _parties(request).exclude(pk=row.party_id)
    require(row.is_shared and parties)
    return form_page(
        request,
        EchoForm,
        title=_("It chafes with us too"),
        back=_url(request, row),
        initial={"party": parties[0] if len(parties) == 1 else None},
        parties=parties,
        save=lambda form: services.echo_friction(row, by=request.user, on=request.today, **form.cleaned_data),
        speaks=(CannotDo,),
        context={"crumbs": _crumbs(request, row), "lead": row.title},
    )


@in_programme(Permission.EDIT_FRICTION, Permission.RECORD_DECISION)
def answer(request, slug):
    row = _friction(request, slug)
    require(access.can_edit_friction(request.authority, row.party_id) or request.authority.may(Permission.RECORD_DECISION))
    return form_page(
        request,
        AnswerForm,
        row=row,
        title=_("Which decision answers it?"),
        back=_url(request, row),
        programme=request.programme,
        save=lambda form: services.answer_friction(row, by=request.user, seen=form.version, **form.cleaned_data),
        context={"crumbs": _crumbs(request, row), "lead": row.title},
    )


@in_programme(Permission.EDIT_FRICTION)
def prioritise(request, slug):
    party = get_object_or_404(
        Party.objects.visible_to(request.user).filter(programme=request.programme).select_related("organisation"), slug=slug
    )
    require(access.can_edit_friction(request.authority, party.pk))
    period = _period(request)
    held = FrictionPriority.objects.filter(party=party, period=period.code).select_related("friction")

    def save(form):
        chosen = form.cleaned_data["frictions"]
        made = services.prioritise(by=request.user, party=party, period=period.code, frictions=chosen)
        if len(chosen) < FEWEST_PRIORITISED:
            messages.warning(request, _("Saved. Three to five is what the steering group asks for: choose some more when you can."))
        return made

    return form_page(
        request,
        PrioritiseForm,
        title=_("What %(party)s works on, %(period)s") % {"party": party, "period": period.label},
        back=_home(request),
        initial={"frictions": [row.friction for row in held]},
        party=party,
        save=save,
        speaks=(TooMany, CannotDo),
        context={"crumbs": _crumbs(request)},
    )
