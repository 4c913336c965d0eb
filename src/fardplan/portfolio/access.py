"""Who may do what with an initiative. `authority` is `parties.access.Authority`: what a user may in the programme today."""

from fardplan.accounts.permissions import Permission


def is_own(authority, initiative):
    """The one I lead, or my party takes part in."""
    if initiative.leader_id is not None and initiative.leader_id == authority.user.pk:
        return True
    if not authority.party_ids:
        return False
    return initiative.is_county_wide or initiative.parties.filter(pk__in=authority.party_ids).exists()


def can_edit(authority, initiative):
    if authority.may(Permission.EDIT_INITIATIVE):
        return True
    return authority.may(Permission.EDIT_OWN_INITIATIVE) and is_own(authority, initiative)


def can_move(authority):
    return authority.may(Permission.MOVE_INITIATIVE)
