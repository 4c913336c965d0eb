"""The register of benefits, a benefit's page, and its moves: chain, review, approval, how it went."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.benefits import access, presenting, rules, services
from fardplan.benefits.forms.profiles import (
    STEP_LABELS,
    ApproveForm,
    BenefitFilterForm,
    BenefitForm,
    ChainForm,
    ReviewForm,
    SettleForm,
    initial_of_chain,
    initial_of_profile,
)
from fardplan.benefits.models import BenefitProfile
from fardplan.benefits.models.profiles import RESERVED_SLUGS
from fardplan.benefits.queries import profiles as queries
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require

State = BenefitProfile.State


def benefit_of(request, slug):
    found = BenefitProfile.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(queries.with_all(found), slug=slug)


def benefit_url(request, row):
    return reverse("benefit", args=[request.programme.slug, row.slug])


def crumbs(request, row=None):
    home = [(_("Benefits"), reverse("benefits", args=[request.programme.slug]))]
    return [*home, (row.title, benefit_url(request, row))] if row else home


def can_add(authority):
    return any(authority.may(permission) for permission in access.WRITERS)


@in_programme(Permission.READ)
def benefits(request):
    form = BenefitFilterForm(request.GET, programme=request.programme)
    names = {"steg": "step", "slag": "kind", "part": "party", "arbete": "initiative", "ord": "words"}
    chosen = {names[name]: value for name, value in form.chosen.items()}
    asked = request.GET.get("sida", "")
    page = queries.benefits_page(
        request.programme, request.user, on=request.today, chosen=chosen, page=int(asked) if asked.isdecimal() and len(asked) < 6 else 1
    )
    context = {
        "form": form,
        "page": page,
        "rows": [presenting.register_row(row, request.today) for row in page.rows],
        "steps": [(label, step.value, page.counts.get(step.value, 0)) for step, label in STEP_LABELS.items()],
        "done": page.counts.get("", 0),
        "can_add": can_add(request.authority),
    }
    return render(request, "benefits/benefits.html", context)


@dataclass(frozen=True)
class StepShown:
    label: str
    state: str
    note: str


@in_programme(Permission.READ)
def benefit(request, slug):
    profile = benefit_of(request, slug)
    row = queries.row_of(profile, on=request.today)
    standing = row.standing
    order = list(rules.Step)
    place = order.index(standing) if standing else len(order)
    steps = [
        StepShown(
            str(STEP_LABELS[state.step]),
            "was" if state.is_done and number < place else "now" if number == place else "",
            _("done") if state.is_done else presenting.lacking(state.lacks, row),
        )
        for number, state in enumerate(row.steps)
    ]
    authority = request.authority
    can_edit, can_decide = access.can_edit(authority, profile), access.can_decide(authority)
    context = {
        "benefit": profile,
        "row": row,
        "steps": steps,
        "parts": [presenting.part_shown(part, profile, authority, request.today) for part in row.parts],
        "chain": presenting.chain_list(row.chain),
        "drawings": presenting.chain_drawings(row.chain, profile),
        "facts": presenting.facts(profile),
        "calculations": list(profile.calculations.order_by("title")),
        "can_edit": can_edit and not profile.is_settled,
        "can_remove": can_edit,
        "can_review": can_decide and profile.state == State.DRAFT,
        "can_approve": can_decide and profile.state == State.REVIEWED,
        "can_settle": can_decide and not profile.is_settled,
        "can_reopen": can_decide and profile.state != State.DRAFT,
    }
    return render(request, "benefits/benefit.html", context)


def _form(request):
    return {
        "programme": request.programme,
        "initiatives": access.initiatives_of(request.authority),
        "is_any": request.authority.may(Permission.EDIT_INITIATIVE),
    }


def _key(request, title):
    slug = free_slug(BenefitProfile, title, programme=request.programme)
    return free_slug(BenefitProfile, f"{title} nytta", programme=request.programme) if slug in RESERVED_SLUGS else slug


@in_programme(*access.WRITERS)
def add(request):
    def save(form):
        slug = _key(request, form.cleaned_data["title"])
        return services.add_profile(by=request.user, programme=request.programme, slug=slug, **form.for_service())

    return form_page(
        request,
        BenefitForm,
        title=_("Add a benefit"),
        back=lambda row: benefit_url(request, row),
        initial={"initiative": access.initiatives_of(request.authority).filter(slug=request.GET.get("arbete", "")).first()},
        save=save,
        context={"crumbs": crumbs(request), "cancel_url": reverse("benefits", args=[request.programme.slug])},
        **_form(request),
    )


@in_programme(*access.WRITERS)
def edit(request, slug):
    row = benefit_of(request, slug)
    require(access.can_edit(request.authority, row))
    return form_page(
        request,
        BenefitForm,
        row=row,
        title=_("Change the benefit"),
        back=lambda saved: benefit_url(request, saved),
        initial_from=initial_of_profile,
        save=lambda form: services.edit_profile(row, by=request.user, seen=form.version, **form.for_service()),
        context={"crumbs": crumbs(request, row), "cancel_url": benefit_url(request, row)},
        **_form(request),
    )


@in_programme(*access.WRITERS)
def remove(request, slug):
    row = benefit_of(request, slug)
    require(access.can_edit(request.authority, row))
    return confirm_page(
        request,
        do=lambda: services.remove_profile(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row.title},
        what=[_("Its effect chain and its parts go with it."), _("It disappears from the pages. The history keeps what it said.")],
        submit=_("Take away"),
        back=reverse("benefits", args=[request.programme.slug]) if request.method == "POST" else benefit_url(request, row),
        context={"crumbs": crumbs(request, row)},
    )


@in_programme(*access.WRITERS)
def edit_chain(request, slug):
    row = benefit_of(request, slug)
    require(access.can_edit(request.authority, row))
    return form_page(
        request,
        ChainForm,
        row=row,
        title=_("The effect chain of “%(title)s”") % {"title": row.title},
        back=benefit_url(request, row),
        initial_from=initial_of_chain,
        save=lambda form: services.set_chain(row, by=request.user, seen=form.version, chain=form.rows),
        context={"crumbs": crumbs(request, row), "cancel_url": benefit_url(request, row)},
    )


def _move(request, slug, form, title, save, **kwargs):
    row = benefit_of(request, slug)
    return form_page(
        request,
        form,
        row=row,
        title=title % {"title": row.title},
        back=benefit_url(request, row),
        initial_from=lambda current: {"on": request.today},
        save=lambda sent: save(row, sent),
        context={"crumbs": crumbs(request, row), "cancel_url": benefit_url(request, row)},
        **kwargs,
    )


@in_programme(Permission.RECORD_DECISION)
def review(request, slug):
    def save(row, form):
        return services.review_profile(row, by=request.user, seen=form.version, **form.cleaned_data)

    return _move(request, slug, ReviewForm, _("“%(title)s” has been reviewed"), save)


@in_programme(Permission.RECORD_DECISION)
def approve(request, slug):
    def save(row, form):
        return services.approve_profile(row, by=request.user, seen=form.version, **form.cleaned_data)

    return _move(request, slug, ApproveForm, _("“%(title)s” has been approved"), save, programme=request.programme)


@in_programme(Permission.RECORD_DECISION)
def settle(request, slug):
    def save(row, form):
        return services.settle_profile(row, by=request.user, seen=form.version, **form.cleaned_data)

    return _move(request, slug, SettleForm, _("How it went with “%(title)s”"), save)


@in_programme(Permission.RECORD_DECISION)
def reopen(request, slug):
    row = benefit_of(request, slug)
    return confirm_page(
        request,
        do=lambda: services.reopen_profile(row, by=request.user),
        title=_("Open “%(title)s” again?") % {"title": row.title},
        what=[_("It is followed up again.") if row.is_settled else _("It becomes a draft, to be reviewed and approved anew.")],
        submit=_("Open again"),
        danger=False,
        back=benefit_url(request, row),
        context={"crumbs": crumbs(request, row)},
    )
