"""What other pages tell of benefits: what waits for whom, and the annual report."""

from datetime import date

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.benefits import services
from fardplan.benefits.waiting import waiting_for
from fardplan.economy import services as economy
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.access import authority_of
from fardplan.reports.annual import compose
from tests.factories import (
    BenefitCalculationFactory,
    BenefitFactory,
    BenefitPartFactory,
    BenefitValueFactory,
    BoundaryCostFactory,
    CalculationLineFactory,
    FundingFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
TODAY = date(2024, 10, 1)


@pytest.fixture
def part(programme):
    ekby = PartyFactory(programme=programme, organisation=OrganisationFactory(name="Ekby kommun", short_name="Ekby"))
    benefit = BenefitFactory(programme=programme, title="Färre besök", unit="besök", frequency=6, first_date=date(2024, 3, 1))
    return BenefitPartFactory(profile=benefit, party=ekby, slug="ekby-del")


def waiting(programme, part, role=Role.LINE_MANAGER):
    user = UserFactory()
    MembershipFactory(user=user, programme=programme, role=role, party=part.party)
    return [(each.kind, each.last_day) for each in waiting_for(authority_of(user, programme, on=TODAY), today=TODAY)]


def test_what_waits_until_the_benefit_is_settled(programme, part, alva):
    assert waiting(programme, part) == [("benefit_due", date(2024, 3, 1))]
    value = BenefitValueFactory(part=part, dated=date(2024, 3, 1))
    assert waiting(programme, part) == [("benefit_value", None), ("benefit_due", date(2024, 9, 1))]
    assert waiting(programme, part, role=Role.STEERING) == []
    services.answer_value(value, by=alva, party=part.party, on=TODAY, own=value.reported, answered_as="Chef")
    services.settle_profile(part.profile, by=alva, on=TODAY, outcome="realised", words="Klart")
    assert waiting(programme, part) == []


def test_the_annual_report_tells_what_the_parties_have_confirmed(programme, part):
    BenefitValueFactory(part=part, dated=date(2024, 3, 1), value="70", answered_date=date(2024, 4, 1))
    BenefitValueFactory(part=part, dated=date(2025, 3, 1), value="60", answered_date=date(2025, 4, 1))
    BenefitValueFactory(part=part, dated=date(2024, 9, 1), reported="1")
    BoundaryCostFactory(programme=programme, amount=120_000)

    found = {}
    for year in ("2023", "2024"):
        sections = compose(programme, ReportPeriod.parse(year)).document["sections"]
        found[year] = next((section for section in sections if section["id"] == "benefits"), None)

    assert found["2023"] is None
    told = str(found["2024"]).replace("\\xa0", " ")
    for words in ("Färre besök", "100 besök", "60 besök", "70 besök (2024-03-01)", "75 %", "120 000 kr"):
        assert words in told, words
    assert "2025-03-01" not in told


def test_the_annual_report_tells_calculations_kind_by_kind(programme):
    held = BenefitCalculationFactory(programme=programme, title="Team i två kommuner", dated=date(2024, 5, 1), first_year=2024, years=1)
    for title, side, kind, low, high, more in (
        ("Köpta dygn", "benefit", "certain", 100_000, 200_000, {}),
        ("Löner", "cost", "certain", 50_000, 50_000, {}),
        ("Restid", "cost", "time", 10, 20, {}),
        ("Trygghet", "benefit", "quality", 3, 8, {"unit": "procentenheter"}),
        ("Buller", "cost", "environment", 1, 2, {"unit": "decibel"}),
    ):
        CalculationLineFactory(calculation=held, title=title, side=side, kind=kind, amounts={2024: (low, high)}, **more)

    (told,) = _tables(programme, "2024", "benefits", "calculations")["rows"]

    assert told["kronor"].replace("\u00a0", " ") == "50 000 till 150 000 kr"
    assert told["hours"].replace("\u00a0", " ") == "−20 till −10"
    assert told["others"] == "Trygghet: 3 till 8 procentenheter; Buller (kostnad): 1 till 2 decibel"
    assert _tables(programme, "2023", "benefits", "calculations") is None


def test_the_annual_report_tells_what_became_of_grants(programme):
    grant = FundingFactory(programme=programme, year=2024, role="receives", amount=100_000, chapter="God och nära vård")
    for slug, kind, amount, own in (("tid", "money", 60_000, 60_000), ("lan", "staff", 30_000, None)):
        economy.add_grant_use(
            by="load",
            programme=programme,
            slug=slug,
            funding=grant,
            title=slug,
            kind=kind,
            amount=amount,
            own=own,
            own_absence="" if own else "not_applicable",
        )
    FundingFactory(programme=programme, year=2024, role="receives", amount=1)  # nobody has told what it was used for

    (told,) = _tables(programme, "2024", "financing", "grants_used")["rows"]

    assert {name: int(told[name]) for name in ("received", "used", "own", "staff", "unspent")} == {
        "received": 100_000,
        "used": 60_000,
        "own": 60_000,
        "staff": 30_000,
        "unspent": 40_000,
    }


def _tables(programme, year, section, name):
    sections = compose(programme, ReportPeriod.parse(year)).document["sections"]
    found = [block for each in sections if each["id"] == section for block in each["blocks"] if block.get("id") == name]
    return found[0] if found else None


class TestTheInitiativesPage:
    @pytest.fixture
    def initiative(self, part):
        return InitiativeFactory(programme=part.programme, slug="teamet", title="Teamet")

    def page(self, user, initiative, logged_in):
        return logged_in(user).get(reverse("initiative", args=[initiative.programme.slug, initiative.slug])).content.decode()

    def test_it_shows_its_benefits_and_leads_to_them_in_the_register(self, part, initiative, alva, bo, logged_in):
        assert "Ingen har sagt vad arbetet ska ge." in self.page(bo, initiative, logged_in)
        other = BenefitFactory(programme=part.programme, title="En annans nytta")
        part.profile.initiative = initiative
        part.profile.save()
        BenefitCalculationFactory(programme=part.programme, title="Räknat på teamet", initiative=initiative)
        BenefitValueFactory(part=part, dated=date(2024, 3, 1))

        page = self.page(bo, initiative, logged_in)
        assert "Färre besök" in page
        assert "1 värde väntar på sin part" in page
        assert "Räknat på teamet" in page
        register = f"{reverse('benefits', args=[part.programme.slug])}?arbete=teamet"
        assert register in page
        shown = logged_in(bo).get(register).content.decode()
        assert "Färre besök" in shown
        assert other.title not in shown
        add = f"{reverse('benefit_add', args=[part.programme.slug])}?arbete=teamet"
        assert add not in page
        assert add in self.page(alva, initiative, logged_in)

    def test_questions_do_not_grow_with_benefits(self, part, initiative, bo, logged_in, django_assert_max_num_queries):
        for number in range(12):
            more = BenefitFactory(programme=part.programme, initiative=initiative, title=f"Nytta {number}")
            BenefitValueFactory(part=BenefitPartFactory(profile=more, party=part.party))
        client = logged_in(bo)
        with django_assert_max_num_queries(22):
            page = client.get(reverse("initiative", args=[part.programme.slug, initiative.slug])).content.decode()
        assert "2 till i registret" in page
