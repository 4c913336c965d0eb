"""What is raised to those who can do something about it, and letters to a forum."""

from django.contrib import messages as flash
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.accounts.permissions import Permission
from fardplan.governance import access, agenda, paths, services
from fardplan.governance.forms_matters import EscalationAnswerForm, EscalationForm, MakeMatterForm
from fardplan.governance.forms_meetings import ALL_COORDINATORS, MessageForm
from fardplan.governance.models import Escalation, Forum
from fardplan.governance.views_decisions import crumbs
from fardplan.governance.views_matters import matter_url
from fardplan.kit.editing import form_page
from fardplan.parties.models import Party
from fardplan.parties.web import in_programme, require


def _home(request):
    return reverse("raised", args=[request.programme.slug])


def _crumbs(request):
    return crumbs(request, (_("Raised"), _home(request)))


@in_programme(Permission.READ)
def raised(request):
    rows = paths.raised_in(request.programme)
    context = {
        "open_rows": [row for row in rows if row.is_open],
        "settled_rows": [row for row in rows if not row.is_open],
        "can_raise": access.can_raise(request.authority),
        "can_prepare": access.can_prepare(request.authority),
    }
    return render(request, "governance/raised.html", context)


@in_programme(Permission.RAISE)
def add(request):
    """A party's own people raise for it; the office for anybody, such as what came up at a county meeting."""
    parties = Party.objects.visible_to(request.user).filter(programme=request.programme).in_order()
    if not access.can_prepare(request.authority):
        parties = parties.filter(pk__in=request.authority.party_ids)
    own = parties.first() if parties.count() == 1 else None
    return form_page(
        request,
        EscalationForm,
        title=_("Raise an obstacle or a possibility"),
        back=lambda row: f"{_home(request)}#{row.slug}",
        initial={"kind": Escalation.Kind.OBSTACLE, "party": own},
        programme=request.programme,
        parties=parties,
        save=lambda form: services.escalate(by=request.user, programme=request.programme, raised_date=request.today, **form.cleaned_data),
        context={"crumbs": _crumbs(request), "cancel_url": _home(request), "submit": _("Raise it")},
    )


def _escalation(request, slug):
    return get_object_or_404(
        Escalation.objects.visible_to(request.user).filter(programme=request.programme).select_related("programme"), slug=slug
    )


@in_programme(Permission.PREPARE_MATTER)
def answer(request, slug):
    row = _escalation(request, slug)
    require(row.is_open or request.method == "POST")
    return form_page(
        request,
        EscalationAnswerForm,
        title=_("Answer “%(title)s”") % {"title": row.title},
        back=f"{_home(request)}#{row.slug}",
        save=lambda form: services.answer_escalation(row, by=request.user, answered_date=request.today, **form.cleaned_data),
        speaks=(services.AlreadySettled,),
        context={"crumbs": _crumbs(request), "lead": row.text},
    )


@in_programme(Permission.PREPARE_MATTER)
def make_matter(request, slug):
    row = _escalation(request, slug)
    require(row.is_open or request.method == "POST")
    return form_page(
        request,
        MakeMatterForm,
        title=_("Make it a matter"),
        back=lambda matter: matter_url(request, matter),
        initial={"title": row.title, "text": row.text},
        save=lambda form: services.make_matter(row, by=request.user, **form.cleaned_data),
        speaks=(services.AlreadySettled,),
        context={"crumbs": _crumbs(request), "cancel_url": _home(request)},
    )


# Letters ────────────────────────────────────────────────────────────────────────────────────────────────────────────


@in_programme(Permission.READ)
def letters(request):
    context = {"rows": agenda.messages_of(request.programme), "can_prepare": access.can_prepare(request.authority)}
    return render(request, "governance/messages.html", context)


@in_programme(Permission.PREPARE_MATTER)
def write(request):
    home = reverse("messages", args=[request.programme.slug])
    forum = Forum.objects.visible_to(request.user).filter(programme=request.programme, slug=request.GET.get("forum", "")).first()

    def save(form):
        message = services.write_to(by=request.user, programme=request.programme, at=timezone.now(), on=request.today, **form.for_service())
        count = message.recipients.count()
        flash.success(request, ngettext("Sent to %(n)s person.", "Sent to %(n)s persons.", count) % {"n": count})
        return message

    return form_page(
        request,
        MessageForm,
        title=_("Write to a forum"),
        back=home,
        initial={"to": forum.slug if forum else ALL_COORDINATORS},
        programme=request.programme,
        save=save,
        speaks=(services.NobodyThere,),
        context={"crumbs": crumbs(request, (_("Letters"), home)), "submit": _("Send")},
    )
