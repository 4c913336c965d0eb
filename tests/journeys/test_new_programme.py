"""Somebody who has just got a log-in sets up a programme from the pages and takes its annual report home."""

import io
import json
import re

import docx
import pypdf
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from fardplan.accounts import runner
from tests.factories import PASSWORD, UserFactory
from tests.journeys.helpers import assert_accessible, press, save, write

GOAL = "Jag får hjälp innan det blir bråttom"
PARTY = "Provby kommun"
INITIATIVE = "Trygg hemgång från sjukhus"
ACTIVITY = "Lär av varandra om hemgång"
LINE = "Lärande och nätverk"
YEAR = str(timezone.localdate().year)


@pytest.mark.timeout(300)
def test_from_log_in_to_annual_report(page: Page, transactional_db):
    given_i_have_just_got_a_log_in()
    when_i_log_in(page)
    then_i_am_told_that_there_is_no_programme_yet(page)

    when_i_start_a_programme(page)
    then_its_first_steps_are_shown(page)

    when_i_enter_a_party(page)
    when_i_enter_a_goal(page)
    when_i_enter_an_initiative(page)
    when_i_enter_an_activity(page)
    when_i_enter_a_budget_with_one_line(page)
    then_the_first_page_shows_them(page)

    when_i_start_the_annual_report(page)
    when_i_write_a_summary(page)
    then_the_report_tells_what_i_entered(page)
    then_every_format_tells_it(page)

    when_it_is_reviewed_and_approved_and_locked(page)
    then_it_stays_as_it_is_when_the_register_changes(page)
    then_a_correction_is_a_new_version(page)


def given_i_have_just_got_a_log_in():
    UserFactory(username="nyn", display_name="Nyn Äs", is_operator=True)


def when_i_log_in(page):
    page.goto("/")
    page.get_by_label("Användarnamn").fill("nyn")
    page.get_by_label("Lösenord").fill(PASSWORD)
    press(page, page.get_by_role("button", name="Logga in"))


def then_i_am_told_that_there_is_no_programme_yet(page):
    expect(page.get_by_role("main")).to_contain_text("Du är inte med i något program ännu")


def when_i_start_a_programme(page):
    press(page, page.get_by_role("link", name="Starta ett program").first)
    write(page, name="Nära vård i Provlän", county_name="Provlän", county_code="98", start="VT 2024", horizon_year="2035")
    save(page)


def then_its_first_steps_are_shown(page):
    expect(page).to_have_url(re.compile("/nara-vard-i-provlan/$"))
    expect(page.get_by_role("heading", name="Första stegen")).to_be_visible()
    assert_accessible(page)


def begin(page, menu, button):
    press(page, page.get_by_role("navigation", name="Huvudmeny").get_by_role("link", name=menu, exact=True))
    press(page, page.get_by_role("main").get_by_role("link", name=button).first)


def when_i_enter_a_party(page):
    begin(page, "Parter", "Lägg till part")
    write(page, name=PARTY, short_name="Provby", kind="Kommun", code="9801")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("Provby")


def when_i_enter_a_goal(page):
    begin(page, "Mål", "Lägg till delmål")
    write(page, number="1", title=GOAL, short_title="I tid")
    save(page)
    expect(page.get_by_role("main")).to_contain_text(GOAL)


def when_i_enter_an_initiative(page):
    begin(page, "Portfölj", re.compile("Lägg till (arbete|idé)"))
    write(page, title=INITIATIVE, phase="Genomförs", began=f"januari {YEAR}", form="Projekt", decided_by="Styrgruppen, december")
    page.get_by_role("group", name=re.compile("^Delmål")).get_by_label(GOAL).check()
    page.get_by_role("group", name="Parter som deltar").get_by_label("Provby").check()
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(INITIATIVE)


def when_i_enter_an_activity(page):
    begin(page, "Aktiviteter", "Lägg till aktivitet")
    write(page, title=ACTIVITY, kind="Lärseminarium", state="Klar", time=f"3 februari {YEAR}", year=YEAR, participants="26")
    save(page)
    expect(page.get_by_role("main")).to_contain_text(ACTIVITY)


def when_i_enter_a_budget_with_one_line(page):
    begin(page, "Ekonomi", "Lägg till budget")
    write(page, title=f"Programbudget {YEAR}", year=YEAR)
    save(page)
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile("Lägg till (rad|post)")).first)
    write(page, title=LINE, amount="1 714 tkr", outturn="1 500 000")
    save(page)
    expect(page.get_by_role("main")).to_contain_text(LINE)


def then_the_first_page_shows_them(page):
    press(page, page.get_by_role("link", name="Läget").first)
    main = page.get_by_role("main")
    expect(main).to_contain_text(GOAL)
    expect(main).to_contain_text(INITIATIVE)
    expect(main).to_contain_text("87,5")  # per cent of the budget
    assert_accessible(page)


def when_i_start_the_annual_report(page):
    press(page, page.get_by_role("link", name="Rapporter").first)
    press(page, page.get_by_role("link", name=f"Påbörja årsrapporten för {YEAR}"))
    save(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Årsrapport {YEAR}")


def when_i_write_a_summary(page):
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile("^Skriv.*Sammanfattning", re.DOTALL)))
    write(page, text=f"Vi är igång.\n\n- Provby är med\n- Budgeten är [[budget.amount:programbudget-{YEAR}]]")
    save(page)


def then_the_report_tells_what_i_entered(page):
    main = page.get_by_role("main")
    for words in (INITIATIVE, ACTIVITY, LINE, GOAL, "Provby är med", "1 714 000"):
        expect(main).to_contain_text(words)
    assert_accessible(page)


def download(page, link):
    with page.expect_download() as started:
        page.get_by_role("main").get_by_role("link", name=link).first.click()
    return started.value.path().read_bytes()


def go_to_files(page):
    """Asked for on their page, made by the job runner, handed over where they were asked for."""
    page.get_by_role("main").get_by_role("link", name="Word, PDF, PowerPoint, Excel").click()
    page.get_by_role("button", name="Gör filerna").click()
    expect(page.get_by_role("status")).to_contain_text("0 av 4")
    runner.work_off()
    expect(page.get_by_role("status")).to_contain_text("4 av 4")


def then_every_format_tells_it(page):
    data = json.loads(download(page, "Som data (JSON)"))
    assert (data["schema"], data["period"]) == (1, YEAR)
    tables = {block["id"]: block for section in data["sections"] for block in section["blocks"] if block["kind"] == "table"}
    assert tables["budget"]["total"] == {"budget": 1714000, "outturn": 1500000}
    assert len(tables["activities"]["rows"]) == len(tables["portfolio"]["rows"]) == 1
    as_page = download(page, "Som en sida (HTML)").decode()
    go_to_files(page)
    word = docx.Document(io.BytesIO(download(page, "Word")))
    in_word = " ".join([paragraph.text for paragraph in word.paragraphs] + [cell.text for table in word.tables for cell in table._cells])
    in_pdf = " ".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(download(page, "PDF"))).pages)
    for words in (INITIATIVE, ACTIVITY, LINE, GOAL, "Vi är igång."):
        for text in (in_word, in_pdf, as_page):
            assert words in " ".join(text.replace("\xad", "").split())
    page.get_by_role("navigation", name="Brödsmulor").get_by_role("link").last.click()


def when_it_is_reviewed_and_approved_and_locked(page):
    for step in ("Markera som granskad", "Godkänn", "Lås rapporten"):
        press(page, page.get_by_role("main").get_by_role("link", name=step).first)
        assert_accessible(page, schemes=["light"])
        save(page)
    expect(page.get_by_role("main")).to_contain_text("Godkänd och låst")
    assert_accessible(page)


def then_it_stays_as_it_is_when_the_register_changes(page):
    report = page.url
    before = download(page, "Som data (JSON)")
    press(page, page.get_by_role("link", name="Ekonomi").first)
    press(page, page.get_by_role("main").get_by_role("link", name=LINE).first)
    write(page, outturn="1 600 000")
    save(page)
    expect(page.get_by_role("main")).to_contain_text("1 600")
    page.goto(report)
    expect(page.get_by_role("main")).to_contain_text("1 500 000")
    assert download(page, "Som data (JSON)") == before


def then_a_correction_is_a_new_version(page):
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile("ny version", re.IGNORECASE)).first)
    save(page)
    main = page.get_by_role("main")
    expect(main).to_contain_text("version 2")
    expect(main).to_contain_text("1 600 000")
    expect(main).to_contain_text("Vi är igång.")
