"""A pilot is closed; its final report proposes spread; five parties of eight begin on days of their own, one declines with reasons; a line
manager confirms a year later what it gave; the map and the annual report tell it all, and whoever wonders whom to ask can see."""

from datetime import date

import pytest
from playwright.sync_api import expect

from fardplan.accounts.permissions import Role
from fardplan.parties.models import Party, Programme
from fardplan.portfolio.models import Initiative
from fardplan.spread.models import Adoption, SpreadProposal
from tests.factories import MembershipFactory, UserFactory
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in, save, screenshot, write

COUNTY = "/solbacka"
METHOD = f"{COUNTY}/spridning/arbetssatt/trygg-hemgang/"
BENEFIT = f"{COUNTY}/nytta/korttidsdygn/"
BEGIN = {"alvstranden": "HT 2025", "granmyren": "mars 2025", "lindviken": "VT 2025", "region": "1 februari 2025", "tallasen": "HT 2025"}
WHY = "Avstånden är för långa för en gemensam grupp."


@pytest.fixture
def county(examples):
    programme = Programme.objects.get(slug="solbacka")
    today_is(date(2025, 1, 15))
    for party in Party.objects.filter(programme=programme):
        MembershipFactory(user=UserFactory(username=f"for-{party.slug}"), programme=programme, role=Role.COORDINATOR, party=party)
    bjorkasen = Party.objects.get(programme=programme, slug="bjorkasen")
    MembershipFactory(user=UserFactory(username="enhetschefen"), programme=programme, role=Role.LINE_MANAGER, party=bjorkasen)
    return programme


def today_is(day):
    """The example is shown as of a day: this is how a year passes in it."""
    Programme.objects.filter(slug="solbacka").update(shown_as_of=day)


def test_from_a_pilot_to_what_everybody_can_read(county, page, complaints):
    complaints.forgive("422")  # a no without a reason
    log_in(page, "programledare")
    when_the_pilot_is_closed_by_decision(page)
    when_its_final_report_is_written_down(page)
    when_it_is_proposed_to_spread(page)
    when_the_steering_group_decides(page)
    when_five_begin_and_one_declines(page)
    today_is(date(2026, 1, 20))
    when_the_line_manager_confirms_what_it_gave(page)
    then_the_map_tells_on_any_day(page)
    then_the_annual_report_tells_it_all(page)


def when_the_pilot_is_closed_by_decision(page):
    page.goto(f"{COUNTY}/beslut/nytt/")
    pilot = Initiative.objects.get(slug="trygg-hemgang")
    write(page, title="Trygg hemgång avslutas", kind="decides", time="10 januari 2025", initiative=str(pilot.pk), moves_to="closed")
    save(page)
    page.goto(f"{COUNTY}/portfolj/trygg-hemgang/")
    expect(page.get_by_role("main")).to_contain_text("Avslutat")


def when_its_final_report_is_written_down(page):
    page.goto(METHOD)
    page.get_by_role("link", name="Vad den kräver").click()
    write(page, final_report="Slutrapport trygg hemgång, januari 2025", lessons="Den första kvällen avgör. Ring innan.")
    save(page)
    expect(page.get_by_role("complementary")).to_contain_text("Slutrapport trygg hemgång, januari 2025")


def when_it_is_proposed_to_spread(page):
    page.get_by_role("link", name="Föreslå spridning").click()
    write(page, title="Trygg hemgång i hela länet", asked="Var part inför trygg hemgång.")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text("Trygg hemgång i hela länet")


def when_the_steering_group_decides(page):
    proposal = SpreadProposal.objects.get(method__slug="trygg-hemgang")
    page.goto(f"{COUNTY}/beslut/nytt/")
    write(page, title="Trygg hemgång sprids", kind="decides", time="12 januari 2025", matter=str(proposal.matter_id))
    save(page)


def when_five_begin_and_one_declines(page):
    for slug, when in BEGIN.items():
        log_in(page, f"for-{slug}")
        page.goto(METHOD)
        page.get_by_role("link", name="och säg när ni börjar").click()
        page.locator("main form [name=outcome][value=agreed]").check()
        write(page, began=when, decided_date="2025-01-14")
        save(page)
    log_in(page, "for-ostra-angsjo")
    page.goto(METHOD)
    page.get_by_role("link", name="och säg när ni börjar").click()
    page.locator("main form [name=outcome][value=not_agreed]").check()
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Skriv varför inte.")
    write(page, words=WHY, decided_date="2025-01-14")
    save(page)
    expect(part(page, "forslag")).to_contain_text("Nej från")


def when_the_line_manager_confirms_what_it_gave(page):
    log_in(page, "for-bjorkasen")
    page.goto(BENEFIT)
    page.get_by_role("link", name="Rapportera ett värde").first.click()
    write(page, dated="2025-12-31", reported="3 350 000", words="Bokslut 2025")
    save(page)
    log_in(page, "enhetschefen")
    page.goto("/min-sida/")
    page.get_by_role("link", name="Bekräfta eller rätta värdet för ”Färre dygn på korttidsboende efter sjukhus”").click()
    assert_accessible(page)
    save(page)
    page.wait_for_url(f"**{BENEFIT}**")
    expect(page.get_by_role("main")).to_contain_text("94,4 % av vägen till målvärdet")
    expect(page.get_by_role("img", name="Effektkedja")).to_be_visible()
    assert_accessible(page)
    assert_reflows(page)
    screenshot(page, "benefit")


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


def then_the_annual_report_tells_it_all(page):
    log_in(page, "programledare")
    page.goto(f"{COUNTY}/rapporter/ny/")
    write(page, period="2025")
    save(page)
    told = " ".join(page.get_by_role("main").inner_text().split())
    wanted = [
        "Avslutade under 2025 Trygg hemgång i Björkåsen (",
        "), 10 januari 2025",
        *(f"Trygg hemgång: infört, {when}" for when in BEGIN.values()),
        "Granmyren, Trygg hemgång: infört, mars 2025",
        f"Trygg hemgång sprids. Östra Ängsjö gränsbygd: avslår. {WHY}",
        "3 350 000 kr om året (2025-12-31)",
        "94,4 %",
    ]
    assert not [words for words in wanted if words not in told]


def part(page, heading):
    """A section of the page, by the key of its heading."""
    return page.locator("section", has=page.locator(f"#{heading}"))
