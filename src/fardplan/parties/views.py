from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.parties import queries, services
from fardplan.parties.access import may_create_programme
from fardplan.parties.forms import (
    AssignmentForm,
    DayForm,
    EditPartnerForm,
    EditPartyForm,
    EditProgrammeForm,
    PartnerForm,
    PartyForm,
    PostForm,
    ProgrammeForm,
    UnitForm,
    initial_of_programme,
    initial_with_organisation,
)
from fardplan.parties.models import Assignment, Partner, Party, Post, Unit
from fardplan.parties.registers import EndForm, Register
from fardplan.parties.web import in_programme, logged_in, require

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
        context={"cancel_url": reverse("programmes"), "crumbs": [(_("My programmes"), reverse("programmes"))]},
    )


@in_programme(Permission.EDIT_FRAME)
def edit_programme(request):
    home = reverse("parties", args=[request.programme.slug])
    return form_page(
        request,
        EditProgrammeForm,
        row=request.programme,
        title=_("Change the programme"),
        back=home,
        initial_from=initial_of_programme,
        save=lambda form: services.revise_programme(request.programme, by=request.user, seen=form.version, **form.cleaned_data),
        context={"crumbs": [(_("Parties"), home)]},
    )


# Parties, and others who take part


@in_programme(Permission.READ)
def parties(request):
    page = queries.parties_page(request.programme, on=request.today)
    return render(request, "parties/parties.html", {"page": page, "can_edit": request.authority.may(Permission.EDIT_FRAME)})


PARTIES = {"home": "parties", "home_label": gettext_lazy("Parties")}

party = Register(
    Party,
    PartyForm,
    edit_form=EditPartyForm,
    add=services.add_party_with_organisation,
    edit=services.edit_party_with_organisation,
    end=services.end_party,
    reopen=services.reopen_party,
    remove=services.remove_party,
    titles=(gettext_lazy("Add a party"), gettext_lazy("Change the party")),
    route="party",
    reserved=frozenset({"ny", "ovriga", "programmet"}),
    named_by=PartyForm.key,
    wants_programme=True,
    initial_from=initial_with_organisation,
    **PARTIES,
)

partner = Register(
    Partner,
    PartnerForm,
    edit_form=EditPartnerForm,
    add=services.add_partner_with_organisation,
    edit=services.edit_partner_with_organisation,
    end=services.end_partner,
    reopen=services.reopen_partner,
    remove=services.remove_partner,
    titles=(gettext_lazy("Add somebody who takes part"), gettext_lazy("Change who takes part")),
    route="partner",
    named_by=PartnerForm.key,
    wants_programme=True,
    initial_from=initial_with_organisation,
    **PARTIES,
)


# Units: shared as their organisations are, and reached through a party of the programme


def _party(request, slug):
    return get_object_or_404(Party.objects.visible_to(request.user).filter(programme=request.programme), slug=slug)


def _unit_page(request, party):
    home = reverse("parties", args=[request.programme.slug])
    return {"template": "parties/register_form.html", "context": {"crumbs": [(_("Parties"), home)], "belongs_to": party.organisation.name}}


@in_programme(Permission.EDIT_FRAME)
def add_unit(request, slug):
    party = _party(request, slug)
    return form_page(
        request,
        UnitForm,
        title=_("Add a unit of %(party)s") % {"party": party.name},
        back=reverse("parties", args=[request.programme.slug]) + "#enheter",
        organisation=party.organisation,
        on=request.today,
        save=lambda form: services.add_unit(
            by=request.user,
            organisation=party.organisation,
            slug=services.free_slug(Unit, f"{party.name} {form.cleaned_data['name']}"),
            **form.cleaned_data,
        ),
        **_unit_page(request, party),
    )


def _unit_verb(verb):
    """A page about one unit, reached through its party: `verb(request, party, unit, page)`, with the context and template of such pages."""

    @in_programme(Permission.EDIT_FRAME)
    def view(request, slug, unit):
        party = _party(request, slug)
        found = get_object_or_404(party.organisation.units, slug=unit)
        return verb(
            request, party, found, {"back": reverse("parties", args=[request.programme.slug]) + "#enheter", **_unit_page(request, party)}
        )

    return view


@_unit_verb
def edit_unit(request, party, unit, page):
    def address(verb):
        return reverse(f"unit_{verb}", args=[request.programme.slug, party.slug, unit.slug])

    ended = unit.until_date is not None
    page["context"] |= {"remove_url": address("remove"), "reopen_url" if ended else "end_url": address("reopen" if ended else "end")}
    return form_page(
        request,
        UnitForm,
        row=unit,
        title=_("Change the unit"),
        organisation=party.organisation,
        on=request.today,
        unit=unit,
        save=lambda form: services.edit_unit(unit, by=request.user, seen=form.version, **form.cleaned_data),
        **page,
    )


@_unit_verb
def end_unit(request, party, unit, page):
    page["context"]["submit"] = _("End")
    return form_page(
        request,
        EndForm,
        row=unit,
        title=_("End “%(name)s”") % {"name": unit},
        save=lambda form: services.end_unit(unit, by=request.user, seen=form.version, **form.cleaned_data),
        **page,
    )


@_unit_verb
def reopen_unit(request, party, unit, page):
    return confirm_page(
        request,
        do=lambda: services.reopen_unit(unit, by=request.user),
        title=_("Open “%(name)s” again?") % {"name": unit},
        what=[_("Its last day is taken away: it holds until further notice.")],
        submit=_("Open again"),
        danger=False,
        back=page["back"],
        context=page["context"],
    )


@_unit_verb
def remove_unit(request, party, unit, page):
    return confirm_page(
        request,
        do=lambda: services.remove_unit(unit, by=request.user),
        title=_("Take away “%(name)s”?") % {"name": unit},
        what=[_("The organisation is shared: the unit disappears from other programmes too.")],
        submit=_("Take away"),
        back=page["back"],
        context=page["context"],
    )


# Staffing

STAFFING = {"home": "staffing", "home_label": gettext_lazy("Staffing")}


@in_programme(Permission.READ)
def staffing(request):
    """Posts against assignments on any chosen day."""
    form = DayForm(request.GET or {"on": request.today.isoformat()})
    on = form.chosen.get("on") or request.today
    page = queries.staffing(request.programme, on=on)
    context = {
        "form": form,
        "page": page,
        "today": request.today,
        "other_day": on != request.today or bool(form.errors),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "parties/staffing.html", context)


@in_programme(Permission.READ)
def post_page(request, slug):
    """A post: what is planned, and who has held it when, also on another day than today."""
    posts = Post.objects.visible_to(request.user).filter(programme=request.programme)
    found = get_object_or_404(posts, slug=slug)
    found.programme = request.programme
    form = DayForm(request.GET or {"on": request.today.isoformat()})
    on = form.chosen.get("on") or request.today
    context = {
        "post": found,
        "form": form,
        "page": queries.post_history(found, on=on),
        "today": request.today,
        "other_day": on != request.today or bool(form.errors),
        "can_edit": request.authority.may(Permission.EDIT_FRAME),
    }
    return render(request, "parties/post.html", context)


post = Register(
    Post,
    PostForm,
    add=services.add_post,
    edit=services.edit_post,
    end=services.end_post,
    reopen=services.reopen_post,
    remove=services.remove_post,
    titles=(gettext_lazy("Add a post"), gettext_lazy("Change the post")),
    route="post",
    named_by="role",
    **STAFFING,
)

assignment = Register(
    Assignment,
    AssignmentForm,
    add=services.add_assignment,
    edit=services.edit_assignment,
    end=services.end_assignment,
    reopen=services.reopen_assignment,
    remove=services.remove_assignment,
    titles=(gettext_lazy("Add an assignment"), gettext_lazy("Change the assignment")),
    route="assignment",
    named_by="role",
    wants_programme=True,
    **STAFFING,
)
