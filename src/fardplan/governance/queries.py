"""Reads about forums and decisions."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext as _

from fardplan.governance.models import (
    Checklist,
    Consultation,
    Decision,
    Document,
    DocumentPoint,
    DocumentVersion,
    FormerName,
    Forum,
    ForumLine,
    PartyDecision,
    Risk,
    Seat,
)
from fardplan.kit.models import Origin
from fardplan.kit.text import swedish_sort_key

#: outcome -> the mark on the line of squares
MARKS = {
    PartyDecision.Outcome.AGREED: "yes",
    PartyDecision.Outcome.AGREED_WITH_ADDITION: "plus",
    PartyDecision.Outcome.NOT_AGREED: "no",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What one party says of a decision, for the line of squares."""

    name: str
    mark: str  # yes, plus, no, waiting
    words: str
    added: str = ""  # the party's own addition or reason

    @property
    def is_given(self) -> bool:
        return self.mark != "waiting"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """A decision with every party's answer. `answers` is empty when no party has been asked for one."""

    pk: int
    slug: str
    title: str
    kind: str
    kind_label: str
    forum: str
    time: str
    decided: date | None  # the last day the words can mean
    matter: str
    matter_slug: str
    initiative_id: int | None
    text: str
    reference_number: str
    is_invented: bool
    is_restated: bool
    source: str
    answers: tuple[Answer, ...]

    @property
    def waits_for(self) -> list[str]:
        return [answer.name for answer in self.answers if not answer.is_given]


def decision_rows(programme, *, parties, initiative=None, limit=None) -> list[DecisionRow]:
    """Decisions, the latest first; those without a date last. `parties` in the order they are shown. Two queries."""
    decisions = Decision.objects.filter(programme=programme).select_related("forum", "matter")
    if initiative is not None:
        decisions = decisions.filter(matter__initiative=initiative)
    found = sorted(decisions, key=lambda row: (row.time_starts_latest or date.min, row.pk), reverse=True)[:limit]
    said = {}
    for outcome in PartyDecision.objects.filter(decision__in=[row.pk for row in found]):
        said.setdefault(outcome.decision_id, {})[outcome.party_id] = outcome
    return [_row(decision, said.get(decision.pk, {}), parties) for decision in found]


def _row(decision, said, parties):
    return DecisionRow(
        pk=decision.pk,
        slug=decision.slug,
        title=decision.title,
        kind=decision.kind,
        kind_label=decision.get_kind_display(),
        forum=decision.forum.name if decision.forum else decision.decided_by,
        time=decision.time_words,
        decided=decision.time_starts_latest,
        matter=decision.matter.title,
        matter_slug=decision.matter.slug,
        initiative_id=decision.matter.initiative_id,
        text=decision.text,
        reference_number=decision.reference_number,
        is_invented=decision.is_invented,
        is_restated=decision.is_restated,
        source=decision.source,
        answers=tuple(_answer(party, said.get(party.pk)) for party in parties) if said else (),
    )


def _answer(party, outcome):
    if outcome is None:
        return Answer(party.name, "waiting", _("has not answered"))
    return Answer(party.name, MARKS[outcome.outcome], outcome.get_outcome_display(), outcome.words)


@dataclass(frozen=True, slots=True)
class PartyAnswer:
    """A decision that parties have been asked about, and what one of them has said."""

    slug: str
    title: str
    forum: str
    time: str
    decided: date | None  # the last day the words can mean
    answer: Answer
    answered_date: date | None
    is_invented: bool


def answers_of(party) -> list[PartyAnswer]:
    """What a party has said of each decision that any party has answered, the latest first. One query.

    A decision taken before the party was one is left out, unless it has answered all the same.
    """
    asked = PartyDecision.objects.filter(decision=OuterRef("pk"))
    own = FilteredRelation("party_decisions", condition=Q(party_decisions__party=party))
    rows = Decision.objects.filter(Exists(asked), programme=party.programme_id).annotate(own=own)
    labels = dict(PartyDecision.Outcome.choices)
    found = []
    for slug, title, forum, decided_by, time, decided, origin, outcome, words, answered in rows.values_list(
        "slug", "title", "forum__name", "decided_by", "time_words", "time_starts_latest", "origin",
        "own__outcome", "own__words", "own__decided_date",
    ):  # fmt: skip
        if outcome is None and decided and party.from_date and decided < party.from_date:
            continue
        said = Answer(party.name, MARKS[outcome], str(labels[outcome]), words) if outcome else _answer(party, None)
        found.append(PartyAnswer(slug, title, forum or decided_by, time, decided, said, answered, origin == Origin.INVENTED))
    return sorted(found, key=lambda row: (row.decided or date.min, row.slug), reverse=True)


@dataclass(frozen=True)
class ForumCard:
    """A forum on a day: its seats then, what it was called, how it hangs together with others."""

    forum: Forum
    seats: list[Seat]
    former_names: list[FormerName]
    lines: list[ForumLine]

    @property
    def seat_count(self) -> int:
        return sum(seat.number for seat in self.seats)

    @property
    def by_organisation(self) -> list[tuple[str, int]]:
        """How many seats each organisation fills, in Swedish order."""
        counts = {}
        for seat in self.seats:
            name = seat.organisation.short_name if seat.organisation else ""
            counts[name] = counts.get(name, 0) + seat.number
        return sorted(counts.items(), key=lambda item: (item[0] == "", swedish_sort_key(item[0])))


def forum_cards(programme, *, on: date) -> list[ForumCard]:
    """The forums that exist on a day, in order. Four queries."""
    names, lines, seats = {}, {}, {}
    for row in FormerName.objects.filter(programme=programme).order_by("from_date", "pk"):
        names.setdefault(row.forum_id, []).append(row)
    for row in ForumLine.objects.filter(programme=programme).select_related("to_forum").order_by("pk"):
        lines.setdefault(row.from_forum_id, []).append(row)
    for row in Seat.objects.filter(programme=programme).holding_on(on).select_related("organisation"):
        seats.setdefault(row.forum_id, []).append(row)
    forums = Forum.objects.filter(programme=programme).holding_on(on)
    return [ForumCard(forum, seats.get(forum.pk, []), names.get(forum.pk, []), lines.get(forum.pk, [])) for forum in forums]


@dataclass(frozen=True)
class DocumentCard:
    document: Document
    versions: list[DocumentVersion]
    points: list[tuple[str, list[DocumentPoint]]]


def document_cards(programme) -> list[DocumentCard]:
    """Governing documents with their versions and points by kind. Three queries."""
    versions, points = {}, {}
    for row in DocumentVersion.objects.filter(programme=programme).order_by("position", "pk"):
        versions.setdefault(row.document_id, []).append(row)
    for row in DocumentPoint.objects.filter(programme=programme).order_by("position", "pk"):
        points.setdefault(row.document_id, {}).setdefault(row.get_kind_display(), []).append(row)
    documents = Document.objects.filter(programme=programme).order_by("pk")
    return [DocumentCard(row, versions.get(row.pk, []), list(points.get(row.pk, {}).items())) for row in documents]


def consultations_of(programme) -> list[Consultation]:
    rows = Consultation.objects.filter(programme=programme).select_related("matter")
    return sorted(rows, key=lambda row: (row.time_starts_latest or date.min, row.pk), reverse=True)


def risks_of(programme) -> list[tuple[str, list[Risk]]]:
    """Risks by what they concern."""
    found = {}
    for row in Risk.objects.filter(programme=programme):
        found.setdefault(row.get_scope_display(), []).append(row)
    return list(found.items())


def checklists_of(programme) -> list[Checklist]:
    return list(Checklist.objects.filter(programme=programme).prefetch_related("questions").order_by("pk"))
