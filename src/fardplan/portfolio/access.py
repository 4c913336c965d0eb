"""Who may do what with an initiative. `authority` is `parties.access.Authority`: what a user may in the programme today."""

from fardplan.accounts.permissions import Permission


def is_own(authority, initiative, party_ids=None):
    """The one I lead, or my party takes part in. `party_ids`: those that take part, when the caller has read them."""
    if initiative.leader_id is not None and initiative.leader_id == authority.user.pk:
        return True
    mine = authority.parties_for(Permission.EDIT_OWN_INITIATIVE)
    if not mine:
        return False
    if party_ids is not None:
        return initiative.is_county_wide or not mine.isdisjoint(party_ids)
    return initiative.is_county_wide or initiative.parties.filter(pk__in=mine).exists()


def can_edit(authority, initiative, party_ids=None):
    if authority.may(Permission.EDIT_INITIATIVE):
        return True
    return authority.may(Permission.EDIT_OWN_INITIATIVE) and is_own(authority, initiative, party_ids)


def can_move(authority):
    return authority.may(Permission.PREPARE_INITIATIVE)
