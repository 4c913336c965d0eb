"""Reads about matters: where they are on their way, what they say, how the parties handle them; and what was raised."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Count, DateField, F, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from fardplan.governance.asking import among, asked_by_matter, asks_some
from fardplan.governance.models import (
    AgendaItem,
    Escalation,
    Matter,
    MatterVersion,
    PartyDecision,
    PartyHandling,
    Proposal,
    RouteStep,
)
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.governance.rules import sections_of
from fardplan.kit.models import Origin
from fardplan.kit.templatetags.fardplan import datum
from fardplan.parties.models import Party
from fardplan.portfolio.models import CriterionJudgement, DialogueNote, Judgement


@dataclass(frozen=True, slots=True)
class Step:
    """A stop on the route, for the line of stops: "was", "now" or to come."""

    pk: int
    label: str
    note: str
    state: str
    is_parties: bool


def steps_of(route, *, answered: int, parties: int) -> list[Step]:
    """The stops of one matter in order. The parties' own is passed when every party has answered."""
    found, reached = [], False
    for row in route:
        own = row.role == RouteStep.Role.PARTIES
        done = row.done_date is not None or (own and parties > 0 and answered >= parties)
        state = "was" if done else "" if reached else "now"
        reached = reached or not done
        label = _("The parties decide") if own else row.forum.name
        notes = ["" if own else row.get_role_display().lower()]
        if own:
            notes.append(_("%(n)s of %(all)s have answered") % {"n": answered, "all": parties})
        if row.done_date:
            notes.append(datum(row.done_date, "short"))
        elif row.planned_date:
            notes.append(_("planned %(day)s") % {"day": datum(row.planned_date, "short")})
        found.append(Step(row.pk, label, ", ".join(note for note in notes if note), state, own))
    return found


@dataclass(frozen=True, slots=True)
class MatterRow:
    slug: str
    title: str
    kind: str
    reference_number: str
    initiative: str
    initiative_slug: str
    now: str  # the stop it stands at
    passed: int
    stops: int
    decisions: int
    is_invented: bool
    is_restated: bool
    source: str

    @property
    def where(self) -> str:
        if self.now:
            return self.now
        if self.decisions:
            return _("decided")
        return _("the whole way passed") if self.stops else ""


def matter_rows(programme, *, parties) -> list[MatterRow]:
    """Every matter, the newest first; `parties`: those of today. Four queries, one more when some matter asks only some of them."""
    routes, answered = {}, {}
    for step in RouteStep.objects.filter(matter__programme=programme).select_related("forum"):
        routes.setdefault(step.matter_id, []).append(step)
    for matter, party in PartyDecision.objects.filter(decision__programme=programme).values_list("decision__matter", "party").distinct():
        answered.setdefault(matter, set()).add(party)
    matters = Matter.objects.filter(programme=programme).select_related("initiative").annotate(n=Count("decisions"), asks_some=asks_some())
    matters = list(matters.order_by("-pk"))
    some = asked_by_matter([row.pk for row in matters if row.asks_some]) if any(row.asks_some for row in matters) else {}
    found = []
    for matter in matters:
        asked = {party.pk for party in among(parties, some.get(matter.pk))}
        steps = steps_of(routes.get(matter.pk, []), answered=len(asked & answered.get(matter.pk, set())), parties=len(asked))
        now = next(
            (f"{step.label}: {step.note}" if step.is_parties else f"{step.label} {step.note}" for step in steps if step.state == "now"), ""
        )
        found.append(
            MatterRow(
                slug=matter.slug,
                title=matter.title,
                kind=str(matter.get_kind_display()),
                reference_number=matter.reference_number,
                initiative=matter.initiative.label if matter.initiative else "",
                initiative_slug=matter.initiative.slug if matter.initiative else "",
                now=now,
                passed=sum(step.state == "was" for step in steps),
                stops=len(steps),
                decisions=matter.n,
                is_invented=matter.is_invented,
                is_restated=matter.is_restated,
                source=matter.source,
            )
        )
    return found


@dataclass(frozen=True, slots=True)
class HandlingRow:
    """When and where a party takes the matter up; every party has a line, told or not."""

    party_id: int
    party_slug: str
    name: str
    body: str
    meeting: date | None
    papers: date | None
    papers_sent: date | None
    reference_number: str
    days_late: int  # with the papers
    version: int

    @property
    def is_told(self) -> bool:
        return bool(self.body)


@dataclass(frozen=True)
class MatterPage:
    matter: Matter
    steps: list[Step]
    sections: list  # TextSection, as the text stands now
    versions: list[MatterVersion]
    has_changed: bool  # since it was sent on
    handlings: list[HandlingRow]
    proposal: Proposal | None
    items: list[AgendaItem]
    decisions: list[DecisionRow]
    raised: list[Escalation]
    asked: list[Party]  # empty when all are
    left: list[Party]  # asked by name, and no longer parties

    @property
    def asked_names(self) -> list[str]:
        return [party.name for party in self.asked]

    @property
    def left_names(self) -> list[str]:
        return [party.name for party in self.left]

    @property
    def goes_to_parties(self) -> bool:
        return any(step.is_parties for step in self.steps)


def matter_page(matter, *, parties, on: date) -> MatterPage:
    """Ten queries, one more when it asks only some. `parties` are those of today; `matter` comes with initiative, document and asks_some."""
    named = list(matter.parties.in_order()) if matter.asks_some else []
    today, parties = {party.pk for party in parties}, among(parties, {party.pk for party in named})
    answered = PartyDecision.objects.filter(decision__matter=matter, party__in=parties).values("party").distinct().count()
    versions = list(matter.versions.select_related("sent_by"))
    sections = sections_of(matter.text)
    return MatterPage(
        matter=matter,
        steps=steps_of(matter.route.select_related("forum"), answered=answered, parties=len(parties)),
        sections=sections,
        versions=versions,
        has_changed=bool(versions) and _said(versions[-1]) != _as_said(matter, sections),
        handlings=handling_rows(matter, parties=parties, on=on),
        proposal=Proposal.objects.filter(matter=matter).prefetch_related("options").first(),
        items=list(matter.agenda_items.select_related("meeting__forum").order_by("meeting__time_starts_earliest", "pk")),
        decisions=decision_rows(matter.programme, parties=parties, matter=matter),
        raised=list(matter.escalations.select_related("party__organisation")),
        asked=[party for party in named if party.pk in today],
        left=[party for party in named if party.pk not in today],
    )


def _said(version):
    held = json.loads(version.document_text)
    return held["title"], [(part["id"], part["title"], part["text"]) for part in held["sections"]]


def _as_said(matter, sections):
    return matter.title, [(part.id, part.title, part.text) for part in sections]


def handling_rows(matter, *, parties, on: date) -> list[HandlingRow]:
    """One query."""
    held = {row.party_id: row for row in PartyHandling.objects.filter(matter=matter)}
    return [_handling(party, held.get(party.pk), on) for party in parties]


def _handling(party, row, on):
    late = (on - row.papers_date).days if row and row.papers_date and not row.papers_sent_date else 0
    return HandlingRow(
        party_id=party.pk,
        party_slug=party.slug,
        name=party.name,
        body=row.body if row else "",
        meeting=row.meeting_date if row else None,
        papers=row.papers_date if row else None,
        papers_sent=row.papers_sent_date if row else None,
        reference_number=row.reference_number if row else "",
        days_late=max(late, 0),
        version=row.version if row else 0,
    )


@dataclass(frozen=True)
class Frozen:
    """A text as it was sent on."""

    title: str
    sections: list[dict]


def frozen(version) -> Frozen:
    held = json.loads(version.document_text)
    return Frozen(held["title"], held["sections"])


def raised_in(programme) -> list[Escalation]:
    """What has been raised: what is open first, then the latest. One query."""
    found = Escalation.objects.filter(programme=programme).select_related("party__organisation", "meeting", "matter", "raised_by")
    return sorted(found, key=lambda row: (not row.is_open, -row.raised_date.toordinal(), -row.pk))


@dataclass(frozen=True, slots=True)
class Link:
    """One link of an initiative's chain: a note of the dialogue, a judgement, or a matter."""

    day: date | None
    words: str
    who: str  # who wrote it; of a matter, its kind
    more: str  # who was missing; a matter's reference number
    slug: str
    is_invented: bool
    is_restated: bool
    source: str
    verdicts: list


@dataclass(frozen=True)
class Chain:
    """An initiative's way from idea to decision: what was said, judged, prepared and decided."""

    notes: list[Link]
    judgements: list[Link]
    matters: list[Link]

    @property
    def is_empty(self) -> bool:
        return not (self.notes or self.judgements or self.matters)


def chain_of(initiative) -> Chain:
    """One query, two when something has been judged: the parts of a union have the same columns."""
    parts = [
        _part("note", DialogueNote, initiative, day="held_date", words="text", who="written_by__display_name"),
        _part("judgement", Judgement, initiative, day="judged_date", words="words", who="judged_by__display_name", more="missing"),
        _part("matter", Matter, initiative, words="title", who="kind", more="reference_number", slug="slug"),
    ]
    rows = sorted(parts[0].union(*parts[1:], all=True), key=lambda row: (row[2] or date.min, row[1]))
    judged = [row[1] for row in rows if row[0] == "judgement"]
    verdicts = defaultdict(list)
    if judged:
        for row in CriterionJudgement.objects.filter(judgement__in=judged):
            verdicts[row.judgement_id].append(row)
    found = defaultdict(list)
    for kind, pk, day, words, who, more, slug, origin, source in rows:
        label = str(Matter.Kind(who).label) if kind == "matter" else who or ""
        own = verdicts[pk] if kind == "judgement" else []
        found[kind].append(Link(day, words, label, more, slug, origin == Origin.INVENTED, origin == Origin.RESTATED, source, own))
    return Chain(found["note"], found["judgement"], found["matter"])


def _part(kind, model, initiative, *, day=None, **columns):
    """Columns under names of their own, typed, so that they stand in the same order in every part."""
    texts = {
        f"text_{name}": Cast(F(columns[name]) if name in columns else Value(""), TextField()) for name in ("words", "who", "more", "slug")
    }
    rows = model.objects.filter(initiative=initiative).order_by()
    rows = rows.annotate(of_kind=Value(kind, CharField()), key=F("pk"), on_day=Cast(F(day) if day else Value(None), DateField()), **texts)
    rows = rows.annotate(text_origin=Cast(F("origin"), TextField()), text_source=Cast(F("source"), TextField()))
    return rows.values_list("of_kind", "key", "on_day", *texts, "text_origin", "text_source")


__all__ = ["MatterPage", "chain_of", "frozen", "matter_page", "matter_rows", "raised_in", "steps_of"]
