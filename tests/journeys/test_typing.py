"""Long texts as people write them: pasted from Word, with a table, kept on the way, read while they are written."""

import pytest
from playwright.sync_api import expect

from fardplan.governance.models import Matter
from tests.factories import InitiativeFactory, MatterFactory
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in, save, write
from tests.kit.test_prose import WORD

EDIT = "/nara-vard/beslut/arende/budget/redigera/"
WRITTEN = (
    "# Bakgrund\n\nVi har **tre** mål.\n\n- trygg hemgång\n- en kontakt\n\n1. först\n\n"
    "| Part | Kostnad |\n|---|---|\n| Ekby \\| kust | 1 714 tkr |"
)
PASTE = """(node, html) => {
  const carried = new DataTransfer();
  carried.setData("text/html", html);
  node.dispatchEvent(new ClipboardEvent("paste", { clipboardData: carried, bubbles: true, cancelable: true }));
}"""


@pytest.fixture
def matter(programme):
    return MatterFactory(programme=programme, slug="budget", title="Budget 2025", text="")


def test_what_is_pasted_from_word_keeps_its_shape(new_context, alva, matter):
    page = new_context().new_page()
    log_in(page, alva.username)
    page.goto(EDIT)
    editor = page.get_by_role("textbox", name="Vad det handlar om")
    editor.evaluate(PASTE, WORD)
    expect(editor.get_by_role("listitem")).to_have_count(3)
    expect(editor.get_by_role("row")).to_have_count(2)
    assert page.locator("[name=text]").input_value() == WRITTEN
    assert_accessible(page)
    assert_reflows(page)
    save(page)

    assert Matter.objects.get().text == WRITTEN
    expect(page.get_by_role("region", name="Tabell 1: Part, Kostnad")).to_contain_text("1 714 tkr")
    assert_accessible(page)
    page.goto(EDIT)
    assert page.locator("[name=text]").input_value() == WRITTEN, "what was stored is what is edited"


def test_by_keyboard_with_a_table_and_back_to_plain_text(new_context, alva, matter):
    page = new_context().new_page()
    log_in(page, alva.username)
    page.goto(EDIT)
    editor = page.get_by_role("textbox", name="Vad det handlar om")
    editor.focus()
    page.keyboard.type("Kostnad")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")  # the first of the tools: a heading
    page.keyboard.press("Enter")
    page.keyboard.type("Så här:")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Tabell", exact=True).click()
    page.keyboard.type("Part")
    page.keyboard.press("Tab")
    page.keyboard.type("Kronor")
    page.keyboard.press("Tab")
    page.keyboard.type("Ekby")
    page.get_by_role("button", name="Skriv som vanlig text").click()
    assert page.locator("[name=text]").input_value() == "# Kostnad\n\nSå här:\n\n| Part | Kronor |\n|---|---|\n| Ekby |  |"


def test_a_draft_is_kept_and_times_are_read(new_context, alva, matter):
    page = new_context().new_page()
    log_in(page, alva.username)
    page.goto("/nara-vard/aktiviteter/ny/")
    page.locator("[name=time]").fill("HT 2023")
    expect(page.locator(".fp-reads")).to_contain_text("HT 2023 = 1 juli – 31 december 2023")
    page.goto("about:blank")

    page.goto(EDIT)
    write(page, text="Halvvägs genom texten")
    expect(page.locator(".fp-draft")).to_contain_text("Utkast sparat")
    other = page.context.new_page()
    other.goto(EDIT)
    assert_accessible(other)
    other.get_by_role("link", name="Fortsätt med det").click()
    expect(other.get_by_role("textbox", name="Vad det handlar om")).to_have_text("Halvvägs genom texten")
    save(other)
    assert Matter.objects.get().text == "Halvvägs genom texten"


def test_a_late_reading_does_not_move_the_button_away(new_context, programme, alva):
    """How a time is read comes under its field while a button further down is pressed: the press meets its button all the same."""
    InitiativeFactory(programme=programme, slug="natten", phase="idea")
    page = new_context().new_page()
    log_in(page, alva.username)
    page.goto("/nara-vard/portfolj/natten/flytta/")
    asked = []
    page.route("**/*slag=*", lambda route: asked.append(route))  # noqa: PLW0108 (Playwright wants a function it can put a mark on)
    page.locator("main form [name=phase][value=proposed]").check()
    page.locator("[name=began]").fill("15 oktober 2024")
    place = page.locator("main .fp-actions button[type=submit]").first.bounding_box()
    page.mouse.move(place["x"] + place["width"] / 2, place["y"] + 3)
    page.mouse.down()
    page.wait_for_timeout(400)  # longer than the field waits before it asks
    for each in asked:
        each.continue_()
    page.wait_for_timeout(400)
    with page.expect_navigation():
        page.mouse.up()
    assert asked
    expect(page.locator("main")).to_contain_text("15 oktober 2024")
