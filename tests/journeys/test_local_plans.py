"""Two municipalities and the region make a local plan, adopt it, assess themselves, review, mark ready; the county's report comes out."""

import datetime

import pytest
from playwright.sync_api import expect

from fardplan.accounts.permissions import Role
from fardplan.reviews.models import ActivityReview
from tests.factories import (
    ActivityFactory,
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
from tests.factories.reviews import ProgressStepFactory
from tests.journeys.helpers import assert_accessible, log_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]
HOME = "/nara-vard"
NAMES = ("Ekby", "Lindnäs", "Regionen", "Sandhamra")


@pytest.fixture
def programme():
    made = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän", shown_as_of=datetime.date(2025, 2, 10))
    goal = GoalFactory(programme=made, number=1)
    instrument = InstrumentFactory(programme=made, fixed_date=datetime.date(2024, 9, 1))
    StatementFactory(instrument=instrument, goal=goal, text="Vi gör det som delmålet säger.")
    row = RoundFactory(programme=made, instrument=instrument, slug="host", title="Hösten 2024", last_day=datetime.date(2025, 3, 1))
    ProgressStepFactory(programme=made, label="Ett steg närmare", tone="closer")
    for name in NAMES:
        slug = name.lower().replace("ä", "a")
        party = PartyFactory(programme=made, slug=slug, organisation=OrganisationFactory(short_name=name, name=name))
        unit = UnitFactory(organisation=party.organisation, name=f"Enheten i {name}")
        MembershipFactory(user=UserFactory(username=slug), programme=made, role=Role.COORDINATOR, party=party)
        MembershipFactory(user=UserFactory(username=f"enhet-{slug}"), programme=made, role=Role.RESPONDENT, party=party, unit=unit)
        if name != "Sandhamra":
            AssessmentFactory(round=row, party=party, unit=unit, slug=f"svar-{slug}")
            activity = ActivityFactory(programme=made, slug=f"arbete-{slug}", title=f"Arbete i {name}", year=2024, responsible=party)
            activity.goals.add(goal)
    MembershipFactory(user=UserFactory(username="kontoret"), programme=made, role=Role.LEAD)
    return made


def test_from_a_plan_made_together_to_the_countys_report(new_context, programme):
    def as_(who):
        page = new_context(java_script_enabled=False).new_page()
        log_in(page, who)
        return page

    ekby = as_("ekby")
    ekby.goto(f"{HOME}/planer/ny/")
    ekby.get_by_label("Plan", exact=True).fill("Lokal plan 2024")
    ekby.get_by_label("År", exact=True).fill("2024")
    for name in NAMES[:3]:
        ekby.get_by_label(name, exact=True).check()
    ekby.get_by_role("button", name="Spara").click()
    plan = ekby.url
    for name in NAMES[:3]:
        ekby.goto(f"{plan}aktivitet/ny/")
        ekby.get_by_label("Aktivitet", exact=True).select_option(label=f"Arbete i {name}")
        ekby.locator("[name=how]").fill("Tillsammans")
        ekby.get_by_role("button", name="Spara").click()
    ekby.get_by_role("link", name="Skicka till parterna").click()
    ekby.get_by_role("button", name="Skicka", exact=True).click()
    decision = ekby.get_by_role("link", name="Till beslutet").get_attribute("href")

    office = as_("kontoret")
    office.goto(f"{HOME}/uppfoljning/period/ny/")
    office.get_by_label("Period").fill("2024")
    office.get_by_label("Sista dag att vara klar").fill("2025-02-01")
    office.get_by_role("button", name="Spara").click()
    county = office.url

    for name in NAMES[:3]:
        slug = name.lower().replace("ä", "a")
        unit = as_(f"enhet-{slug}")
        unit.goto(f"{HOME}/sjalvskattning/svar/svar-{slug}/")
        unit.get_by_role("link", name="Börja").click()
        unit.get_by_label("Stämmer helt").check()
        unit.get_by_role("button", name="Spara och se igenom").click()
        unit.get_by_role("link", name="Lämna in").click()
        unit.get_by_label("Hur många deltog").fill("7")
        unit.get_by_role("button", name="Lämna in").click()

        page = ekby if name == "Ekby" else as_(slug)
        page.goto(decision)
        page.locator(f"a[href$='/svar/{slug}/'], a[href*='{slug}']").first.click()
        page.get_by_label("Bifaller", exact=True).check()
        page.get_by_role("button", name="Spara").click()
        page.goto(f"{HOME}/aktivitetsuppfoljning/ny/arbete-{slug}/")
        page.locator("[name=period]").select_option("2024")
        page.get_by_label("Vad har gjorts?").fill(f"Det gick bra i {name}.")
        page.get_by_role("button", name="Spara").click()
        page.goto(f"{county}{slug}/")
        page.get_by_role("link", name="Skriv", exact=True).click()
        page.get_by_label("Vad vi har gjort och lärt oss").fill(f"{name} har lärt sig mycket.")
        page.get_by_role("button", name="Spara").click()
        page.get_by_role("link", name="Markera som klar").click()
        page.get_by_role("button", name="Markera som klar").click()
        expect(page.get_by_text("Klar, efter sista dagen").first).to_be_visible()
    assert ActivityReview.objects.count() == 3

    ekby.goto(plan)
    expect(ekby.get_by_text("antagen av alla sina parter")).to_be_visible()
    office.goto(county)
    expect(office.get_by_text("3 av 4 parter är klara.")).to_be_visible()
    office.get_by_role("link", name="Börja på länsrapporten").click()
    office.get_by_role("button", name="Gör utkastet").click()
    for words in ("Ekby har lärt sig mycket.", "Regionen har lärt sig mycket.", "Det gick bra i Lindnäs."):
        expect(office.get_by_text(words).first).to_be_visible()
    expect(office.get_by_text("Sandhamra är sen: sista dagen var 1 februari 2025.").first).to_be_visible()

    scripted = new_context().new_page()
    log_in(scripted, "ekby")
    for address in (plan, county, f"{county}ekby/", f"{HOME}/planer/jamfor/", f"{HOME}/planer/inventering/"):
        scripted.goto(address)
        assert_accessible(scripted)
