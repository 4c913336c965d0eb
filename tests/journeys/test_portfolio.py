"""The portfolio in a browser: filters answer in place, the address follows, and back leads back."""

import pytest

from fardplan.accounts.permissions import Role
from fardplan.portfolio.rules import Phase
from tests.factories import (
    ActivityFactory,
    GoalFactory,
    InitiativeFactory,
    MembershipFactory,
    MilestoneFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    UserFactory,
)
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in, screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True), pytest.mark.once]


@pytest.fixture
def programme():
    programme = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän", shown_as_of="2023-12-31")
    MembershipFactory(user=UserFactory(username="alva"), programme=programme, role=Role.LEAD)
    ekby, abyfors = (
        PartyFactory(programme=programme, slug=slug, organisation=OrganisationFactory(slug=slug, short_name=name))
        for slug, name in (("ekby", "Ekby"), ("abyfors", "Åbyfors"))
    )
    goals = [GoalFactory(programme=programme, number=number) for number in (1, 2)]
    InitiativeFactory(programme=programme, title="Hemgång", parties=[ekby], goals=goals, time="Start 2022")
    InitiativeFactory(programme=programme, title="Demensteam", is_county_wide=True, goals=goals[:1], phase=Phase.PAUSED)
    InitiativeFactory(programme=programme, title="Barnhälsa", parties=[abyfors])
    ActivityFactory(programme=programme, title="Seminariet", counts=[(None, None, 12), (ekby, None, 3)])
    MilestoneFactory(programme=programme, title="Färdplanen antas", time="2022", party=ekby)
    return programme


def test_filtering_answers_in_place(page, programme):
    log_in(page, "alva")
    page.goto("/nara-vard/portfolj/")
    page.evaluate("() => (window.stillTheSamePage = true)")

    page.get_by_label("Part", exact=True).focus()
    page.get_by_label("Part", exact=True).select_option("abyfors")

    page.get_by_text("Hemgång").wait_for(state="detached")
    assert page.evaluate("() => window.stillTheSamePage")
    assert page.url.endswith("/nara-vard/portfolj/?part=abyfors")
    assert page.locator("#portfolj-antal").text_content() == "2 arbeten"
    assert page.evaluate("() => document.activeElement.name") == "part"  # whoever filters by keyboard stays where they are
    page.get_by_role("link", name="Tabell").click()
    page.wait_for_url("**vy=tabell**")
    assert "part=abyfors" in page.url
    page.go_back()
    page.go_back()
    page.get_by_text("Hemgång").wait_for()


def test_every_view_is_accessible(page, programme):
    log_in(page, "alva")
    for name, address in (
        ("portfolio", "portfolj/"),
        ("portfolio-table", "portfolj/?vy=tabell"),
        ("portfolio-matrix", "portfolj/?vy=matris"),
        ("initiative-form", "portfolj/nytt/"),
        ("activities", "aktiviteter/"),
        ("activity-form", "aktiviteter/ny/"),
        ("milestones", "aktiviteter/hallpunkter/"),
        ("dependencies", "aktiviteter/beroenden/"),
        ("target-groups", "portfolj/malgrupper/"),
        ("lessons", "portfolj/lardomar/"),
    ):
        page.goto(f"/nara-vard/{address}")
        assert_accessible(page)
        assert_reflows(page)
        screenshot(page, name)


def test_an_idea_becomes_an_initiative(page, programme, complaints):
    log_in(page, "alva")
    page.goto("/nara-vard/portfolj/")
    page.get_by_role("link", name="Lägg till idé").click()
    page.get_by_label("Tid", exact=False).first.fill("HT 2o23")
    page.get_by_label("Arbetets namn").fill("Samhällsrum för hälsa")
    complaints.forgive("422")
    page.get_by_role("button", name="Spara").click()
    page.get_by_role("link", name="Tid: ”HT 2o23” går inte att läsa som tid").wait_for()
    assert page.get_by_label("Arbetets namn").input_value() == "Samhällsrum för hälsa"
    assert_accessible(page)
