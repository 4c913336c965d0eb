"""Who may do what with matters, meetings and decisions. `authority` is `parties.access.Authority`."""

from fardplan.accounts.permissions import Permission
from fardplan.governance.rules import ENDED


def can_prepare(authority):
    """Matters, routes, proposals, agendas, packs, letters to a forum."""
    return authority.may(Permission.PREPARE_MATTER)


def can_record(authority):
    """Minutes, decisions, and what becomes of them."""
    return authority.may(Permission.RECORD_DECISION)


def can_change(authority, decision):
    """A decision that is not closed. What was closed is corrected by another decision."""
    return can_record(authority) and not decision.is_closed


def can_answer(authority, party_id):
    """What a party says, and when its own bodies meet: that party alone."""
    return authority.may_for(Permission.ANSWER_FOR_PARTY, party_id)


def answers_for(authority):
    """Keys of the parties that the user answers for."""
    return authority.parties_for(Permission.ANSWER_FOR_PARTY)


def can_raise(authority):
    return authority.may(Permission.RAISE)


def can_report(authority, follow_up):
    """The office, whoever is named, and the coordinator of the party that is to do it."""
    if can_record(authority) or follow_up.responsible_id == authority.user.pk:
        return True
    return can_answer(authority, follow_up.party_id)


def is_open(follow_up):
    return follow_up.state not in ENDED
