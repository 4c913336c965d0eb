from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.parties import who_may
from fardplan.parties.forms_members import EndMembershipForm, MemberForm
from fardplan.parties.invitations import open_invitations
from fardplan.parties.members import LastLead, NeedsPassword, end_membership, enrol, members_of
from fardplan.parties.models import Membership
from fardplan.parties.services import NotYours
from fardplan.parties.web import in_programme, require


def _home(request):
    return reverse("members", args=[request.programme.slug])


@in_programme(Permission.MANAGE_MEMBERS, Permission.MANAGE_PARTY_MEMBERS)
def members(request):
    rows = members_of(request.programme, on=request.now_day, authority=request.authority)
    mine = {row.pk for row in rows if request.authority.may_grant(row.role, row.party_id)}
    page = {"rows": rows, "mine": mine, "all_members": request.authority.may(Permission.MANAGE_MEMBERS), "today": request.now_day}
    page["invitations"] = open_invitations(request.programme, authority=request.authority)
    return render(request, "parties/members.html", page)


@in_programme(Permission.READ, Permission.ANSWER_SELF_ASSESSMENT)
def roles(request):
    """Who may do what: the vocabulary of authority as a table."""
    page = {"table": who_may.table(), "mine": request.authority.roles, "my_labels": request.authority.role_labels}
    return render(request, "parties/roles.html", page)


@in_programme(Permission.MANAGE_MEMBERS, Permission.MANAGE_PARTY_MEMBERS)
def add_member(request):
    return form_page(
        request,
        MemberForm,
        title=_("Give somebody a role"),
        back=_home(request),
        authority=request.authority,
        on=request.now_day,
        speaks=(NeedsPassword, NotYours),
        save=lambda form: enrol(by=request.user, granter=request.authority, programme=request.programme, **form.cleaned_data),
    )


@in_programme(Permission.MANAGE_MEMBERS, Permission.MANAGE_PARTY_MEMBERS)
def end_member(request, pk):
    held = Membership.objects.visible_to(request.user).filter(programme=request.programme)
    membership = get_object_or_404(held.select_related("user", "programme"), pk=pk)
    require(request.authority.may_grant(membership.role, membership.party_id))
    return form_page(
        request,
        EndMembershipForm,
        row=membership,
        title=_("Take back the role %(role)s from %(name)s") % {"role": membership.get_role_display(), "name": membership.user},
        back=_home(request),
        speaks=(LastLead, NotYours),
        save=lambda form: end_membership(membership, by=request.user, granter=request.authority, seen=form.version, **form.cleaned_data),
        context={"submit": _("Take back the role")},
    )
