"""A unit answers a round on a phone without scripts, hands in, and its party shows the results."""

import datetime

import pytest
from playwright.sync_api import expect

from fardplan.accounts.permissions import Role
from fardplan.selfassessment.models import Assessment
from tests.factories import (
    AssessmentFactory,
    GoalFactory,
    InstrumentFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    RoundFactory,
    StatementFactory,
    UnitFactory,
    UserFactory,
)
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def programme():
    made = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän", shown_as_of=datetime.date(2024, 10, 15))
    party = PartyFactory(programme=made, slug="ekby", organisation=OrganisationFactory(short_name="Ekby", name="Ekby kommun"))
    unit = UnitFactory(organisation=party.organisation, name="Hemtjänsten")
    instrument = InstrumentFactory(programme=made, fixed_date=datetime.date(2024, 9, 1))
    for number in (1, 2):
        goal = GoalFactory(programme=made, number=number)
        StatementFactory(instrument=instrument, goal=goal, text=f"Vi gör det som delmål {number} säger.")
    row = RoundFactory(programme=made, instrument=instrument, slug="host", title="Hösten 2024")
    AssessmentFactory(round=row, party=party, unit=unit, slug="hemtjansten")
    MembershipFactory(user=UserFactory(username="rut"), programme=made, role=Role.RESPONDENT, party=party, unit=unit)
    return made


@pytest.fixture
def page(new_context):
    return new_context(java_script_enabled=False, viewport={"width": 390, "height": 844}).new_page()


def test_a_unit_answers_a_goal_at_a_time_and_hands_in(page, new_context, programme):
    log_in(page, "rut")
    page.goto("/nara-vard/sjalvskattning/svar/hemtjansten/")
    page.get_by_role("link", name="Börja").click()
    page.get_by_label("Stämmer helt").check()
    page.get_by_role("button", name="Spara och gå vidare").click()
    page.get_by_label("Gäller inte oss").check()
    page.get_by_role("button", name="Spara och se igenom").click()
    page.get_by_role("link", name="Lämna in").click()
    page.get_by_label("Hur många deltog").fill("7")
    page.get_by_role("button", name="Lämna in").click()
    expect(page.get_by_text("Inlämnad")).to_be_visible()
    assert Assessment.objects.get().people == 7

    scripted = new_context().new_page()
    log_in(scripted, "rut")
    for path in ("svar/hemtjansten/", "host/", "host/part/ekby/"):
        scripted.goto(f"/nara-vard/sjalvskattning/{path}")
        assert_accessible(scripted)
    assert_reflows(scripted)
