"""Six people play the whole chain in the invented county: an idea in one municipality becomes a decision that is carried out.

The idea's coordinator, a change leader, the programme lead, a member of the steering group with a tablet, the coordinator of
a party that does not answer in time, and the coordinator who is to do what was decided. They go as people do: from a page's own
menu and links, never by typing an address.
"""

import datetime
import io

import docx
import pypdf
import pytest
from playwright.sync_api import expect

from fardplan.config.demo import EXAMPLES, set_the_cast
from fardplan.governance.models import FollowUp, Matter
from fardplan.imports.loader import load
from fardplan.parties.models import Party, Programme
from tests.journeys.helpers import assert_accessible, assert_well_made, log_in, press, save, screenshot, write

COUNTY = "/solbacka"
IDEA = "Kvällsöppen träffpunkt"
MEETING = "Styrgruppen 22 oktober 2024"
NEXT = "Styrgruppen 10 december 2024"
TASK = "Utse en gemensam ledare för träffpunkten"
TABLET = {"viewport": {"width": 820, "height": 1180}}
SILENT = "kvarnforsen"


@pytest.fixture
def county(transactional_db):
    """The invented county alone with its log-ins, on 15 October 2024."""
    load(EXAMPLES / "solbacka")
    programme = Programme.objects.get(slug="solbacka")
    set_the_cast(programme)
    return programme


@pytest.mark.twice
def test_from_an_idea_to_a_decision_that_is_carried_out(county, new_context):
    page_of = given_six_people(new_context)

    when_a_municipality_enters_an_idea(page_of("samordnare"))
    when_a_change_leader_talks_it_through(page_of("forandringsledare"))
    when_it_is_proposed_and_judged(page_of("forandringsledare"))
    when_it_becomes_a_matter_with_a_proposal(page_of("forandringsledare"))
    when_it_is_put_on_an_agenda(page_of("programledare"))
    then_the_steering_group_reads_the_pack(page_of("styrgrupp"))

    time_passes(county, until=datetime.date(2024, 10, 22))
    when_the_minutes_are_written_with_one_party_silent(page_of("programledare"))
    then_the_initiative_is_included_and_one_answer_is_waited_for(page_of("styrgrupp"))
    when_the_silent_party_answers(page_of("samordnare3"))

    when_something_is_to_be_done(page_of("programledare"))
    time_passes(county, until=datetime.date(2024, 12, 3))
    when_the_next_pack_is_sent(page_of("programledare"))
    then_what_is_late_heads_the_next_pack(page_of("styrgrupp"))

    when_it_is_carried_out(page_of("samordnare2"))
    then_it_stands_in_the_annual_report(page_of("programledare"))


def given_six_people(new_context):
    """A browser each, opened when first wanted: `page_of(user name)`."""
    pages = {}

    def page_of(username):
        if username not in pages:
            pages[username] = new_context(**(TABLET if username == "styrgrupp" else {})).new_page()
            log_in(pages[username], username)
            pages[username].goto(f"{COUNTY}/")
        return pages[username]

    return page_of


def when_a_municipality_enters_an_idea(page):
    go(page, "Portfölj", "Lägg till idé")
    look(page, "kedjan-01-ide")
    write(page, title=IDEA, description="Två kvällar i veckan, nära bussen. För den som vårdar någon hemma.")
    take(page, "parties", "bjorkasen", "region")
    save(page)
    expect(page.get_by_role("heading", level=1)).to_contain_text(IDEA)


def when_a_change_leader_talks_it_through(page):
    go(page, "Portfölj", "på väg in", IDEA, "Anteckna från dialogen")
    look(page, "kedjan-02-dialog")
    write(page, held_date="2024-10-15", text="Björkåsen och hälsocentralen vill pröva tillsammans. Lokalen finns.")
    save(page)
    expect(page.locator("main")).to_contain_text("Lokalen finns.")


def when_it_is_proposed_and_judged(page):
    go(page, "Flytta till en annan fas")
    page.locator("main form [name=phase][value=proposed]").check()
    look(page, "kedjan-03-foreslas")
    write(page, began="15 oktober 2024")
    save(page)
    go(page, "Bedöm förslaget")
    look(page, "kedjan-04-bedomning")
    for group in page.locator("main form select[name^=criterion_]").all():
        group.select_option("met")
    for choice in page.locator("main form input[type=radio][name^=criterion_][value=met]").all():
        choice.check()
    write(page, judged_date="2024-10-15", words="Alla krav är mötta. Vi föreslår att arbetet tas med.")
    save(page)
    expect(page.locator("main")).to_contain_text("Vi föreslår att arbetet tas med.")


def when_it_becomes_a_matter_with_a_proposal(page):
    go(page, "Gör till ärende")
    look(page, "kedjan-05-arende")
    write(page, text="# Bakgrund\nFlera anhöriga har bett om kvällstider.", reference_number="SOL 2024:61")
    save(page)
    go(page, "Skriv underlaget")
    look(page, "kedjan-06-underlag")
    write(
        page,
        asked="Styrgruppen beslutar att inkludera träffpunkten i programmet.",
        where_we_are="Förslaget är bedömt. Alla krav är mötta.",
        concerns="Anhöriga i Björkåsen och hälsocentralens personal.",
        moves_to="included",
        recommended="1",
        **{"options-0-title": "Inkludera", "options-0-consequences": "Öppnar i januari.", "options-0-cost": "120 000"},
        **{"options-1-title": "Vänta", "options-1-consequences": "Frågan kommer tillbaka i vår."},
    )
    save(page)
    look(page, "kedjan-07-arendet")
    expect(page.locator("main")).to_contain_text("Frågan kommer tillbaka i vår.")


def when_it_is_put_on_an_agenda(page):
    go(page, "Beslut", "Möten", "Lägg till möte")
    write(page, title=MEETING, forum="Styrgruppen", time="22 oktober 2024", place="Digitalt")
    save(page)
    go(page, "Beslut", "Möten", MEETING, "Lägg till en punkt")
    look(page, "kedjan-08-punkt")
    page.locator("main form [name=kind][value=decision]").check()
    write(page, title=f"Inkludering: {IDEA}", matter=str(Matter.objects.get(initiative__title=IDEA).pk), length="20")
    save(page)
    look(page, "kedjan-09-mote")
    go(page, "Se handlingen")
    confirm(page, "Skicka handlingen")
    expect(page.locator("main")).to_contain_text("Inkludering: Kvällsöppen träffpunkt")


def then_the_steering_group_reads_the_pack(page):
    go(page, "Min sida", MEETING, "Handlingen")
    look(page, "kedjan-10-handling")
    asked = "Styrgruppen beslutar att inkludera träffpunkten"
    expect(page.locator("main")).to_contain_text(asked)
    pdf = pypdf.PdfReader(io.BytesIO(downloaded(page, "Hämta PDF")))
    assert asked in one_line(" ".join(sheet.extract_text() for sheet in pdf.pages))
    document = docx.Document(io.BytesIO(downloaded(page, "Word")))
    assert asked in one_line(" ".join(paragraph.text for paragraph in document.paragraphs))


def when_the_minutes_are_written_with_one_party_silent(page):
    go(page, "Beslut", "Möten", MEETING)
    confirm(page, "Öppna protokollet")
    go(page, f"Anteckna Inkludering: {IDEA}")
    look(page, "kedjan-11-protokoll")
    page.locator("main form [name=is_decided]").check()
    write(page, said="Alla som svarade var eniga.")
    for party in Party.objects.exclude(slug=SILENT):
        page.locator(f"main form [name=party_{party.pk}]").select_option("agreed")
    save(page)
    confirm(page, "Stäng protokollet")
    expect(page.locator("main")).to_contain_text("Alla som svarade var eniga.")


def then_the_initiative_is_included_and_one_answer_is_waited_for(page):
    go(page, "Portfölj", IDEA)
    expect(page.locator("main")).to_contain_text("Inkluderat")
    look(page, "kedjan-12-inkluderad")
    go(page, "Beslut", f"Inkludering: {IDEA}")
    look(page, "kedjan-13-beslut")
    assert_fits_on_paper(page)
    expect(page.locator("main")).to_contain_text("Väntar på Kvarnforsen")


def when_the_silent_party_answers(page):
    go(page, "Min sida", f"Svara för din part: Inkludering: {IDEA}")
    look(page, "kedjan-14-svar")
    page.locator("main form [name=outcome][value=agreed]").check()
    write(page, decided_date="2024-10-22", reference_number="KS 2024/211")
    save(page)
    expect(page.locator("main")).to_contain_text("KS 2024/211")
    expect(page.locator("main")).not_to_contain_text("Väntar på Kvarnforsen")


def when_something_is_to_be_done(page):
    go(page, "Beslut", f"Inkludering: {IDEA}")
    go(page, "Lägg till vad som ska göras")
    write(page, title=TASK, due="15 november 2024", party="Granmyren")
    save(page)
    expect(page.locator("main")).to_contain_text(TASK)


def time_passes(programme, *, until):
    """The programme is shown as of another day: what the clock does elsewhere."""
    Programme.objects.filter(pk=programme.pk).update(shown_as_of=until)


def when_the_next_pack_is_sent(page):
    go(page, "Beslut", "Möten", NEXT, "Se handlingen")
    confirm(page, "Skicka handlingen")


def then_what_is_late_heads_the_next_pack(page):
    go(page, "Min sida", NEXT, "Handlingen")
    look(page, "kedjan-15-nasta-handling")
    first = page.locator("main table").first.locator("tr", has_text=TASK)
    expect(first).to_contain_text("18 dagar sent")


def when_it_is_carried_out(page):
    go(page, "Min sida", f"Verkställ: {TASK}", "Ange läget")
    look(page, "kedjan-16-lage")
    page.locator("main form [name=state][value=carried_out]").check()
    write(page, comment="Ledaren börjar i januari.")
    save(page)
    expect(page.locator("main")).to_contain_text("Ledaren börjar i januari.")
    assert FollowUp.objects.get(title=TASK).state == "carried_out"


def then_it_stands_in_the_annual_report(page):
    go(page, "Rapporter", "Årsrapport 2024")
    look(page, "kedjan-17-arsrapport")
    expect(page.locator("main")).to_contain_text(f"{TASK}, verkställt 3 december 2024")
    expect(page.locator("main")).to_contain_text("Styrgruppen, 22 oktober 2024")


# Words


def look(page, name):
    """Every page on the way is looked at once: axe, what axe does not ask, and a picture."""
    assert_well_made(page)
    assert_accessible(page, schemes=("light",))
    screenshot(page, name)


def assert_fits_on_paper(page):
    """About as wide as A4 between its margins, no table runs over into what stands beside it."""
    before = page.viewport_size
    page.set_viewport_size({"width": 680, "height": 950})
    page.emulate_media(media="print")
    over = page.evaluate(
        """() => [...document.querySelectorAll('.fp-grid .fp-scroll')]
            .filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML.slice(0, 120))"""
    )
    page.emulate_media(media="screen")
    page.set_viewport_size(before)
    assert not over, f"{page.url} on paper:\n" + "\n".join(over)


def go(page, *links):
    """Follow links as a person does, each by its words: on the page itself before the menu above it."""
    for words in links:
        found = page.locator("main").get_by_role("link", name=words)
        if not found.count():
            found = page.get_by_role("link", name=words)
        assert found.count(), f"no link says “{words}” on {page.url}"
        press(page, found.first)


def confirm(page, link):
    """A link that asks first, and the answer yes."""
    press(page, page.get_by_role("link", name=link).first)
    save(page)


def take(page, name, *slugs):
    for party in Party.objects.filter(slug__in=slugs):
        page.locator(f"main form [name={name}][value='{party.pk}']").check()


def downloaded(page, link):
    answer = page.request.get(
        page.url.split("/beslut/")[0].removesuffix(COUNTY) + page.get_by_role("link", name=link).first.get_attribute("href")
    )
    assert answer.ok, answer.status
    return answer.body()


def one_line(text):
    return " ".join(text.split())
