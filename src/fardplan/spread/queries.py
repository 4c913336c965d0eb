"""Reads about spread: all methods beside all parties on a day, and one method with everything known of it."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from fardplan.accounts.permissions import Role
from fardplan.governance.models import PartyDecision
from fardplan.governance.queries import DecisionRow, decision_rows
from fardplan.kit.collation import swedish
from fardplan.kit.models import Origin
from fardplan.parties.models import Membership, Party
from fardplan.portfolio.models import WorkingMethod
from fardplan.spread.models import Adoption, MethodSheet, SpreadAmbition, SpreadProposal, TransferCheck
from fardplan.spread.rules import QUARTERS, Phase, Ticked, behind, counting, reached, ticked

#: With more parties than this nobody reads a cell for each: the matrix counts them by phase, and the method's page names them.
MOST_COLUMNS = 24
#: How many years a method's pace shows.
YEARS = 10
_LABELS = {phase.value: phase.label for phase in Phase}


@dataclass(frozen=True, slots=True)
class Cell:
    """Where one party is with one method. No phase: nothing yet."""

    phase: str
    words: str  # since when, as worded
    is_invented: bool

    @property
    def label(self) -> str:
        return str(_LABELS.get(self.phase, ""))

    @property
    def quarters(self) -> int | None:
        return None if self.phase == Phase.NOT_RELEVANT else QUARTERS.get(self.phase, 0)


NOTHING = Cell("", "", False)


@dataclass(frozen=True, slots=True)
class MethodRow:
    slug: str
    name: str
    cells: list[Cell]  # one per party, in order; empty when there are too many
    counts: dict[str, int]  # parties by phase
    parties: int
    late: list[tuple[str, int]]  # ambitions that were not met: (which, how many are missing)

    @property
    def concerned(self) -> int:
        return self.parties - self.counts.get(Phase.NOT_RELEVANT, 0)

    @property
    def introduced(self) -> int:
        return sum(self.counts.get(phase, 0) for phase in counting(Phase.INTRODUCED))

    @property
    def by_phase(self) -> list[int]:
        known = [self.counts.get(phase.value, 0) for phase in Phase]
        return [*known, self.parties - sum(known)]


@dataclass(frozen=True)
class Matrix:
    parties: list[Party]
    rows: list[MethodRow]
    shows_parties: bool

    @property
    def phases(self):
        return list(Phase)

    @property
    def has_invented(self) -> bool:
        return any(cell.is_invented for row in self.rows for cell in row.cells)

    @property
    def is_empty(self) -> bool:
        return not any(row.counts for row in self.rows)


def matrix(programme, *, on: date) -> Matrix:
    """Every method that holds on the day beside every party of that day. Four queries, however many there are."""
    parties = list(Party.objects.filter(programme=programme).holding_on(on).in_order())
    methods = list(
        WorkingMethod.objects.filter(programme=programme).holding_on(on).order_by(swedish("name")).values_list("pk", "slug", "name")
    )
    held = Adoption.objects.filter(programme=programme).holding_on(on).order_by()
    shows = len(parties) <= MOST_COLUMNS
    counts, cells = {}, {}
    if shows:
        known = {party.pk for party in parties}
        for method, party, phase, words, origin in held.values_list("method", "party", "phase", "began_words", "origin"):
            if party in known:
                counts.setdefault(method, {})
                counts[method][phase] = counts[method].get(phase, 0) + 1
                cells[method, party] = Cell(phase, words, origin == Origin.INVENTED)
    else:
        here = Q(party__from_date__isnull=True) | Q(party__from_date__lte=on)
        held = held.filter(here, Q(party__until_date__isnull=True) | Q(party__until_date__gt=on))
        for method, phase, number in held.values_list("method", "phase").annotate(n=Count("pk")):
            counts.setdefault(method, {})[phase] = number
    late = _late(programme, on, counts)
    rows = [
        MethodRow(
            slug,
            name,
            [cells.get((pk, party.pk), NOTHING) for party in parties] if shows else [],
            counts.get(pk, {}),
            len(parties),
            late.get(pk, []),
        )
        for pk, slug, name in methods
    ]
    return Matrix(parties, rows, shows)


def _late(programme, on, counts):
    """{method: [(ambition, missing)]} for years that are over: by the latest such ambition of each method and phase."""
    found = {}
    latest = {}
    for row in SpreadAmbition.objects.filter(programme=programme, year__lte=on.year).order_by("year"):
        if date(row.year, 12, 31) <= on:
            latest[row.method_id, row.phase] = row
    for (method, phase), row in latest.items():
        come = sum(counts.get(method, {}).get(each, 0) for each in counting(phase))
        if missing := behind(row.parties, come, year=row.year, on=on):
            found.setdefault(method, []).append((f"{row.parties} {row.get_phase_display().lower()} {row.year}", missing))
    return found


@dataclass(frozen=True, slots=True)
class PartyRow:
    """One party with one method: where it is on the day, how it came there, and whom to ask."""

    party: Party
    now: Adoption | None
    history: list[Adoption]  # the earliest first
    people: list[str]

    @property
    def slug(self) -> str:
        return self.party.slug

    @property
    def cell(self) -> Cell:
        return Cell(self.now.phase, self.now.began_words, self.now.is_invented) if self.now else NOTHING


@dataclass(frozen=True, slots=True)
class YearRow:
    year: int
    come: int
    aims: list[tuple[SpreadAmbition, int, int]]  # ambition, how many had come that far, how many are missing
    is_over: bool  # or goes on: counted on the day


@dataclass(frozen=True, slots=True)
class CheckRow:
    """A party with the transfer check-list of a method; `row` is None when it has ticked nothing."""

    party: Party
    row: TransferCheck | None
    points: Ticked


@dataclass(frozen=True)
class MethodPage:
    method: WorkingMethod
    sheet: MethodSheet | None
    rows: list[PartyRow]
    left: list[PartyRow]  # those that are parties no longer
    asks: list[PartyRow]  # who can be asked: those who try it or have it
    years: list[YearRow]
    checks: list[CheckRow]  # the parties of the day that have ticked something, and those asked for
    proposals: list[tuple[SpreadProposal, list[DecisionRow]]]
    initiatives: list

    @property
    def counts(self):
        return [(phase, sum(row.now is not None and row.now.phase == phase for row in self.rows)) for phase in Phase]

    @property
    def come(self) -> int:
        return sum(row.now is not None and reached(row.now.phase, Phase.INTRODUCED) for row in self.rows)

    @property
    def concerned(self) -> int:
        return sum(row.now is None or row.now.phase != Phase.NOT_RELEVANT for row in self.rows)


def method_page(method, *, on: date, mine=frozenset()) -> MethodPage:
    """`mine`: keys of the parties whose check-list is shown also untouched. Nine queries, and those of its decisions when it has been proposed to spread."""
    programme = method.programme
    everybody = list(Party.objects.filter(programme=programme).in_order())
    told, named = {}, {party.pk: party for party in everybody}
    for row in Adoption.objects.filter(method=method).select_related("decision", "initiative").order_by("from_date", "pk"):
        # Known already: a row is named by them, and the page names each.
        row.method, row.party = method, named[row.party_id]
        told.setdefault(row.party_id, []).append(row)
    people = {}
    coordinators = Membership.objects.filter(programme=programme, role=Role.COORDINATOR, party__isnull=False).holding_on(on)
    for party, name in coordinators.order_by(swedish("user__display_name")).values_list("party", "user__display_name"):
        people.setdefault(party, []).append(name)
    here, gone = [], []
    for party in everybody:
        history = told.get(party.pk, [])
        now = next((row for row in history if row.from_date <= on and (row.until_date is None or on < row.until_date)), None)
        if party.holds_on(on):
            here.append(PartyRow(party, now, history, people.get(party.pk, [])))
        elif history:
            gone.append(PartyRow(party, None, history, []))
    sheet = MethodSheet.objects.filter(method=method).first()
    proposals = list(SpreadProposal.objects.filter(method=method).select_related("matter").order_by("-pk"))
    decided = {}
    if proposals:
        current = [row.party for row in here]
        for row in decision_rows(programme, parties=current, matters=[proposal.matter_id for proposal in proposals]):
            decided.setdefault(row.matter_id, []).append(row)
    return MethodPage(
        method=method,
        sheet=sheet,
        rows=here,
        left=gone,
        asks=[row for row in here if row.now is not None and reached(row.now.phase, Phase.PILOT)],
        years=_years(method, told, everybody, on),
        checks=_checks(method, sheet.points if sheet else [], [row.party for row in here], mine),
        proposals=[(proposal, decided.get(proposal.matter_id, [])) for proposal in proposals],
        initiatives=list(method.initiatives.order_by(swedish("title"))),
    )


def _checks(method, points, parties, mine):
    if not points:
        return []
    held = {row.party_id: row for row in TransferCheck.objects.filter(method=method)}
    return [
        CheckRow(party, row, ticked(points, row.points if row else []))
        for party in parties
        if (row := held.get(party.pk)) is not None or party.pk in mine
    ]


def check_of(method, party) -> TransferCheck | None:
    return TransferCheck.objects.filter(method=method, party=party).first()


def _years(method, told, parties, on):
    """Year by year: how many had come as far as introduced when it ended, beside what was meant. The year that goes on is counted on the day."""
    aims = {}
    for row in SpreadAmbition.objects.filter(method=method):
        aims.setdefault(row.year, []).append(row)
    begun = [row.from_date.year for rows in told.values() for row in rows]
    if not begun and not aims:
        return []
    first = max(min([*begun, *aims]), on.year - YEARS + 1)
    here = {party.pk: party for party in parties}
    found = []
    for year in range(min(first, on.year), max([on.year, *aims]) + 1):
        day = min(date(year, 12, 31), on)
        phases = [
            row.phase
            for party, rows in told.items()
            for row in rows
            if here[party].holds_on(day) and row.from_date <= day and (row.until_date is None or day < row.until_date)
        ] if year <= on.year else []  # fmt: skip
        meant = []
        for aim in aims.get(year, []):
            come = sum(reached(phase, aim.phase) for phase in phases)
            meant.append((aim, come, behind(aim.parties, come, year=year, on=on)))
        found.append(YearRow(year, sum(reached(phase, Phase.INTRODUCED) for phase in phases), meant, year <= on.year))
    return found


def answers_in(proposal, *, party):
    """What a party has said in the matter of a proposal, or None. One query."""
    return PartyDecision.objects.filter(decision__matter=proposal.matter_id, party=party).order_by("-pk").first()


def have_reached(method, phase, *, on: date) -> set[int]:
    """Keys of the parties that have come as far as `phase` with the method, or further. One query."""
    far = [each for each in Phase if reached(each, phase)]
    return set(Adoption.objects.filter(method=method, phase__in=far).holding_on(on).values_list("party", flat=True))


def made_by(decision, *, method, party) -> Adoption | None:
    """The period that the party's yes in a decision made, if it said yes."""
    return Adoption.objects.filter(method=method, party=party, decision=decision).order_by("from_date").last()


def of_party(party, *, on: date) -> list[Adoption]:
    """Where a party is with each method on a day, in Swedish order of the methods. One query."""
    rows = Adoption.objects.filter(party=party).holding_on(on).select_related("method")
    return list(rows.order_by(swedish("method__name")))
