from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import form_page
from fardplan.parties.forms_members import EndMembershipForm, MemberForm
from fardplan.parties.members import LastLead, NeedsPassword, end_membership, enrol, members_of
from fardplan.parties.models import Membership
from fardplan.parties.web import in_programme


def _home(request):
    return reverse("members", args=[request.programme.slug])


@in_programme(Permission.MANAGE_MEMBERS)
def members(request):
    return render(request, "parties/members.html", {"rows": members_of(request.programme, on=request.now_day)})


@in_programme(Permission.MANAGE_MEMBERS)
def add_member(request):
    return form_page(
        request,
        MemberForm,
        title=_("Give somebody a role"),
        back=_home(request),
        authority=request.authority,
        speaks=(NeedsPassword,),
        save=lambda form: enrol(by=request.user, granter=request.authority, programme=request.programme, **form.cleaned_data),
    )


@in_programme(Permission.MANAGE_MEMBERS)
def end_member(request, pk):
    membership = get_object_or_404(Membership.objects.filter(programme=request.programme), pk=pk)
    return form_page(
        request,
        EndMembershipForm,
        row=membership,
        title=_("Take back the role %(role)s from %(name)s") % {"role": membership.get_role_display(), "name": membership.user},
        back=_home(request),
        speaks=(LastLead,),
        save=lambda form: end_membership(membership, by=request.user, seen=form.version, **form.cleaned_data),
        context={"submit": _("Take back the role")},
    )
