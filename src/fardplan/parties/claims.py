"""Roles that an identity provider vouches for: they follow its claims at each log-in. Which claim gives which role is configured."""

import logging

from django.db import transaction

from fardplan.accounts.permissions import PARTY_ROLES, Role
from fardplan.audit import writes
from fardplan.parties.members import LastLead, keep_a_lead
from fardplan.parties.models import Membership, Party, Programme

logger = logging.getLogger("fardplan.log_in")


@transaction.atomic
def follow_claims(user, *, by, provider, wanted, on):
    """Give `user` the roles in `wanted`, a set of (programme, role, party) by key, and end those that `provider` vouched for before.

    A role that somebody gave by hand is left as it is, and so is that of a programme's last lead: claims end it when there is another. `on` is the day from which it holds.
    """
    found = {key for row in wanted if (key := _known(*row))}
    held = Membership.objects.select_for_update().filter(user=user).holding_on(on)
    by_hand = {_key(row) for row in held if not row.claimed_from}
    vouched = {_key(row): row for row in held if row.claimed_from == provider}
    for key, row in vouched.items():
        if key not in found:
            _end(row, by=by, on=on)
    for programme, role, party in sorted(found - by_hand - vouched.keys(), key=str):
        writes.create(Membership, by=by, user=user, programme_id=programme, role=role, party_id=party, from_date=on, claimed_from=provider)


def _end(row, *, by, on):
    if row.role == Role.LEAD:
        try:
            keep_a_lead(row.programme, without=row.user, until_date=on)
        except LastLead:
            # The programme would be nobody's. The role goes at the first log-in after somebody else has been given it.
            logger.warning(
                "the last programme lead of %s is no longer vouched for: the role is kept until there is another", row.programme_id
            )
            return
        logger.warning("a programme lead of %s is no longer vouched for", row.programme_id)
    if row.from_date == on:
        writes.remove(row, by=by)  # never held a whole day
    else:
        writes.change(row, by=by, verb="ended", until_date=on)


def _key(row):
    return row.programme_id, row.role, row.party_id


def _known(programme_slug, role, party_slug):
    """The keys of a mapped role; None, with a word in the log, when the mapping names what there is not."""
    programme = Programme.objects.filter(slug=programme_slug).first()
    party = Party.objects.filter(programme=programme, slug=party_slug).first() if programme and party_slug else None
    if programme is None or role not in Role.values or (party_slug and party is None) or (role in PARTY_ROLES and party is None):
        logger.error("FARDPLAN_OIDC maps to what there is not: %s %s %s", programme_slug, role, party_slug)
        return None
    return programme.pk, role, party.pk if party else None
