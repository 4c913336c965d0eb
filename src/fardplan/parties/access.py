"""Who may do what in a programme. Authority is read for each request, never kept in the session."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from fardplan.accounts.permissions import GRANTS, PARTY_ROLES, Permission, Role, granted
from fardplan.parties.models import Membership, Programme


@dataclass(frozen=True)
class Authority:
    """What a user may do in a programme on a day, and for which parties. `held` are pairs (role, party key or None)."""

    user: object
    programme: Programme
    held: frozenset[tuple[str, int | None]]

    @cached_property
    def roles(self):
        return frozenset(role for role, _party in self.held)

    @cached_property
    def party_ids(self):
        return frozenset(party for _role, party in self.held if party)

    @cached_property
    def permissions(self):
        return granted(self.roles)

    def may(self, permission):
        """Whether some role of the user's holds `permission` at all; for a party's own rows ask `may_for`."""
        return permission in self.permissions

    def may_for(self, permission, party_id):
        """Whether the user holds `permission` through a role in this very party: a party's own rows are written by that party alone."""
        return party_id is not None and any(party == party_id and permission in GRANTS[role] for role, party in self.held)

    def parties_for(self, permission):
        """Keys of the parties for which the user holds `permission`."""
        return frozenset(party for role, party in self.held if party and permission in GRANTS[role])

    def may_grant(self, role, party_id):
        """Whether the user gives and takes back `role` for the party (None: for none). Nobody grants what they do not hold.

        Who manages all members gives every role; a party's coordinator gives roles of that party, none that may more than the
        coordinator may for it.
        """
        if self.may(Permission.MANAGE_MEMBERS):
            return GRANTS[role] <= self.permissions
        if role not in PARTY_ROLES or not self.may_for(Permission.MANAGE_PARTY_MEMBERS, party_id):
            return False
        return GRANTS[role] <= granted({held for held, party in self.held if party == party_id})

    @property
    def role_labels(self):
        return [role.label for role in Role if role in self.roles]


def authority_of(user, programme, *, on):
    """The authority of `user` in `programme` on the day `on`: one query."""
    held = Membership.objects.filter(user=user, programme=programme).holding_on(on).values_list("role", "party_id")
    return Authority(user, programme, frozenset(held))


def authority_at(user, slug, *, on):
    """The authority of `user` in the programme `slug`, which comes with its county; 404 for who is no member that day. One query."""
    held = list(Membership.objects.filter(user=user, programme__slug=slug).holding_on(on).select_related("programme__county"))
    if not held:
        raise Http404
    return Authority(user, held[0].programme, frozenset((row.role, row.party_id) for row in held))


def may_create_programme(user):
    """Operators set up programmes, and so does anybody who leads one already: a sister programme starts like that."""
    return user.is_operator or user.memberships.filter(role=Role.LEAD, until_date__isnull=True).exists()


__all__ = ["Authority", "Permission", "authority_at", "authority_of", "may_create_programme"]
