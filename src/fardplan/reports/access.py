"""Who may do what with a report: one question for the role, one for the state it is in."""

from fardplan.accounts.permissions import Permission
from fardplan.reports.models import AUTHORS
from fardplan.reports.rules import State, may_move, may_write


def can_start(authority):
    return authority.may(Permission.WRITE_REPORT)


def can_write(authority, report):
    """Change the texts."""
    return authority.may(Permission.WRITE_REPORT) and may_write(report.state)


def can_write_section(authority, report, section):
    """Change the text under a heading: who writes reports, and whoever is asked to write just this."""
    if can_write(authority, report):
        return True
    return may_write(report.state) and any(row.section == section and row.writer_id == authority.user.pk for row in report.writers.all())


def can_arrange(authority, report):
    """Say who writes what and who looks it through."""
    return authority.may(Permission.WRITE_REPORT) and not report.is_frozen


def can_file(authority, report):
    """Say how it is filed, also when it is locked."""
    return authority.may(Permission.WRITE_REPORT) or authority.may(Permission.APPROVE_REPORT)


def makes(authority, report):
    """Makes the report, by role or by name: these see who writes what and what was said, also when it is locked."""
    if authority.roles & AUTHORS:
        return True
    return authority.user.pk in {row.writer_id for row in report.writers.all()} | {row.reviewer_id for row in report.reviewers.all()}


def takes_part(authority, report):
    """Comments and answers, until it is locked."""
    return not report.is_frozen and makes(authority, report)


def can_edit_comment(authority, comment):
    """One's own, until it is answered."""
    return comment.is_open and comment.written_by_id == authority.user.pk and takes_part(authority, comment.report)


def can_answer(authority, comment):
    """Whoever may write where it was said."""
    report = comment.report
    return comment.is_open and (can_arrange(authority, report) or can_write_section(authority, report, comment.section))


def can_reopen_comment(authority, comment):
    """Whoever said it, and whoever sees to the report."""
    own = comment.written_by_id == authority.user.pk
    return not comment.is_open and takes_part(authority, comment.report) and (own or can_arrange(authority, comment.report))


def can_look_through(authority, report):
    return not report.is_frozen and any(row.reviewer_id == authority.user.pk for row in report.reviewers.all())


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
