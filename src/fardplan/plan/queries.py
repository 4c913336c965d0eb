"""Reads about what is done and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from fardplan.kit.collation import swedish
from fardplan.kit.models import Origin
from fardplan.kit.text import shortened
from fardplan.kit.timing import Timing
from fardplan.parties.models import Party
from fardplan.plan.models import Activity, Attendance, Lecturer, Milestone
from fardplan.plan.rules import HAS_TAKEN_PLACE, SHAPES, State, participants
from fardplan.portfolio.models import TargetGroup

# Milestones ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """A milestone as it stands on a day. `days_late` is nought when it is not late, or done."""

    pk: int
    slug: str
    title: str
    number: str
    time: str  # as worded
    done: str  # as worded; empty when it is not done
    is_outcome_unknown: bool  # an old one that nobody knows about: neither done nor late
    days_late: int
    party: str
    party_id: int | None
    responsible: str  # as worded
    initiative: str
    initiative_id: int | None
    initiative_slug: str
    document: str
    source: str
    is_invented: bool
    is_restated: bool
    starts: date | None
    ends: date | None  # the last day it can mean, inclusive
    goals: tuple[int, ...] = ()  # their keys

    @property
    def waits_for(self) -> str:
        """Whom it waits for: the party, or the words of the source; empty when nobody is named."""
        return self.party or self.responsible

    @property
    def is_done(self) -> bool:
        return bool(self.done)

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def shape(self) -> str:
        if self.is_outcome_unknown:
            return "off"
        return "done" if self.is_done else "warn" if self.is_late else "clock"

    @property
    def colour(self) -> str:
        return f"fp-c-{'warn' if self.shape == 'warn' else 'off'}"

    @property
    def state_label(self) -> str:
        if self.is_outcome_unknown:
            return _("Not known whether done")
        return _("Done") if self.is_done else _("Late") if self.is_late else _("To come")


def milestone_rows(programme, *, on: date, initiative=None, party=None) -> list[MilestoneRow]:
    """All milestones of a programme (or of one initiative, or those that wait for one party), by time; one query."""
    found = Milestone.objects.filter(programme=programme)
    if initiative is not None:
        found = found.filter(initiative=initiative)
    if party is not None:
        found = found.filter(party=party)
    # Columns and not rows of five models: a first page reads all of them to show ten.
    timed = [(Timing(*time), *rest) for *rest, time in _milestone_values(found)]
    timed.sort(key=lambda values: (values[0].sort_key(), values[-1], values[1]))
    return [_milestone_row(on, *values) for values in timed]


_TIME = ("words", "starts_earliest", "starts_latest", "ends_earliest", "ends_latest", "rhythm")


def _milestone_values(milestones):
    """Each milestone's columns, with the keys of its goals before its place, and last its time's."""
    values = milestones.order_by().values_list(
        "pk", "slug", "title", "number", "done_words", "party__organisation__short_name", "party_id", "responsible",
        "initiative__short_title", "initiative__title", "initiative_id", "initiative__slug", "document__title", "source", "origin", "is_outcome_unknown", "position",
        *(f"time_{part}" for part in _TIME), "goals",
    )  # fmt: skip
    rows, goals = {}, defaultdict(list)
    for *row, goal in values:  # once for each goal
        rows[row[0]] = row
        if goal is not None:
            goals[row[0]].append(goal)
    timed = len(_TIME)
    return [(*row[: -timed - 1], tuple(sorted(goals[pk])), row[-timed - 1], row[-timed:]) for pk, row in rows.items()]


def _milestone_row(
    on,
    time,
    pk,
    slug,
    title,
    number,
    done,
    party,
    party_id,
    responsible,
    short_title,
    long_title,
    initiative_id,
    initiative_slug,
    document,
    source,
    origin,
    unknown,
    goals,
    _position,
):
    return MilestoneRow(
        goals=goals,
        pk=pk,
        slug=slug,
        title=title,
        number=number,
        time=time.words,
        done=done,
        is_outcome_unknown=unknown,
        days_late=0 if done or unknown else time.days_late(on),
        party=party or "",
        party_id=party_id,
        responsible=responsible,
        initiative=short_title or long_title or "",
        initiative_id=initiative_id,
        initiative_slug=initiative_slug or "",
        document=document or "",
        source=source,
        is_invented=origin == Origin.INVENTED,
        is_restated=origin == Origin.RESTATED,
        starts=time.starts_earliest,
        ends=time.last_day_latest,
    )


def late_milestones(programme, *, on: date, rows=None) -> list[MilestoneRow]:
    """Milestones that are not done though every reading of their words has passed; the latest of all first."""
    rows = milestone_rows(programme, on=on) if rows is None else rows
    return sorted((row for row in rows if row.is_late), key=lambda row: -row.days_late)


def next_milestones(programme, *, on: date, limit: int | None = None, rows=None) -> list[MilestoneRow]:
    """Milestones neither done nor late, the nearest first."""
    rows = milestone_rows(programme, on=on) if rows is None else rows
    return [row for row in rows if not (row.is_done or row.is_late or row.is_outcome_unknown)][:limit]


# Whom we have reached ───────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Reached:
    """A party or target group: how many people of it are known to have come (None: nobody has said), at how many activities."""

    name: str
    participants: int | None
    activities: int


@dataclass(frozen=True)
class Reach:
    """Whom the activities of a year have reached. What nobody has counted is never added as nought.

    `activities` have taken place or go on; `counted` of them have a number, which add up to `participants` (None when none has).
    """

    year: int
    activities: int
    counted: int
    participants: int | None
    planned: int
    cancelled: int
    parties: list[Reached] = field(default_factory=list)
    target_groups: list[Reached] = field(default_factory=list)

    @property
    def missing(self) -> int:
        return self.activities - self.counted

    @property
    def parties_known(self) -> bool:
        """Somebody has counted by party; else eight lines would say eight times that nobody has."""
        return any(row.activities for row in self.parties)

    @property
    def groups_known(self) -> bool:
        return any(row.activities for row in self.target_groups)


def reach(programme, year: int, *, activities=None, counts=None, parties=None, target_groups=None) -> Reach:
    """Whom the activities of `year` have reached, per party (all of them, in order) and per target group.

    At most four queries. `activities` narrows to some: a queryset of the programme's activities; `counts` (of those),
    `parties` and `target_groups` are what the caller has read already.
    """
    found = Activity.objects.filter(programme=programme, year=year) if activities is None else activities
    states = dict(found.order_by().values_list("pk", "state"))
    if parties is None:
        parties = Party.objects.filter(programme=programme).in_order()
    if target_groups is None:
        # Those that were there some time of the year.
        gone = TargetGroup.objects.filter(until_date__lte=date(year, 1, 1))
        target_groups = TargetGroup.objects.filter(programme=programme).exclude(pk__in=gone).order_by(swedish("name"))
    taken_place = {pk for pk, state in states.items() if state in HAS_TAKEN_PLACE}
    counts = {pk: rows for pk, rows in (counts_of(found) if counts is None else counts).items() if pk in taken_place}
    known = [total for rows in counts.values() if (total := participants(rows)) is not None]

    # Each one's counts by activity, gathered in one go: to look through all for each of them would cost their product.
    of_party, of_group = defaultdict(lambda: defaultdict(list)), defaultdict(lambda: defaultdict(list))
    for pk, rows in counts.items():
        for row in rows:
            of_party[row[0]][pk].append(row)
            of_group[row[1]][pk].append(row)

    def reached(name, found, **whom):
        numbers = [number for rows in found.values() if (number := participants(rows, **whom)) is not None]
        return Reached(str(name), sum(numbers) if numbers else None, len(numbers))

    values = list(states.values())
    return Reach(
        year=year,
        activities=len(taken_place),
        counted=len(known),
        participants=sum(known) if known else None,
        planned=values.count(Activity.State.PLANNED),
        cancelled=values.count(Activity.State.CANCELLED),
        parties=[reached(party.name, of_party.get(party.pk, {}), party=party.pk) for party in parties],
        target_groups=[reached(group.name, of_group.get(group.pk, {}), target_group=group.pk) for group in target_groups],
    )


def counts_of(activities) -> dict[int, list[tuple[int | None, int | None, int]]]:
    """{activity: [(party, target group, number)]}, as rules.participants takes them; activities without a count are left out."""
    return _by_activity(Attendance.objects.filter(activity__in=activities.order_by().values("pk")), "party", "target_group", "number")


# Activities ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def activities_of_party(party):
    """The activities a party answers for or has been counted at, as a queryset."""
    return Activity.objects.filter(programme=party.programme_id).filter(
        Q(responsible=party) | Q(pk__in=Attendance.objects.filter(party=party).values("activity"))
    )


SUMMARY = 160  # characters


@dataclass(frozen=True, slots=True)
class ActivityRow:
    """What a table tells of an activity. Texts are ready for the screen; empty means that nothing is stated."""

    pk: int
    slug: str
    title: str
    kind: str
    time: str  # as worded
    format: str
    audience: str
    lecturers: str
    comment: str
    state: State
    state_label: str
    is_late: bool
    participants: int | None  # None: nobody has said
    initiative: str
    initiative_slug: str
    responsible: str
    is_invented: bool

    @property
    def summary(self) -> str:
        """As much of the comment as a table holds, ended at a word."""
        return shortened(self.comment, SUMMARY)

    @property
    def shape(self) -> str:
        return "warn" if self.is_late else SHAPES[self.state]

    @property
    def has_taken_place(self) -> bool:
        return self.state in HAS_TAKEN_PLACE


@dataclass(frozen=True)
class KindGroup:
    """The activities of one kind, in the order of the register."""

    kind: str
    label: str
    rows: list[ActivityRow]


def activity_rows(activities, *, on: date, counts=None, lecturers=None) -> list[ActivityRow]:
    """Rows for a queryset of activities, in its order. Three queries; one less for each of `counts` and `lecturers` the caller has."""
    formats, states, late_label = dict(Activity.Format.choices), {state.value: str(state.label) for state in State}, _("Late")

    def is_late(row):
        return row["state"] == State.PLANNED and row["time_ends_latest"] is not None and row["time_ends_latest"] <= on

    rows = activities.values(
        "pk", "slug", "title", "kind", "time_words", "time_ends_latest", "format", "format_words", "audience", "comment", "state",
        "initiative__title", "initiative__short_title", "initiative__slug", "responsible__organisation__short_name", "origin",
    )  # fmt: skip
    pks = [row["pk"] for row in rows]
    if counts is None:
        counts = _by_activity(Attendance.objects.filter(activity__in=pks), "party", "target_group", "number")
    if lecturers is None:
        lecturers = _by_activity(Lecturer.objects.filter(activity__in=pks), "organisation__short_name", "unit_words", "role")
    return [
        ActivityRow(
            pk=row["pk"],
            slug=row["slug"],
            title=row["title"],
            kind=row["kind"],
            time=row["time_words"],
            format=row["format_words"] or (str(formats[row["format"]]) if row["format"] else ""),
            audience=row["audience"],
            lecturers="; ".join(lecturer_words(*lecturer) for lecturer in lecturers.get(row["pk"], ())),
            comment=row["comment"],
            state=State(row["state"]),
            state_label=late_label if is_late(row) else states[row["state"]],
            is_late=is_late(row),
            participants=participants(counts.get(row["pk"], ())),
            initiative=row["initiative__short_title"] or row["initiative__title"] or "",
            initiative_slug=row["initiative__slug"] or "",
            responsible=row["responsible__organisation__short_name"] or "",
            is_invented=row["origin"] == Origin.INVENTED,
        )
        for row in rows
    ]


def _by_activity(rows, *fields):
    found = defaultdict(list)
    for activity, *values in rows.values_list("activity", *fields):
        found[activity].append(tuple(values))
    return found


def lecturer_words(organisation, unit_words, role) -> str:
    """ "Region X, Enheten för folkhälsa (föreläsare)": the organisation, never the person."""
    place = f"{organisation}, {unit_words}" if unit_words else organisation
    if role[1:2].islower():
        role = role[:1].lower() + role[1:]
    return f"{place} ({role})" if role else place


def by_kind(rows) -> list[KindGroup]:
    """Rows under their kinds, kinds in the order the model lists them; kinds without rows are left out."""
    groups = {kind: KindGroup(kind, str(label), []) for kind, label in Activity.Kind.choices}
    for row in rows:
        groups[row.kind].rows.append(row)
    return [group for group in groups.values() if group.rows]
