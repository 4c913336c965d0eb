"""What is compiled from the rows of the register: status reports to a half-year, half-years to a year, plans to one list of work."""

import json
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.documents import canonical_text
from fardplan.governance.models import Proposal
from fardplan.kit.periods import ReportPeriod
from fardplan.reports import composers
from fardplan.reports.annual.draft import Draft
from fardplan.reports.parts import PARTS
from fardplan.reports.register import Register
from tests.factories import ActivityFactory, DecisionFactory, InitiativeFactory, MatterFactory, PartyFactory, PlanFactory
from tests.factories.status import DeviationFactory, StatusReportFactory

pytestmark = pytest.mark.django_db
HALF, YEAR = ReportPeriod.parse("2023-H1"), ReportPeriod.parse("2023")


@pytest.fixture
def team(programme):
    return InitiativeFactory(programme=programme, slug="team", title="Närvårdsteam")


def draft(programme, period=HALF, subject=None):
    return Draft(Register(programme), period, subject=subject)


def made(name, found):
    return PARTS[name].make(found)


def told(blocks):
    return json.dumps(blocks, ensure_ascii=False).replace("\u00a0", " ")


def rows_of(blocks, id):
    return {row["id"]: row for block in blocks if block.get("id") == id for row in block["rows"]}


def sent(about, period="2023-H1", **values):
    return StatusReportFactory(initiative=about, period=period, sent_date=date(2023, 6, 20), **{"overall": "ok"} | values)


def test_work_is_counted_once_and_what_has_not_told_is_seen(programme, team):
    InitiativeFactory(programme=programme, title="Tyst arbete", slug="tyst")
    InitiativeFactory(programme=programme, title="Bara en idé", phase="idea")
    sent(team, overall="warn", period="2023-Q1")
    latest = sent(team, overall="bad", period="2023-Q2", overall_words="Läkare saknas")
    StatusReportFactory(initiative=team, period="2023-Q3", overall="ok")  # a draft, and after the half-year
    found = draft(programme)
    assert "1 av 2 utvecklingsarbeten har rapporterat läget" in told(made("status.summary", found))
    assert "Stor avvikelse: 1" in told(made("status.summary", found))
    assert "Viss avvikelse: 0" in told(made("status.summary", found))
    rows = rows_of(made("status.colours", found), "status")
    assert list(rows) == ["team", "tyst"], "an idea is not asked how it stands"
    assert rows["team"]["overall"] == "Stor avvikelse (före: Viss avvikelse)"
    assert rows["team"]["href"] == f"/{programme.slug}/lagesrapporter/{latest.slug}/", "every line leads to the report it is from"
    assert rows["tyst"]["overall"] == "Har inte rapporterat"
    assert "Tyst arbete" in told(made("status.missing", found))


def test_both_reports_of_a_year_are_told_with_where_they_come_from(programme, team):
    first = sent(team, done="Teamet började")
    second = sent(team, period="2023-H2", done="Teamet är i gång")
    found = draft(programme, YEAR)
    words = told(made("status.by_initiative", found))
    assert words.index("Teamet började") < words.index("Teamet är i gång")
    for report in (first, second):
        assert f"/lagesrapporter/{report.slug}/" in words
    assert "1 av 1" in told(made("status.summary", found)), "two reports are not two pieces of work"
    annex = rows_of(made("sources.annex", found), "sources")
    assert {row["where"] for row in annex.values()} == {f"/{programme.slug}/lagesrapporter/{row.slug}/" for row in (first, second)}


def test_an_initiative_in_two_plans_is_counted_once(programme, team):
    shared = ActivityFactory(programme=programme, initiative=team, slug="delad", year=2023)
    own = ActivityFactory(programme=programme, initiative=team, slug="egen", year=2023)
    for title, activities in (("Plan A", [shared, own]), ("Plan B", [shared])):
        PlanFactory(programme=programme, title=title, year=2023, activities=activities)
    blocks = made("plans.work", draft(programme, YEAR))
    assert "1 utvecklingsarbete står i planerna för 2023. 1 av dem står i mer än en plan och räknas en gång." in told(blocks)
    rows = rows_of(blocks, "plans_work")
    assert list(rows) == ["team"]
    assert (rows["team"]["activities"], rows["team"]["plans"]) == (2, "Plan A och Plan B"), "the shared activity is one"


def test_a_recommendation_is_told_once_and_not_when_it_has_been_decided(programme, team):
    matter, decided = MatterFactory(programme=programme, title="Läkartid"), MatterFactory(programme=programme, title="Avgjort")
    Proposal.objects.create(matter=matter, asked="Styrgruppen beslutar om läkartid.")
    Proposal.objects.create(matter=decided, asked="Styrgruppen beslutar något avgjort.")
    DecisionFactory(programme=programme, matter=decided)
    sent(team, asks="Bestäm om läkartid", matter=matter)
    other = sent(InitiativeFactory(programme=programme), asks="Säg om arbetet ska fortsätta")
    rows = rows_of(made("decisions.recommended", draft(programme)), "recommended")
    assert set(rows) == {f"matter-{matter.slug}", f"status_report-{other.slug}"}
    assert rows[f"matter-{matter.slug}"]["basis"] == "Beslutsunderlag, efterfrågat i lägesrapporten"


def test_a_report_about_one_party_holds_its_own_work(programme, team):
    party = PartyFactory(programme=programme)
    own = InitiativeFactory(programme=programme, slug="eget", title="Eget", parties=[party])
    rows = rows_of(made("status.colours", draft(programme, subject=party)), "status")
    assert list(rows) == [own.slug]


def test_deviations_as_they_stood_on_the_last_day(programme):
    DeviationFactory(programme=programme, title="Stängd senare", closed_date=date(2023, 9, 1), closed_words="Löst")
    DeviationFactory(programme=programme, title="Kom senare", reported_date=date(2023, 8, 1))
    words = told(made("deviations.open", draft(programme)))
    assert "Stängd senare" in words
    assert "Kom senare" not in words
    assert "Löst" in told(made("deviations.closed", draft(programme, ReportPeriod.parse("2023-H2"))))


def test_an_empty_register_gives_sentences_and_no_bare_headings(programme):
    for key in ("status_half_year", "deviation_report", "benefit_plan", "grants"):
        composed = composers.of(key, programme).compose(HALF)
        for section in composed.document["sections"]:
            assert any(block["kind"] in ("text", "note") for block in section["blocks"]), (key, section["id"])
    assert "Ingen avvikelse är rapporterad" in canonical_text(composers.of("deviation_report", programme).compose(HALF).document)


def test_queries_do_not_grow_with_the_work(programme):
    def asked():
        with CaptureQueriesContext(connection) as context:
            composers.of("status_half_year", programme).compose(HALF)
        return len(context)

    sent(InitiativeFactory(programme=programme), asks="Ett", done="Något")
    few = asked()
    for _number in range(5):
        sent(InitiativeFactory(programme=programme), asks="Fler", done="Något")
        DeviationFactory(programme=programme)
    assert asked() <= few + 1
