"""Reads of results. Sums are made in the database; what may be shown of them, by `rules.shown`. Nothing here reads a single answer."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from django.db.models import Count, F, Max, Min, Q, Sum

from fardplan.kit.periods import ReportPeriod
from fardplan.selfassessment import rules
from fardplan.selfassessment.models import Answer, Assessment, Release, Round
from fardplan.selfassessment.rules import State

#: Why a cell has no points.
SHOWN, NONE, FEW, KEPT = "shown", "none", "few", "kept"


@dataclass(frozen=True, slots=True)
class Points:
    """A goal's points for a group of units. `state` says what the cell is: shown, none (nobody has handed in an answer), few (too few
    people to be shown) or kept (the party has not shown its results). Only a shown cell has `points`; `change` since the round before
    with the same version, None when there is none to compare with. `spread` are the points of the units that may be shown alone."""

    state: str
    points: Decimal | None = None
    units: int = 0
    change: Decimal | None = None
    spread: tuple = ()
    #: Of the units that may be shown alone: (assessment key, points).
    alone: tuple = ()

    @property
    def is_shown(self) -> bool:
        return self.state == SHOWN

    @property
    def is_few(self) -> bool:
        return self.state == FEW

    @property
    def is_kept(self) -> bool:
        return self.state == KEPT

    @property
    def low(self):
        return self.spread[0] if self.spread else None

    @property
    def high(self):
        return self.spread[-1] if self.spread else None


@dataclass(frozen=True)
class Results:
    """A round's points: `cells[goal key, party key]`, and `totals[goal key]` of the parties that show theirs."""

    round: Round
    previous: Round | None
    cells: dict
    totals: dict
    released: frozenset
    goal_ids: tuple

    def cell(self, goal_id, party_id) -> Points:
        kept = Points(KEPT) if party_id not in self.readable else Points(NONE)
        return self.cells.get((goal_id, party_id), kept)

    readable: frozenset = field(default=frozenset())


def previous_round(row, opened=None) -> Round | None:
    """The round before with the very same version of the instrument: the only one that `row` is compared with.

    `opened`: the programme's rounds that have opened, when they have been read; otherwise one query.
    """
    if opened is None:
        opened = Round.objects.filter(programme=row.programme_id, instrument=row.instrument_id).exclude(state=State.PREPARING)
    same = [one for one in opened if one.instrument_id == row.instrument_id]
    earlier = [one for one in same if one.for_period.until_date <= row.for_period.first_day]
    return max(earlier, key=lambda one: (one.for_period.first_day, one.pk), default=None)


def _unit_points(rounds, ends):
    """round -> goal -> party -> [(assessment key, people, points)]: one query, grouped by the database. `ends`: those of the scale."""
    found = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    low, high = ends
    rows = (
        Answer.objects.counted()
        .filter(assessment__round__in=[row.pk for row in rounds])
        .order_by()
        .values_list("assessment__round_id", "statement__goal_id", "assessment__party_id", "assessment_id", "assessment__people")
        .annotate(score=Sum(F("value") * F("statement__weight")), weight=Sum("statement__weight"))
    )
    for round_id, goal, party, assessment, people, score, weight in rows:
        found[round_id][goal][party].append((assessment, people, rules.points(score, weight, low, high)))
    return found


def _ends(row):
    ends = row.instrument.scale.aggregate(low=Min("value"), high=Max("value"))
    return ends["low"] or 0, ends["high"] or 0


def results(row, *, own=frozenset(), opened=None, ends=None) -> Results:
    """The points of a round for somebody who belongs to the parties `own` (keys) and reads the others when they have shown theirs.

    Four queries: the round before, the scale, the sums, who shows theirs. Who has read the programme's rounds (`opened`) or the scale's
    `ends` already says so, for a query less each.
    """
    previous = previous_round(row, opened)
    rounds = [row, previous] if previous else [row]
    sums = _unit_points(rounds, ends or _ends(row))
    releases = set(Release.objects.filter(round__in=rounds).values_list("round_id", "party_id"))
    released = frozenset(party for round_id, party in releases if round_id == row.pk)
    readable = released | frozenset(own)
    before = sums[previous.pk] if previous else {}
    cells, totals = {}, {}
    for goal, by_party in sums[row.pk].items():
        for party in readable & by_party.keys():
            earlier = None
            if previous and (party in own or (previous.pk, party) in releases):
                earlier = _cell(before.get(goal, {}).get(party, ()), previous.minimum)
            cells[goal, party] = _with_change(_cell(by_party[party], row.minimum), earlier)
        shown_before = (
            {party: units for party, units in before.get(goal, {}).items() if (previous.pk, party) in releases} if previous else {}
        )
        now = {party: units for party, units in by_party.items() if party in released}
        cells |= {(goal, party): Points(FEW, units=len(by_party[party])) for party in _not_alone(now, row.minimum) if party not in own}
        totals[goal] = _with_change(_total(now, row.minimum), _total(shown_before, previous.minimum) if previous else None)
    return Results(row, previous, cells, totals, released, tuple(sums[row.pk]), readable)


def _cell(units, minimum):
    if not units:
        return Points(NONE)
    may = rules.shown({key: people for key, people, _points in units}, minimum)
    if not may.total:
        return Points(FEW, units=len(units))
    alone = tuple(sorted(((key, value) for key, _people, value in units if key in may.alone), key=lambda pair: pair[1]))
    value = rules.mean(value for _key, _people, value in units)
    return Points(SHOWN, value, len(units), None, tuple(value for _key, value in alone), alone)


def _with_change(cell, earlier):
    if earlier is None or not (cell.is_shown and earlier.is_shown):
        return cell
    return Points(cell.state, cell.points, cell.units, cell.points - earlier.points, cell.spread, cell.alone)


def _parties(by_party, minimum):
    """What may be shown of parties that add up to a county: a party whose own total is not shown is never shown alone."""
    people = {party: sum(count for _key, count, _points in units) for party, units in by_party.items()}
    never = {party for party, units in by_party.items() if not _cell(units, minimum).is_shown}
    return rules.shown(people, minimum, never=never)


def _not_alone(by_party, minimum):
    """Parties that would be known from the county's total and the others' points."""
    may = _parties(by_party, minimum)
    return set(by_party) - may.alone if may.total else set()


def _total(by_party, minimum):
    """The county's points: the mean of the units of the parties that show theirs."""
    if not by_party:
        return Points(NONE)
    units = [unit for each in by_party.values() for unit in each]
    if not _parties(by_party, minimum).total:
        return Points(FEW, units=len(units))
    spread = sorted(_cell(by_party[party], minimum).points for party in _parties(by_party, minimum).alone)
    return Points(SHOWN, rules.mean(value for _key, _people, value in units), len(units), None, tuple(spread))


def statement_points(row, party_id=None) -> dict:
    """statement key -> Points of the units of a party (None: of all parties that show theirs), for strengths and challenges. Two queries."""
    low, high = _ends(row)
    counted = Answer.objects.counted().filter(assessment__round=row)
    if party_id is None:
        counted = counted.filter(assessment__party__in=row.releases.values("party"))
    else:
        counted = counted.filter(assessment__party=party_id)
    rows = (
        counted.order_by()
        .values_list("statement_id")
        .annotate(units=Count("pk"), score=Sum("value"), people=Sum("assessment__people"), largest=Max("assessment__people"))
    )
    found = {}
    for statement, units, score, people, largest in rows:
        # Neither the whole nor what is left of it to the one unit that knows its own answer may be of too few.
        alone = units == 1 and people >= row.minimum
        few = not alone and people - largest < row.minimum
        value = rules.points(score, units, low, high)
        found[statement] = Points(FEW, units=units) if few else Points(SHOWN, value, units)
    return found


def opened_rounds(programme) -> list[Round]:
    """The programme's rounds that have opened. One query."""
    return list(Round.objects.filter(programme=programme).exclude(state=State.PREPARING).select_related("instrument"))


def rounds_of(programme, period: ReportPeriod, opened=None) -> list[Round]:
    """Rounds that have opened whose period lies within `period`, the latest first. One query, or none when they are `opened`."""
    rows = opened_rounds(programme) if opened is None else opened
    found = [row for row in rows if period.first_day <= row.for_period.first_day and row.for_period.until_date <= period.until_date]
    return sorted(found, key=lambda row: (row.for_period.first_day, row.pk), reverse=True)


def points_per_goal_and_party(programme, period, *, own=frozenset(), opened=None) -> dict:
    """(goal key, party key) -> `Points` of the latest round of the period (a `ReportPeriod`, or its code such as "2023").

    For pages and reports above this room. Parties that have not shown their results have a cell that says `kept`, unless they are among
    `own`: the keys of the reader's own parties (none for what the county prints). A goal or party without a cell was not asked. {} when
    there was no round. Five queries at most, four when the rounds are read already (`opened`).
    """
    period = ReportPeriod.parse(period) if isinstance(period, str) else period
    opened = opened_rounds(programme) if opened is None else opened
    rounds = rounds_of(programme, period, opened)
    if not rounds:
        return {}
    asked_about = rounds[0].instrument.statements.order_by().values_list("goal_id")
    ends = {goal: both for goal, *both in asked_about.annotate(low=Min("instrument__scale__value"), high=Max("instrument__scale__value"))}
    low, high = next(iter(ends.values()), (0, 0))
    found = results(rounds[0], own=own, opened=opened, ends=(low or 0, high or 0))
    asked = list(Assessment.objects.filter(round=rounds[0]).order_by().values_list("party_id", flat=True).distinct())
    return {(goal, party): found.cell(goal, party) for goal in ends for party in asked}


@dataclass(frozen=True)
class Turnout:
    """How far a party has come in a round: counts of units."""

    invited: int = 0
    begun: int = 0
    handed_in: int = 0
    late: int = 0

    @property
    def is_whole(self) -> bool:
        return self.invited == self.handed_in


def turnout(row) -> dict:
    """Party key -> Turnout. One query."""
    counted = Assessment.objects.filter(round=row).order_by().values_list("party_id")
    late = Q(handed_in_date__gt=row.last_day) if row.last_day else Q(pk__in=[])
    rows = counted.annotate(
        invited=Count("pk"),
        begun=Count("pk", filter=Q(begun_date__isnull=False)),
        handed_in=Count("pk", filter=Q(handed_in_date__isnull=False)),
        late=Count("pk", filter=late),
    )
    return {party: Turnout(*counts) for party, *counts in rows}
