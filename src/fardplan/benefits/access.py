"""Who may write what of benefits. A benefit of an initiative is told by those who may edit the initiative; a party's own part and what
its values are, by that party alone; calculations and what crosses a boundary by those who keep the money or the initiatives."""

from django.db.models import Q

from fardplan.accounts.permissions import Permission
from fardplan.portfolio import access as portfolio_access
from fardplan.portfolio.models import Initiative

#: Whoever holds one of these gets as far as the page; the benefit then decides.
WRITERS = (Permission.EDIT_INITIATIVE, Permission.EDIT_OWN_INITIATIVE)
PART_WRITERS = (*WRITERS, Permission.CONFIRM_BENEFIT)
COUNTERS = (Permission.EDIT_INITIATIVE, Permission.EDIT_ECONOMY)


def can_edit(authority, profile):
    if authority.may(Permission.EDIT_INITIATIVE):
        return True
    return profile.initiative_id is not None and portfolio_access.can_edit(authority, profile.initiative)


def can_add_to(authority, initiative, party_ids=None):
    """Whether somebody may tell a new benefit of a piece of work. `party_ids`: keys of its parties, where they are known."""
    return portfolio_access.can_edit(authority, initiative, party_ids)


def initiatives_of(authority):
    """The development work that the user may tell benefits of; a benefit without one is told by those who may edit any."""
    rows = Initiative.objects.filter(programme=authority.programme)
    if authority.may(Permission.EDIT_INITIATIVE):
        return rows
    mine = authority.parties_for(Permission.EDIT_OWN_INITIATIVE)
    own = Q(leader=authority.user) | Q(parties__in=mine)
    return rows.filter(own | Q(is_county_wide=True) if mine else own).distinct()


def can_edit_part(authority, part):
    """The party itself; and whoever tells the benefit, who often measured the baseline."""
    return can_answer(authority, part) or can_edit(authority, part.profile)


def can_answer(authority, part):
    """The line of the very party confirms or corrects its own values."""
    return authority.may_for(Permission.CONFIRM_BENEFIT, part.party_id)


def can_decide(authority):
    """Review, approve, settle: the programme's lead and office write down what was agreed."""
    return authority.may(Permission.RECORD_DECISION)


def can_count(authority):
    return any(authority.may(permission) for permission in COUNTERS)
