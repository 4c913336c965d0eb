"""Reads about meetings: the agenda with what is proposed, what was said, who was there; the pack on screen."""

import json
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count
from django.utils.safestring import SafeString, mark_safe

from fardplan.documents.html import fragment
from fardplan.documents.paper import prepared
from fardplan.governance.followups import FollowUpRow, for_pack
from fardplan.governance.models import AgendaItem, Decision, ForumMember, Meeting, Message, Pack, Presence, Proposal, Seat
from fardplan.governance.packs import when_and_where
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.kit.text import swedish_sort_key


@dataclass(frozen=True, slots=True)
class MeetingRow:
    meeting: Meeting
    items: int
    decisions: int
    is_sent: bool

    @property
    def minutes_label(self) -> str:
        return str(self.meeting.get_minutes_display())


def meeting_rows(programme, *, on: date) -> tuple[list[MeetingRow], list[MeetingRow]]:
    """Meetings to come, the next first, and those that have been, the latest first. Two queries."""
    sent = set(Pack.objects.filter(meeting__programme=programme).values_list("meeting", flat=True))
    found = Meeting.objects.filter(programme=programme).select_related("forum")
    found = found.annotate(n=Count("items", distinct=True), decided=Count("items__decisions", distinct=True))
    rows = [MeetingRow(row, row.n, row.decided, row.pk in sent) for row in found]
    coming = [row for row in rows if row.meeting.time_ends_latest is None or row.meeting.time_ends_latest > on]
    past = [row for row in rows if row not in coming]
    coming.sort(key=lambda row: (row.meeting.time.sort_key(), row.meeting.pk))
    past.sort(key=lambda row: (row.meeting.time_ends_latest, row.meeting.pk), reverse=True)
    return coming, past


@dataclass(frozen=True)
class ItemCard:
    """A point of the agenda with what belongs to it."""

    item: AgendaItem
    number: int
    proposal: Proposal | None
    options: list
    decision: DecisionRow | None  # taken under this very point
    earlier: DecisionRow | None  # the latest one in the matter that parties have answered

    @property
    def anchor(self) -> str:
        return f"punkt-{self.item.pk}"


#: What is open from earlier decisions, on the meeting's page: the latest first. The pack holds all of it.
FOLLOW_UPS_SHOWN = 40


@dataclass(frozen=True)
class MeetingPage:
    meeting: Meeting
    when_and_where: str
    chairs: list[Seat]
    follow_ups: list[FollowUpRow]
    cards: list[ItemCard]
    presences: list[tuple[str, Presence | None]]  # every party, in order
    packs: list[Pack]
    members: list[ForumMember]

    @property
    def follow_ups_shown(self) -> list[FollowUpRow]:
        return self.follow_ups[:FOLLOW_UPS_SHOWN]

    @property
    def late(self) -> int:
        return sum(row.is_late for row in self.follow_ups)

    @property
    def latest_pack(self) -> Pack | None:
        return self.packs[-1] if self.packs else None

    @property
    def length(self) -> int:
        return sum(card.item.length or 0 for card in self.cards)


def meeting_page(meeting, *, parties, on: date) -> MeetingPage:
    """Eleven queries. `meeting` comes with forum and programme."""
    items = list(meeting.items.select_related("matter__initiative", "matter__document"))
    matters = [item.matter_id for item in items if item.matter_id]
    proposals = {row.matter_id: row for row in Proposal.objects.filter(matter__in=matters).prefetch_related("options")}
    taken = dict(Decision.objects.filter(item__in=items).values_list("pk", "item"))
    rows = decision_rows(meeting.programme, parties=parties, matters=matters) if matters else []
    own = {taken[row.pk]: row for row in rows if row.pk in taken}
    held = {row.party_id: row for row in meeting.presences.all()}
    day = meeting.time.starts_earliest or on
    return MeetingPage(
        meeting=meeting,
        when_and_where=when_and_where(meeting),
        chairs=list(
            Seat.objects.filter(forum=meeting.forum_id, role__in=[Seat.Role.CHAIR, Seat.Role.VICE_CHAIR])
            .holding_on(day)
            .select_related("organisation")
        ),
        follow_ups=for_pack(meeting, on=on),
        cards=[
            ItemCard(
                item=item,
                number=number,
                proposal=proposals.get(item.matter_id),
                options=list(proposals[item.matter_id].options.all()) if item.matter_id in proposals else [],
                decision=own.get(item.pk),
                earlier=next((row for row in rows if row.matter_id == item.matter_id and row.answers and row.pk not in taken), None),
            )
            for number, item in enumerate(items, 2)
        ],
        presences=[(party.name, held.get(party.pk)) for party in parties],
        packs=list(meeting.packs.select_related("sent_by")),
        members=members_of(meeting.forum, on=on),
    )


def members_of(forum, *, on: date) -> list[ForumMember]:
    """Who sits in a forum with a log-in. One query."""
    found = ForumMember.objects.filter(forum=forum).holding_on(on).select_related("user", "party__organisation")
    return sorted(
        found, key=lambda row: (list(Seat.Role).index(row.role) if row.role != Seat.Role.MEMBER else 9, swedish_sort_key(str(row.user)))
    )


@dataclass(frozen=True)
class Shown:
    """A section of a pack as HTML; `anchor` is where the contents lead."""

    anchor: str
    heading: str
    html: SafeString


def shown(document: dict) -> list[Shown]:
    """The sections of a pack, numbered as in its files."""
    paper = prepared(document)
    return [
        Shown(part.anchor, part.heading, mark_safe(fragment(replace(paper, sections=(part,)))))  # noqa: S308 documents escapes every text
        for part in paper.sections
    ]


def document_of(pack: Pack) -> dict:
    return json.loads(pack.document_text)


def messages_of(programme) -> list[Message]:
    """What has been written to forums and coordinators, the latest first. One query."""
    found = Message.objects.filter(programme=programme).select_related("forum", "sent_by").annotate(n=Count("recipients"))
    return list(found)
