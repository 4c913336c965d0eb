"""Every write of the room. Those about matters, meetings and decisions stand in `matters`, `meetings` and `decisions`; forums and
documents here."""

from fardplan.audit import writes
from fardplan.governance.decisions import (
    Closed,
    HasAnswered,
    add_decision,
    add_follow_up,
    answer,
    ask_for,
    close_decision,
    edit_decision,
    edit_follow_up,
    enter_decision,
    remove_decision,
    remove_follow_up,
    report,
    revise_decision,
    set_outcomes,
    supplement,
)
from fardplan.governance.matters import (
    AlreadySettled,
    NeedsReason,
    NothingNew,
    add_escalation,
    add_matter,
    answer_escalation,
    edit_escalation,
    edit_matter,
    enter_matter,
    escalate,
    handle,
    make_matter,
    put_proposal,
    remove_matter,
    send_on,
    set_route,
    tick_step,
    untick_step,
)
from fardplan.governance.meetings import (
    AlreadySent,
    MinutesClosed,
    MinutesNotOpen,
    NobodyThere,
    NotYetHeld,
    add_item,
    add_meeting,
    add_message,
    close_minutes,
    edit_item,
    edit_meeting,
    edit_message,
    open_minutes,
    record_item,
    record_meeting,
    remove_item,
    remove_meeting,
    send_pack,
    write_to,
)
from fardplan.governance.models import (
    Document,
    DocumentPoint,
    DocumentVersion,
    FormerName,
    Forum,
    ForumLine,
    ForumMember,
    Seat,
)

add_forum, edit_forum = writes.verbs(Forum)
add_former_name, edit_former_name = writes.verbs(FormerName)
add_forum_line, edit_forum_line = writes.verbs(ForumLine)
add_seat, edit_seat = writes.verbs(Seat)
add_document, edit_document = writes.verbs(Document)
add_document_version, edit_document_version = writes.verbs(DocumentVersion)
add_document_point, edit_document_point = writes.verbs(DocumentPoint)
add_forum_member, edit_forum_member = writes.verbs(ForumMember)


# Forums


def end_forum(forum, *, by, until_date, seen=None):
    """The forum meets no more from `until_date`. Its seats and lines keep saying what they said."""
    return writes.change(forum, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_forum(forum, *, by):
    return writes.change(forum, by=by, verb="reopened", until_date=None)


def end_seat(seat, *, by, until_date, seen=None):
    return writes.change(seat, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_seat(seat, *, by):
    return writes.change(seat, by=by, verb="reopened", until_date=None)


def end_forum_member(member, *, by, until_date, seen=None):
    return writes.change(member, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_forum_member(member, *, by):
    return writes.change(member, by=by, verb="reopened", until_date=None)


def end_forum_line(line, *, by, until_date, seen=None):
    return writes.change(line, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_forum_line(line, *, by):
    return writes.change(line, by=by, verb="reopened", until_date=None)


#: A mistake is taken away; what has held is ended. Raises ProtectedError when something hangs on the row.
remove_forum_line = remove_seat = remove_former_name = remove_document_version = remove_document_point = writes.remove
remove_forum_member = writes.remove
remove_forum = writes.remove_with("former_names")
remove_document = writes.remove_with("versions", "points")


#: The room's face: other rooms and the pages take every verb from here.
__all__ = [
    "AlreadySent",
    "AlreadySettled",
    "Closed",
    "HasAnswered",
    "MinutesClosed",
    "MinutesNotOpen",
    "NeedsReason",
    "NobodyThere",
    "NotYetHeld",
    "NothingNew",
    "add_decision",
    "add_document",
    "add_document_point",
    "add_document_version",
    "add_escalation",
    "add_follow_up",
    "add_former_name",
    "add_forum",
    "add_forum_line",
    "add_forum_member",
    "add_item",
    "add_matter",
    "add_meeting",
    "add_message",
    "add_seat",
    "answer",
    "answer_escalation",
    "ask_for",
    "close_decision",
    "close_minutes",
    "edit_decision",
    "edit_document",
    "edit_document_point",
    "edit_document_version",
    "edit_escalation",
    "edit_follow_up",
    "edit_former_name",
    "edit_forum",
    "edit_forum_line",
    "edit_forum_member",
    "edit_item",
    "edit_matter",
    "edit_meeting",
    "edit_message",
    "edit_seat",
    "end_forum",
    "end_forum_line",
    "end_forum_member",
    "end_seat",
    "enter_decision",
    "enter_matter",
    "escalate",
    "handle",
    "make_matter",
    "open_minutes",
    "put_proposal",
    "record_item",
    "record_meeting",
    "remove_decision",
    "remove_document",
    "remove_document_point",
    "remove_document_version",
    "remove_follow_up",
    "remove_former_name",
    "remove_forum",
    "remove_forum_line",
    "remove_forum_member",
    "remove_item",
    "remove_matter",
    "remove_meeting",
    "remove_seat",
    "reopen_forum",
    "reopen_forum_line",
    "reopen_forum_member",
    "reopen_seat",
    "report",
    "revise_decision",
    "send_on",
    "send_pack",
    "set_outcomes",
    "set_route",
    "supplement",
    "tick_step",
    "untick_step",
    "write_to",
]
