"""What other pages tell of benefits: what waits for whom, and the annual report."""

from datetime import date

import pytest

from fardplan.accounts.permissions import Role
from fardplan.benefits import services
from fardplan.benefits.waiting import waiting_for
from fardplan.kit.periods import ReportPeriod
from fardplan.parties.access import authority_of
from fardplan.reports.annual import compose
from tests.factories import (
    BenefitFactory,
    BenefitPartFactory,
    BenefitValueFactory,
    BoundaryCostFactory,
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
