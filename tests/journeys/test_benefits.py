"""A line manager confirms a realised value a year later, and the benefit's page tells it."""

from datetime import date

import pytest

from fardplan.accounts.permissions import Role
from tests.factories import (
    BenefitFactory,
    BenefitPartFactory,
    BenefitValueFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    UserFactory,
)
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in, screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]
CHAIN = {"method": ["Hemtjänsten möter vid dörren"], "outcome": ["Fler åker direkt hem"], "benefit": ["Färre köpta dygn"]}


@pytest.fixture
def value():
    programme = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän")
    ekby = PartyFactory(programme=programme, organisation=OrganisationFactory(short_name="Ekby", name="Ekby kommun"))
    MembershipFactory(user=UserFactory(username="disa"), programme=programme, role=Role.LINE_MANAGER, party=ekby)
    pilot = InitiativeFactory(programme=programme, title="Trygg hemgång", phase="closed", parties=[ekby])
    benefit = BenefitFactory(programme=programme, slug="farre-dygn", title="Färre köpta dygn", initiative=pilot, unit="dygn", chain=CHAIN)
    part = BenefitPartFactory(profile=benefit, party=ekby, baseline="100", baseline_date=date(2023, 3, 1), target="60", owner="Enhetschef")
    return BenefitValueFactory(part=part, dated=date(2024, 3, 1), reported="75")


def test_a_line_manager_confirms_a_value_a_year_later(page, value):
    log_in(page, "disa")
    page.goto("/min-sida/")
    page.get_by_role("link", name="Bekräfta eller rätta värdet för ”Färre köpta dygn”").click()
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()

    page.wait_for_url("**/nytta/farre-dygn/**")
    assert page.get_by_text("62,5 % av vägen till målvärdet").is_visible()
    assert page.get_by_role("img", name="Effektkedja").is_visible()
    assert_accessible(page)
    assert_reflows(page)
    screenshot(page, "benefit")
    value.refresh_from_db()
    assert (value.value, value.answered_as) == (75, "Enhetschef")
