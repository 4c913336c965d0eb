"""A coordinator on a phone between two meetings: moves an activity, adds its participants, raises an obstacle, reads what others changed."""

import pytest
from playwright.sync_api import expect

from fardplan.accounts.permissions import Role
from fardplan.governance.models import Escalation
from fardplan.plan import services as plan
from fardplan.plan.models import Activity
from tests.factories import ActivityFactory, MembershipFactory, OrganisationFactory, PartyFactory, UserFactory
from tests.journeys.helpers import assert_accessible, log_in
from tests.journeys.test_keyboard import tab_to

#: Taps for all four, from the own page on: what it takes today. More is a step backwards.
MOST_TAPS = 13


class Phone:
    """A touch screen of 390 px, and how many times it was touched."""

    def __init__(self, page):
        self.page = page
        self.taps = 0

    def tap(self, target, leads_on=False):
        self.taps += 1
        if not leads_on:
            target.tap()
            return
        with self.page.expect_navigation():
            target.tap()

    def write(self, label, words):
        field = self.page.get_by_label(label).first
        self.tap(field)
        field.fill(words)

    def go(self, words):
        self.tap(self.page.get_by_role("main").get_by_role("link", name=words).first, leads_on=True)

    def press(self, words):
        self.tap(self.page.get_by_role("main").get_by_role("button", name=words, exact=True).first, leads_on=True)

    def menu(self, words):
        self.tap(self.page.locator(".fp-menu summary"))
        self.tap(self.page.locator(".fp-menu a", has_text=words).first, leads_on=True)


@pytest.fixture
def ester(programme):
    ekby = PartyFactory(
        programme=programme, slug="ekby", organisation=OrganisationFactory(slug="ekby", name="Ekby kommun", short_name="Ekby")
    )
    user = UserFactory(username="ester", display_name="Ester")
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=ekby)
    ActivityFactory(programme=programme, slug="kurs", title="Kurs i SIP", time="1 mars 2099", year=2099, state="planned", responsible=ekby)
    return user


def test_four_things_on_a_phone(new_context, programme, alva, ester):
    conference = ActivityFactory(programme=programme, slug="konferens", title="Länskonferens", state="planned")
    plan.edit_activity(conference, by=alva, comment="Nu i Folkets hus.")
    page = new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True).new_page()
    phone = Phone(page)
    log_in(page, "ester")
    page.goto("/min-sida/")

    phone.go("Kurs i SIP")
    phone.go("Ändra aktiviteten")
    phone.write("När", "15 april 2099")
    phone.write("Alla tillsammans", "24")
    phone.press("Spara")
    expect(page.get_by_role("main")).to_contain_text("15 april 2099")
    assert_accessible(page)

    phone.menu("Lyft")
    phone.go("Lyft ett hinder")
    phone.write("Vad det handlar om", "Lokalen räcker inte")
    phone.press("Lyft det")
    expect(page.get_by_role("main")).to_contain_text("Lokalen räcker inte")

    phone.menu("Läget")
    expect(page.locator("#nytt").locator("xpath=..").locator("xpath=..")).to_contain_text("Inget nytt sedan du var här senast")
    assert_accessible(page)
    phone.go("Vad andra har ändrat den senaste veckan")
    expect(page.get_by_role("main")).to_contain_text("Länskonferens")
    expect(page.get_by_role("main")).not_to_contain_text("Lokalen räcker inte")
    assert_accessible(page)

    activity = Activity.objects.get(slug="kurs")
    assert (activity.time_words, activity.attendances.get().number) == ("15 april 2099", 24)
    assert Escalation.objects.get().party.slug == "ekby"
    print(f"{phone.taps} taps")
    assert phone.taps <= MOST_TAPS


def test_several_rows_by_keyboard_alone(page, alva, programme):
    for n in range(3):
        ActivityFactory(programme=programme, title=f"Kurs {n}", year=2023, state="planned")
    log_in(page, "alva")
    page.goto("/nara-vard/aktiviteter/?ar=2023")
    tab_to(page, "a", "Ändra flera")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert_accessible(page)
    tab_to(page, "select", "Vad som ändras")
    page.keyboard.type("Klar")
    tab_to(page, "input", "Alla som filtren visar: 3 rader")
    page.keyboard.press("Space")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Läge: Klar")
    assert_accessible(page)
    tab_to(page, "button", "Ändra 3 rader")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert set(Activity.objects.values_list("state", flat=True)) == {"done"}
    tab_to(page, "button", "Ångra alltihop")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert set(Activity.objects.values_list("state", flat=True)) == {"planned"}


def test_a_word_explained_and_help_by_keyboard(page, alva, programme):
    log_in(page, "alva")
    page.goto("/nara-vard/mal/")
    tab_to(page, "button", "?")
    page.keyboard.press("Enter")
    expect(page.locator(".fp-term__say")).to_be_visible()
    assert_accessible(page)
    page.keyboard.press("Escape")
    expect(page.locator(".fp-term__say")).to_be_hidden()
    page.goto("/hjalp/")
    tab_to(page, "input", "Sök i handboken")
    page.keyboard.type("ändra flera")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("main")).to_contain_text("Flera rader på en gång")
    assert_accessible(page)
