"""The rows of the room, by what they are about. A new kind of row belongs in the module of what it hangs on."""

from fardplan.governance.models.decisions import Decision, Escalation, FollowUp, FollowUpComment, PartyDecision
from fardplan.governance.models.documents import Document, DocumentPoint, DocumentVersion
from fardplan.governance.models.forums import FormerName, Forum, ForumLine, ForumMember, Seat
from fardplan.governance.models.matters import Matter, MatterVersion, PartyHandling, Proposal, ProposalOption, RouteStep
from fardplan.governance.models.meetings import AgendaItem, Meeting, Message, Pack, Presence

__all__ = [
    "AgendaItem",
    "Decision",
    "Document",
    "DocumentPoint",
    "DocumentVersion",
    "Escalation",
    "FollowUp",
    "FollowUpComment",
    "FormerName",
    "Forum",
    "ForumLine",
    "ForumMember",
    "Matter",
    "MatterVersion",
    "Meeting",
    "Message",
    "Pack",
    "PartyDecision",
    "PartyHandling",
    "Presence",
    "Proposal",
    "ProposalOption",
    "RouteStep",
    "Seat",
]
