"""By keyboard alone: past the menu, through it, into a form, told what is wrong, and out again. Focus is seen all the way."""

import re

import pytest
from playwright.sync_api import expect

from fardplan.goals.models import Goal
from tests.journeys.helpers import log_in

pytestmark = pytest.mark.once


def test_a_goal_by_keyboard(page, complaints, alva, programme):
    complaints.forgive("status of 422")
    given_i_am_at_the_first_page(page)
    when_i_skip_to_the_content(page)
    then_the_content_has_focus(page)

    when_i_choose_goals_in_the_menu(page)
    when_i_open_the_form(page)
    when_i_save_without_a_title(page)
    then_i_hear_first_what_is_wrong(page)

    when_i_follow_it_to_the_field_and_write(page)
    then_the_goal_is_there(page)


def test_the_menu_of_a_phone_by_keyboard(page, alva, programme):
    page.set_viewport_size({"width": 390, "height": 844})
    given_i_am_at_the_first_page(page)
    tab_to(page, "summary", "Meny")
    page.keyboard.press("Enter")
    tab_to(page, "a", "Portfölj")
    page.keyboard.press("Escape")
    expect(page.locator(".fp-menu summary")).to_be_focused()
    expect(page.locator(".fp-menu")).not_to_have_attribute("open", "")
    page.keyboard.press("Enter")
    tab_to(page, "a", "Portfölj")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/portfolj/$"))


def given_i_am_at_the_first_page(page):
    log_in(page, "alva")
    page.goto("/nara-vard/")


FOCUSED = """() => {
    const e = document.activeElement, style = getComputedStyle(e), box = e.getBoundingClientRect()
    return {
        tag: e.tagName.toLowerCase(),
        name: (e.labels?.[0]?.innerText || e.innerText || '').trim(),
        // The skip link comes out only when it has focus: that is how it shows.
        seen: e.matches('.ds-skip-link') || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0) || style.boxShadow !== 'none',
        inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    }
}"""


def tab(page):
    """One step on. Wherever it leads, it must show and be in the window."""
    page.keyboard.press("Tab")
    focused = page.evaluate(FOCUSED)
    assert focused["seen"], f"{page.url}: focus does not show on {focused}"
    assert focused["inside"], f"{page.url}: focus went out of the window, to {focused}"
    return focused


def tab_to(page, tag, name, most=60):
    gone_by = []
    for _step in range(most):
        focused = tab(page)
        if focused["tag"] == tag and focused["name"].startswith(name):
            return
        gone_by.append(f"{focused['tag']} {focused['name'][:30]}")
    raise AssertionError(f"{page.url}: no {tag} “{name}” within {most} steps, but {gone_by}")


def when_i_skip_to_the_content(page):
    assert tab(page)["name"] == "Hoppa till innehållet"
    page.keyboard.press("Enter")


def then_the_content_has_focus(page):
    expect(page.get_by_role("main")).to_be_focused()


def when_i_choose_goals_in_the_menu(page):
    page.goto("/nara-vard/")
    tab_to(page, "a", "Mål")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def when_i_open_the_form(page):
    tab_to(page, "a", "Lägg till delmål")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def when_i_save_without_a_title(page):
    tab_to(page, "input", "Nummer")
    page.keyboard.press("Control+A")
    page.keyboard.type("3")
    tab_to(page, "button", "Spara")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def then_i_hear_first_what_is_wrong(page):
    expect(page.locator(".ds-error-summary")).to_be_focused()
    expect(page.locator(".ds-error-summary")).to_contain_text("Delmål")
    expect(page.get_by_label("Nummer")).to_have_value("3")


def when_i_follow_it_to_the_field_and_write(page):
    tab_to(page, "a", "Delmål")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Delmål", exact=True)).to_be_focused()
    page.keyboard.type("Jag slipper upprepa mig")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def then_the_goal_is_there(page):
    expect(page.get_by_role("main")).to_contain_text("Jag slipper upprepa mig")
    assert Goal.objects.get().number == 3
