"""An analyst fetches figures from Kolada, sees what was revised, and the locked report still shows what it showed."""

import pytest
from click.testing import CliRunner
from django.utils import timezone
from playwright.sync_api import Page, expect

from fardplan.accounts.permissions import Role
from fardplan.indicators import commands
from fardplan.indicators.kolada import client as asking
from fardplan.indicators.models import KoladaKpi, Vintage
from fardplan.parties.models import Organisation
from tests.factories import (
    GoalFactory,
    IndicatorFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    UserFactory,
)
from tests.journeys.helpers import assert_accessible, assert_reflows, log_in, press, save
from tests.kolada_server import Kolada, data, kpi, serving

YEAR = timezone.localdate().year - 1
AREAS = [
    {"id": "0000", "title": "Riket", "type": "L"},
    {"id": "0097", "title": "Mittregionen", "type": "L"},
    {"id": "9701", "title": "Ekby", "type": "K"},
]


@pytest.fixture
def kolada(monkeypatch):
    monkeypatch.setattr(asking, "APART", 0)
    values = [data("U79133", "0097", YEAR - 1, 661.8), data("U79133", "0097", YEAR, 640.5), data("U79133", "0000", YEAR, 670)]
    with serving(Kolada(kpis=[kpi("U79133", "Påverkbar slutenvård")], areas=AREAS, values=values)) as server:
        yield server


@pytest.mark.timeout(300)
def test_a_locked_report_keeps_the_old_retrieval(page: Page, transactional_db, kolada):
    given_a_programme()
    when_the_analyst_runs(kolada, "catalogue")
    given_an_indicator_of_kolada()
    assert "3 nya" in when_the_analyst_runs(kolada, "sync")
    then_the_list_shows(page, "640,5", "\u221221,3")
    report = when_the_report_is_locked(page)

    kolada.kolada.values[1] = data("U79133", "0097", YEAR, 655)
    assert "1 reviderade" in when_the_analyst_runs(kolada, "sync")
    then_i_see_what_was_revised(page)
    then_the_locked_report_is_as_it_was(page, report)
    then_a_new_version_has_the_new_figure(page, report)


def given_a_programme():
    programme = ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän")
    region = OrganisationFactory(code="0097", name="Mittregionen", short_name="Mittregionen", kind=Organisation.Kind.REGION)
    for organisation in (region, OrganisationFactory(code="9701", name="Ekby kommun", short_name="Ekby")):
        PartyFactory(programme=programme, organisation=organisation)
    for username, role in (("ada", Role.ANALYST), ("leo", Role.LEAD)):
        MembershipFactory(user=UserFactory(username=username), programme=programme, role=role)
    return programme


def given_an_indicator_of_kolada():
    programme = Organisation.objects.get(code="0097").parties.get().programme
    kpi = KoladaKpi.objects.get(code="U79133")
    values = {"slug": "u79133", "code": kpi.code, "name": kpi.title, "unit": "per 100 000", "kpi": kpi}
    indicator = IndicatorFactory(programme=programme, direction="decrease", **values)
    indicator.goals.add(GoalFactory(programme=programme, number=4, title="Vården är hälsofrämjande"))


def when_the_analyst_runs(server, *words):
    done = CliRunner().invoke(commands.kolada, [*words, "--base-url", server.base_url])
    assert done.exit_code == 0, done.output
    return done.output


def then_the_list_shows(page, *figures):
    log_in(page, "ada")
    page.goto("/nara-vard/nyckeltal/")
    for figure in figures:
        expect(page.get_by_role("main")).to_contain_text(figure)
    assert_accessible(page)


def when_the_report_is_locked(page):
    """The analyst writes and reviews it, the lead approves and locks it. Returns its address."""
    page.goto(f"/nara-vard/rapporter/ny/?period={YEAR}")
    save(page)
    section = page.get_by_role("article")
    expect(section).to_contain_text("Delmål 4: Vården är hälsofrämjande")
    expect(section).to_contain_text("Källa: Kolada.")
    press(page, page.get_by_role("link", name="Markera som granskad"))
    save(page)
    address = page.url
    log_in(page, "leo")
    for step in ("Godkänn", "Lås rapporten"):
        page.goto(address)
        press(page, page.get_by_role("link", name=step, exact=True))
        save(page)
    expect(page.get_by_role("article")).to_contain_text("640,5")
    return address


def then_i_see_what_was_revised(page):
    log_in(page, "ada")
    page.goto("/nara-vard/nyckeltal/u79133/")
    row = page.get_by_role("row").filter(has_text="640,5")
    for words in (str(YEAR), "640,5", "655,0", "+14,5"):
        expect(row).to_contain_text(words)
    assert_accessible(page)
    assert_reflows(page)


def then_the_locked_report_is_as_it_was(page, address):
    page.goto(address)
    expect(page.get_by_role("article")).to_contain_text("640,5")
    expect(page.get_by_role("article")).not_to_contain_text("655")
    press(page, page.get_by_role("link", name="Alla nyckeltal som de var kända då"))
    expect(page.get_by_role("main")).to_contain_text("640,5")
    expect(page.get_by_role("main")).not_to_contain_text("655,0")
    assert Vintage.objects.count() == 2


def then_a_new_version_has_the_new_figure(page, address):
    page.goto(address)
    press(page, page.get_by_role("link", name="Påbörja en ny version"))
    save(page)
    expect(page.get_by_role("article")).to_contain_text(f"{YEAR}, reviderad")
    expect(page.get_by_role("article")).to_contain_text("655")
