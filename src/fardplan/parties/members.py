"""Who may log in to a programme, and as what. Nobody gives away more than they hold, and a programme always has a lead."""

from django.contrib.auth import password_validation
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.accounts import services as accounts
from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.audit import writes
from fardplan.parties.models import Membership
from fardplan.parties.services import grant


class NeedsPassword(Exception):
    """A new log-in has no password to begin with."""

    def __init__(self):
        super().__init__(_("This user name is new. Write a first password to hand over."))


class LastLead(Exception):
    """Ending this role would leave the programme without anybody who leads it."""

    def __init__(self):
        super().__init__(_("This is the last programme lead. Give somebody else the role first."))


def members_of(programme, *, on):
    """Those who hold a role on a day, or will: one query."""
    held = Membership.objects.filter(programme=programme).select_related("user", "party__organisation")
    return [row for row in held.order_by("user__display_name", "role", "pk") if row.until_date is None or row.until_date > on]


@transaction.atomic
def enrol(*, by, granter, programme, username, display_name, role, party=None, from_date=None, password=""):
    """Give a role to the log-in `username`; a new log-in is made, with `password` to hand over.

    Somebody who has a log-in already keeps name and password. Raises NeedsPassword, parties.services.NotYours and
    ValidationError by field.
    """
    user = User.objects.filter(username__iexact=username).first()
    if user is None:
        if not password:
            raise NeedsPassword
        password_validation.validate_password(password)
        user = accounts.add_user(by=by, username=username, display_name=display_name or username, password=password)
    return grant(by=by, granter=granter, user=user, programme=programme, role=role, party=party, from_date=from_date)


@transaction.atomic
def end_membership(membership, *, by, until_date, seen=None):
    """Take back a role from `until_date`. Raises LastLead."""
    if membership.role == Role.LEAD:
        # Locked, so that two leads cannot take each other away at the same moment.
        leads = Membership.objects.select_for_update().filter(programme=membership.programme, role=Role.LEAD, until_date__isnull=True)
        if not any(row.pk != membership.pk for row in leads):
            raise LastLead
    return writes.change(membership, by=by, seen=seen, verb="ended", until_date=until_date)
