"""Invitations as the one who invites sees them. What the invited sees is `config.views_invitation`."""

import datetime

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission
from fardplan.kit.editing import confirm_page, form_page
from fardplan.kit.templatetags.fardplan import datum
from fardplan.parties import invitations
from fardplan.parties.forms_members import InvitationForm
from fardplan.parties.models import Invitation
from fardplan.parties.services import NotYours
from fardplan.parties.web import in_programme, require

MANAGERS = (Permission.MANAGE_MEMBERS, Permission.MANAGE_PARTY_MEMBERS)


def _home(request):
    return reverse("members", args=[request.programme.slug])


def _load(request, pk):
    rows = Invitation.objects.visible_to(request.user).filter(programme=request.programme)
    found = get_object_or_404(rows.select_related("party__organisation"), pk=pk)
    require(request.authority.may_grant(found.role, found.party_id))
    return found


def _two_weeks(request):
    return request.now_day + datetime.timedelta(days=invitations.DAYS)


@in_programme(*MANAGERS)
def invite(request):
    def save(form):
        now = timezone.now()
        values = {"by": request.user, "granter": request.authority, "programme": request.programme, "today": request.now_day, "now": now}
        made = invitations.invite(**values, **form.cleaned_data)
        messages.success(request, _("An invitation is on its way to %(address)s.") % {"address": made.address})
        return made

    return form_page(
        request,
        InvitationForm,
        title=_("Invite somebody"),
        back=_home(request),
        authority=request.authority,
        on=request.now_day,
        initial={"last_day": _two_weeks(request)},
        speaks=(NotYours,),
        save=save,
        context={"submit": _("Send the invitation")},
    )


@in_programme(*MANAGERS)
def send_again(request, pk):
    invitation, last_day = _load(request, pk), _two_weeks(request)
    return confirm_page(
        request,
        title=_("Send the invitation to %(address)s again?") % {"address": invitation.address},
        what=[_("A new link goes out, which works until %(day)s. The earlier one stops working.") % {"day": datum(last_day)}],
        submit=_("Send again"),
        back=_home(request),
        danger=False,
        speaks=(NotYours, invitations.Closed, invitations.Enough),
        do=lambda: invitations.send_again(invitation, by=request.user, granter=request.authority, last_day=last_day, now=timezone.now()),
    )


@in_programme(*MANAGERS)
def withdraw(request, pk):
    invitation = _load(request, pk)
    return confirm_page(
        request,
        title=_("Withdraw the invitation to %(address)s?") % {"address": invitation.address},
        what=[_("The link in the letter stops working at once.")],
        submit=_("Withdraw"),
        back=_home(request),
        speaks=(NotYours, invitations.Closed),
        do=lambda: invitations.withdraw(invitation, by=request.user, granter=request.authority, now=timezone.now()),
    )
