"""Who may write an activity or a milestone.

Those who plan the programme write all of its rows, also those that wait for a party. A party writes what it answers for itself and no other
party's; whoever leads a piece of work writes what belongs to it. Dependencies and exclusions are the programme's.
"""

from dataclasses import dataclass
from functools import cached_property

from fardplan.accounts.permissions import Permission
from fardplan.portfolio.models import Initiative


@dataclass(frozen=True)
class Plans:
    """Whose plans somebody writes: the programme's, those of some parties (keys), those of the work they lead (keys)."""

    authority: object
    programme: bool
    parties: frozenset[int]

    @cached_property
    def led(self):
        """Keys of the work that they lead: one query, when it is asked for."""
        if not self.authority.may(Permission.EDIT_PARTY_PLAN):
            return frozenset()
        led = Initiative.objects.filter(programme=self.authority.programme, leader=self.authority.user)
        return frozenset(led.values_list("pk", flat=True))

    def __bool__(self):
        return bool(self.programme or self.parties or self.led)

    def include(self, party_id, initiative_id):
        """Whether a row that `party_id` answers for (None: the programme), in the work `initiative_id`, is theirs to write."""
        if self.programme or party_id in self.parties:
            return True
        return initiative_id is not None and initiative_id in self.led


def plans_of(authority):
    return Plans(authority, authority.may(Permission.EDIT_PLAN), authority.parties_for(Permission.EDIT_PARTY_PLAN))


def may_add_to(plans, initiative):
    """Whether something may be added under `initiative`: those who plan, parties with plans of their own, and its leader."""
    return plans.programme or bool(plans.parties) or initiative.pk in plans.led


def can_edit_activity(authority, activity):
    return plans_of(authority).include(activity.responsible_id, activity.initiative_id)


def can_edit_milestone(authority, milestone):
    return plans_of(authority).include(milestone.party_id, milestone.initiative_id)


def can_edit_plan(authority, plan):
    """Those who plan the programme, and the coordinators of the plan's own parties."""
    plans = plans_of(authority)
    return plans.programme or bool(plans.parties and plans.parties.intersection(plan.parties.values_list("pk", flat=True)))


def can_edit_ongoing(authority, work):
    """Each party keeps its own inventory; the office helps."""
    plans = plans_of(authority)
    return plans.programme or work.party_id in plans.parties


def can_place(authority, party):
    """Say in which of the party's own operational plans an activity stands: that party alone."""
    return authority.may_for(Permission.EDIT_PARTY_PLAN, party.pk)
