"""Who may do what in a programme. Authority is read for each request, never kept in the session."""

from dataclasses import dataclass
from functools import cached_property

from fardplan.accounts.permissions import Permission, Role, granted
from fardplan.parties.models import Membership, Programme


@dataclass(frozen=True)
class Authority:
    """What a user may do in a programme on a day, and for which parties."""

    user: object
    programme: Programme
    roles: frozenset[str]
    party_ids: frozenset[int]

    @cached_property
    def permissions(self):
        return granted(self.roles)

    def may(self, permission):
        return permission in self.permissions

    @property
    def role_labels(self):
        return [role.label for role in Role if role in self.roles]


def authority_of(user, programme, *, on):
    """The authority of `user` in `programme` on the day `on`: one query."""
    held = Membership.objects.filter(user=user, programme=programme).holding_on(on).values_list("role", "party_id")
    roles, parties = set(), set()
    for role, party_id in held:
        roles.add(role)
        if party_id:
            parties.add(party_id)
    return Authority(user, programme, frozenset(roles), frozenset(parties))


def may_create_programme(user):
    """Operators set up programmes, and so does anybody who leads one already: a sister programme starts like that."""
    return user.is_operator or user.memberships.filter(role=Role.LEAD, until_date__isnull=True).exists()


__all__ = ["Authority", "Permission", "authority_of", "may_create_programme"]
