"""Without scripts everything works: filter, enter, log out. Where scripts are, they only make it smoother."""

import re

import pytest
from playwright.sync_api import expect

from fardplan.plan.models import Activity
from tests.journeys.helpers import log_in, press, save, write

pytestmark = pytest.mark.once


@pytest.fixture
def page(new_context):
    return new_context(java_script_enabled=False).new_page()


def test_filter_the_portfolio_enter_an_activity_and_log_out(examples, page):
    given_the_coordinator_is_at_the_portfolio(page)
    when_i_show_one_partys_work(page)
    then_only_that_is_left_and_stands_in_the_address(page)

    when_i_enter_an_activity(page)
    then_it_is_in_the_register(page)

    when_i_log_out(page)
    then_the_door_is_closed(page)


def given_the_coordinator_is_at_the_portfolio(page):
    log_in(page, "samordnare")
    page.goto("/vasternorrland/portfolj/?vy=tabell")


def rows(page):
    return page.get_by_role("main").locator("tbody tr")


def when_i_show_one_partys_work(page):
    assert rows(page).count() == 8
    page.get_by_label("Part", exact=True).select_option("Ånge")
    press(page, page.get_by_role("button", name="Visa"))


def then_only_that_is_left_and_stands_in_the_address(page):
    assert 0 < rows(page).count() < 8
    assert re.search(r"[?&]part=ange", page.url)
    assert "vy=tabell" in page.url
    expect(page.get_by_label("Part", exact=True)).to_have_value("ange")


def when_i_enter_an_activity(page):
    press(page, page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name="Aktiviteter"))
    press(page, page.get_by_role("link", name="Lägg till aktivitet").first)
    write(page, title="Pröva en gemensam vårdplan", kind="Workshop", state="Planerad", time="HT 2023", year="2023")
    save(page)


def then_it_is_in_the_register(page):
    expect(page.get_by_role("main")).to_contain_text("Pröva en gemensam vårdplan")
    assert Activity.objects.get(title="Pröva en gemensam vårdplan").time.words == "HT 2023"


def when_i_log_out(page):
    page.locator(".fp-user summary").click()
    press(page, page.get_by_role("button", name="Logga ut"))


def then_the_door_is_closed(page):
    expect(page).to_have_url(re.compile("/logga-in/"))
    page.goto("/vasternorrland/portfolj/")
    expect(page).to_have_url(re.compile(r"/logga-in/\?next=/vasternorrland/portfolj/$"))
