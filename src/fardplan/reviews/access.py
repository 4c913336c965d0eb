"""Who may write what was learned. Whoever writes an activity reviews it: its party, whoever leads its work, and those who plan the programme.

A party's own review is that party's also when another party answers for the activity. What a party takes up from another is said by that
party alone.
"""

from fardplan.accounts.permissions import Permission
from fardplan.plan.access import Plans, plans_of

#: Who may review at all; which review, `can_edit_review` says.
REVIEWERS = (Permission.EDIT_PLAN, Permission.EDIT_PARTY_PLAN)
#: Who may enter a citizen dialogue at all.
LISTENERS = (Permission.EDIT_PLAN, Permission.ANSWER_FOR_PARTY)


def may_review(authority, activity, party_id):
    """Whether somebody writes `party_id`'s review (None: the programme's) of an activity."""
    return plans_of(authority).include(party_id, activity.initiative_id)


def can_edit_review(authority, review):
    return may_review(authority, review.activity, review.party_id)


def dialogues_of(authority):
    """Whose citizen dialogues somebody writes: those who plan the programme all of them, a party's coordinator the party's own."""
    return Plans(authority, authority.may(Permission.EDIT_PLAN), authority.parties_for(Permission.ANSWER_FOR_PARTY))


def can_edit_dialogue(authority, dialogue):
    held = dialogues_of(authority)
    return held.programme or dialogue.party_id in held.parties


def takers(authority):
    """Keys of the parties for which somebody says what is taken up from others."""
    return authority.parties_for(Permission.EDIT_PARTY_PLAN)
