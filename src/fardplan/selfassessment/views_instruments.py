"""Instruments: the list, one of them with its statements, and the writing of a version until it is fixed."""

from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.audit import writes
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.registers import Register
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme
from fardplan.selfassessment import access, forms, services
from fardplan.selfassessment.models import Instrument, Statement

#: Words of the addresses under /sjalvskattning/instrument/.
RESERVED = frozenset({"ny"})


def rows(request):
    return Instrument.objects.visible_to(request.user).filter(programme=request.programme)


def instrument_of(request, slug):
    return get_object_or_404(rows(request).select_related("programme", "previous"), slug=slug)


def home(request, row):
    return reverse("instrument", args=[request.programme.slug, row.slug])


def crumbs(request, row=None):
    found = [
        (_("Self-assessment"), reverse("rounds", args=[request.programme.slug])),
        (_("Instruments"), reverse("instruments", args=[request.programme.slug])),
    ]
    return [*found, (str(row), home(request, row))] if row else found


def beside(request, row=None):
    """What stands beside the forms of those who keep instruments and rounds."""
    held = {"who_may": [role.label for role in Role if Permission.EDIT_INDICATORS in GRANTS[role]]}
    return held | ({"latest": writes.latest_writer(row)} if row else {})


@in_programme(Permission.READ)
def instruments(request):
    counted = rows(request).annotate(statement_count=Count("statements", distinct=True), round_count=Count("rounds", distinct=True))
    context = {"rows": counted.order_by("title", "-number"), "can_keep": access.can_keep(request.authority), "crumbs": crumbs(request)[:1]}
    return render(request, "selfassessment/instruments.html", context)


@in_programme(Permission.READ)
def instrument(request, slug):
    row = instrument_of(request, slug)
    goals = {}
    for statement in row.statements.select_related("goal"):
        statement.instrument = row
        goals.setdefault(statement.goal, []).append(statement)
    context = {
        "row": row,
        "goals": goals.items(),
        "rounds": row.rounds.all(),
        "followers": row.followers.all(),
        "can_keep": access.can_keep(request.authority),
    }
    return render(request, "selfassessment/instrument.html", context)


@in_programme(Permission.EDIT_INDICATORS)
def add_instrument(request):
    programme = request.programme

    def save(form):
        slug = free_slug(Instrument, form.cleaned_data["title"], programme=programme)
        slug = free_slug(Instrument, f"instrument {slug}", programme=programme) if slug in RESERVED else slug
        return services.add_instrument(by=request.user, programme=programme, slug=slug, **form.cleaned_data)

    return form_page(
        request,
        forms.InstrumentForm,
        title=_("Write an instrument"),
        back=lambda row: home(request, row),
        save=save,
        template="parties/register_form.html",
        context={**beside(request), "crumbs": crumbs(request), "cancel_url": reverse("instruments", args=[programme.slug])},
    )


@in_programme(Permission.EDIT_INDICATORS)
def edit_instrument(request, slug):
    row = instrument_of(request, slug)
    remove = reverse("instrument_remove", args=[request.programme.slug, row.slug])
    return form_page(
        request,
        forms.InstrumentForm,
        row=row,
        title=_("Change the instrument"),
        back=home(request, row),
        initial_from=forms.initial_of_instrument,
        save=lambda form: services.edit_instrument(row, by=request.user, seen=form.version, **form.cleaned_data),
        template="parties/register_form.html",
        context={
            **beside(request, row),
            "crumbs": crumbs(request, row),
            "cancel_url": home(request, row),
            "remove_url": "" if row.is_fixed else remove,
        },
    )


@in_programme(Permission.EDIT_INDICATORS)
def remove_instrument(request, slug):
    row = instrument_of(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_instrument(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("Its scale and statements go with it. It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=reverse("instruments", args=[request.programme.slug]),
        context={"crumbs": crumbs(request, row)},
    )


@in_programme(Permission.EDIT_INDICATORS)
def new_version(request, slug):
    row = instrument_of(request, slug)
    return form_page(
        request,
        forms.ConfirmForm,
        title=_("Make a new version of the instrument"),
        back=lambda made: home(request, made),
        save=lambda form: services.new_version(row, by=request.user),
        template="kit/step.html",
        context={
            **beside(request, row),
            "crumbs": crumbs(request, row),
            "cancel_url": home(request, row),
            "what": [
                _("The next version begins with the same scale and statements. Rounds go on with the version that they opened with."),
                _("Results of different versions are not compared."),
            ],
            "submit": _("Make a new version"),
        },
    )


def _of_statement(request, row):
    return home(request, row.instrument)


statement = Register(
    Statement,
    forms.StatementForm,
    add=services.add_statement,
    edit=services.edit_statement,
    remove=services.remove_statement,
    titles=(pgettext_lazy("self-assessment", "Add a statement"), pgettext_lazy("self-assessment", "Change the statement")),
    route="statement",
    named_by="text",
    parent=("instrument", Instrument),
    permission=Permission.EDIT_INDICATORS,
    wants_programme=True,
    back=_of_statement,
    home="instruments",
    home_label=gettext_lazy("Instruments"),
)
