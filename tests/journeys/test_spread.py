"""A pilot is closed; what it taught is written down and it is proposed to spread; five parties of eight begin on days of their own, one
declines with reasons; the map, the annual report and whoever wonders whom to ask can tell."""

import pytest
from playwright.sync_api import expect

from fardplan.accounts.permissions import Role
from fardplan.config.demo import EXAMPLES, set_the_cast
from fardplan.imports.loader import load
from fardplan.parties.models import Party, Programme
from fardplan.portfolio.models import Initiative
from fardplan.spread.models import Adoption, SpreadProposal
from tests.factories import MembershipFactory, UserFactory
from tests.journeys.helpers import assert_accessible, log_in, save, write

COUNTY = "/solbacka"
METHOD = f"{COUNTY}/spridning/arbetssatt/trygg-hemgang/"
BEGIN = {"alvstranden": "HT 2025", "granmyren": "mars 2025", "lindviken": "VT 2025", "region": "1 januari 2025", "tallasen": "HT 2025"}
WHY = "Avstånden är för långa för en gemensam grupp."


@pytest.fixture
def county(transactional_db):
    load(EXAMPLES / "solbacka")
    programme = Programme.objects.get(slug="solbacka")
    set_the_cast(programme)
    for party in Party.objects.filter(programme=programme):
        MembershipFactory(user=UserFactory(username=f"for-{party.slug}"), programme=programme, role=Role.COORDINATOR, party=party)
    return programme


def test_a_pilot_spreads_party_by_party(county, page, complaints):
    complaints.forgive("422")  # a no without a reason
    log_in(page, "programledare")
    when_the_pilot_is_closed_by_decision(page)
    when_what_it_taught_is_written_down(page)
    when_it_is_proposed_to_spread(page)
    when_the_steering_group_decides(page)
    when_five_begin_and_one_declines(page)
    then_the_map_tells_on_any_day(page)
    then_it_stands_in_the_annual_report(page)


def when_the_pilot_is_closed_by_decision(page):
    page.goto(f"{COUNTY}/beslut/nytt/")
    pilot = Initiative.objects.get(slug="trygg-hemgang")
    write(page, title="Trygg hemgång avslutas", kind="decides", time="10 oktober 2024", initiative=str(pilot.pk), moves_to="closed")
    save(page)
    page.goto(f"{COUNTY}/portfolj/trygg-hemgang/")
    expect(page.get_by_role("main")).to_contain_text("Avslutat")


def when_what_it_taught_is_written_down(page):
    page.goto(METHOD)
    page.get_by_role("link", name="Vad den kräver").click()
    write(page, final_report="Slutrapport trygg hemgång, oktober 2024", lessons="Den första kvällen avgör. Ring innan.")
    save(page)
    expect(page.get_by_role("complementary")).to_contain_text("Slutrapport trygg hemgång, oktober 2024")


def when_it_is_proposed_to_spread(page):
    page.get_by_role("link", name="Föreslå spridning").click()
    write(page, title="Trygg hemgång i hela länet", asked="Var part inför trygg hemgång.")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trygg hemgång i hela länet")


def when_the_steering_group_decides(page):
    proposal = SpreadProposal.objects.get(method__slug="trygg-hemgang")
    page.goto(f"{COUNTY}/beslut/nytt/")
    write(page, title="Trygg hemgång sprids", kind="decides", time="12 oktober 2024", matter=str(proposal.matter_id))
    save(page)


def when_five_begin_and_one_declines(page):
    for slug, when in BEGIN.items():
        log_in(page, f"for-{slug}")
        page.goto(METHOD)
        page.get_by_role("link", name="och säg när ni börjar").click()
        page.locator("main form [name=outcome][value=agreed]").check()
        write(page, began=when, decided_date="2024-10-14")
        save(page)
    log_in(page, "for-ostra-angsjo")
    page.goto(METHOD)
    page.get_by_role("link", name="och säg när ni börjar").click()
    page.locator("main form [name=outcome][value=not_agreed]").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Skriv varför inte.")
    write(page, words=WHY, decided_date="2024-10-14")
    save(page)
    expect(part(page, "forslag")).to_contain_text("Nej från")


def then_the_map_tells_on_any_day(page):
    assert Adoption.objects.filter(method__slug="trygg-hemgang", phase="introduced").count() == 5
    page.goto(f"{METHOD}?dag=2025-07-01")
    expect(part(page, "parterna")).to_contain_text("infört av 3 av 8")
    page.goto(f"{COUNTY}/spridning/?dag=2025-12-31")
    expect(page.locator("#trygg-hemgang")).to_contain_text("5 av 8")
    assert_accessible(page)
    page.goto(f"{METHOD}?dag=2025-12-31")
    expect(part(page, "fraga")).to_contain_text("Granmyren")
    assert_accessible(page)


def then_it_stands_in_the_annual_report(page):
    log_in(page, "programledare")
    page.goto(f"{COUNTY}/rapporter/")
    page.get_by_role("link", name="2024").first.click()
    expect(page.get_by_role("main")).to_contain_text(WHY)


def part(page, heading):
    """A section of the page, by the key of its heading."""
    return page.locator("section", has=page.locator(f"#{heading}"))
