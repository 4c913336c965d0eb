"""The front door: a person logs in, a stranger is told so, in both languages and at any width."""

import re

from playwright.sync_api import Page, expect

from tests.factories import PASSWORD
from tests.journeys.helpers import assert_accessible, assert_reflows, screenshot


def given_the_log_in_page(page: Page):
    page.goto("/logga-in/")


def when_i_log_in(page, username, password):
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(password)
    page.locator("main form button[type=submit], main form button:not([type])").first.click()


def test_somebody_with_an_account_comes_in(page, alva, programme):
    given_the_log_in_page(page)
    assert_accessible(page)
    assert_reflows(page)
    screenshot(page, "logga-in")
    when_i_log_in(page, "alva", PASSWORD)
    expect(page).to_have_url(re.compile(rf"/{programme.slug}/$"))


def test_a_stranger_is_told_and_stays(page, db):
    given_the_log_in_page(page)
    when_i_log_in(page, "ingen", "fel lösenord helt")
    expect(page).to_have_url(page.url.split("?")[0])
    expect(page.get_by_role("main").get_by_role("group")).to_be_visible()
    assert_accessible(page)
