"""The page of one initiative: what it is, how far it has come, what is done in it, who decides, what may go wrong."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, TextField, Value
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from fardplan.governance.paths import Chain, chain_of
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.kit.models import Origin
from fardplan.kit.text import swedish_sort_key
from fardplan.overview.history import Save, history
from fardplan.overview.rules import Step, steps
from fardplan.parties.models import Party
from fardplan.plan.models import Activity, Dependency
from fardplan.plan.queries import ActivityRow, MilestoneRow, activity_rows, milestone_rows
from fardplan.portfolio.models import Initiative, InitiativeGoal, InitiativePartner, InitiativePhase, Reflection, TargetGroup
from fardplan.portfolio.rules import SHAPES, Phase, phase_on
from fardplan.status.models import Risk, StatusReport
from fardplan.status.queries import latest_status
from fardplan.status.queries.reports import Cell, cells_of

#: How many activities the page shows; the rest are one link away.
SHOWN = 12
#: What the page names beside the initiative itself.
BESIDE = ("leader_organisation", "programme_area", "proposing_party__organisation", "proposing_user", "leader")
#: Characters: a longer first paragraph is no line under a heading.
LEAD = 340


@dataclass(frozen=True, slots=True)
class Link:
    """Something tied to the initiative: a goal, a partner, a benefit object, a working method, a reflection."""

    pk: int  # of the row that ties them, where there is one
    title: str
    words: str  # a partner's role, what a method is, who said it
    number: int | None  # of a goal or benefit object; a reflection's year
    code: str  # the kind of a reflection
    is_invented: bool


@dataclass(frozen=True)
class InitiativePage:
    initiative: Initiative
    phase: Phase | None
    steps: list[Step]
    phases: list[InitiativePhase]
    parties: list[Party]
    all_parties: list[Party]  # the programme's on this day
    goals: list[Link]
    partners: list[Link]
    benefit_objects: list[Link]
    working_methods: list[Link]
    target_groups: list[TargetGroup]
    tags: list
    reflections: list[tuple[str, list[Link]]]  # by kind
    activities: list[ActivityRow]
    activity_count: int
    milestones: list[MilestoneRow]
    dependencies: list[Dependency]
    decisions: list[DecisionRow]
    chain: Chain
    risks: list[Risk]
    status: StatusReport | None  # the latest that was sent
    status_before: StatusReport | None
    status_cells: list[Cell]
    history: list[Save]
    has_effects: bool  # it means to move some indicator: the room above draws them
    has_benefits: bool  # it has benefits or calculations: the same

    @property
    def phase_label(self) -> str:
        return str(self.phase.label) if self.phase else ""

    @property
    def shape(self) -> str:
        return SHAPES[self.phase]

    @property
    def lead(self) -> str:
        """The first paragraph of the description, when it is short enough to stand under the heading."""
        first = self._paragraphs[0] if self._paragraphs else ""
        return first if len(first) <= LEAD else ""

    @property
    def more(self) -> str:
        """What of the description the head does not say."""
        return "\n\n".join(self._paragraphs[1:] if self.lead else self._paragraphs)

    @property
    def _paragraphs(self) -> list[str]:
        return [part.strip() for part in self.initiative.description.replace("\r\n", "\n").split("\n\n") if part.strip()]

    @property
    def leader_note(self) -> str:
        """What is said of the leader beyond that there is none."""
        note = self.initiative.leader_note
        return "" if self.initiative.leader_is_vacant and note.casefold() == _("Vacant").casefold() else note

    @property
    def party_ids(self) -> frozenset[int]:
        return frozenset(party.pk for party in self.parties)

    @property
    def takes_all(self) -> bool:
        """All the programme's parties, more than one, take part."""
        return len(self.all_parties) > 1 and {party.pk for party in self.all_parties} <= self.party_ids

    @property
    def has_invented_goals(self) -> bool:
        return any(goal.is_invented for goal in self.goals)

    @property
    def noted_phases(self) -> list[InitiativePhase]:
        return [row for row in self.phases if row.note or row.correction]


def phases_of(initiatives) -> list[InitiativePhase]:
    """The phases of a queryset of one initiative, each with the initiative and what its page names beside it. One query."""
    return list(InitiativePhase.objects.filter(initiative__in=initiatives).select_related(*(f"initiative__{name}" for name in BESIDE)))


def initiative_page(initiative, *, phases: list[InitiativePhase], on: date) -> InitiativePage:
    """All about `initiative` with its `phases` as it stands on a day. Ten queries; `initiative` comes with leader_organisation and programme_area."""
    programme = initiative.programme
    everybody = list(_parties(initiative))
    current = [party for party in everybody if party.holds_on(on)]
    links = _links(initiative)
    reported = latest_status(initiative=initiative)
    activities = activity_rows(
        Activity.objects.filter(initiative=initiative).order_by("-year", "position", "pk"), on=on, counts={}, lecturers={}
    )
    phase = phase_on(phases, on)
    return InitiativePage(
        initiative=initiative,
        phase=Phase(phase) if phase else None,
        steps=steps(phases, on),
        phases=phases,
        parties=current if initiative.is_county_wide else [party for party in everybody if party.takes_part],
        all_parties=current,
        goals=links["goal"],
        partners=links["partner"],
        benefit_objects=links["benefit object"],
        working_methods=links["working method"],
        target_groups=links["target group"],
        tags=links["tag"],
        reflections=_by_kind(links["reflection"]),
        activities=activities[:SHOWN],
        activity_count=len(activities),
        milestones=milestone_rows(programme, on=on, initiative=initiative),
        dependencies=list(_dependencies(initiative).holding_on(on)),
        decisions=decision_rows(programme, parties=current, initiative=initiative),
        chain=chain_of(initiative),
        risks=list(Risk.objects.filter(initiative=initiative).exclude(state=Risk.State.CLOSED)),
        status=reported[0] if reported else None,
        status_before=reported[1] if len(reported) > 1 else None,
        status_cells=cells_of(reported[0], previous=reported[1] if len(reported) > 1 else None) if reported else [],
        has_effects=bool(links["effect"]),
        has_benefits=bool(links["benefit"]),
        history=history(
            initiative,
            phases=[row.pk for row in phases],
            goals=[row.pk for row in links["goal"]],
            partners=[row.pk for row in links["partner"]],
        ),
    )


def _parties(initiative):
    taking_part = Initiative.parties.through.objects.filter(initiative=initiative, party=OuterRef("pk"))
    return Party.objects.filter(programme=initiative.programme_id).annotate(takes_part=Exists(taking_part)).in_order()


def _dependencies(initiative):
    found = Dependency.objects.filter(Q(initiative=initiative) | Q(on_initiative=initiative))
    return found.select_related("initiative", "on_initiative", "document")


def _by_kind(reflections):
    groups = defaultdict(list)
    for row in reflections:
        groups[row.code].append(row)
    return [(str(label), groups[kind]) for kind, label in Reflection.Kind.choices if groups[kind]]


# All kinds of links in one query ──────────────────────────────────────────────────────────────────────────────────────

_TEXTS = ("title", "words", "code", "origin")
_NUMBERS = ("number", "age_to", "cfs_from", "cfs_to")


def _links(initiative):
    """{kind: rows}. One query: the parts of a union have the same columns, and what a part has not is empty."""
    own = {"initiative": initiative}
    parts = [
        _part("goal", InitiativeGoal.objects.filter(**own), title="goal__title", words="goal__short_title", number="goal__number", origin="origin"),
        _part("partner", InitiativePartner.objects.filter(**own), title="organisation__name", words="role", origin="origin"),
        _part("benefit object", initiative.benefit_objects.order_by(), title="title", words="short_title", number="number", origin="origin"),
        _part("working method", initiative.working_methods.order_by(), title="name", words="description", origin="origin"),
        _part("tag", initiative.tags.order_by(), title="name", words="slug", origin="origin"),
        _part("effect", initiative.effects.order_by(), title="slug", origin="origin"),
        _part("benefit", initiative.benefits.order_by(), title="slug", origin="origin"),
        _part("benefit", initiative.calculations.order_by(), title="slug", origin="origin"),
        _part("reflection", Reflection.objects.filter(**own), title="text", words="said_by", code="kind", number="year", origin="origin"),
        _part(
            "target group",
            initiative.target_groups.order_by(),
            title="name", words="life_phase", number="age_from", age_to="age_to", cfs_from="cfs_from", cfs_to="cfs_to", origin="origin",
        ),
    ]  # fmt: skip
    found = defaultdict(list)
    for kind, pk, title, words, code, origin, number, age_to, cfs_from, cfs_to in parts[0].union(*parts[1:], all=True):
        if kind == "target group":
            row = TargetGroup(name=title, life_phase=words, age_from=number, age_to=age_to, cfs_from=cfs_from, cfs_to=cfs_to, origin=origin)
            found[kind].append(row)
        else:
            found[kind].append(Link(pk, title, words, number, code, origin == Origin.INVENTED))
    for rows in found.values():
        rows.sort(key=_order)
    return found


def _part(kind, rows, **columns):
    """Columns under names of their own, so that they stand in the same order in every part; typed, as PostgreSQL wants."""
    texts = {f"text_{name}": Cast(F(columns[name]) if name in columns else Value(""), TextField()) for name in _TEXTS}
    numbers = {f"n_{name}": Cast(F(columns[name]) if name in columns else Value(None), IntegerField()) for name in _NUMBERS}
    made = rows.order_by().annotate(of_kind=Value(kind, CharField()), key=F("pk"), **texts, **numbers)
    return made.values_list("of_kind", "key", *texts, *numbers)


def _order(row):
    if isinstance(row, TargetGroup):
        return 0, swedish_sort_key(row.name), 0
    # Reflections of a kind stay as they were entered; goals and benefit objects go by number, the rest by name.
    return row.number or 0, "" if row.code else swedish_sort_key(row.title), row.pk
