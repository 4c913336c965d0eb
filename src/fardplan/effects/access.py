"""Who may write what an initiative means to move: those who may edit the initiative, and those who keep the indicators."""

from fardplan.accounts.permissions import Permission
from fardplan.portfolio import access as portfolio_access

#: Whoever holds one of these gets as far as the page; the initiative then decides.
WRITERS = (Permission.EDIT_INDICATORS, Permission.EDIT_INITIATIVE, Permission.EDIT_OWN_INITIATIVE)


def can_add(authority, initiative, party_ids=None):
    """`party_ids`: those that take part in the initiative, when the caller has read them."""
    return authority.may(Permission.EDIT_INDICATORS) or portfolio_access.can_edit(authority, initiative, party_ids)


def can_edit(authority, effect):
    return can_add(authority, effect.initiative)
