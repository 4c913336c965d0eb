"""The vocabulary of authority, on one screen: what can be done, and which role may.

Roles are held in a programme (and where it matters for a party) for a period: `parties.Membership`.
The issue on equal parties narrows party-owned rows further; nobody holds more than what stands here.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    READ = "read"  # everything of the programme but other people's drafts
    EDIT_FRAME = "edit_frame"  # programme, parties, goals, forums, staffing
    EDIT_PLAN = "edit_plan"  # activities, milestones
    START_INITIATIVE = "start_initiative"  # enter an idea
    EDIT_INITIATIVE = "edit_initiative"  # any initiative
    EDIT_OWN_INITIATIVE = "edit_own_initiative"  # the one I lead, or my party takes part in
    MOVE_INITIATIVE = "move_initiative"  # phase
    EDIT_ECONOMY = "edit_economy"
    WRITE_REPORT = "write_report"
    APPROVE_REPORT = "approve_report"
    MANAGE_MEMBERS = "manage_members"


class Role(models.TextChoices):
    LEAD = "lead", _("Programme lead")
    OFFICE = "office", _("Programme office")
    CHANGE_LEADER = "change_leader", _("Change leader")
    COORDINATOR = "coordinator", _("Coordinator of a party")
    INITIATIVE_LEADER = "initiative_leader", _("Initiative leader")
    STEERING = "steering", _("Steering group member")
    CONTROLLER = "controller", _("Controller")
    ANALYST = "analyst", _("Analyst")
    READER = "reader", _("Reader")


P = Permission
_OFFICE = {P.READ, P.EDIT_FRAME, P.EDIT_PLAN, P.START_INITIATIVE, P.EDIT_INITIATIVE, P.EDIT_OWN_INITIATIVE, P.EDIT_ECONOMY, P.WRITE_REPORT}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.LEAD: frozenset(_OFFICE | {P.MOVE_INITIATIVE, P.APPROVE_REPORT, P.MANAGE_MEMBERS}),
    Role.OFFICE: frozenset(_OFFICE | {P.MOVE_INITIATIVE}),
    Role.CHANGE_LEADER: frozenset({P.READ, P.EDIT_PLAN, P.START_INITIATIVE, P.EDIT_INITIATIVE, P.EDIT_OWN_INITIATIVE, P.WRITE_REPORT}),
    Role.COORDINATOR: frozenset({P.READ, P.EDIT_PLAN, P.START_INITIATIVE, P.EDIT_OWN_INITIATIVE}),
    Role.INITIATIVE_LEADER: frozenset({P.READ, P.EDIT_OWN_INITIATIVE}),
    Role.STEERING: frozenset({P.READ, P.APPROVE_REPORT}),
    Role.CONTROLLER: frozenset({P.READ, P.EDIT_ECONOMY, P.WRITE_REPORT}),
    Role.ANALYST: frozenset({P.READ, P.WRITE_REPORT}),
    Role.READER: frozenset({P.READ}),
}


def granted(roles):
    """All that the given roles may do together."""
    return frozenset().union(*(GRANTS[role] for role in roles))
