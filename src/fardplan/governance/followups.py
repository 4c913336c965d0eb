"""Reads about what becomes of decisions: what is asked of whom, how late it is, what heads the next pack."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import ngettext

from fardplan.governance.models import FollowUp, Meeting
from fardplan.governance.rules import ENDED, TaskState


@dataclass(frozen=True, slots=True)
class FollowUpRow:
    """Something a decision asks for, as it stands on a day."""

    pk: int
    slug: str
    title: str
    decision: str
    decision_slug: str
    responsible: str
    party_id: int | None
    due: str  # as worded
    state: TaskState
    state_label: str
    days_late: int
    done_date: date | None
    reason: str
    latest_comment: str
    is_invented: bool

    @property
    def is_open(self) -> bool:
        return self.state not in ENDED

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def shape(self) -> str:
        if self.is_late:
            return "bad" if self.days_late > 30 else "warn"
        return {TaskState.CARRIED_OUT: "done", TaskState.LAPSED: "withdrawn", TaskState.UNDER_WAY: "running"}.get(self.state, "off")

    @property
    def css(self) -> str:
        """What colours the shape: only what is late is coloured."""
        return self.shape if self.is_late else "done" if not self.is_open else "off"

    @property
    def state_words(self) -> str:
        if self.is_late:
            return ngettext("%(n)s day late", "%(n)s days late", self.days_late) % {"n": self.days_late}
        if self.state == TaskState.LAPSED:
            return f"{self.state_label}: {self.reason}"
        return self.state_label


def _rows(found, on) -> list[FollowUpRow]:
    labels = {state.value: str(state.label) for state in TaskState}
    return [
        FollowUpRow(
            pk=row.pk,
            slug=row.slug,
            title=row.title,
            decision=row.decision.title,
            decision_slug=row.decision.slug,
            responsible=responsible_of(row),
            party_id=row.party_id,
            due=row.due_words,
            state=TaskState(row.state),
            state_label=labels[row.state],
            days_late=row.due.days_late(on) if row.state not in ENDED else 0,
            done_date=row.done_date,
            reason=row.reason,
            latest_comment=max(row.comments.all(), key=lambda each: (each.said_date, each.pk)).text if row.comments.all() else "",
            is_invented=row.is_invented,
        )
        for row in found
    ]


def responsible_of(row) -> str:
    """Who is to do it: the party or forum, the function, the person."""
    where = row.party.name if row.party_id else row.forum.name if row.forum_id else ""
    return ", ".join(filter(None, [where, row.post, str(row.responsible) if row.responsible_id else ""]))


def _found(**where):
    rows = FollowUp.objects.filter(**where)
    return rows.select_related("decision", "party__organisation", "forum", "responsible").prefetch_related("comments")


def _in_order(rows, found):
    """What is late first, the latest of all on top; then what is open by its last day; then what has ended, the last first."""
    ends = {row.pk: row.due_ends_latest or date.max for row in found}
    return sorted(
        rows,
        key=lambda row: (
            not row.is_late,
            not row.is_open,
            -row.days_late,
            ends[row.pk].toordinal() if row.is_open else -(row.done_date or date.min).toordinal(),
            row.pk,
        ),
    )


def follow_ups_of(programme, *, on: date) -> list[FollowUpRow]:
    """Everything that decisions of the programme ask for. Two queries."""
    found = list(_found(programme=programme))
    return _in_order(_rows(found, on), found)


def of_decision(decision, *, on: date) -> list[FollowUpRow]:
    """Two queries."""
    found = list(_found(decision=decision))
    return _in_order(_rows(found, on), found)


def for_pack(meeting: Meeting, *, on: date) -> list[FollowUpRow]:
    """What heads the pack: what is open from the forum's earlier decisions, and what ended since it met last. Three queries."""
    begins = meeting.time.starts_earliest or on
    earlier = Meeting.objects.filter(forum=meeting.forum_id, time_starts_earliest__lt=begins).order_by("-time_starts_earliest")
    since = earlier.values_list("time_starts_earliest", flat=True).first() or date.min
    found = [
        row
        for row in _found(programme=meeting.programme_id, decision__forum=meeting.forum_id).exclude(decision__item__meeting=meeting)
        if not (row.decision.time_starts_earliest and row.decision.time_starts_earliest > on)
        and (row.state not in ENDED or (row.done_date and row.done_date >= since))
    ]
    for row in found:
        if row.done_date and row.done_date > on:  # a pack for a day gone by: nobody knew then that it would be done
            row.state, row.done_date, row.reason = TaskState.NOT_BEGUN, None, ""
    return _in_order(_rows(found, on), found)


@dataclass(frozen=True)
class Counts:
    late: int
    open: int
    done: int

    @property
    def words(self) -> list[str]:
        return [
            ngettext("%(n)s late", "%(n)s late", self.late) % {"n": self.late},
            ngettext("%(n)s open", "%(n)s open", self.open) % {"n": self.open},
            ngettext("%(n)s carried out or lapsed", "%(n)s carried out or lapsed", self.done) % {"n": self.done},
        ]


def counts(rows) -> Counts:
    late = sum(row.is_late for row in rows)
    done = sum(not row.is_open for row in rows)
    return Counts(late, len(rows) - done, done)


__all__ = ["FollowUpRow", "counts", "follow_ups_of", "for_pack", "of_decision", "responsible_of"]
