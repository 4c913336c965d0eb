"""What each role meets in the example county: what it is offered, and what is not there for it."""

import re

import pytest
from playwright.sync_api import expect

from fardplan.config.demo import PASSWORD
from fardplan.portfolio.models import Initiative
from fardplan.reports.rules import State
from tests.addresses import COUNTY, report_in_state
from tests.journeys.helpers import log_in, press, save, write

pytestmark = pytest.mark.once

#: page -> what may be offered there: the words on the link or button
OFFERS = {
    "mal/": "Lägg till delmål",
    "parter/": "Lägg till part",
    "portfolj/": "Lägg till idé",
    "aktiviteter/": "Lägg till aktivitet",
    "ekonomi/?ar=2023": "Lägg till budget",
    "rapporter/": "Gör ett dokument",
    "forum/": "Lägg till forum",
    "bemanning/": "Lägg till uppdrag",
}
#: role -> what it is offered of that
MAY = {
    "programledare": set(OFFERS),
    "samordnare": {"portfolj/", "aktiviteter/"},
    "styrgrupp": set(),
    "ledare": {"aktiviteter/"},  # of the work they lead
    "controller": {"ekonomi/?ar=2023", "rapporter/"},
    "lasare": set(),
}


def offered(page, words):
    return page.get_by_role("main").get_by_role("link", name=words, exact=True)


@pytest.mark.timeout(300)
def test_each_role_is_offered_what_it_may_do(examples, page):
    wrong = []
    for role, may in MAY.items():
        log_in(page, role)
        for path, words in OFFERS.items():
            page.goto(f"/{COUNTY}/{path}")
            shown = offered(page, words).count()
            if bool(shown) != (path in may):
                wrong.append(f"{role} at {path}: “{words}” {'is' if shown else 'is not'} offered")
    assert wrong == []


def test_the_programme_lead_logs_in_and_gives_somebody_a_role(examples, page):
    page.goto("/")
    page.get_by_label("Användarnamn").fill("programledare")
    page.get_by_label("Lösenord").fill(PASSWORD)
    press(page, page.get_by_role("button", name="Logga in"))
    press(page, page.get_by_role("link", name=re.compile("Västernorrland")).first)
    page.locator(".fp-user summary").click()
    press(page, page.get_by_role("link", name="Behörigheter"))
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_role("main")).to_contain_text("Demo samordnare")


def test_the_initiative_leader_edits_only_the_one_they_lead(examples, page, complaints):
    own = Initiative.objects.get(programme__slug=COUNTY, leader__username="ledare")
    other = Initiative.objects.filter(programme__slug=COUNTY).exclude(pk=own.pk).first()
    log_in(page, "ledare")
    page.goto(f"/{COUNTY}/portfolj/{other.slug}/")
    expect(offered(page, "Ändra arbetet")).to_have_count(0)
    page.goto(f"/{COUNTY}/portfolj/{own.slug}/")
    press(page, offered(page, "Ändra arbetet"))
    write(page, short_title="Eget kort namn")
    save(page)
    own.refresh_from_db()
    assert own.short_title == "Eget kort namn"


def test_the_controller_writes_an_outturn_and_the_sum_follows(examples, page):
    log_in(page, "controller")
    page.goto(f"/{COUNTY}/ekonomi/?ar=2023")
    main = page.get_by_role("main")
    expect(main).to_contain_text("5 938 000")
    press(page, main.get_by_role("link", name="Temakonferens").first)
    write(page, outturn="255 000")
    save(page)
    expect(main).to_contain_text("5 948 000")


def test_the_steering_member_approves_what_the_office_has_reviewed(examples, page):
    report = report_in_state("2023", State.REVIEWED)
    log_in(page, "styrgrupp")
    page.goto(f"/{COUNTY}/rapporter/{report.slug}/")
    press(page, page.get_by_role("main").get_by_role("link", name="Godkänn"))
    save(page)
    report.refresh_from_db()
    assert report.state == State.APPROVED


def test_the_reader_finds_the_way_from_a_goal_to_the_work(examples, page):
    log_in(page, "lasare")
    page.goto(f"/{COUNTY}/")
    press(page, page.get_by_role("main").get_by_role("link", name=re.compile("SIP på distans")).first)
    expect(page.get_by_role("heading", level=1)).to_contain_text("SIP på distans")
    expect(page.get_by_role("main").locator("form[method=post]:not(.fp-star)")).to_have_count(0)  # but a star of one's own


def test_a_stranger_is_told_that_there_is_no_such_programme(examples, page, complaints, carin):
    complaints.forgive("status of 404")
    log_in(page, "carin")
    answer = page.goto(f"/{COUNTY}/")
    assert answer.status == 404
    expect(page.get_by_role("heading", level=1)).to_have_text("Sidan finns inte")
