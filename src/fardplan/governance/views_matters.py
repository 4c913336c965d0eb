"""Matters: what they say, the way they go, what is proposed, how the parties handle them."""

from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.governance import access, paths, services
from fardplan.governance.asking import asks_some
from fardplan.governance.forms_matters import (
    HandlingForm,
    MatterForm,
    ProposalForm,
    RouteForm,
    SendOnForm,
    initial_of_proposal,
    initial_of_route,
)
from fardplan.governance.models import Matter
from fardplan.governance.views_decisions import crumbs, parties_of, party_of
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.registers import Register
from fardplan.parties.web import in_programme, require
from fardplan.portfolio.models import Initiative


def _matter(request, slug):
    rows = Matter.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(rows.select_related("initiative", "document", "programme"), slug=slug)


def _home(request):
    return reverse("matters", args=[request.programme.slug])


def matter_url(request, matter):
    return reverse("matter", args=[request.programme.slug, matter.slug])


def _crumbs(request, matter=None):
    here = [(matter.title, matter_url(request, matter))] if matter else []
    return crumbs(request, (_("Matters"), _home(request)), *here)


@in_programme(Permission.READ)
def matters(request):
    rows = paths.matter_rows(request.programme, parties=parties_of(request))
    return render(request, "governance/matters.html", {"rows": rows, "can_prepare": access.can_prepare(request.authority)})


@in_programme(Permission.READ)
def matter(request, slug):
    rows = Matter.objects.visible_to(request.user).filter(programme=request.programme).annotate(asks_some=asks_some())
    row = get_object_or_404(rows.select_related("initiative", "document", "programme"), slug=slug)
    parties = parties_of(request)
    context = {
        "page": paths.matter_page(row, parties=parties, on=request.today),
        "can_prepare": access.can_prepare(request.authority),
        "can_record": access.can_record(request.authority),
        "answers_for": access.answers_for(request.authority),
        "crumbs": _crumbs(request),
    }
    return render(request, "governance/matter.html", context)


@in_programme(Permission.PREPARE_MATTER)
def add_matter(request):
    about = Initiative.objects.visible_to(request.user).filter(programme=request.programme, slug=request.GET.get("arbete", "")).first()
    initial = (
        {"initiative": about, "kind": Matter.Kind.INCLUSION, "title": _("Inclusion of %(title)s") % {"title": about.title}} if about else {}
    )
    return form_page(
        request,
        MatterForm,
        title=_("Add a matter"),
        back=lambda row: matter_url(request, row),
        initial={"kind": Matter.Kind.OTHER, **initial},
        programme=request.programme,
        today=parties_of(request),
        save=lambda form: services.enter_matter(by=request.user, programme=request.programme, **form.cleaned_data),
        context={"crumbs": _crumbs(request), "cancel_url": _home(request)},
    )


@in_programme(Permission.PREPARE_MATTER)
def edit_matter(request, slug):
    row = _matter(request, slug)
    return form_page(
        request,
        MatterForm,
        row=row,
        title=_("Change the matter"),
        back=matter_url(request, row),
        programme=request.programme,
        held=row,
        today=parties_of(request),
        save=lambda form: services.edit_matter(row, by=request.user, seen=form.version, **form.cleaned_data),
        template="governance/matter_form.html",
        context={
            "crumbs": _crumbs(request, row),
            "remove_url": reverse("matter_remove", args=[request.programme.slug, row.slug]),
        },
    )


matter_register = Register(
    Matter,
    MatterForm,
    add=services.add_matter,
    edit=services.edit_matter,
    remove=services.remove_matter,
    titles=(gettext_lazy("Add a matter"), gettext_lazy("Change the matter")),
    route="matter",
    home="matters",
    home_label=gettext_lazy("Matters"),
    permission=Permission.PREPARE_MATTER,
)


@in_programme(Permission.PREPARE_MATTER)
def edit_route(request, slug):
    row = _matter(request, slug)
    return form_page(
        request,
        RouteForm,
        row=row,
        title=_("The way of the matter"),
        back=matter_url(request, row),
        initial_from=initial_of_route,
        programme=request.programme,
        save=lambda form: services.set_route(row, by=request.user, seen=form.version, **form.for_service()),
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.PREPARE_MATTER)
def edit_proposal(request, slug):
    row = _matter(request, slug)
    held = getattr(row, "proposal", None)
    return form_page(
        request,
        ProposalForm,
        row=held,
        title=_("The proposal in %(matter)s") % {"matter": row.title},
        back=matter_url(request, row),
        initial_from=initial_of_proposal,
        save=lambda form: services.put_proposal(row, by=request.user, seen=form.version if held else None, **form.for_service()),
        context={"crumbs": _crumbs(request, row), "cancel_url": matter_url(request, row)},
        matter=row,
    )


@in_programme(Permission.PREPARE_MATTER)
def send_on(request, slug):
    row = _matter(request, slug)
    is_correction = row.versions.exists()
    return form_page(
        request,
        SendOnForm,
        title=_("Send on “%(name)s”?") % {"name": row},
        back=matter_url(request, row),
        save=lambda form: services.send_on(row, by=request.user, at=timezone.now(), **form.cleaned_data),
        speaks=(services.NothingNew, services.NeedsReason),
        context={
            "crumbs": _crumbs(request, row),
            "cancel_url": matter_url(request, row),
            "submit": _("Send on"),
            "lead": _("The text is frozen as it stands, part by part, with its checksum. What is changed later is a new version."),
        },
        is_correction=is_correction,
    )


@in_programme(Permission.READ)
def version(request, slug, number):
    row = _matter(request, slug)
    held = get_object_or_404(row.versions.select_related("sent_by"), number=number)
    return render(
        request,
        "governance/matter_version.html",
        {"matter": row, "version": held, "text": paths.frozen(held), "crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.PREPARE_MATTER)
def tick_step(request, slug, pk):
    row = _matter(request, slug)
    step = get_object_or_404(row.route.select_related("forum"), pk=pk)
    undo = step.done_date is not None
    verb = services.untick_step if undo else services.tick_step
    extra = {} if undo else {"done_date": request.today}
    return confirm_page(
        request,
        do=lambda: verb(step, by=request.user, **extra),
        title=_("Not passed after all: %(step)s?") % {"step": step} if undo else _("Passed: %(step)s?") % {"step": step},
        what=[_("The day is taken away.") if undo else _("Today becomes the day that the matter passed it.")],
        submit=_("It is not passed") if undo else _("It is passed"),
        danger=False,
        back=matter_url(request, row),
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.ANSWER_FOR_PARTY)
def handling(request, slug, party):
    row = _matter(request, slug)
    party = party_of(request, party)
    require(access.can_answer(request.authority, party.pk))
    held = row.handlings.filter(party=party).first()
    return form_page(
        request,
        HandlingForm,
        row=held,
        title=_("How %(party)s takes it up") % {"party": party.name},
        back=matter_url(request, row),
        save=lambda form: services.handle(row, party=party, by=request.user, seen=form.version if held else None, **form.cleaned_data),
        context={
            "crumbs": _crumbs(request, row),
            "cancel_url": matter_url(request, row),
            "lead": _("Only %(party)s writes this. Everybody in the programme may read.") % {"party": party.name},
        },
    )
