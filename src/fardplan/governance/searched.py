"""What the search knows of this room's rows."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from fardplan.governance.models import (
    AgendaItem,
    Decision,
    Document,
    DocumentPoint,
    Escalation,
    FollowUp,
    FormerName,
    Forum,
    Matter,
    Meeting,
    Message,
)
from fardplan.governance.rules import TaskState
from fardplan.search import kinds


def page_of(name):
    return lambda row: reverse(name, args=[row.programme.slug])


def former_names(forum):
    return " ".join(row.name for row in forum.former_names.all())


def agenda(meeting):
    return "\n".join(f"{item.title} {item.text}" for item in meeting.items.all())


def points(document):
    return "\n".join(row.text for row in document.points.all())


def register():
    kinds.register(
        Decision,
        name=_("Decisions"),
        texts=("text", "decided_by", "time_words"),
        codes=("reference_number",),
        page="decision",
        weight=1.6,
    )
    kinds.register(Matter, name=_("Matters"), texts=("text",), codes=("reference_number",), page="matter", weight=1.4)
    kinds.register(Meeting, name=_("Meetings"), texts=("time_words", "place", "note", agenda), codes=("reference_number",), page="meeting")
    kinds.follow(AgendaItem, lambda row: row.meeting)
    kinds.register(
        FollowUp,
        name=_("To carry out"),
        texts=("post", "due_words", "reason"),
        page="follow_up",
        state="state",
        states=TaskState.choices,
    )
    kinds.register(Escalation, name=_("Raised"), texts=("text", "from_words", "answer"), url=page_of("raised"))
    kinds.register(Message, name=_("Letters"), texts=("text", "from_words"), url=page_of("messages"))
    kinds.register(Forum, name=_("Forums"), texts=("description", "rhythm", former_names), url=page_of("forums"), weight=1.2)
    kinds.follow(FormerName, lambda row: row.forum)
    kinds.register(
        Document,
        name=_("Governing documents"),
        texts=("owner", "informed", points),
        url=lambda row: f"{reverse('documents', args=[row.programme.slug])}#{row.slug}",
        weight=1.2,
    )
    kinds.follow(DocumentPoint, lambda row: row.document)
