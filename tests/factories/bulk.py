"""A programme of any size, for query counts and measurements: rows written in bulk, straight to the tables.

Everything that pages show is there, in the proportions of a real programme: an initiative has two goals, two or three parties,
two phases and a milestone; an activity has counts from two parties and a lecturer; every tenth initiative has a decision.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from uuid import uuid4

from fardplan.audit import chain
from fardplan.audit.models import Entry, Event
from fardplan.economy.models import Budget, BudgetLine, Funding, Outturn
from fardplan.goals.models import Ambition, BenefitObject, Goal, Vision
from fardplan.governance.models import Decision, Forum, Matter, PartyDecision, Seat
from fardplan.indicators.models import Indicator
from fardplan.kit.timing import Timing
from fardplan.parties.models import Assignment, Organisation, Party, Post, Programme
from fardplan.plan.models import Activity, Attendance, Dependency, Lecturer, Milestone
from fardplan.portfolio.models import (
    Initiative,
    InitiativeGoal,
    InitiativePartner,
    InitiativePhase,
    Reflection,
    TargetGroup,
    WorkingMethod,
)
from fardplan.portfolio.rules import Phase
from fardplan.status.models import Risk

TODAY = date(2024, 10, 15)
PARTY_NAMES = ("Björkvik", "Ekby", "Lindnäs", "Mittregionen", "Sandhamra", "Åbyfors", "Älvdal", "Östervik")
TITLE = "Samordnad planering för den som behöver vård på flera ställen"
TEXT = "Den som behöver hjälp av både kommun och region ska få en plan, gjord tillsammans, utan att själv behöva hålla ihop allt. "
PHASES = (
    Phase.RUNNING,
    Phase.RUNNING,
    Phase.RUNNING,
    Phase.INCLUDED,
    Phase.PAUSED,
    Phase.CLOSED,
    Phase.PROPOSED,
    Phase.IDEA,
    Phase.SPREAD_DECIDED,
)
TIMES = ("2023 – 2025", "Start HT 2023", "VT 2024 – 2026", "mars 2024 – december 2024", "2022 – 2024", "HT 2024 – 2027")


@dataclass(frozen=True)
class Stock:
    programme: Programme
    parties: list[Party]
    goals: list[Goal]
    initiatives: list[Initiative]


@cache
def _timing(words, year=None):
    return Timing.parse(words, year=year)


def _time(model, name, words, year=None):
    return getattr(model, name).columns(_timing(words, year))


def fill(programme, *, initiatives: int, activities: int, parties: int = 8) -> Stock:
    """Fill an empty programme, which shows TODAY from now on. `activities` are spread over three years, `initiatives` over all phases."""
    programme.shown_as_of = TODAY
    programme.save()
    organisations = Organisation.objects.bulk_create(
        Organisation(slug=f"part-{programme.pk}-{n}", name=f"{PARTY_NAMES[n % 8]}s kommun {n // 8 or ''}".strip(), short_name=f"{PARTY_NAMES[n % 8]} {n // 8 or ''}".strip(), kind="municipality")
        for n in range(parties)
    )  # fmt: skip
    members = Party.objects.bulk_create(
        Party(programme=programme, organisation=row, slug=f"part-{n}", from_date=date(2021, 1, 1)) for n, row in enumerate(organisations)
    )
    goals = _goals(programme)
    _people(programme, organisations)
    _money(programme, organisations)
    made = _initiatives(programme, members, goals, initiatives)
    _activities(programme, members, goals, made, activities)
    _governance(programme, members, organisations, made)
    return Stock(programme, members, goals, made)


def _goals(programme):
    Vision.objects.create(programme=programme, slug="malbild", text="Hjälpen är nära mig, hela livet")
    goals = Goal.objects.bulk_create(
        Goal(programme=programme, slug=f"delmal-{n}", number=n, title=f"Jag har en vård som är tillgänglig för mina behov, {n}", short_title=f"Delmål {n}")
        for n in range(1, 5)
    )  # fmt: skip
    Ambition.objects.bulk_create(
        Ambition(programme=programme, slug=f"ambition-{goal.number}", goal=goal, year=TODAY.year, text="Hälften har en plan")
        for goal in goals
    )
    for goal in goals:
        indicator = Indicator.objects.create(
            programme=programme, slug=f"nyckeltal-{goal.number}", code=f"N{goal.number}", name=f"Andel {goal.number}", unit="procent"
        )
        indicator.goals.add(goal)
    return goals


def _people(programme, organisations):
    post = Post.objects.create(programme=programme, slug="forandringsledare", role="Förändringsledare", number=10, share=500)
    Assignment.objects.bulk_create(
        Assignment(programme=programme, slug=f"uppdrag-{n}", post=post, role="Förändringsledare", share=50, lent_by=organisations[n % len(organisations)])
        for n in range(20)
    )  # fmt: skip


def _money(programme, organisations):
    for year in (TODAY.year, TODAY.year - 1):
        budget = Budget.objects.create(programme=programme, slug=f"budget-{year}", title=f"Programbudget {year}", year=year)
        own = Budget.objects.create(
            programme=programme,
            slug=f"egen-{year}",
            title=f"Egen budget {year}",
            year=year,
            is_programme_budget=False,
            organisation=organisations[0],
        )
        lines = BudgetLine.objects.bulk_create(
            BudgetLine(
                programme=programme, budget=each, slug=f"{each.slug}-{n}", title=f"Post {n}", amount=Decimal(100_000 * n), position=n
            )
            for each in (budget, own)
            for n in range(1, 13)
        )
        Outturn.objects.bulk_create(Outturn(line=line, period=str(year), amount=Decimal(95_000)) for line in lines)
        Funding.objects.bulk_create(
            Funding(
                programme=programme,
                slug=f"finansiering-{year}-{n}",
                year=year,
                organisation=row,
                share=Decimal("12.5"),
                amount=Decimal(500_000),
            )
            for n, row in enumerate(organisations)
        )


def _initiatives(programme, parties, goals, number):
    groups = TargetGroup.objects.bulk_create(
        TargetGroup(programme=programme, slug=f"grupp-{n}", name=f"Målgrupp {n}", age_from=65, cfs_from=5, cfs_to=7) for n in range(6)
    )
    methods = WorkingMethod.objects.bulk_create(
        WorkingMethod(programme=programme, slug=f"satt-{n}", name=f"Arbetssätt {n}") for n in range(6)
    )
    benefits = BenefitObject.objects.bulk_create(
        BenefitObject(programme=programme, slug=f"nytta-{n}", number=n, title=f"Nyttoobjekt {n}") for n in range(1, 7)
    )
    partner = Organisation.objects.create(
        slug=f"forening-{programme.pk}", name="Anhörigföreningen", short_name="Anhörigföreningen", kind="association"
    )
    made = Initiative.objects.bulk_create(
        Initiative(
            programme=programme, slug=f"arbete-{n}", title=f"{TITLE}, del {n}", short_title=f"Samordnad planering {n}" if n % 3 else "",
            description=TEXT * 2, form="pilot", leader_organisation=parties[n % len(parties)].organisation, is_county_wide=n % 11 == 0,
            change_owner="Vård- och omsorgschefen", **_time(Initiative, "time", TIMES[n % len(TIMES)]),
        )
        for n in range(number)
    )  # fmt: skip
    many = list(enumerate(made))
    InitiativePhase.objects.bulk_create(
        InitiativePhase(initiative=row, phase=phase, position=place, **_time(InitiativePhase, "began", words))
        for n, row in many
        for place, (phase, words) in enumerate(((Phase.IDEA, "2021"), (PHASES[n % len(PHASES)], "VT 2023"))[n % 9 == 7 :])
    )
    InitiativeGoal.objects.bulk_create(
        InitiativeGoal(initiative=row, goal=goals[(n + step) % len(goals)], origin="invented" if n % 5 == 0 else "")
        for n, row in many
        for step in (0, 1)
    )
    InitiativePartner.objects.bulk_create(
        InitiativePartner(initiative=row, organisation=partner, role="Referens") for n, row in many if n % 4 == 0
    )
    _link(Initiative.parties, made, lambda n: {(n * 3 + step) % len(parties) for step in range(3)}, parties)
    _link(Initiative.target_groups, made, lambda n: {n % 6, (n + 2) % 6}, groups)
    _link(Initiative.working_methods, made, lambda n: {n % 6}, methods)
    _link(Initiative.benefit_objects, made, lambda n: {n % 6}, benefits)
    Reflection.objects.bulk_create(
        Reflection(programme=programme, slug=f"lardom-{n}", kind="lesson", year=2024, text="Börja med en telefonlista.", initiative=row) for n, row in many if n % 2 == 0
    )  # fmt: skip
    Dependency.objects.bulk_create(
        Dependency(programme=programme, slug=f"beroende-{n}", text="Behöver den samlade planen.", initiative=row, on_initiative=made[n - 1]) for n, row in many if n
    )  # fmt: skip
    milestones = Milestone.objects.bulk_create(
        Milestone(
            programme=programme, slug=f"hallpunkt-{n}", title=f"Avtalet om samordnad planering är tecknat, {n}", initiative=row, position=n,
            party=parties[n % len(parties)], **_time(Milestone, "time", ("HT 2025", "3 mars 2024", "2026", "VT 2024", "oktober 2025")[n % 5]),
        )
        for n, row in many
    )  # fmt: skip
    _link(Milestone.goals, milestones, lambda n: {n % len(goals)}, goals)
    return made


def _activities(programme, parties, goals, initiatives, number):
    rows = Activity.objects.bulk_create(
        Activity(
            programme=programme, slug=f"aktivitet-{n}", title=f"Lärseminarium om samordnad planering {n}", kind=Activity.Kind.values[n % 6],
            year=TODAY.year - n % 3, state=Activity.State.DONE if n % 4 else Activity.State.PLANNED, audience="Chefer och medarbetare i båda huvudmännen",
            comment=TEXT, responsible=parties[n % len(parties)], initiative=initiatives[n % len(initiatives)] if n % 2 else None, position=n,
            **_time(Activity, "time", ("3 februari", "HT", "14 maj", "löpande")[n % 4], TODAY.year - n % 3),
        )
        for n in range(number)
    )  # fmt: skip
    Attendance.objects.bulk_create(
        Attendance(activity=row, party=parties[(n + step) % len(parties)], number=10 + n % 30)
        for n, row in enumerate(rows)
        if n % 4
        for step in (0, 1)
    )
    Lecturer.objects.bulk_create(Lecturer(activity=row, organisation=parties[0].organisation, role="Föreläsare") for row in rows)
    _link(Activity.goals, rows, lambda n: {n % len(goals)}, goals)


def _governance(programme, parties, organisations, initiatives):
    forum = Forum.objects.create(programme=programme, slug="styrgruppen", name="Styrgruppen", function="steering")
    Seat.objects.bulk_create(
        Seat(programme=programme, slug=f"plats-{n}", forum=forum, title="Vård- och omsorgschef", organisation=row)
        for n, row in enumerate(organisations)
    )
    for n, initiative in list(enumerate(initiatives))[::10]:
        matter = Matter.objects.create(programme=programme, slug=f"arende-{n}", title=f"Ärende {n}", initiative=initiative)
        decision = Decision.objects.create(
            programme=programme,
            slug=f"beslut-{n}",
            matter=matter,
            forum=forum,
            title=f"Beslut {n}",
            **_time(Decision, "time", "3 september 2024"),
        )
        PartyDecision.objects.bulk_create(PartyDecision(decision=decision, party=party, outcome="agreed") for party in parties[:-1])
        Risk.objects.create(
            programme=programme, slug=f"risk-{n}", scope="change", title="Läkare saknas", likelihood=4, impact=5, initiative=initiative
        )
    for initiative in initiatives[:20]:
        _changes(programme, initiative)


def _changes(programme, initiative):
    """Thirty saves: more than the history shows."""
    entries = Entry.objects.bulk_create(
        Entry(request_id=uuid4(), at=datetime(2024, 1, 1, tzinfo=UTC) + timedelta(days=n), by="load", what="POST") for n in range(30)
    )
    chain.append_many([
        Event(
            entry=entry, verb="changed", programme=programme.slug, model="portfolio.Initiative", object_id=initiative.pk, label=initiative.title,
            before={"title": "a", "version": n}, after={"title": "b", "version": n + 1},
        )
        for n, entry in enumerate(entries)
    ])  # fmt: skip


def _link(relation, rows, places, targets):
    """Many-to-many rows: row number n is tied to the targets at `places(n)`."""
    through = relation.through
    source, target = relation.field.m2m_column_name(), relation.field.m2m_reverse_name()
    through.objects.bulk_create(through(**{source: row.pk, target: targets[place].pk}) for n, row in enumerate(rows) for place in places(n))
