"""Consultations: the list, one of them, and the moves of those who prepare."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.audit import writes
from fardplan.consultations import access, compiled, forms, queries, services
from fardplan.consultations.models import Consultation, ConsultationSection
from fardplan.consultations.rules import pasted
from fardplan.documents import FILES
from fardplan.kit.editing import confirm_page, form_page, step_page
from fardplan.parties.models import Party
from fardplan.parties.registers import Register
from fardplan.parties.services import free_slug
from fardplan.parties.web import in_programme, require

#: Words of the addresses under /remisser/.
RESERVED = frozenset({"ny", "del"})


def rows(request):
    return Consultation.objects.visible_to(request.user).filter(programme=request.programme)


def consultation_of(request, slug):
    return get_object_or_404(rows(request).select_related("programme", "matter"), slug=slug)


def home(request, consultation):
    return reverse("consultation", args=[request.programme.slug, consultation.slug])


def crumbs(request, consultation=None):
    found = [(_("Consultations"), reverse("consultations", args=[request.programme.slug]))]
    return [*found, (consultation.title, home(request, consultation))] if consultation else found


def _beside(request, consultation=None):
    beside = {
        "crumbs": crumbs(request, consultation),
        "who_may": [role.label for role in Role if Permission.PREPARE_MATTER in GRANTS[role]],
    }
    if consultation is not None:
        beside |= {"latest": writes.latest_writer(consultation), "cancel_url": home(request, consultation)}
    return beside


@in_programme(Permission.READ)
def consultations(request):
    lines = queries.lines_of(rows(request), today=request.today)
    context = {"lines": lines, "can_prepare": access.can_prepare(request.authority), "own": access.answers_for(request.authority)}
    return render(request, "consultations/consultations.html", context)


@in_programme(Permission.READ)
def consultation(request, slug):
    found = rows(request).filter(slug=slug)
    if not found.exists():
        get_object_or_404(found)
    page = queries.consultation_page(found, today=request.today, followers=rows(request))
    own = access.answers_for(request.authority)
    row = page.consultation
    context = {
        "page": page,
        "row": row,
        "can_prepare": access.can_prepare(request.authority),
        "to_answer": [(square.party, square.count + 1) for square in page.line.squares if square.party.pk in own and row.takes_answers],
        "today": request.today,
    }
    return render(request, "consultations/consultation.html", context)


# Preparing


def _parties(request):
    return list(Party.objects.visible_to(request.user).filter(programme=request.programme).holding_on(request.today).in_order())


@in_programme(Permission.PREPARE_MATTER)
def add_consultation(request):
    programme = request.programme

    def save(form):
        slug = free_slug(Consultation, form.cleaned_data["title"], programme=programme)
        if slug in RESERVED:
            slug = free_slug(Consultation, f"remiss {slug}", programme=programme)
        return services.enter_consultation(by=request.user, programme=programme, slug=slug, **form.cleaned_data)

    return form_page(
        request,
        forms.ConsultationForm,
        title=_("Prepare a consultation"),
        back=lambda row: reverse("consultation_text", args=[programme.slug, row.slug]),
        programme=programme,
        parties=_parties(request),
        save=save,
        template="parties/register_form.html",
        context={**_beside(request), "submit": _("Go on to the text"), "cancel_url": reverse("consultations", args=[programme.slug])},
    )


@in_programme(Permission.PREPARE_MATTER)
def edit_consultation(request, slug):
    row = consultation_of(request, slug)
    asked = list(row.parties.in_order())
    today = _parties(request)
    return form_page(
        request,
        forms.ConsultationForm,
        row=row,
        title=_("Change the consultation"),
        back=home(request, row),
        programme=request.programme,
        parties=[*today, *(party for party in asked if party not in today)],
        held=row,
        save=lambda form: services.change_consultation(row, by=request.user, seen=form.version, **form.cleaned_data),
        speaks=(services.NotNow,),
        template="parties/register_form.html",
        context={
            **_beside(request, row),
            "remove_url": reverse("consultation_remove", args=[request.programme.slug, row.slug]) if row.is_preparing else "",
        },
    )


@in_programme(Permission.PREPARE_MATTER)
def remove_consultation(request, slug):
    row = consultation_of(request, slug)
    return confirm_page(
        request,
        do=lambda: services.remove_consultation(row, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": row},
        what=[_("Its text goes with it. Nothing has been sent.")],
        submit=_("Take away"),
        speaks=(services.NotNow,),
        back=reverse("consultations", args=[request.programme.slug]),
        context={"crumbs": crumbs(request, row)},
    )


@in_programme(Permission.PREPARE_MATTER)
def edit_text(request, slug):
    row = consultation_of(request, slug)
    return form_page(
        request,
        forms.TextForm,
        row=row,
        title=_("The text"),
        back=home(request, row),
        initial_from=lambda current: {"text": pasted(current.sections.all())},
        save=lambda form: services.set_text(row, by=request.user, seen=form.version, text=form.cleaned_data["text"]),
        speaks=(services.NotNow,),
        template="parties/register_form.html",
        context=_beside(request, row),
    )


def _of_section(request, row):
    return home(request, row.consultation if hasattr(row, "consultation") else row)


section = Register(
    ConsultationSection,
    forms.SectionForm,
    add=services.add_section,
    edit=services.edit_section,
    remove=services.remove_section,
    titles=(gettext_lazy("Add a part of the text"), gettext_lazy("Change the part of the text")),
    route="consultation_section",
    named_by="heading",
    parent=("consultation", Consultation),
    permission=Permission.PREPARE_MATTER,
    back=_of_section,
    home="consultations",
    home_label=gettext_lazy("Consultations"),
)


# Sending, closing, compiling


def _move(request, slug, form_class, *, save, what=(), initial=None, **step):
    row = consultation_of(request, slug)
    return step_page(
        request,
        form_class,
        row=row,
        what=what,
        back=home(request, row),
        initial_from=initial,
        save=lambda form: save(row, form),
        speaks=(services.NotNow,),
        context=_beside(request, row),
        **step,
    )


@in_programme(Permission.PREPARE_MATTER)
def send(request, slug):
    names = [party.name for party in consultation_of(request, slug).parties.in_order()]
    return _move(
        request,
        slug,
        forms.SendForm,
        title=_("Send to the parties"),
        what=[
            _("It is sent to: %(parties)s.") % {"parties": ", ".join(names)} if names else _("No party is chosen yet."),
            _("The text is locked when it is sent. A change becomes a new version."),
            _("The coordinators of the parties are told by e-mail."),
        ],
        submit=_("Send"),
        save=lambda row, form: services.send(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.PREPARE_MATTER)
def extend(request, slug):
    return _move(
        request,
        slug,
        forms.ExtendForm,
        title=_("Move the last day"),
        what=[_("The last day can only be moved ahead. The day before stays on the page, with the reason.")],
        submit=_("Move the last day"),
        initial=lambda row: {},
        save=lambda row, form: services.extend(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.PREPARE_MATTER)
def close(request, slug):
    return _move(
        request,
        slug,
        forms.CloseForm,
        title=_("Close for answers"),
        what=[_("Answers can still come until it is compiled. Those after the last day are marked late.")],
        submit=_("Close the consultation"),
        save=lambda row, form: services.close(row, by=request.user, on=request.today, seen=form.version),
    )


@in_programme(Permission.PREPARE_MATTER)
def compile_answers(request, slug):
    return _move(
        request,
        slug,
        forms.CompileForm,
        title=_("Compile the answers"),
        what=[_("No more answers are taken when it is compiled. It can be opened again.")],
        submit=_("Compile"),
        save=lambda row, form: services.compile_answers(row, by=request.user, on=request.today, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.PREPARE_MATTER)
def reopen(request, slug):
    return _move(
        request,
        slug,
        forms.CloseForm,
        title=_("Take answers again"),
        what=[_("It is no longer compiled. What was written of the answers stays until it is compiled again.")],
        submit=_("Take answers again"),
        save=lambda row, form: services.reopen(row, by=request.user, seen=form.version),
    )


@in_programme(Permission.PREPARE_MATTER)
def new_version(request, slug):
    row = consultation_of(request, slug)
    require(not row.is_preparing)
    return step_page(
        request,
        forms.CloseForm,
        title=_("Make a new version"),
        back=lambda made: reverse("consultation_text", args=[request.programme.slug, made.slug]),
        save=lambda form: services.new_version(row, by=request.user),
        speaks=(services.NotNow,),
        what=[_("A new consultation begins with the same text and parties. This one stays, with its answers.")],
        submit=_("Make a new version"),
        context=_beside(request, row),
    )


# The compiled answers as files


@in_programme(Permission.READ)
def download(request, slug, suffix):
    found = rows(request).filter(slug=slug)
    if not found.exists():
        get_object_or_404(found)
    page = queries.consultation_page(found, today=request.today, followers=rows(request))
    render_file, content_type = FILES[suffix]
    made = render_file(compiled.document_of(page, programme=request.programme, as_of=request.today))
    name = f"{page.consultation.slug}-svar.{suffix}"
    return HttpResponse(made, content_type=content_type, headers={"Content-Disposition": f'attachment; filename="{name}"'})
