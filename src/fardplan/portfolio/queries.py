"""Reads about the portfolio. A page, a report or a room above starts from `portfolio_rows`, four queries however many there
are, or from `brief_rows`, one.

`by_phase` and `initiatives_by_goal` regroup rows of either kind; give them `rows` when a page has read them already.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, prefetch_related_objects
from django.utils.translation import gettext as _

from fardplan.kit.collation import swedish
from fardplan.kit.models import Origin
from fardplan.kit.text import shortened, swedish_sort_key
from fardplan.parties.models import Party
from fardplan.portfolio.filters import IN_THE_PORTFOLIO, PortfolioFilter
from fardplan.portfolio.models import Initiative, InitiativeGoal, InitiativePartner
from fardplan.portfolio.rules import ACTIVE, IN_PORTFOLIO, ON_PAGES, SHAPES, WAITING, Phase

SUMMARY = 240  # characters: more than the lines of a card hold


@dataclass(frozen=True, slots=True)
class GoalMark:
    """A goal as a number on a card. `is_invented`: no source says that the initiative works towards it."""

    goal_id: int
    number: int
    title: str
    is_invented: bool


@dataclass(frozen=True, slots=True)
class BriefRow:
    """An initiative on a day in few words: for pages that name many of them."""

    pk: int
    slug: str
    title: str
    label: str  # the short title where there is one
    time: str  # as worded
    phase: Phase | None  # None: no phase had begun for certain
    phase_label: str
    goals: tuple[GoalMark, ...]
    is_invented: bool

    @property
    def shape(self) -> str:
        return SHAPES[self.phase]

    @property
    def is_active(self) -> bool:
        return self.phase in ACTIVE

    @property
    def is_in_portfolio(self) -> bool:
        return self.phase in IN_PORTFOLIO

    @property
    def is_withdrawn(self) -> bool:
        return self.phase is Phase.WITHDRAWN


@dataclass(frozen=True, slots=True)
class InitiativeRow(BriefRow):
    """What lists tell of an initiative on a day. Texts are ready for the screen; empty means that nothing is stated."""

    description: str
    form: str
    parties: str
    party_ids: frozenset[int]
    is_county_wide: bool
    leader: str  # the leader's organisation
    leader_note: str
    leader_is_vacant: bool
    is_restated: bool

    @property
    def summary(self) -> str:
        """As much of the description as a card holds, ended at a word."""
        return shortened(self.description, SUMMARY)


def brief_rows(programme, *, on: date, party=None) -> list[BriefRow]:
    """Every initiative (or those `party` takes part in) as it stood on a day, in the order of `portfolio_rows`.

    One query: a row of the database per goal.
    """
    found, labels = Initiative.objects.filter(programme=programme).with_phase(on), phase_labels()
    if party is not None:
        found = PortfolioFilter(party=party.slug, phase="all").apply(found)
    rows = found.order_by("pk", "goal_links__goal__number").values_list(
        "pk", "slug", "title", "short_title", "time_words", "phase", "origin",
        "goal_links__goal", "goal_links__goal__number", "goal_links__goal__title", "goal_links__origin",
    )  # fmt: skip
    goals, seen = defaultdict(dict), {}
    for pk, *facts, goal, number, goal_title, goal_origin in rows:
        seen.setdefault(pk, facts)
        if goal is not None:
            goals[pk][goal] = GoalMark(goal, number, goal_title, goal_origin == Origin.INVENTED)
    made = [
        BriefRow(pk, slug, title, short or title, time, *labels[phase], tuple(goals[pk].values()), origin == Origin.INVENTED)
        for pk, (slug, title, short, time, phase, origin) in seen.items()
    ]
    return _as_on_pages(made)


def portfolio_rows(programme, chosen: PortfolioFilter = IN_THE_PORTFOLIO, *, on: date, parties=None) -> list[InitiativeRow]:
    """The initiatives as they stood on a day, ordered for pages: by phase, then by title.

    `parties` are the programme's parties on that day when the caller has them. Four queries, five without `parties`.
    """
    if parties is None:
        parties = Party.objects.filter(programme=programme).holding_on(on).in_order()
    names = {party.pk: party.name for party in parties}
    found = chosen.apply(Initiative.objects.filter(programme=programme).with_phase(on))
    rows = found.order_by("pk").values(
        "pk", "slug", "title", "short_title", "description", "form", "time_words", "phase", "is_county_wide", "parties_words",
        "leader_organisation__short_name", "leader_note", "leader_is_vacant", "origin",
    )  # fmt: skip
    goals, taking_part, partners = _goal_marks(programme), _party_links(programme), _partner_links(programme)
    forms, labels = dict(Initiative.Form.choices), phase_labels()
    everywhere = frozenset(names)
    made = []
    for row in rows:
        pk, wide = row["pk"], row["is_county_wide"]
        linked = taking_part.get(pk, {})
        # A party that has left since keeps its name on what it took part in.
        named = [_("The whole county")] if wide else [name for party, name in {**names, **linked}.items() if party in linked]
        made.append(
            InitiativeRow(
                pk=pk,
                slug=row["slug"],
                title=row["title"],
                label=row["short_title"] or row["title"],
                description=row["description"],
                form=str(forms[row["form"]]) if row["form"] else "",
                time=row["time_words"],
                phase=labels[row["phase"]][0],
                phase_label=labels[row["phase"]][1],
                parties=", ".join([*named, *partners.get(pk, ())]) or row["parties_words"],
                party_ids=everywhere if wide else frozenset(linked),
                is_county_wide=wide,
                goals=tuple(goals.get(pk, ())),
                leader=row["leader_organisation__short_name"] or "",
                leader_note=row["leader_note"],
                leader_is_vacant=row["leader_is_vacant"],
                is_invented=row["origin"] == Origin.INVENTED,
                is_restated=row["origin"] == Origin.RESTATED,
            )
        )
    return _as_on_pages(made)


def _as_on_pages(rows):
    """By phase, then by title. Sorted here: SQLite asks for the Swedish key anew at each comparison."""
    place = {phase: number for number, phase in enumerate((*ON_PAGES, None))}
    return sorted(rows, key=lambda row: (place[row.phase], swedish_sort_key(row.title), row.pk))


def phase_labels():
    """{stored value: (phase, label)}: read once for a list, as the labels are looked up in the catalogue each time."""
    return {None: (None, _("No phase yet"))} | {phase.value: (phase, str(phase.label)) for phase in Phase}


def _goal_marks(programme):
    links = InitiativeGoal.objects.filter(initiative__programme=programme).order_by("goal__number", "pk")
    marks = defaultdict(list)
    for pk, goal, number, title, origin in links.values_list("initiative", "goal", "goal__number", "goal__title", "origin"):
        marks[pk].append(GoalMark(goal, number, title, origin == Origin.INVENTED))
    return marks


def _party_links(programme):
    links = Initiative.parties.through.objects.filter(initiative__programme=programme)
    found = defaultdict(dict)
    for pk, party, name in links.values_list("initiative", "party", "party__organisation__short_name"):
        found[pk][party] = name
    return found


def _partner_links(programme):
    links = InitiativePartner.objects.filter(initiative__programme=programme).order_by(swedish("organisation__short_name"))
    found = defaultdict(list)
    for pk, name in links.values_list("initiative", "organisation__short_name"):
        found[pk].append(name)
    return found


def waiting(programme, *, on: date) -> int:
    """How many initiatives are on their way into the portfolio: ideas, dialogues, proposals. One query."""
    return Initiative.objects.filter(programme=programme).with_phase(on).filter(phase__in=WAITING).count()


# Regrouped ──────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class PhaseGroup:
    """A phase and the initiatives in it; `phase` is None for those in none yet."""

    phase: Phase | None
    initiatives: tuple[BriefRow, ...]

    @property
    def label(self) -> str:
        return str(self.phase.label) if self.phase else _("No phase yet")

    @property
    def shape(self) -> str:
        return SHAPES[self.phase]

    @property
    def is_in_portfolio(self) -> bool:
        return self.phase in IN_PORTFOLIO


def by_phase(programme, *, on: date, rows=None) -> list[PhaseGroup]:
    """Every phase in the order an initiative passes them, also the empty ones; those without a phase last, when there are any."""
    rows = brief_rows(programme, on=on) if rows is None else rows
    groups = {phase: [] for phase in Phase} | {None: []}
    for row in rows:
        groups[row.phase].append(row)
    return [PhaseGroup(phase, tuple(found)) for phase, found in groups.items() if phase or found]


def initiatives_by_goal(programme, *, on: date, rows=None) -> dict[int, list[BriefRow]]:
    """{a goal's primary key: the initiatives in the portfolio that work towards it}. A goal nobody works towards is an empty list."""
    rows = brief_rows(programme, on=on) if rows is None else rows
    found = defaultdict(list)
    for row in rows:
        if row.is_in_portfolio:
            for mark in row.goals:
                found[mark.goal_id].append(row)
    return found


def read_goal_links(initiative):
    """The initiative's goals beside it, for a form that shows them. One query."""
    prefetch_related_objects([initiative], Prefetch("goal_links", InitiativeGoal.objects.select_related("goal")))


def initiatives_of_party(party, *, on: date) -> list[BriefRow]:
    """The initiatives the party takes part in, in whatever phase, those of the whole county included. One query."""
    return brief_rows(party.programme, on=on, party=party)
