"""Found from the keyboard, given a star, found again; and a calendar address made, fetched and taken back."""

import re

import pytest
from playwright.sync_api import expect

from fardplan.audit import writes
from fardplan.portfolio.models import Initiative
from tests.journeys.helpers import log_in

pytestmark = pytest.mark.once


def test_found_by_keyboard_and_starred(page, alva, programme):
    writes.create(Initiative, by=alva, programme=programme, slug="demens", title="Demensarbete i samverkan")
    log_in(page, "alva")
    page.goto("/nara-vard/")
    page.keyboard.press("Control+k")
    expect(page.locator("#sok-q")).to_be_focused()
    page.keyboard.type("arbete")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("1 träff")
    page.get_by_role("link", name="Demensarbete i samverkan").click()

    star = page.get_by_role("button", name="Stjärna")
    expect(star).to_have_attribute("aria-pressed", "false")
    with page.expect_navigation():
        star.click()
    expect(page.get_by_role("button", name="Stjärna")).to_have_attribute("aria-pressed", "true")
    page.goto("/sok/")
    expect(page.get_by_role("link", name="Demensarbete i samverkan")).to_have_count(2)  # starred, and lately


def test_a_calendar_address_is_made_fetched_and_taken_back(page, complaints, alva, programme):
    complaints.forgive("status of 404")
    page.set_viewport_size({"width": 390, "height": 844})
    log_in(page, "alva")
    page.goto("/nara-vard/kalender/")
    page.get_by_role("link", name="Prenumerera").click()
    page.get_by_role("button", name="Skapa adress").click()
    address = re.search(r"/kalender/\S+\.ics", page.locator("#adress").inner_text()).group()
    assert page.request.get(address).text().startswith("BEGIN:VCALENDAR")
    page.get_by_role("button", name=re.compile("Ta tillbaka")).click()
    expect(page.get_by_text("Du har ingen adress.")).to_be_visible()
    assert page.request.get(address).status == 404
