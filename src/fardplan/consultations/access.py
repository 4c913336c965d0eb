"""Who may do what with a consultation. What state allows it is `rules`."""

from fardplan.accounts.permissions import Permission


def can_prepare(authority):
    """Programme lead, office and change leaders send out, close and compile."""
    return authority.may(Permission.PREPARE_MATTER)


def can_answer(authority, party_id):
    """A party's answer is written by that party alone: not by the programme lead, not by the office."""
    return authority.may_for(Permission.ANSWER_FOR_PARTY, party_id)


def answers_for(authority):
    """Keys of the parties that the user answers for."""
    return authority.parties_for(Permission.ANSWER_FOR_PARTY)
