"""The sheet of parts, looked at: light and dark, wide and narrow, with and without scripts."""

import pytest
from playwright.sync_api import expect

from fardplan.kit.gallery import SHOWN
from tests.journeys.helpers import assert_accessible, assert_reflows, screenshot

pytestmark = [pytest.mark.usefixtures("db"), pytest.mark.once]
SIZES = {"bred": {"width": 1440, "height": 900}, "telefon": {"width": 390, "height": 844}}


@pytest.mark.parametrize("shown", ["", *SHOWN])
def test_every_part_is_accessible(page, complaints, shown):
    complaints.forgive("Failed to load resource: the server responded with a status of [45]")
    for name, size in SIZES.items():
        page.set_viewport_size(size)
        page.goto(f"/kit/?visa={shown}")
        assert_accessible(page)
        screenshot(page, f"delar-{shown or 'ark'}-{name}")
    assert_reflows(page)


def test_the_menus_open_close_and_are_accessible(page):
    page.set_viewport_size(SIZES["telefon"])
    page.goto("/kit/")
    for menu in (".fp-menu", ".fp-user"):
        summary = page.locator(f"{menu} summary")
        summary.click()
        assert_accessible(page, within=".fp-top")
        page.keyboard.press("Escape")
        expect(page.locator(menu)).not_to_have_attribute("open", "")
        expect(summary).to_be_focused()


def test_what_to_put_right_is_heard_first(page, complaints):
    complaints.forgive("status of 422")
    page.goto("/kit/?visa=formular")
    expect(page.get_by_role("group", name="Rätta 2 saker")).to_be_focused()
    page.get_by_role("link", name="När:").click()
    expect(page.get_by_label("När")).to_be_focused()


def test_words_not_saved_are_asked_about(page, complaints):
    complaints.forgive("status of 422")
    page.goto("/kit/?visa=formular")
    page.get_by_label("Aktivitet").fill("Något annat")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.get_by_role("link", name="Avbryt").click()
    page.wait_for_url("**/kit/")
    assert asked == ["beforeunload"]


def test_everything_is_kept_without_scripts(chromium, live_server):
    context = chromium.new_context(base_url=live_server.url, java_script_enabled=False, locale="sv-SE")
    page = context.new_page()
    page.goto("/kit/?visa=formular")
    page.get_by_label("När").fill("HT 2024")
    page.get_by_role("button", name="Spara").click()
    expect(page.get_by_role("heading", name="Rätta en sak, sedan kan du spara")).to_be_visible()
    expect(page.get_by_label("När")).to_have_value("HT 2024")
    expect(page.get_by_label("Till och med")).to_have_value("31 feb 2024")
    page.get_by_role("button", name="English").last.click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    context.close()
