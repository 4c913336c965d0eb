"""Reads about decisions. Forums are in `structure`, documents and risks in `binding`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils.translation import pgettext

from fardplan.governance.asking import among, asked_by_matter, asked_of, asks, asks_some
from fardplan.governance.followups import FollowUpRow, of_decision
from fardplan.governance.models import Decision, Matter, Meeting, PartyDecision
from fardplan.governance.rules import DecisionRule, Standing, standing
from fardplan.kit.collation import swedish
from fardplan.kit.models import Origin
from fardplan.kit.text import swedish_sort_key
from fardplan.parties.models import Party

#: outcome -> the mark on the line of squares
MARKS = {
    PartyDecision.Outcome.AGREED: "yes",
    PartyDecision.Outcome.AGREED_WITH_ADDITION: "plus",
    PartyDecision.Outcome.NOT_AGREED: "no",
}

#: What a row shows of a party's answer.
SAID = ("party_id", "outcome", "decided_date", "reference_number", "words", "supplement", "supplemented_date")


@dataclass(frozen=True, slots=True)
class Answer:
    """What one party says of a decision, for the line of squares."""

    name: str
    mark: str  # yes, plus, no, waiting
    words: str
    added: str = ""  # the party's own addition or reason
    day: date | None = None
    party_id: int | None = None
    reference_number: str = ""
    supplement: str = ""  # what the party added after the minutes were closed
    supplemented: date | None = None

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
    matter_id: int
    initiative_id: int | None
    text: str
    reference_number: str
    is_invented: bool
    is_restated: bool
    source: str
    answers: tuple[Answer, ...]
    standing: Standing
    is_closed: bool
    moves_to: str  # the phase that the initiative enters by it, as words
    has_moved: bool

    @property
    def refused(self) -> list[str]:
        return [answer.name for answer in self.answers if answer.mark == "no"]

    @property
    def standing_label(self) -> str:
        return str(self.standing.label)

    @property
    def shape(self) -> str:
        return {Standing.STANDS: "done", Standing.WAITS: "waiting", Standing.FALLEN: "withdrawn"}[self.standing]

    @property
    def answered_by(self) -> set[int | None]:
        return {answer.party_id for answer in self.answers if answer.is_given}

    @property
    def waits_for(self) -> list[str]:
        return [answer.name for answer in self.answers if not answer.is_given]


def decision_rows(programme, *, parties, initiative=None, matter=None, matters=None, limit=None) -> list[DecisionRow]:
    """Decisions, the latest first; those without a date last. One query, one more when somebody who answered has left since, and one more
    when some matter asks only some parties.

    `parties` are those of today, in order; each decision shows those of them that its matter asks. Whoever answered and is no longer among
    them is among the answers too.
    """
    decisions = Decision.objects.filter(programme=programme).select_related("forum", "matter")
    if initiative is not None:
        decisions = decisions.filter(matter__initiative=initiative)
    if matter is not None:
        decisions = decisions.filter(matter=matter)
    if matters is not None:
        decisions = decisions.filter(matter__in=matters)
    if limit is not None:
        latest = decisions.order_by(F("time_starts_latest").desc(nulls_last=True), "-pk").values("pk")[:limit]
        decisions = Decision.objects.filter(pk__in=latest).select_related("forum", "matter")
    found, said = _with_outcomes(decisions.annotate(asks_some=asks_some("matter")), parties)
    some = [row.matter_id for row in found.values() if row.asks_some]
    asked = asked_by_matter(some) if some else {}
    ordered = sorted(found.values(), key=lambda row: (row.time_starts_latest or date.min, row.pk), reverse=True)
    return [_row(decision, said[decision.pk], among(parties, asked.get(decision.matter_id))) for decision in ordered]


def _with_outcomes(decisions, parties):
    """({key: decision}, {key: {party: what it says}}): a decision comes once for each party that has answered."""
    found, said = {}, {}
    told = {f"said_{name}": F(f"party_decisions__{name}") for name in SAID}
    for row in decisions.order_by().annotate(**told):
        found.setdefault(row.pk, row)
        held = said.setdefault(row.pk, {})
        if row.said_party_id is not None:
            outcome = PartyDecision(decision=row, **{name: getattr(row, f"said_{name}") for name in SAID})
            held[outcome.party_id] = outcome
    known = {party.pk: party for party in parties}
    if left := {key for held in said.values() for key in held} - set(known):
        known |= {party.pk: party for party in Party.objects.filter(pk__in=left).select_related("organisation")}
    for held in said.values():
        for key, outcome in held.items():
            outcome.party = known[key]
    return found, said


def _outcomes(**where):
    return PartyDecision.objects.filter(**where).select_related("party__organisation")


def parties_asked(decision, *, today: list) -> list:
    """Those of the parties `today` that are asked, and those who have answered and left since: in Swedish order."""
    asked = among(today, asked_of(decision.matter_id))
    return _with_former(asked, [outcome.party for outcome in _outcomes(decision=decision)])


def matters_of(programme):
    """A queryset, in Swedish order: what a form chooses among."""
    return Matter.objects.filter(programme=programme).order_by(swedish("title"))


def _with_former(today, answered):
    former = [party for party in answered if party not in today]
    return sorted([*today, *former], key=lambda party: swedish_sort_key(party.name)) if former else today


def _row(decision, said, parties):
    asked = {party.pk for party in parties}
    rule = decision.forum.decision_rule if decision.forum_id else DecisionRule.EACH
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
        matter_id=decision.matter_id,
        initiative_id=decision.matter.initiative_id,
        text=decision.text,
        reference_number=decision.reference_number,
        is_invented=decision.is_invented,
        is_restated=decision.is_restated,
        source=decision.source,
        answers=tuple(_answer(party, said.get(party.pk)) for party in _with_former(parties, [row.party for row in said.values()]))
        if said or decision.item_id or decision.is_closed
        else (),
        standing=standing(rule, [row.outcome for key, row in said.items() if key in asked], len(asked)),
        is_closed=decision.is_closed,
        moves_to=str(decision.get_moves_to_display()) if decision.moves_to else "",
        has_moved=decision.has_moved,
    )


def _answer(party, outcome):
    if outcome is None:
        return Answer(party.name, "waiting", pgettext("decision", "has not answered"), party_id=party.pk)
    return Answer(
        name=party.name,
        mark=MARKS[outcome.outcome],
        words=outcome.get_outcome_display(),
        added=outcome.words,
        day=outcome.decided_date,
        party_id=party.pk,
        reference_number=outcome.reference_number,
        supplement=outcome.supplement,
        supplemented=outcome.supplemented_date,
    )


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

    A decision taken before the party was one, or in a matter that asks others, is left out, unless it has answered all the same.
    """
    answered = PartyDecision.objects.filter(decision=OuterRef("pk"))
    own = FilteredRelation("party_decisions", condition=Q(party_decisions__party=party))
    rows = Decision.objects.filter(Exists(answered), programme=party.programme_id).annotate(own=own)
    rows = rows.filter(~asks_some("matter") | asks(party, "matter") | Q(own__isnull=False))
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
    """A decision with its matter, what else was done in the matter, and what becomes of it."""

    row: DecisionRow
    decision: Decision
    others: list[Decision]
    complements: list[Decision]  # those that add to it or correct it
    follow_ups: list[FollowUpRow]

    @property
    def matter_text(self) -> str:
        """The matter's text without the signs that make headings, as much as fits beside the page."""
        plain = [line.removeprefix("# ") for line in self.decision.matter.text.split("\n")]
        text = "\n".join(plain)
        return text if len(text) <= 600 else f"{text[:600].rpartition(' ')[0]} …"


def decision_page(decision, *, parties, on) -> DecisionPage:
    """Four queries. `parties`: those who are asked; `decision` comes with matter (and the matter's initiative and document), item's meeting and forum."""
    said = {outcome.party_id: outcome for outcome in _outcomes(decision=decision)}
    related = _latest_first(Decision.objects.filter(Q(matter=decision.matter_id) | Q(complements=decision)).exclude(pk=decision.pk))
    return DecisionPage(
        row=_row(decision, said, parties),
        decision=decision,
        others=[row for row in related if row.complements_id != decision.pk],
        complements=[row for row in related if row.complements_id == decision.pk],
        follow_ups=of_decision(decision, on=on),
    )


def _latest_first(rows):
    return sorted(rows, key=lambda row: (row.time_starts_latest or date.min, row.pk), reverse=True)


def meetings_of(programme) -> list[Meeting]:
    """The latest first. One query."""
    return _latest_first(Meeting.objects.filter(programme=programme).select_related("forum"))
