"""An invented county for the matrix: eight equal parties, a person in every role (for every party), objects of every party in every state."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import sha256
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.urls import URLPattern, get_resolver, reverse

from fardplan.accounts.models import User
from fardplan.accounts.permissions import PARTY_ROLES, Role
from fardplan.consultations.models import Consultation, ConsultationAnswer, ConsultationSection
from fardplan.goals.models import Goal
from fardplan.governance.models import Forum
from fardplan.indicators.models import Target
from fardplan.kit.timing import Timing
from fardplan.overview import feeds
from fardplan.overview.models import CalendarFeed
from fardplan.parties.models import Invitation, Membership, Partner, Party, Programme
from fardplan.plan.models import Activity, Milestone, OngoingWork, PlanItem, PlanVersion
from fardplan.portfolio.models import Initiative, InitiativePhase
from fardplan.portfolio.rules import Phase
from fardplan.reports.models import FreeFigure, ReportComment, ReportTemplate, ReportText, TemplateSection
from fardplan.reports.proof.numbers import numbers_in
from fardplan.reviews.models import DialogueFinding
from fardplan.selfassessment.models import Statement
from fardplan.spread.models import Adoption
from tests.access import chain
from tests.access.making import make_row, rows_in
from tests.addresses import model_for
from tests.factories import (
    ActivityFactory,
    ActivityReviewFactory,
    AdoptionFactory,
    AssessmentFactory,
    BenefitFactory,
    BenefitPartFactory,
    BenefitValueFactory,
    CitizenDialogueFactory,
    CompilationFactory,
    ConsultationFactory,
    DecisionFactory,
    EffectFactory,
    EvaluationFactory,
    FrictionFactory,
    GoalFactory,
    HandInFactory,
    IndicatorFactory,
    InitiativeFactory,
    InstrumentFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PartnerFactory,
    PartyFactory,
    PartyYearFactory,
    PlanFactory,
    ProgrammeFactory,
    ReportFactory,
    RoundFactory,
    SpreadProposalFactory,
    StatementFactory,
    StatusReportFactory,
    TipFactory,
    UnitFactory,
    UserFactory,
    WorkingMethodFactory,
)

NAMES = ("Björkvik", "Ekby", "Lindnäs", "Mittregionen", "Sandhamra", "Åbyfors", "Älvdal", "Östervik")


@dataclass(frozen=True)
class Person:
    """`role` is a Role, or what somebody without one is: nobody, stranger, stranger_coordinator, former, operator."""

    role: str
    party: int | None  # 0 to 7
    user: User | None

    def __str__(self):
        return self.role if self.party is None else f"{self.role} of {NAMES[self.party]}"


@dataclass(frozen=True)
class Thing:
    """Something an address is about. `label` is what the table calls it; `party` whose it is (0 to 7), `led` that "leader" leads its work."""

    name: str  # of the route
    url: str
    label: str = ""
    party: int | None = None
    led: bool = False

    def __str__(self):
        return " ".join(str(part) for part in (self.name, self.label, "" if self.party is None else NAMES[self.party]) if part)


@dataclass
class World:
    programme: Programme
    parties: list[Party]
    other: Programme
    people: list[Person] = field(default_factory=list)
    leader: User = None

    def one(self, role, party=None):
        return next(each for each in self.people if each.role == role and (party is None or each.party == party))


def build():
    """The county, its neighbour, and everybody: some seconds."""
    programme, other = ProgrammeFactory(slug="varld", name="Världens program"), ProgrammeFactory(slug="granne", name="Grannens program")
    parties = [
        PartyFactory(programme=programme, slug=f"part-{n}", organisation=OrganisationFactory(slug=f"part-{n}", name=f"{name}s kommun", short_name=name))
        for n, name in enumerate(NAMES)
    ]  # fmt: skip
    for party in parties:
        UnitFactory(organisation=party.organisation, slug=f"enhet-{party.slug}")
    PartnerFactory(programme=programme)
    world = World(programme, parties, other)
    _people(world)
    _neighbour(world)
    _goals(world)
    _work(world)
    _reviews(world)
    _reports(world)
    _consultations(world)
    _plans(world)
    _followup(world)
    _self_assessment(world)
    _spread(world)
    _status(world)
    _frictions(world)
    _invitations(world)
    chain.build(world)
    _the_rest(world)
    return world


def _people(world):
    for role in Role:
        for number in range(8) if role in PARTY_ROLES else [None]:
            user = UserFactory(username=f"{role}-{number}", display_name=f"{role.label} {number}")
            party = None if number is None else world.parties[number]
            unit = party.organisation.units.first() if role == Role.RESPONDENT else None
            MembershipFactory(user=user, programme=world.programme, role=role, party=party, unit=unit)
            world.people.append(Person(role.value, number, user))
    world.leader = world.one(Role.INITIATIVE_LEADER).user
    MembershipFactory(user=UserFactory(username="andra-ledaren"), programme=world.programme, role=Role.LEAD)
    operator, former = UserFactory(username="drift", is_operator=True), UserFactory(username="tidigare")
    MembershipFactory(user=former, programme=world.programme, role=Role.LEAD, until_date=date(2020, 1, 1))
    world.people += [Person("operator", None, operator), Person("former", None, former), Person("nobody", None, None)]


def _neighbour(world):
    """Another programme, where the first party's own organisation is a party too: the same people must not reach across."""
    mine = PartyFactory(programme=world.other, organisation=world.parties[0].organisation)
    PartyFactory(programme=world.other, organisation=OrganisationFactory(slug="grannby", name="Grannby kommun", short_name="Grannby"))
    for role, party in ((Role.LEAD, None), (Role.COORDINATOR, mine)):
        user = UserFactory(username=f"granne-{role}")
        MembershipFactory(user=user, programme=world.other, role=role, party=party)
        world.people.append(Person("stranger" if party is None else "stranger_coordinator", None, user))


def _plans(world):
    for number, party in enumerate(world.parties):
        row = PlanFactory(programme=world.programme, slug=f"plan-{number}", parties=[party])
        PlanItem.objects.create(
            plan=row, activity=ActivityFactory(programme=world.programme, slug=f"i-plan-{number}", responsible=party, year=2025)
        )
        decision = DecisionFactory(programme=world.programme, slug=f"plan-{number}")
        PlanVersion.objects.create(
            plan=row, number=1, document_text='{"about": "", "activities": [], "parties": [], "title": "Planen"}', sha256="0" * 64,
            sent_at=datetime(2024, 1, 1, tzinfo=UTC), decision=decision, is_baseline=True,
        )  # fmt: skip
        PlanFactory(programme=world.programme, slug=f"ny-plan-{number}", parties=[party])
        dialogue = CitizenDialogueFactory(programme=world.programme, slug=f"dialog-{number}", party=party)
        DialogueFinding.objects.create(
            programme=world.programme, slug=f"sagt-{number}", dialogue=dialogue, text="Man vill veta vem som kommer."
        )
        OngoingWork.objects.create(programme=world.programme, slug=f"pagar-{number}", party=party, title="Det som pågår", year=2024)


def _followup(world):
    for period, ready in (("2022", True), ("2023", False)):
        row = CompilationFactory(programme=world.programme, period=period)
        for party in world.parties:
            year = PartyYearFactory(compilation=row, party=party, is_ready=ready)
            if ready:
                HandInFactory(year=year)


def _spread(world):
    for programme in (world.programme, world.other):
        method = WorkingMethodFactory(programme=programme, slug="arbetssatt-0")
        SpreadProposalFactory(programme=programme, slug="forslag-0", method=method)
        for party in Party.objects.filter(programme=programme):
            AdoptionFactory(programme=programme, method=method, party=party, slug=f"inforande-{party.slug}")


def _goals(world):
    GoalFactory(programme=world.programme, number=1, slug="mal-oppet")
    GoalFactory(programme=world.programme, number=2, slug="mal-stangt", until_date=date(2023, 1, 1))


def _work(world):
    programme = world.programme
    for number, party in enumerate(world.parties):
        for state in (Activity.State.PLANNED, Activity.State.DONE):
            ActivityFactory(programme=programme, slug=f"aktivitet-{number}-{state}", responsible=party, state=state)
        MilestoneFactory(programme=programme, slug=f"hallpunkt-{number}", party=party)
        InitiativeFactory(programme=programme, slug=f"arbete-{number}", parties=[party], phase=Phase.IDEA)
    led = InitiativeFactory(programme=programme, slug="lett", leader=world.leader, phase=Phase.IDEA)
    InitiativeFactory(programme=programme, slug="ingens", phase=Phase.RUNNING)
    InitiativeFactory(programme=programme, slug="alla", phase=Phase.RUNNING, is_county_wide=True)
    indicator = IndicatorFactory(programme=programme, slug="nyckeltal-effekt")
    for initiative in Initiative.objects.filter(programme=programme):
        effect = EffectFactory(programme=programme, slug=f"effekt-{initiative.slug}", initiative=initiative, indicator=indicator)
        if initiative.slug == "ingens":
            EvaluationFactory(effect=effect)
    _benefits(world)
    ActivityFactory(programme=programme, slug="programmets", state=Activity.State.PLANNED)
    ActivityFactory(programme=programme, slug="lett", initiative=led, state=Activity.State.PLANNED)
    MilestoneFactory(programme=programme, slug="programmets")
    MilestoneFactory(programme=programme, slug="lett", initiative=led)


def _reviews(world):
    """A review of each activity with something for others to use, which its own party's neighbour has taken up."""
    for number, party in [(None, None), *enumerate(world.parties)]:
        for slug in [f"aktivitet-{number}-planned"] if party else ["programmets", "lett"]:
            activity = Activity.objects.get(programme=world.programme, slug=slug)
            review = ActivityReviewFactory(activity=activity, party=party, slug=f"{slug}-2023")
            TipFactory(review=review, slug=f"{slug}-tips")
            if party:
                used = TipFactory(review=review, slug=f"{slug}-anvands")
                used.uses.create(party=party, taken_date=date(2024, 1, 1))


def _benefits(world):
    """One of each piece of work; in the programme's own every party has its part, with a value."""
    for initiative in Initiative.objects.filter(programme=world.programme):
        benefit = BenefitFactory(programme=world.programme, slug=f"nytta-{initiative.slug}", initiative=initiative)
        for number, party in enumerate(world.parties if initiative.slug == "ingens" else ()):
            part = BenefitPartFactory(profile=benefit, party=party, slug=f"del-{number}")
            BenefitValueFactory(part=part, slug=f"varde-{number}")


NUMBERS = "Vi nådde 311 personer. Av dem var 312 nya."


def _reports(world):
    template = make_row(ReportTemplate, world.programme, slug="dokumentslag", based_on="one_page")
    make_row(TemplateSection, world.programme, slug="avsnitt", report_template=template)
    document = '{"schema": 1, "programme": "varld", "period": "2022", "title": "Årsrapport", "kind": "annual_report", "as_of": "2022-12-31", "version": "1.0", "sections": []}'
    for period, state in (("2019", "draft"), ("2020", "reviewed"), ("2021", "approved"), ("2022", "frozen")):
        more = (
            {
                "document_text": document,
                "sha256": sha256(document.encode()).hexdigest(),
                "frozen_at": datetime(2024, 1, 1, tzinfo=UTC),
                "frozen_by": world.leader,
            }
            if state == "frozen"
            else {}
        )
        report = ReportFactory(programme=world.programme, period=period, slug=state, state=state, **more)
        office, at = world.one(Role.OFFICE).user, datetime(2023, 6, 1, tzinfo=UTC)
        report.reviewers.create(reviewer=office)
        report.comments.create(section="summary", text=f"Öppen i {state}", written_by=office, written_at=at)
        if state == "draft":
            answered = {"answer": "Gjort.", "answered_by": office, "answered_at": at}
            report.comments.create(text="Besvarad", written_by=office, written_at=at, **answered)
        if state != "frozen":
            # Two numbers, one that waits for somebody and one that somebody answers for.
            _waits, told = numbers_in("closing", NUMBERS)
            ReportText.objects.create(report=report, section="closing", text=NUMBERS)
            FreeFigure.objects.create(report=report, section="closing", words=told.words, sentence=told.beginning, reason="Räknat")


def _comments(world):
    """Of a draft, one open and one answered; and one of a locked report."""
    for comment in ReportComment.objects.filter(report__programme=world.programme, report__slug__in=["draft", "frozen"]).order_by("pk"):
        label = "locked" if comment.report.slug == "frozen" else "open" if comment.is_open else "answered"
        yield label, None, False, {"slug": comment.report.slug, "pk": comment.pk}


def _consultations(world):
    for state in ("preparing", "sent", "closed", "compiled"):
        dates = {
            "preparing": {},
            "sent": {"sent_date": date(2024, 1, 1)},
            "closed": {"sent_date": date(2024, 1, 1), "closed_date": date(2024, 2, 1)},
            "compiled": {"sent_date": date(2024, 1, 1), "closed_date": date(2024, 2, 1), "compiled_date": date(2024, 2, 2)},
        }[state]
        row = ConsultationFactory(programme=world.programme, slug=state, state="preparing", last_day=date(2099, 1, 1))
        row.parties.set(world.parties)
        make_row(ConsultationSection, world.programme, consultation=row, slug=f"del-{state}", heading="Inledning")
        Consultation.objects.filter(pk=row.pk).update(state=state, **dates)
        if state == "sent":
            for number, party in enumerate(world.parties):
                make_row(
                    ConsultationAnswer, world.programme, consultation=row, party=party, number=1, is_draft=True, slug=f"utkast-{number}"
                )


def _self_assessment(world):
    """A round in each state, with a unit of each party; in the open one, where the respondents answer, nothing is handed in."""
    instrument = InstrumentFactory(programme=world.programme, slug="skattningen", fixed_date=date(2023, 1, 1))
    StatementFactory(instrument=instrument, goal=Goal.objects.filter(programme=world.programme).first(), slug="pastaendet")
    InstrumentFactory(programme=world.programme, slug="pa-vag")
    for state in ROUND_STATES:
        row = RoundFactory(instrument=instrument, slug=f"omgang-{state}", state=state)
        for number, party in enumerate(world.parties):
            handed = {"people": 7, "handed_in_date": date(2024, 10, 1)} if state == "closed" else {}
            AssessmentFactory(round=row, party=party, unit=party.organisation.units.first(), slug=f"skattning-{state}-{number}", **handed)


def _status(world):
    """Of the work that "leader" leads and of work that nobody leads: a draft, and what has been sent."""
    for slug, period, sent in (("draft", "2023-H1", None), ("sent", "2022-H2", date(2023, 1, 10))):
        for whose in ("lett", "ingens"):
            initiative = Initiative.objects.get(programme=world.programme, slug=whose)
            StatusReportFactory(
                initiative=initiative, slug=f"{whose}-{slug}", period=period, sent_date=sent, overall="ok" if sent else "",
                done="Gjort", asks="Mer tid",
            )  # fmt: skip


def _frictions(world):
    for number, party in enumerate(world.parties):
        for state, shared in (("draft", None), ("shared", date(2023, 6, 1))):
            FrictionFactory(party=party, slug=f"{state}-{number}", shared_date=shared)


def _invitations(world):
    given = {
        "programme": world.programme,
        "last_day": date(2099, 1, 1),
        "sent_at": datetime(2024, 1, 1, tzinfo=UTC),
        "invited_by": world.leader,
    }
    Invitation.objects.create(role=Role.READER, address="lasare@exempel.example", **given)
    for number, party in enumerate(world.parties):
        Invitation.objects.create(role=Role.LINE_MANAGER, party=party, address=f"chef{number}@exempel.example", **given)


#: What a row of a model says besides, so that it is a row its table takes.
GIVEN = {
    "Assignment": {"share": 50},
    "BudgetLine": {"amount": 1000},
    "FollowUp": {"post": "Kansliet"},
    "Target": {"period": "2024"},
    "Compilation": {"period": "2024"},
    "BoundaryCost": {"to_party": lambda programme: Party.objects.filter(programme=programme).last(), "year": 2024},
    "BenefitCalculation": {"first_year": 2024},
    "CalculationLine": {"actor": "Staten"},
    "GrantUse": {"amount": 1000},
    "Funding": {"amount": 1000, "organisation_words": "kommunerna"},
    "StatusReport": {"initiative": lambda programme: make_row(Initiative, programme)},
    "ForumLine": {"to_forum": lambda programme: make_row(Forum, programme)},
}


def _the_rest(world):
    """A row in both programmes of every model that some address is about."""
    refused = []
    for name in names():
        try:
            model = model_for(name)
        except LookupError:
            continue
        for programme in (world.programme, world.other):
            if not rows_in(model, programme).exists():
                try:
                    with transaction.atomic():
                        given = GIVEN.get(model.__name__, {})
                        make_row(model, programme, **{key: value(programme) if callable(value) else value for key, value in given.items()})
                except IntegrityError as error:
                    refused.append(f"{model.__name__}: {error}")
    assert refused == [], f"say in GIVEN what these need: {refused}"


# What addresses are about ───────────────────────────────────────────────────────────────────────────────────────────


def patterns(resolver=None, arguments=frozenset()):
    """(name, what the address asks for) of every address, from the resolver."""
    for entry in (resolver or get_resolver()).url_patterns:
        known = arguments | entry.pattern.converters.keys()
        if isinstance(entry, URLPattern):
            yield entry.name, known
        else:
            yield from patterns(entry, known)


def names():
    return [name for name, arguments in patterns() if arguments & {"slug", "pk"}]


#: Addresses about objects that parties own or that have states: route prefix -> [(label, party, led, arguments)].
def _plan(slugs, also=""):
    def found(world):
        yield "programme", None, False, {"slug": f"programmets{also}"}
        yield "led", None, True, {"slug": f"lett{also}"}
        for number in range(8):
            yield "party", number, False, {"slug": slugs.format(number)}

    return found


def _tips_in_use(world):
    for number, party in enumerate(world.parties):
        yield "party", number, False, {"slug": f"aktivitet-{number}-planned-anvands", "party": party.slug}


def _initiatives(world):
    yield "led", None, True, {"slug": "lett"}
    yield "programme", None, False, {"slug": "ingens"}
    yield "county", None, False, {"slug": "alla"}
    for number in range(8):
        yield "party", number, False, {"slug": f"arbete-{number}"}


def _phases(world):
    """The first phase of each of them."""
    first = {row.initiative.slug: row.pk for row in InitiativePhase.objects.select_related("initiative").order_by("-position")}
    for label, party, led, more in _initiatives(world):
        yield label, party, led, {**more, "pk": first[more["slug"]]}


def _effects(world):
    """What each of them means to move."""
    for label, party, led, more in _initiatives(world):
        yield label, party, led, {"slug": f"effekt-{more['slug']}"}


def _benefit_rows(world):
    for label, party, led, more in _initiatives(world):
        yield label, party, led, {"slug": f"nytta-{more['slug']}"}


def _benefit_parts(world):
    for number in range(8):
        yield "party", number, False, {"slug": f"del-{number}"}


def _benefit_values(world):
    for number in range(8):
        yield "party", number, False, {"slug": f"varde-{number}"}


def _evaluated(world):
    yield "", None, False, {"slug": "effekt-ingens", "number": 1}


def _in_states(*states, **more):
    def found(world):
        for state in states:
            yield state, None, False, {"slug": state, **more}

    return found


def _sections(world):
    for state in ("preparing", "sent", "closed", "compiled"):
        yield state, None, False, {"slug": f"del-{state}"}


def _rounds(world):
    for state in ROUND_STATES:
        yield state, None, False, {"slug": f"omgang-{state}"}


def _assessments(world):
    for state in ("open", "closed"):
        for number in range(8):
            yield state, number, False, {"slug": f"skattning-{state}-{number}"}


def _answered(world):
    goal = Statement.objects.get(programme=world.programme, slug="pastaendet").goal.slug
    for label, number, led, more in _assessments(world):
        yield label, number, led, {**more, "goal": goal}


def _results(world):
    for number, party in enumerate(world.parties):
        yield "closed", number, False, {"slug": "omgang-closed", "party": party.slug}


def _answers(more):
    def found(world):
        for state in ("preparing", "sent", "closed", "compiled"):
            for number, party in enumerate(world.parties if state == "sent" else world.parties[:2]):
                yield state, number, False, {"slug": state, "party": party.slug, **more}

    return found


def _members(world):
    for role, label in ((Role.READER, "reader"), (Role.LEAD, "lead")):
        yield label, None, False, {"pk": Membership.objects.filter(programme=world.programme, role=role, until_date=None).first().pk}
    for role in (Role.LINE_MANAGER, Role.STEERING):
        for number, party in enumerate(world.parties):
            yield role.value, number, False, {"pk": Membership.objects.get(programme=world.programme, role=role, party=party).pk}


def _status_reports(world):
    for state in ("draft", "sent"):
        for whose in ("lett", "ingens"):
            yield state, None, whose == "lett", {"slug": f"{whose}-{state}"}


def _friction_rows(world):
    for state in ("draft", "shared"):
        for number in range(8):
            yield state, number, False, {"slug": f"{state}-{number}"}


def _local_plans(pattern="plan-{}", **more):
    def found(world):
        for number in range(8):
            yield "", number, False, {"slug": pattern.format(number), **more}

    return found


def _plan_items(world):
    for number in range(8):
        item = PlanItem.objects.get(plan__slug=f"plan-{number}", plan__programme=world.programme)
        yield "", number, False, {"slug": f"plan-{number}", "pk": item.pk}


def _plan_items_of(world):
    for number, (_label, _party, _led, more) in enumerate(_plan_items(world)):
        yield "", number, False, {**more, "party": world.parties[number].slug}


def _party_years(world):
    for period, label in (("2022", "locked"), ("2023", "open")):
        for number, party in enumerate(world.parties):
            yield label, number, False, {"slug": period, "party": party.slug}


def _each_party(argument, **more):
    def found(world):
        for number, party in enumerate(world.parties):
            yield "party", number, False, {argument: party.slug, **more}

    return found


def _adoptions(world):
    for number, party in enumerate(world.parties):
        yield "adoption", number, False, {"slug": Adoption.objects.get(programme=world.programme, party=party).slug}


def _invited(world):
    for row in Invitation.objects.filter(programme=world.programme).order_by("pk"):
        if row.party is None:
            yield "programme", None, False, {"pk": row.pk}
        else:
            yield row.role, world.parties.index(row.party), False, {"pk": row.pk}


def _targets(world):
    target = rows_in(Target, world.programme).first()
    yield "target", None, False, {"slug": target.indicator.slug, "pk": target.pk}


def _histories(world):
    """The history of activities of every party: whose it is, its own page says."""
    for label, party, led, more in _plan("aktivitet-{}-planned")(world):
        row = Activity.objects.get(programme=world.programme, slug=more["slug"])
        yield label, party, led, {"kind": row._meta.label, "pk": row.pk}


def _persons(world):
    yield "member", None, False, {"pk": world.leader.pk}


def _guide(slug):
    return lambda world: iter([("", None, False, {"slug": slug})])


STATES = ("preparing", "sent", "closed", "compiled")
ROUND_STATES = ("preparing", "open", "closed")
ABOUT = {
    "help_page": _guide("samordnare"),
    "nearer_evidence": lambda world: iter([("", None, False, {"slug": "mal-oppet", "party": "part-0"})]),
    "help_picture": _guide("laget-bred"),
    "person": _persons,
    **dict.fromkeys(["row_history", "row_follow", "row_restore"], _histories),
    "activity": _plan("aktivitet-{}-planned"),
    "activity_edit": _plan("aktivitet-{}-planned"),
    "activity_close": _plan("aktivitet-{}-planned"),
    "activity_reopen": _plan("aktivitet-{}-done"),
    "activity_remove": _plan("aktivitet-{}-planned"),
    "activity_review": _plan("aktivitet-{}-planned-2023", also="-2023"),
    "activity_review_add": _plan("aktivitet-{}-planned"),
    "tip_add": _plan("aktivitet-{}-planned-2023", also="-2023"),
    "tip_edit": _plan("aktivitet-{}-planned-tips", also="-tips"),
    "tip_remove": _plan("aktivitet-{}-planned-tips", also="-tips"),
    "tip_stop": _tips_in_use,
    "milestone_edit": _plan("hallpunkt-{}"),
    "milestone_reopen": _plan("hallpunkt-{}"),
    "milestone_remove": _plan("hallpunkt-{}"),
    "milestone_done": _plan("hallpunkt-{}"),
    "initiative": _initiatives,
    "initiative_edit": _initiatives,
    "initiative_move": _initiatives,
    "initiative_phase_correct": _phases,
    "initiative_remove": _initiatives,
    "initiative_dialogue": _initiatives,
    "initiative_judge": _initiatives,
    "effect": _effects,
    "effect_add": _initiatives,
    "evaluation": _evaluated,
    "benefit": _benefit_rows,
    **{f"benefit_{move}": _benefit_rows for move in ("edit", "chain", "review", "approve", "settle", "reopen", "remove", "part_add")},
    "benefit_part": _benefit_parts,
    "benefit_value_add": _benefit_parts,
    "benefit_value": _benefit_values,
    **dict.fromkeys(["report_text", "report_ready"], _in_states("draft", "reviewed", "approved", "frozen", section="summary")),
    "report_comment_add": _in_states("draft", "reviewed", "approved", "frozen"),
    "report_comment": _comments,
    "report_number_free": _in_states("draft", "reviewed", "approved", "frozen", key=numbers_in("closing", NUMBERS)[0].key),
    "report_number_ask_again": _in_states("draft", "reviewed", "approved", "frozen", key=numbers_in("closing", NUMBERS)[1].key),
    "report": _in_states("draft", "reviewed", "approved", "frozen"),
    "report_template": lambda world: iter([("", None, False, {"slug": "dokumentslag"})]),
    "consultation_section_add": _in_states(*STATES),
    "consultation_section": _sections,
    "consultation": _in_states(*STATES),
    "answer_write": _answers({"number": 1}),
    "answer": _answers({}),
    "round": _rounds,
    "assessment": _assessments,
    "assessment_write": _answered,
    **dict.fromkeys(["party_points", "round_release", "round_take_back"], _results),
    "member_end": _members,
    "status_write": _initiatives,
    "status_report": _status_reports,
    "party_year": _party_years,
    **dict.fromkeys(["local_json", "local_html", "local_docx", "local_pdf", "local_pptx", "local_xlsx"], _party_years),
    "local_handed_in": lambda world: ((*row[:3], {**row[3], "number": 1}) for row in _party_years(world) if row[0] == "locked"),
    "plan": _local_plans(),
    "plan_remove": _local_plans("ny-plan-{}"),
    "plan_item_add": _local_plans(),
    "plan_item": _plan_items,
    "plan_item_place": _plan_items_of,
    "plan_version": _local_plans(number=1),
    "plan_baseline": _local_plans(number=1),
    "ongoing_work": _local_plans("pagar-{}"),
    **dict.fromkeys(["citizen_dialogue_edit", "citizen_dialogue_remove", "dialogue_finding_add"], _local_plans("dialog-{}")),
    **dict.fromkeys(["dialogue_finding_edit", "dialogue_finding_remove"], _local_plans("sagt-{}")),
    "friction": _friction_rows,
    "friction_prioritise": _each_party("slug"),
    "invitation_send_again": _invited,
    "invitation_withdraw": _invited,
    "spread_method_party": _each_party("party", slug="arbetssatt-0"),
    "spread_method_tick": _each_party("party", slug="arbetssatt-0"),
    "spread_method": lambda world: iter([("method", None, False, {"slug": "arbetssatt-0"})]),
    "spread_ambition_add": lambda world: iter([("method", None, False, {"slug": "arbetssatt-0"})]),
    "spread_proposal_answer": _each_party("party", slug="forslag-0"),
    "adoption_edit": _adoptions,
    "adoption_remove": _adoptions,
    **chain.ABOUT,
    "target_edit": _targets,
    "target_remove": _targets,
}


#: Beginnings of names whose addresses are all about the same objects.
WITH_ALL_BELOW = {
    "party_year",
    "plan",
    "plan_item",
    "ongoing_work",
    "report",
    "report_template",
    "report_comment",
    "activity_review",
    "spread_method",
    "effect",
    "evaluation",
    "benefit_part",
    "benefit_value",
    "consultation",
    "consultation_section",
    "answer",
    "round",
    "assessment",
    "status_report",
    "friction",
    *chain.WITH_ALL_BELOW,
}


def about(name):
    """The longest beginning of a route's name that stands in ABOUT: whole words."""
    parts = name.split("_")
    for length in range(len(parts), 0, -1):
        word = "_".join(parts[:length])
        if word in ABOUT and (length == len(parts) or word in WITH_ALL_BELOW):
            return ABOUT[word]
    return None


def things(world, name, arguments):
    """Every Thing that the route `name` is tried on."""
    base = {"programme": world.programme.slug} if "programme" in arguments else {}
    if arguments - {"programme"} and (found := about(name)):
        return [Thing(name, reverse(name, kwargs={**base, **more}), label, party, led) for label, party, led, more in found(world)]
    if name == "attachment_add":
        address = reverse(name, kwargs=base)
        found = chain.carriers(world)
        return [Thing(name, f"{address}?rad={row._meta.label}:{row.pk}", label, party, led) for label, party, led, row in found]
    if name == "calendar_feed":  # whoever has the secret reads what its owner may: here one that is the lead's
        owner = world.one("lead", None).user
        CalendarFeed.objects.get_or_create(
            token_hash=feeds.hash_of("finns-inte"),
            defaults={"programme": world.programme, "user": owner, "scope": "programme", "made_at": datetime(2024, 1, 1, tzinfo=UTC)},
        )
    more = {}
    if "unit" in arguments:
        more = {"slug": "part-0", "unit": "enhet-part-0"}
    elif "slug" in arguments:
        more = {"slug": rows_in(model_for(name), world.programme).first().slug}
    elif "pk" in arguments:
        more = {"pk": rows_in(model_for(name), world.programme).first().pk}
    for argument, value in (
        ("provider_id", "finns-inte"),
        ("token", "finns-inte"),
        ("uidb36", "1"),
        ("key", "nyckel-x"),
        ("name", "skr-fyra-forflyttningar"),
    ):
        if argument in arguments:
            more[argument] = value
    return [Thing(name, reverse(name, kwargs={**base, **more}))]


__all__ = [
    "NAMES",
    "Goal",
    "Initiative",
    "Milestone",
    "Partner",
    "Person",
    "Thing",
    "Timing",
    "World",
    "build",
    "names",
    "patterns",
    "things",
    "uuid4",
]
