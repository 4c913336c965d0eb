"""Two people at the same row, and one person in a hurry: nobody's words are lost, and one thing becomes one thing."""

import re

import pytest
from playwright.sync_api import expect

from fardplan.accounts.permissions import Role
from fardplan.goals.models import Goal
from fardplan.reports import services as reports
from fardplan.reports import together
from tests.conftest import member
from tests.factories import GoalFactory
from tests.journeys.helpers import assert_accessible, assert_well_made, log_in, save, screenshot, write

pytestmark = pytest.mark.twice  # what two write at the same moment is the database's to settle

EDIT = "/nara-vard/mal/nara/redigera/"


@pytest.fixture
def goal(programme):
    return GoalFactory(programme=programme, number=1, slug="nara", title="Hjälpen är nära", meaning="Som det stod.")


def test_the_second_to_save_sees_both_texts_and_loses_nothing(new_context, complaints, goal, alva):
    complaints.forgive("status of 409")
    maja = given_somebody_else_who_leads("maja", goal.programme)
    hers, mine = given_both_have_the_goal_open(new_context, maja, alva)

    when_she_saves_first(hers)
    when_i_save_something_else(mine)
    then_i_see_both_texts(mine)

    when_i_take_her_title_and_merge_our_words(mine)
    then_both_are_stored(goal)


def given_somebody_else_who_leads(name, programme):
    return member(name, programme, Role.LEAD)


def given_both_have_the_goal_open(new_context, *people):
    pages = []
    for person in people:
        page = new_context().new_page()
        log_in(page, person.username)
        page.goto(EDIT)
        pages.append(page)
    return pages


def when_she_saves_first(page):
    write(page, title="Hjälpen kommer hem")
    save(page)


def when_i_save_something_else(page):
    write(page, meaning="Som jag vill ha det.")
    save(page)


def then_i_see_both_texts(page):
    expect(page.get_by_role("group", name="Maja sparade")).to_be_focused()
    table = page.get_by_role("table", name="Det som skiljer")
    title, meaning = (table.locator("tr", has=page.get_by_role("rowheader", name=name)) for name in ("Delmål", "Vad det betyder"))
    expect(title).to_contain_text("Hjälpen kommer hem")
    expect(title).to_contain_text("Hjälpen är nära")
    expect(title.locator("mark")).to_have_text(["kommer hem", "är nära"])
    expect(meaning).to_contain_text("Som det stod.")
    expect(meaning).to_contain_text("Som jag vill ha det.")
    expect(page.get_by_label("Vad det betyder")).to_have_value("Som jag vill ha det.")
    assert_accessible(page)
    assert_well_made(page)
    screenshot(page, "krock-bred")


def when_i_take_her_title_and_merge_our_words(page):
    page.get_by_role("button", name="Ta deras Delmål").click()
    expect(page.get_by_label("Delmål", exact=True)).to_have_value("Hjälpen kommer hem")
    expect(page.get_by_label("Vad det betyder")).to_have_value("Som jag vill ha det.")
    page.get_by_role("button", name="Slå ihop Vad det betyder").click()
    expect(page.get_by_label("Vad det betyder")).to_have_value("Som det stod.\nSom jag vill ha det.")
    expect(page.get_by_text("Alla fält är avgjorda.")).to_be_visible()
    assert_accessible(page)
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Hjälpen kommer hem")


def then_both_are_stored(goal):
    goal.refresh_from_db()
    assert (goal.title, goal.meaning) == ("Hjälpen kommer hem", "Som det stod.\nSom jag vill ha det.")


def test_two_who_write_in_the_same_section_lose_nothing(new_context, complaints, programme, alva):
    """The one asked by name, a reader, and the lead: both begin with an empty section, and both texts end up in the report."""
    complaints.forgive("status of 409")
    kim = member("kim", programme, Role.READER)
    report = reports.start_draft(by=alva, programme=programme, period="2023")
    together.assign(report, by=alva, sections=["closing"], writers=[kim])
    address = f"/nara-vard/rapporter/{report.slug}/avsnitt/closing/"
    kims, alvas = (new_context().new_page() for _ in range(2))
    for page, person in ((kims, kim), (alvas, alva)):
        log_in(page, person.username)
        page.goto(address)
    write(kims, text="Kim skrev om vården.")
    write(alvas, text="Alva skrev om pengarna.")
    save(kims)
    save(alvas)
    expect(alvas.get_by_role("group", name="Kim sparade")).to_be_focused()
    assert_accessible(alvas)
    alvas.get_by_role("button", name="Slå ihop Text").click()
    expect(alvas.get_by_text("Alla fält är avgjorda.")).to_be_visible()
    save(alvas)
    expect(alvas.get_by_role("article")).to_contain_text("Kim skrev om vården.")
    expect(alvas.get_by_role("article")).to_contain_text("Alva skrev om pengarna.")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_double_click_makes_one(new_context, alva, programme, scripts):
    page = new_context(java_script_enabled=scripts).new_page()
    log_in(page, alva.username)
    page.goto("/nara-vard/mal/nytt/")
    write(page, title="Jag blir sedd")
    page.get_by_role("button", name="Spara").dblclick()
    expect(page).to_have_url(re.compile(r"/mal/$"))  # of two answers on their way the browser drops the first
    expect(page.get_by_role("main")).to_contain_text("Jag blir sedd")
    assert Goal.objects.filter(title="Jag blir sedd").count() == 1
