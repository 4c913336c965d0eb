"""Who writes what about spread. `authority` is `parties.access.Authority`."""

from fardplan.accounts.permissions import Permission

#: Whoever holds it gets as far as the page; the party then decides.
OWN = Permission.ANSWER_FOR_PARTY


def can_write(authority, adoption):
    """A party's own periods are the party's."""
    return can_write_for(authority, adoption.party_id)


def can_write_for(authority, party_id):
    return authority.may_for(OWN, party_id)


def writes_for(authority):
    """Keys of the parties that the user writes for."""
    return authority.parties_for(OWN)


def can_edit_method(authority):
    """What a method needs, and how far it is meant to come, is the programme's."""
    return authority.may(Permission.EDIT_FRAME)


def can_propose(authority):
    return authority.may(Permission.PREPARE_MATTER)
