"""Who may log in to a programme, and as what. Nobody gives away more than they hold, and a programme always has a lead."""

from django.contrib.auth import password_validation
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.accounts import services as accounts
from fardplan.accounts.models import User
from fardplan.accounts.permissions import Permission, Role
from fardplan.audit import writes
from fardplan.parties.models import Membership, Programme
from fardplan.parties.services import NotYours, grant


class NeedsPassword(Exception):
    """A new log-in has no password to begin with."""

    def __init__(self):
        super().__init__(_("This user name is new. Write a first password to hand over."))


class LastLead(Exception):
    """Ending this role, or closing this log-in, would leave a programme without anybody who leads it."""

    def __init__(self):
        super().__init__(_("This is the last programme lead. Give somebody else the role first."))


def members_of(programme, *, on, authority=None):
    """Those who hold a role on a day, or will: one query. Whoever manages only the own party's members sees those (`authority`)."""
    held = Membership.objects.filter(programme=programme).select_related("user", "party__organisation", "unit")
    if authority is not None and not authority.may(Permission.MANAGE_MEMBERS):
        held = held.filter(party__in=authority.parties_for(Permission.MANAGE_PARTY_MEMBERS))
    return [row for row in held.order_by("user__display_name", "role", "pk") if row.until_date is None or row.until_date > on]


@transaction.atomic
def enrol(*, by, granter, programme, username, display_name, role, party=None, unit=None, from_date=None, password=""):
    """Give a role to the log-in `username`; a new log-in is made, with `password` to hand over.

    Somebody who has a log-in already keeps name and password. Raises NeedsPassword, parties.services.NotYours and
    ValidationError by field.
    """
    if not granter.may_grant(role, party and party.pk):
        raise NotYours
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        if not password:
            raise NeedsPassword
        password_validation.validate_password(password)
        user = accounts.add_user(by=by, username=username, display_name=display_name or username, password=password)
    return grant(by=by, granter=granter, user=user, programme=programme, role=role, party=party, unit=unit, from_date=from_date)


@transaction.atomic
def end_membership(membership, *, by, until_date, granter=None, seen=None):
    """Take back a role from `until_date`. `granter` is the Authority of whoever does it; None for a command.

    Raises NotYours and LastLead.
    """
    if granter is not None and not granter.may_grant(membership.role, membership.party_id):
        raise NotYours
    if membership.role == Role.LEAD:
        keep_a_lead(membership.programme, without=membership.user, until_date=until_date)
    return writes.change(membership, by=by, seen=seen, verb="ended", until_date=until_date)


def keep_a_lead(programme, *, without, until_date=None):
    """Raises LastLead unless somebody other than the user `without` leads `programme` until further notice.

    Locks the programme, so that two leads cannot take each other away at the same moment. Whoever takes over does so no later than
    `until_date`, and can log in.
    """
    Programme.objects.select_for_update().get(pk=programme.pk)
    others = Membership.objects.leads(programme).filter(until_date__isnull=True, user__is_active=True).exclude(user=without)
    if not any(row.from_date is None or until_date is None or row.from_date <= until_date for row in others):
        raise LastLead


@transaction.atomic
def close_account(user, *, by, on):
    """The log-in no longer opens anything from now on; its sessions end with the next request. Raises LastLead."""
    for membership in Membership.objects.filter(user=user, role=Role.LEAD).holding_on(on).select_related("programme"):
        keep_a_lead(membership.programme, without=user, until_date=on)
    return writes.change(user, by=by, verb="closed", is_active=False)


def open_account(user, *, by):
    return writes.change(user, by=by, verb="reopened", is_active=True)
