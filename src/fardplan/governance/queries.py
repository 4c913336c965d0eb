"""Reads about decisions. Forums are in `structure`, documents and risks in `binding`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext as _

from fardplan.governance.models import (
    Consultation,
    Decision,
    Meeting,
    PartyDecision,
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
    day: date | None = None

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
    def refused(self) -> list[str]:
        return [answer.name for answer in self.answers if answer.mark == "no"]

    @property
    def waits_for(self) -> list[str]:
        return [answer.name for answer in self.answers if not answer.is_given]


def decision_rows(programme, *, parties, initiative=None, limit=None) -> list[DecisionRow]:
    """Decisions, the latest first; those without a date last. Two queries.

    `parties` are those who are asked today, in order; whoever answered and has left since is among the answers too.
    """
    decisions = Decision.objects.filter(programme=programme).select_related("forum", "matter")
    if initiative is not None:
        decisions = decisions.filter(matter__initiative=initiative)
    found = sorted(decisions, key=lambda row: (row.time_starts_latest or date.min, row.pk), reverse=True)[:limit]
    said = {}
    for outcome in _outcomes(decision__in=[row.pk for row in found]):
        said.setdefault(outcome.decision_id, {})[outcome.party_id] = outcome
    return [_row(decision, said.get(decision.pk, {}), parties) for decision in found]


def _outcomes(**where):
    return PartyDecision.objects.filter(**where).select_related("party__organisation")


def parties_asked(decision, *, today: list) -> list:
    """Those who are parties `today`, and those who have answered and left since: in Swedish order."""
    return _with_former(today, [outcome.party for outcome in _outcomes(decision=decision)])


def _with_former(today, answered):
    former = [party for party in answered if party not in today]
    return sorted([*today, *former], key=lambda party: swedish_sort_key(party.name)) if former else today


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
        answers=tuple(_answer(party, said.get(party.pk)) for party in _with_former(parties, [row.party for row in said.values()]))
        if said
        else (),
    )


def _answer(party, outcome):
    if outcome is None:
        return Answer(party.name, "waiting", _("has not answered"))
    return Answer(party.name, MARKS[outcome.outcome], outcome.get_outcome_display(), outcome.words, outcome.decided_date)


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
class DecisionPage:
    """A decision with its matter, and what else was done in the matter."""

    row: DecisionRow
    decision: Decision
    others: list[Decision]
    consultations: list[Consultation]


def decision_page(decision, *, parties) -> DecisionPage:
    """Three queries. `decision` comes with matter (and the matter's initiative and document) and forum."""
    said = {outcome.party_id: outcome for outcome in _outcomes(decision=decision)}
    others = Decision.objects.filter(matter=decision.matter_id).exclude(pk=decision.pk)
    return DecisionPage(
        row=_row(decision, said, parties),
        decision=decision,
        others=_latest_first(others),
        consultations=_latest_first(Consultation.objects.filter(matter=decision.matter_id)),
    )


def _latest_first(rows):
    return sorted(rows, key=lambda row: (row.time_starts_latest or date.min, row.pk), reverse=True)


def consultations_of(programme) -> list[Consultation]:
    """The latest first. One query."""
    return _latest_first(Consultation.objects.filter(programme=programme).select_related("matter"))


def meetings_of(programme) -> list[Meeting]:
    """The latest first. One query."""
    return _latest_first(Meeting.objects.filter(programme=programme).select_related("forum"))
