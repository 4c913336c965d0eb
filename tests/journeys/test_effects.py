"""From a plan to an honest answer in a browser: written on the initiative's page, counted by the job runner, seen without turning the page."""

from datetime import UTC, datetime

import pytest

from fardplan.accounts import runner
from fardplan.accounts.permissions import Role
from fardplan.indicators.models import Vintage
from fardplan.indicators.services import Row, record, series_of
from tests.effects.conftest import MONTHS, course
from tests.factories import (
    IndicatorFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    UserFactory,
)
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in, screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def programme():
    programme = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän")
    MembershipFactory(user=UserFactory(username="alva"), programme=programme, role=Role.LEAD)
    ekby = OrganisationFactory(slug="ekby", short_name="Ekby", name="Ekby kommun")
    party = PartyFactory(programme=programme, slug="ekby", organisation=ekby)
    InitiativeFactory(programme=programme, slug="hemgang", title="Trygg hemgång", parties=[party])
    indicator = IndicatorFactory(programme=programme, name="Återinläggningar", short_name="Återinläggningar")
    series = series_of(indicator, by="test").pk
    rows = [
        Row(series, ekby.pk, month, value=str(value))
        for month, value in zip(MONTHS, course(0, times=45, falls_from=30, by=4), strict=False)
    ]
    record(
        rows, by="test", kind=Vintage.Kind.FILE, source="Exempel", retrieved_at=datetime(2024, 10, 10, 12, tzinfo=UTC), programme=programme
    )
    return programme


def test_a_plan_becomes_an_answer(page, programme):
    log_in(page, "alva")
    page.goto("/nara-vard/portfolj/hemgang/")
    page.get_by_role("link", name="Lägg till vad arbetet ska flytta").click()
    page.get_by_label("Nyckeltal som arbetet avser att flytta").select_option(label="Återinläggningar")
    page.get_by_label("sänka det").check()
    page.get_by_label("med egen tidigare utveckling").check()
    page.locator("[name='starts-0-began']").fill("juli 2023")
    assert_accessible(page)
    page.get_by_role("button", name="Spara").click()

    page.get_by_role("link", name="Utvärdera", exact=True).click()
    page.get_by_role("button", name="Utvärdera").click()
    page.get_by_text("En utvärdering räknas just nu.").wait_for()
    runner.work_off()
    page.get_by_role("heading", name="Effekt visad: förbättring").wait_for()  # the page looks again by itself

    page.reload()
    page.get_by_text("efter att utfallet fanns att se").first.wait_for()
    assert_accessible(page)
    assert_reflows(page)
    screenshot(page, "effekt")
    page.goto("/nara-vard/effekter/")
    page.get_by_role("cell", name="Effekt visad: förbättring").wait_for()
    assert_accessible(page)
