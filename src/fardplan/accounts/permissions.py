"""The vocabulary of authority, on one screen: what can be done, and which role may.

Roles are held in a programme (some for a party, a respondent for a unit) for a period: `parties.Membership`.
A permission says what kind of thing; the object's own `access.py` says which: a party's rows are written by that party alone.
"""

from enum import StrEnum

from django.db import models
from django.utils.translation import gettext_lazy as _


class Permission(StrEnum):
    READ = "read"  # everything of the programme but other people's drafts
    EDIT_FRAME = "edit_frame"  # programme, parties, goals, forums, staffing
    EDIT_PLAN = "edit_plan"  # the programme's activities, milestones
    EDIT_PARTY_PLAN = "edit_party_plan"  # activities that my party answers for, or of the work I lead
    START_INITIATIVE = "start_initiative"  # enter an idea
    EDIT_INITIATIVE = "edit_initiative"  # any initiative
    EDIT_OWN_INITIATIVE = "edit_own_initiative"  # the one I lead, or my party takes part in
    PREPARE_INITIATIVE = "prepare_initiative"  # from idea to proposal; later phases come by decision
    EDIT_ECONOMY = "edit_economy"
    EDIT_INDICATORS = "edit_indicators"  # definitions, figures, targets
    WRITE_REPORT = "write_report"
    APPROVE_REPORT = "approve_report"
    PREPARE_MATTER = "prepare_matter"  # proposals, agendas, packs, consultations sent out
    RECORD_DECISION = "record_decision"  # minutes, and what becomes of decisions
    ANSWER_FOR_PARTY = "answer_for_party"  # what my party says: consultations, decisions, its own bodies' dates
    RAISE = "raise"  # a deviation, an obstacle or possibility to the steering group
    EDIT_RISKS = "edit_risks"  # risks and checklists of the programme
    EDIT_FRICTION = "edit_friction"  # what chafes, entered and prioritised by my local group
    WRITE_STATUS = "write_status"  # any status report; the leader of a piece of work writes its own
    CONFIRM_BENEFIT = "confirm_benefit"  # in the line, for my party
    ANSWER_SELF_ASSESSMENT = "answer_self_assessment"  # for my unit
    READ_AUDIT = "read_audit"
    MANAGE_MEMBERS = "manage_members"
    MANAGE_PARTY_MEMBERS = "manage_party_members"  # local group members, respondents and managers of my party


class Role(models.TextChoices):
    LEAD = "lead", _("Programme lead")
    OFFICE = "office", _("Programme office")
    CHANGE_LEADER = "change_leader", _("Change leader")
    COORDINATOR = "coordinator", _("Coordinator of a party")
    LINE_MANAGER = "line_manager", _("Line manager")
    RESPONDENT = "respondent", _("Unit respondent")
    LOCAL_GROUP = "local_group", _("Local group member")
    INITIATIVE_LEADER = "initiative_leader", _("Initiative leader")
    STEERING = "steering", _("Steering group member")
    CONTROLLER = "controller", _("Controller")
    ANALYST = "analyst", _("Analyst")
    READER = "reader", _("Reader")


P = Permission
_MEMBER = {P.READ, P.RAISE}
_INITIATIVE = {P.EDIT_PARTY_PLAN, P.START_INITIATIVE, P.EDIT_OWN_INITIATIVE}
_LOCAL = {P.EDIT_FRICTION, P.CONFIRM_BENEFIT, P.ANSWER_SELF_ASSESSMENT}
_CHANGE = _MEMBER | _INITIATIVE | {P.EDIT_PLAN, P.EDIT_INITIATIVE, P.PREPARE_INITIATIVE, P.WRITE_STATUS, P.WRITE_REPORT, P.PREPARE_MATTER}
_OFFICE = _CHANGE | {P.EDIT_FRAME, P.EDIT_ECONOMY, P.EDIT_INDICATORS, P.RECORD_DECISION, P.EDIT_RISKS, P.READ_AUDIT}

GRANTS: dict[str, frozenset[Permission]] = {
    Role.LEAD: frozenset(P),  # may give every role; acts for no party without being its coordinator
    Role.OFFICE: frozenset(_OFFICE),
    Role.CHANGE_LEADER: frozenset(_CHANGE),
    Role.COORDINATOR: frozenset(_MEMBER | _INITIATIVE | _LOCAL | {P.ANSWER_FOR_PARTY, P.MANAGE_PARTY_MEMBERS}),
    Role.LINE_MANAGER: frozenset(_MEMBER | {P.CONFIRM_BENEFIT}),
    Role.RESPONDENT: frozenset({P.READ, P.ANSWER_SELF_ASSESSMENT}),
    Role.LOCAL_GROUP: frozenset(_MEMBER | {P.EDIT_FRICTION, P.START_INITIATIVE}),
    Role.INITIATIVE_LEADER: frozenset(_MEMBER | {P.EDIT_OWN_INITIATIVE, P.EDIT_PARTY_PLAN}),
    Role.STEERING: frozenset(_MEMBER | {P.APPROVE_REPORT}),
    Role.CONTROLLER: frozenset({P.READ, P.EDIT_ECONOMY, P.WRITE_REPORT}),
    Role.ANALYST: frozenset({P.READ, P.EDIT_INDICATORS, P.WRITE_REPORT}),
    Role.READER: frozenset({P.READ}),
}

#: Roles that mean nothing without a party.
PARTY_ROLES = frozenset({Role.COORDINATOR, Role.LINE_MANAGER, Role.RESPONDENT, Role.LOCAL_GROUP, Role.STEERING})

#: What somebody may do only for the party that the role is held for, however the permission was come by.
FOR_OWN_PARTY = frozenset(
    {P.ANSWER_FOR_PARTY, P.EDIT_FRICTION, P.CONFIRM_BENEFIT, P.ANSWER_SELF_ASSESSMENT, P.EDIT_PARTY_PLAN, P.MANAGE_PARTY_MEMBERS}
)


def granted(roles):
    """All that the given roles may do together."""
    return frozenset().union(*(GRANTS[role] for role in roles))
