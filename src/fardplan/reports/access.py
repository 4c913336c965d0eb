"""Who may do what with a report: one question for the role, one for the state it is in."""

from fardplan.accounts.permissions import Permission
from fardplan.reports.rules import State, may_move, may_write


def can_start(authority):
    return authority.may(Permission.WRITE_REPORT)


def can_write(authority, report):
    """Change the texts."""
    return authority.may(Permission.WRITE_REPORT) and may_write(report.state)


def can_discard(authority, report):
    return can_write(authority, report)


def can_review(authority, report):
    return authority.may(Permission.WRITE_REPORT) and may_move(report.state, State.REVIEWED)


def can_approve(authority, report):
    return authority.may(Permission.APPROVE_REPORT) and may_move(report.state, State.APPROVED)


def can_freeze(authority, report):
    return authority.may(Permission.APPROVE_REPORT) and may_move(report.state, State.FROZEN)


def can_reopen(authority, report):
    writes = authority.may(Permission.WRITE_REPORT) or authority.may(Permission.APPROVE_REPORT)
    return writes and may_move(report.state, State.DRAFT)
