"""Who may write what was learned. Whoever writes an activity reviews it: its party, whoever leads its work, and those who plan the programme.

A party's own review is that party's also when another party answers for the activity. What a party takes up from another is said by that
party alone.
"""

from fardplan.accounts.permissions import Permission
from fardplan.plan.access import plans_of

#: Who may review at all; which review, `can_edit_review` says.
REVIEWERS = (Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)


def may_review(authority, activity, party_id):
    """Whether somebody writes `party_id`'s review (None: the programme's) of an activity."""
    return plans_of(authority).include(party_id, activity.initiative_id)


def can_edit_review(authority, review):
    return may_review(authority, review.activity, review.party_id)


def takers(authority):
    """Keys of the parties for which somebody says what is taken up from others."""
    return authority.parties_for(Permission.EDIT_PARTY_PLAN)
