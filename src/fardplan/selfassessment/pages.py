"""What the pages of rounds show, put together."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from fardplan.goals.models import Goal
from fardplan.kit.collation import swedish
from fardplan.parties.models import Party, Unit
from fardplan.selfassessment import queries, rules
from fardplan.selfassessment.drawing import Line, spreads
from fardplan.selfassessment.models import Assessment, Round


@dataclass(frozen=True)
class GoalLine:
    """A goal with the points of a group of units, and with those of each party where they are shown side by side."""

    goal: Goal
    points: queries.Points
    cells: tuple = ()
    strengths: tuple = ()
    challenges: tuple = ()
    units: tuple = ()


@dataclass(frozen=True)
class PartyLine:
    party: Party
    turnout: queries.Turnout
    is_released: bool
    is_own: bool

    @property
    def is_readable(self):
        return self.is_released or self.is_own


@dataclass(frozen=True)
class RoundPage:
    round: Round
    previous: Round | None
    parties: tuple
    lines: tuple
    drawings: list

    @property
    def turnout(self) -> queries.Turnout:
        """All parties together."""
        names = ("invited", "begun", "handed_in", "late")
        return queries.Turnout(*(sum(getattr(line.turnout, name) for line in self.parties) for name in names))

    @property
    def released(self) -> int:
        return sum(line.is_released for line in self.parties)

    @property
    def has_points(self) -> bool:
        return any(line.points.state != queries.NONE or any(cell.is_shown or cell.is_few for cell in line.cells) for line in self.lines)


def rounds_page(programme_rounds):
    """Rounds with how many units they invite and have heard from, the latest first. One query."""
    counted = programme_rounds.annotate(
        invited=Count("assessments"), handed_in=Count("assessments", filter=Q(assessments__handed_in_date__isnull=False))
    )
    rows = counted.select_related("instrument")
    return sorted(rows, key=lambda row: (row.for_period.first_day, row.pk), reverse=True)


def parties_of(row):
    """The parties that units in the round stand for, as a queryset."""
    return Party.objects.filter(assessments__round=row).distinct().select_related("organisation")


def units_of(row) -> list[Unit]:
    return list(Unit.objects.filter(assessments__round=row))


def units_to_choose(row, *, on):
    """Units that the programme's parties have on the day `on`, and those already in the round, as a queryset."""
    parties = Party.objects.filter(programme=row.programme_id).holding_on(on)
    there = Q(from_date__isnull=True) | Q(from_date__lte=on)
    there &= Q(until_date__isnull=True) | Q(until_date__gt=on)
    found = Unit.objects.filter(there & Q(organisation__in=parties.values("organisation")) | Q(assessments__round=row))
    return found.distinct().select_related("organisation").order_by(swedish("organisation__short_name"), swedish("name"))


def _goals(row):
    return list(Goal.objects.filter(statements__instrument=row.instrument_id).distinct().order_by("number", "pk"))


def round_page(row, *, own=frozenset()) -> RoundPage:
    """A round with goal by party. Eight queries."""
    found = queries.results(row, own=own)
    came = queries.turnout(row)
    parties = Party.objects.filter(pk__in=came).in_order()
    lines = tuple(PartyLine(party, came[party.pk], party.pk in found.released, party.pk in own) for party in parties)
    shown = [line for line in lines if line.is_readable]
    goals = []
    for goal in _goals(row):
        total = found.totals.get(goal.pk, queries.Points(queries.NONE))
        goals.append(GoalLine(goal, total, tuple(found.cell(goal.pk, line.party.pk) for line in shown)))
    drawings = spreads(
        [Line(line.goal.label, line.points.points, line.points.spread) for line in goals],
        label=_("Points for each goal, 0 to 100: a dot for each party that may be shown alone, a bar for all units together."),
    )
    return RoundPage(row, found.previous, lines, tuple(goals), drawings)


@dataclass(frozen=True)
class PartyPage:
    round: Round
    previous: Round | None
    line: PartyLine
    lines: tuple
    units: list
    drawings: list

    @property
    def few(self):
        """Whether some unit is not shown alone."""
        return any(line.points.is_shown and len(line.points.alone) < line.points.units for line in self.lines)


def party_page(row, party, *, own=frozenset()) -> PartyPage:
    """One party's points in a round, its strengths and challenges, and where its units are. Ten queries.

    Units are named beside their points for the party itself only; others see dots.
    """
    found = queries.results(row, own=own)
    line = PartyLine(party, queries.turnout(row).get(party.pk, queries.Turnout()), party.pk in found.released, party.pk in own)
    units = list(Assessment.objects.filter(round=row, party=party).select_related("unit__organisation").order_by("unit__name"))
    for unit in units:
        unit.round, unit.party = row, party
    if not line.is_readable:
        return PartyPage(row, found.previous, line, (), units, [])
    by_goal, names = _statements(row, party), {unit.pk: unit.unit.name for unit in units}
    lines = []
    for goal in _goals(row):
        points = found.cell(goal.pk, party.pk)
        said = by_goal.get(goal.pk, ()) if points.is_shown else ()
        lines.append(
            GoalLine(
                goal,
                points,
                strengths=tuple(pair for pair in said if rules.is_strength(pair[1], row.instrument.strength_from)),
                challenges=tuple(pair for pair in reversed(said) if rules.is_challenge(pair[1], row.instrument.challenge_below)),
                units=tuple((names[key], value) for key, value in reversed(points.alone)) if line.is_own else (),
            )
        )
    drawings = spreads(
        [Line(each.goal.label, each.points.points, each.points.spread) for each in lines],
        label=_("Points for each goal, 0 to 100: a dot for each unit that may be shown alone, a bar for all units together."),
    )
    return PartyPage(row, found.previous, line, tuple(lines), units, drawings)


def _statements(row, party):
    """goal key -> [(statement, points)], the highest first; only those that may be shown."""
    points, found = queries.statement_points(row, party.pk), {}
    for statement in row.instrument.statements.all():
        if statement.pk in points and points[statement.pk].is_shown:
            found.setdefault(statement.goal_id, []).append((statement, points[statement.pk].points))
    return {goal: sorted(pairs, key=lambda pair: pair[1], reverse=True) for goal, pairs in found.items()}
