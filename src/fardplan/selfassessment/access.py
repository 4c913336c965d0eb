"""Who may do what with self-assessments. What state allows it is `rules`."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q

from fardplan.accounts.permissions import GRANTS, Permission, Role
from fardplan.parties.models import Membership


def can_keep(authority):
    """Instruments and rounds belong to those who keep what is followed up: programme lead, office and analyst."""
    return authority.may(Permission.EDIT_INDICATORS)


def can_release(authority, party_id):
    """A party shows its results itself: nobody does it in its place."""
    return authority.may_for(Permission.ANSWER_FOR_PARTY, party_id)


@dataclass(frozen=True)
class Answering:
    """For what somebody answers: whole parties (a coordinator), and units (respondents) as pairs of party and unit."""

    parties: frozenset
    units: frozenset

    def __bool__(self):
        return bool(self.parties or self.units)

    def may(self, assessment):
        return assessment.party_id in self.parties or (assessment.party_id, assessment.unit_id) in self.units

    def condition(self):
        """The assessments among a queryset's that they are."""
        units = (Q(party=party, unit=unit) for party, unit in self.units)
        return reduce(or_, units, Q(party__in=self.parties))

    @property
    def party_ids(self):
        return self.parties | {party for party, _unit in self.units}


def answering(authority, *, on) -> Answering:
    """For which parties and units the user answers on the day `on`. A query for respondents, who may answer for a unit; else none."""
    parties = {
        party for role, party in authority.held if party and role != Role.RESPONDENT and Permission.ANSWER_SELF_ASSESSMENT in GRANTS[role]
    }
    units = set()
    if Role.RESPONDENT in authority.roles:
        held = Membership.objects.filter(user=authority.user, programme=authority.programme, role=Role.RESPONDENT, party__isnull=False)
        pairs = list(held.holding_on(on).values_list("party_id", "unit_id"))
        parties |= {party for party, unit in pairs if unit is None}
        units = {(party, unit) for party, unit in pairs if unit is not None}
    return Answering(frozenset(parties), frozenset(units))
