"""The vocabulary of authority as a table for people: what can be done, and which roles may. Generated, so that it is never wrong."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from fardplan.accounts.permissions import FOR_OWN_PARTY, GRANTS, Permission, Role

P = Permission
#: Every permission in words, verb first, in groups as people meet them. A permission without words fails a test.
WORDS = (
    (_("The programme"), {
        P.READ: _("read everything but others' drafts"),
        P.EDIT_FRAME: _("change parties, goals, forums, staffing"),
        P.EDIT_PLAN: _("plan the programme's activities and milestones"),
        P.EDIT_PARTY_PLAN: _("plan what the party answers for, or the work one leads"),
        P.EDIT_ECONOMY: _("enter budget, outturn and funding"),
        P.EDIT_INDICATORS: _("enter indicators, figures and targets"),
    }),
    (_("Ideas and initiatives"), {
        P.START_INITIATIVE: _("enter an idea"),
        P.EDIT_OWN_INITIATIVE: _("change the one that one leads, or that the party takes part in"),
        P.EDIT_INITIATIVE: _("change any initiative"),
        P.PREPARE_INITIATIVE: _("prepare an idea until it is decided"),
        P.WRITE_STATUS: _("write any status report"),
    }),
    (_("Decisions"), {
        P.PREPARE_MATTER: _("prepare matters, meetings and consultations"),
        P.RECORD_DECISION: _("write minutes and follow up decisions"),
        P.ANSWER_FOR_PARTY: _("say what the party answers and decides"),
        P.WRITE_REPORT: _("write reports"),
        P.APPROVE_REPORT: _("approve reports"),
    }),
    (_("How things stand"), {
        P.RAISE: _("report a deviation, write to the steering group"),
        P.EDIT_RISKS: _("enter risks and checklists"),
        P.EDIT_FRICTION: _("enter what chafes, in the local group"),
        P.CONFIRM_BENEFIT: _("confirm benefits in the line"),
        P.ANSWER_SELF_ASSESSMENT: _("answer the self-assessment"),
    }),
    (_("Roles"), {
        P.MANAGE_MEMBERS: _("give and take back roles"),
        P.MANAGE_PARTY_MEMBERS: _("give and take back the party's roles"),
        P.READ_AUDIT: _("read the history of everything"),
    }),
)  # fmt: skip


@dataclass(frozen=True)
class Line:
    words: str
    for_own_party: bool
    roles: list[bool]  # in the order of `Table.roles`


@dataclass(frozen=True)
class Table:
    roles: list[Role]
    groups: list[tuple[str, list[Line]]]


def table():
    """Roles across, permissions down. No query."""
    roles = list(Role)
    return Table(
        roles,
        [
            (heading, [Line(words, what in FOR_OWN_PARTY, [what in GRANTS[role] for role in roles]) for what, words in lines.items()])
            for heading, lines in WORDS
        ],
    )
