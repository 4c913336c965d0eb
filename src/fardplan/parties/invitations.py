"""Invitations: a role offered to an e-mail address. Nothing here tells whether the address has a log-in; whoever holds the link learns
it only by using it, which only the owner of the mailbox can."""

import datetime

from django.contrib.auth import password_validation
from django.contrib.auth.hashers import is_password_usable
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from fardplan.accounts import mail
from fardplan.accounts import services as accounts
from fardplan.accounts.models import User
from fardplan.audit import writes
from fardplan.parties.access import authority_of
from fardplan.parties.models import Invitation, Membership
from fardplan.parties.services import NotYours, grant

DAYS, MOST_DAYS = 14, 60
#: Mails to one address about one invitation.
MOST_SENDINGS = 5


class Closed(Exception):
    """The invitation can no longer be accepted; the text says why."""


class HasLogIn(Exception):
    def __init__(self):
        super().__init__(_("There is a log-in with this address already. Log in with it, or ask for a new password."))


class Enough(Exception):
    def __init__(self):
        super().__init__(_("The invitation has been sent five times. Check the address, withdraw it and invite again."))


def open_invitations(programme, *, authority):
    """Those that nobody has accepted or withdrawn, late ones as well: one query. Only those whose role `authority` may give."""
    rows = Invitation.objects.filter(programme=programme, accepted_at__isnull=True, withdrawn_at__isnull=True)
    rows = rows.select_related("party__organisation", "unit")
    return [row for row in rows if authority.may_grant(row.role, row.party_id)]


@transaction.atomic
def invite(*, by, granter, programme, address, role, last_day, today, now, party=None, unit=None):
    """Offer a role and send the link. Raises NotYours, and ValidationError by field."""
    if granter.programme != programme or not granter.may_grant(role, party and party.pk):
        raise NotYours
    if not today <= last_day <= today + datetime.timedelta(days=MOST_DAYS):
        raise ValidationError({"last_day": gettext("Choose a day from today and at most %(n)s days ahead.") % {"n": MOST_DAYS}})
    values = {"address": address.lower(), "role": role, "party": party, "unit": unit, "last_day": last_day, "sent_at": now}
    invitation = writes.create(Invitation, by=by, programme=programme, invited_by=by, **values)
    _send(invitation)
    return invitation


@transaction.atomic
def send_again(invitation, *, by, granter, last_day, now):
    """A new link; the earlier one no longer works. Raises NotYours, Closed and Enough."""
    current = _locked(invitation)
    if not granter.may_grant(current.role, current.party_id):
        raise NotYours
    _raise_if_ended(current)
    if current.sendings >= MOST_SENDINGS:
        raise Enough
    # Whoever sends it again answers for it.
    current = writes.change(current, by=by, verb="sent again", sendings=current.sendings + 1, sent_at=now, last_day=last_day, invited_by=by)
    _send(current)
    return current


@transaction.atomic
def withdraw(invitation, *, by, granter, now):
    """The link no longer works. Raises NotYours and Closed."""
    current = _locked(invitation)
    if not granter.may_grant(current.role, current.party_id):
        raise NotYours
    _raise_if_ended(current)
    return writes.change(current, by=by, verb="withdrawn", withdrawn_at=now)


# The link


def token_of(invitation):
    return signing.dumps([invitation.pk, invitation.sendings], salt="invitation").replace(":", "~")


def find(token):
    """The invitation of a link, and whether the link is the latest one sent; None when nobody made the link."""
    try:
        pk, sending = signing.loads(token.replace("~", ":"), salt="invitation")
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Invitation.objects.select_related("programme", "party__organisation", "unit", "invited_by").filter(pk=pk).first()
    if found is not None:
        found.is_latest_link = sending == found.sendings
    return found


def raise_if_closed(invitation, *, today):
    """Raises Closed, with words for whoever holds the link."""
    _raise_if_ended(invitation)
    if not getattr(invitation, "is_latest_link", True):
        raise Closed(_("A newer invitation has been sent to the same address. Open that one."))
    if today > invitation.last_day:
        raise Closed(_("The invitation has run out. Ask for a new one."))


def _raise_if_ended(invitation):
    if invitation.accepted_at is not None:
        raise Closed(_("The invitation has been used already."))
    if invitation.withdrawn_at is not None:
        raise Closed(_("The invitation has been withdrawn."))


@transaction.atomic
def accept(invitation, *, user, today, now):
    """Give `user` the role. Raises Closed, also when whoever invited may no longer give it."""
    current = _locked(invitation)
    raise_if_closed(current, today=today)
    inviter, programme = current.invited_by, current.programme
    held = Membership.objects.filter(user=user, programme=programme, role=current.role, party=current.party, unit=current.unit)
    if not held.holding_on(today).exists():
        granter = authority_of(inviter, programme, on=today)
        try:
            if not inviter.is_active:
                raise NotYours
            values = {"role": current.role, "party": current.party, "unit": current.unit, "from_date": today}
            grant(by=user, granter=granter, user=user, programme=programme, **values)
        except NotYours as error:
            raise Closed(_("Whoever invited you may no longer give the role. Ask for a new invitation.")) from error
    return writes.change(current, by=user, verb="accepted", accepted_at=now, accepted_by=user)


@transaction.atomic
def accept_as_new(invitation, *, display_name, password, today, now):
    """Make a log-in for the invited address and give it the role. Returns the user. Raises Closed, HasLogIn, ValidationError."""
    current = _locked(invitation)
    raise_if_closed(current, today=today)
    known = User.objects.filter(email__iexact=current.address, is_active=True)
    if any(is_password_usable(user.password) for user in known):
        raise HasLogIn
    username = accounts.free_username(display_name)
    try:
        password_validation.validate_password(password, User(username=username, display_name=display_name, email=current.address))
    except ValidationError as error:
        raise ValidationError({"password": error.messages}) from error
    user = accounts.add_user(by="invitation", username=username, display_name=display_name, password=password, email=current.address)
    accept(current, user=user, today=today, now=now)
    return user


def _locked(invitation):
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    current.is_latest_link = getattr(invitation, "is_latest_link", True) and current.sendings == invitation.sendings
    return current


def _send(invitation):
    link = mail.link(reverse("invitation", args=[token_of(invitation)]))
    role = pgettext("in a letter", "%(role)s for %(party)s") if invitation.party else "%(role)s"
    role %= {"role": invitation.get_role_display(), "party": invitation.party}
    page = {"invitation": invitation, "role": role, "link": link, "programme": invitation.programme, "by": invitation.invited_by}
    text = render_to_string("parties/letters/invitation.txt", page)
    subject = gettext("Invitation to %(programme)s") % {"programme": invitation.programme}
    key = f"invitation:{invitation.pk}:{invitation.sendings}"
    mail.send_later(None, subject, text, address=invitation.address, key=key, secret=True)
