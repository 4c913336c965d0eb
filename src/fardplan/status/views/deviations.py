"""Deviations: told at once by anybody, handled until closed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require
from fardplan.status import access, mail, queries, services
from fardplan.status.forms.deviations import CloseForm, DeviationFilterForm, DeviationForm, NoteForm
from fardplan.status.models import Deviation
from fardplan.status.queries.deviations import row_of
from fardplan.status.services.deviations import AlreadyClosed, StillOpen

#: Words of the addresses under /avvikelser/.
RESERVED = frozenset({"ny"})


def _deviation(request, slug):
    found = Deviation.objects.visible_to(request.user).filter(programme=request.programme)
    return get_object_or_404(found.select_related("initiative", "party__organisation", "reported_by", "programme"), slug=slug)


def _home(request):
    return reverse("deviations", args=[request.programme.slug])


def _url(request, row):
    return reverse("deviation", args=[request.programme.slug, row.slug])


def _crumbs(request, row=None):
    return [(_("Deviations"), _home(request)), *([(row.title, _url(request, row))] if row else [])]


@in_programme(Permission.READ)
def deviations(request):
    form = DeviationFilterForm(request.GET)
    rows = queries.deviation_rows(request.programme, on=request.today, state=form.chosen.get("lage", "open"))
    context = {
        "form": form,
        "rows": rows,
        "open_count": sum(row.deviation.is_open for row in rows),
        "can_report": request.authority.may(Permission.RAISE),
        "can_set_up": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "status/deviations.html", context)


@in_programme(Permission.READ)
def deviation(request, slug):
    row = _deviation(request, slug)
    context = {
        "deviation": row,
        "row": row_of(row, on=request.today),
        "notes": list(row.notes.select_related("by_user")),
        "can_note": row.is_open and access.can_note(request.authority, row),
        "can_handle": access.can_handle(request.authority, row),
    }
    return render(request, "status/deviation.html", context)


@in_programme(Permission.RAISE)
def report(request):
    programme = request.programme
    receivers = mail.receivers_of_deviations(programme, on=request.now_day)

    def save(form):
        slug = free_slug(Deviation, form.cleaned_data["title"], programme=programme)
        if slug in RESERVED:
            slug = free_slug(Deviation, f"avvikelse {slug}", programme=programme)
        url = request.build_absolute_uri(reverse("deviation", args=[programme.slug, slug]))
        made = services.report_deviation(by=request.user, on=request.today, programme=programme, slug=slug, url=url, **form.cleaned_data)
        told = sum(bool(user.email) for user in receivers)
        messages.success(
            request,
            ngettext("Reported. %(n)s person is told by e-mail.", "Reported. %(n)s persons are told by e-mail.", told) % {"n": told}
            if told
            else _("Reported. Nobody who should be told has an e-mail address here: call the programme lead."),
        )
        return made

    return form_page(
        request,
        DeviationForm,
        title=_("Report a deviation"),
        back=lambda made: _url(request, made),
        initial={"initiative": _asked_initiative(request)},
        programme=programme,
        on=request.today,
        save=save,
        template="status/deviation_form.html",
        context={"crumbs": _crumbs(request), "cancel_url": _home(request), "receivers": receivers, "submit": _("Report it")},
    )


def _asked_initiative(request):
    slug = request.GET.get("arbete", "")
    return (
        DeviationForm(programme=request.programme, on=request.today).fields["initiative"].queryset.filter(slug=slug).first()
        if slug
        else None
    )


@in_programme(Permission.EDIT_RISKS, Permission.EDIT_OWN_INITIATIVE)
def edit(request, slug):
    row = _deviation(request, slug)
    require(access.can_handle(request.authority, row))
    return form_page(
        request,
        DeviationForm,
        row=row,
        title=_("Change the deviation"),
        back=_url(request, row),
        programme=request.programme,
        on=request.today,
        save=lambda form: services.edit_deviation(row, by=request.user, seen=form.version, **form.cleaned_data),
        context={"crumbs": _crumbs(request, row)},
    )


@in_programme(Permission.RAISE)
def note(request, slug):
    row = _deviation(request, slug)
    require(access.can_note(request.authority, row))
    return form_page(
        request,
        NoteForm,
        title=_("What is done about it"),
        back=_url(request, row),
        initial={"dated": request.today},
        save=lambda form: services.note_deviation(row, by=request.user, on=form.cleaned_data["dated"], text=form.cleaned_data["text"]),
        speaks=(AlreadyClosed,),
        context={"crumbs": _crumbs(request, row), "lead": row.title},
    )


@in_programme(Permission.EDIT_RISKS, Permission.EDIT_OWN_INITIATIVE)
def close(request, slug):
    row = _deviation(request, slug)
    require(access.can_handle(request.authority, row))
    return form_page(
        request,
        CloseForm,
        row=row,
        title=_("Close the deviation"),
        back=_url(request, row),
        initial_from=lambda current: {"closed_date": current.closed_date or request.today, "closed_words": current.closed_words},
        save=lambda form: services.close_deviation(
            row, by=request.user, seen=form.version, on=form.cleaned_data["closed_date"], words=form.cleaned_data["closed_words"]
        ),
        speaks=(AlreadyClosed,),
        context={"crumbs": _crumbs(request, row), "lead": row.title, "submit": _("Close the deviation")},
    )


@in_programme(Permission.EDIT_RISKS, Permission.EDIT_OWN_INITIATIVE)
def reopen(request, slug):
    row = _deviation(request, slug)
    require(access.can_handle(request.authority, row))
    return confirm_page(
        request,
        do=lambda: services.reopen_deviation(row, by=request.user, on=request.today),
        title=_("Open “%(name)s” again?") % {"name": row},
        what=[_("How it was said to have ended is kept among the notes.")],
        submit=_("Open again"),
        danger=False,
        back=_url(request, row),
        speaks=(StillOpen,),
        context={"crumbs": _crumbs(request, row)},
    )
