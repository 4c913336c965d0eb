from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import attributes, form_page
from fardplan.parties import queries, services
from fardplan.parties.access import may_create_programme
from fardplan.parties.forms import (
    AssignmentForm,
    DayForm,
    EditPartyForm,
    EditProgrammeForm,
    EndForm,
    PartyForm,
    PostForm,
    ProgrammeForm,
)
from fardplan.parties.models import Assignment, Party, Post
from fardplan.parties.web import in_programme, logged_in, require


def _row(request, model, slug):
    return get_object_or_404(model.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _home(request):
    return reverse("parties", args=[request.programme.slug])


def _staffing(request):
    return reverse("staffing", args=[request.programme.slug])


# Programmes


@logged_in
def add_programme(request):
    """Start an empty programme; whoever starts it leads it until they let others in."""
    require(may_create_programme(request.user))
    return form_page(
        request,
        ProgrammeForm,
        title=_("Start a programme"),
        back=lambda programme: reverse("county", args=[programme.slug]),
        save=lambda form: services.add_programme(by=request.user, lead=request.user, from_date=timezone.localdate(), **form.cleaned_data),
        context={"cancel_url": reverse("programmes")},
    )


@in_programme(Permission.EDIT_FRAME)
def edit_programme(request):
    return form_page(
        request,
        EditProgrammeForm,
        row=request.programme,
        title=_("Change the programme"),
        back=_home(request),
        save=lambda form: services.edit_programme(request.programme, by=request.user, seen=form.version, **form.cleaned_data),
    )


# Parties


@in_programme(Permission.READ)
def parties(request):
    page = queries.parties_page(request.programme, on=request.today)
    return render(request, "parties/parties.html", {"page": page, "can_edit": request.authority.may(Permission.EDIT_FRAME)})


@in_programme(Permission.EDIT_FRAME)
def add_party(request):
    return form_page(
        request,
        PartyForm,
        title=_("Add a party"),
        back=_home(request),
        save=lambda form: services.add_party_with_organisation(by=request.user, programme=request.programme, **form.cleaned_data),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_party(request, slug):
    party = _row(request, Party, slug)
    return form_page(
        request,
        EditPartyForm,
        row=party,
        title=_("Change the party"),
        back=_home(request),
        initial_from=lambda row: {**attributes(row.organisation, EditPartyForm), "from_date": row.from_date},
        save=lambda form: services.edit_party_with_organisation(party, by=request.user, seen=form.version, **form.cleaned_data),
        context={"end_url": reverse("party_end", args=[request.programme.slug, slug])},
        template="parties/party_form.html",
    )


@in_programme(Permission.EDIT_FRAME)
def end_party(request, slug):
    party = _row(request, Party, slug)
    return form_page(
        request,
        EndForm,
        row=party,
        title=_("%(party)s leaves the programme") % {"party": party.name},
        back=_home(request),
        save=lambda form: services.end_party(party, by=request.user, seen=form.version, **form.cleaned_data),
        context={"submit": _("End")},
    )


# Staffing


@in_programme(Permission.READ)
def staffing(request):
    """Posts against assignments on any chosen day."""
    form = DayForm(request.GET or {"on": request.today.isoformat()})
    on = form.chosen.get("on") or request.today
    page = queries.staffing(request.programme, on=on)
    context = {"form": form, "page": page, "can_edit": request.authority.may(Permission.EDIT_FRAME)}
    return render(request, "parties/staffing.html", context)


@in_programme(Permission.EDIT_FRAME)
def add_post(request):
    programme = request.programme
    return form_page(
        request,
        PostForm,
        title=_("Add a post"),
        back=_staffing(request),
        save=lambda form: services.add_post(
            by=request.user, programme=programme, slug=services.free_slug(Post, form.cleaned_data["role"], programme=programme), **form.cleaned_data
        ),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_post(request, slug):
    post = _row(request, Post, slug)
    return form_page(
        request,
        PostForm,
        row=post,
        title=_("Change the post"),
        back=_staffing(request),
        save=lambda form: services.edit_post(post, by=request.user, seen=form.version, **form.cleaned_data),
    )


@in_programme(Permission.EDIT_FRAME)
def add_assignment(request):
    programme = request.programme
    return form_page(
        request,
        AssignmentForm,
        title=_("Add an assignment"),
        back=_staffing(request),
        programme=programme,
        save=lambda form: services.add_assignment(
            by=request.user,
            programme=programme,
            slug=services.free_slug(Assignment, form.cleaned_data["role"], programme=programme),
            **form.cleaned_data,
        ),
    )


@in_programme(Permission.EDIT_FRAME)
def edit_assignment(request, slug):
    assignment = _row(request, Assignment, slug)
    return form_page(
        request,
        AssignmentForm,
        row=assignment,
        title=_("Change the assignment"),
        back=_staffing(request),
        programme=request.programme,
        save=lambda form: services.edit_assignment(assignment, by=request.user, seen=form.version, **form.cleaned_data),
        context={"end_url": reverse("assignment_end", args=[request.programme.slug, slug])},
        template="parties/party_form.html",
    )


@in_programme(Permission.EDIT_FRAME)
def end_assignment(request, slug):
    assignment = _row(request, Assignment, slug)
    return form_page(
        request,
        EndForm,
        row=assignment,
        title=_("End the assignment as %(role)s") % {"role": assignment.role},
        back=_staffing(request),
        save=lambda form: services.end_assignment(assignment, by=request.user, seen=form.version, **form.cleaned_data),
        context={"submit": _("End")},
    )
