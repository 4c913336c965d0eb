"""Reads about what is done and when."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q
from django.utils.translation import gettext as _

from fardplan.kit.collation import swedish
from fardplan.parties.models import Party
from fardplan.plan.models import Activity, Attendance, Milestone
from fardplan.plan.rules import HAS_TAKEN_PLACE, participants
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
    days_late: int
    party: str
    party_id: int | None
    responsible: str  # as worded
    initiative: str
    initiative_slug: str
    document: str
    source: str
    is_invented: bool
    is_restated: bool
    starts: date | None
    ends: date | None  # the last day it can mean, inclusive

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
        return "done" if self.is_done else "warn" if self.is_late else "clock"

    @property
    def state_label(self) -> str:
        return _("Done") if self.is_done else _("Late") if self.is_late else _("To come")


def milestone_rows(programme, *, on: date, initiative=None) -> list[MilestoneRow]:
    """All milestones of a programme (or of one initiative), by time; one query."""
    found = Milestone.objects.filter(programme=programme)
    if initiative is not None:
        found = found.filter(initiative=initiative)
    rows = list(found.select_related("party__organisation", "initiative", "document"))
    rows.sort(key=lambda row: (row.time.sort_key(), row.position, row.pk))
    return [_milestone_row(row, on) for row in rows]


def _milestone_row(row, on):
    return MilestoneRow(
        pk=row.pk,
        slug=row.slug,
        title=row.title,
        number=row.number,
        time=row.time_words,
        done=row.done_words,
        days_late=0 if row.is_done else row.time.days_late(on),
        party=row.party.name if row.party_id else "",
        party_id=row.party_id,
        responsible=row.responsible,
        initiative=row.initiative.label if row.initiative_id else "",
        initiative_slug=row.initiative.slug if row.initiative_id else "",
        document=str(row.document) if row.document_id else "",
        source=row.source,
        is_invented=row.is_invented,
        is_restated=row.is_restated,
        starts=row.time_starts_earliest,
        ends=row.time.last_day_latest,
    )


def late_milestones(programme, *, on: date, rows=None) -> list[MilestoneRow]:
    """Milestones that are not done though every reading of their words has passed; the latest of all first."""
    rows = milestone_rows(programme, on=on) if rows is None else rows
    return sorted((row for row in rows if row.is_late), key=lambda row: -row.days_late)


def next_milestones(programme, *, on: date, limit: int | None = None, rows=None) -> list[MilestoneRow]:
    """Milestones neither done nor late, the nearest first."""
    rows = milestone_rows(programme, on=on) if rows is None else rows
    return [row for row in rows if not row.is_done and not row.is_late][:limit]


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


def reach(programme, year: int, *, activities=None, parties=None, target_groups=None) -> Reach:
    """Whom the activities of `year` have reached, per party (all of them, in order) and per target group.

    At most four queries. `activities` narrows to some: a queryset of the programme's activities; `parties` and
    `target_groups` are rows that the caller has.
    """
    found = Activity.objects.filter(programme=programme, year=year) if activities is None else activities
    states = dict(found.order_by().values_list("pk", "state"))
    if parties is None:
        parties = Party.objects.filter(programme=programme).in_order()
    if target_groups is None:
        target_groups = TargetGroup.objects.filter(programme=programme).order_by(swedish("name"))
    taken_place = {pk for pk, state in states.items() if state in HAS_TAKEN_PLACE}
    counts = {pk: rows for pk, rows in counts_of(programme, year).items() if pk in taken_place}
    known = [total for rows in counts.values() if (total := participants(rows)) is not None]

    def reached(name, **whom):
        numbers = [number for rows in counts.values() if (number := participants(rows, **whom)) is not None]
        return Reached(str(name), sum(numbers) if numbers else None, len(numbers))

    values = list(states.values())
    return Reach(
        year=year,
        activities=len(taken_place),
        counted=len(known),
        participants=sum(known) if known else None,
        planned=values.count(Activity.State.PLANNED),
        cancelled=values.count(Activity.State.CANCELLED),
        parties=[reached(party.name, party=party.pk) for party in parties],
        target_groups=[reached(group.name, target_group=group.pk) for group in target_groups],
    )


def counts_of(programme, year: int) -> dict[int, list[tuple[int | None, int | None, int]]]:
    """{activity: [(party, target group, number)]} for the activities of a year."""
    found = defaultdict(list)
    attendances = Attendance.objects.filter(activity__programme=programme, activity__year=year)
    for activity, party, group, number in attendances.values_list("activity", "party", "target_group", "number"):
        found[activity].append((party, group, number))
    return found


# Activities ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def activities_of_party(party):
    """The activities a party answers for or has been counted at, as a queryset."""
    return Activity.objects.filter(programme=party.programme_id).filter(
        Q(responsible=party) | Q(pk__in=Attendance.objects.filter(party=party).values("activity"))
    )
