"""What is compiled from the rows of the register: status reports to a half-year, half-years to a year, plans to one list of work."""

import json
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.documents import blocks, canonical_text
from fardplan.governance.models import Proposal
from fardplan.kit.periods import ReportPeriod
from fardplan.kit.timing import Timing
from fardplan.reports import composers, county, services
from fardplan.reports.annual.draft import Draft
from fardplan.reports.models_templates import ReportTemplate
from fardplan.reports.parts import PARTS
from fardplan.reports.register import Register
from tests.factories import (
    ActivityFactory,
    AgendaItemFactory,
    CompilationFactory,
    DecisionFactory,
    ForumFactory,
    InitiativeFactory,
    MatterFactory,
    MeetingFactory,
    PartyFactory,
    PartyYearFactory,
    PlanFactory,
)
from tests.factories.reports import ReportFactory
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


def told(found):
    return json.dumps(found, ensure_ascii=False).replace("\u00a0", " ")


def rows_of(found, id):
    return {row["id"]: row for block in found if block.get("id") == id for row in block["rows"]}


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
    made_of = made("plans.work", draft(programme, YEAR))
    assert "1 utvecklingsarbete står i planerna för 2023. 1 av dem står i mer än en plan och räknas en gång." in told(made_of)
    rows = rows_of(made_of, "plans_work")
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


def test_before_a_meeting_the_latest_reports_count_whatever_period_they_are_of(programme, team):
    forum = ForumFactory(programme=programme)
    meeting = MeetingFactory(forum=forum, time=Timing.parse("5 november 2023"))
    sent(team, overall="bad")
    sent(team, period="2023-H2", overall="ok", slug="efterat").delete()
    found = draft(programme, ReportPeriod.parse("2023-H2"), subject=meeting)
    assert found.day == date(2023, 11, 5), "a document about a meeting looks back from the meeting"
    assert "1 av 1 utvecklingsarbeten hade rapporterat läget före mötet" in told(made("status.summary", found))
    assert rows_of(made("status.colours", found), "status")["team"]["period"] == "första halvåret 2023"


def test_what_the_meeting_itself_decides_is_not_among_the_others(programme):
    meeting = MeetingFactory(forum=ForumFactory(programme=programme), time=Timing.parse("5 november 2023"))
    matter, other = MatterFactory(programme=programme), MatterFactory(programme=programme)
    for each in (matter, other):
        Proposal.objects.create(matter=each, asked=f"Besluta om {each.title}.")
    AgendaItemFactory(meeting=meeting, matter=matter, kind="decision")
    found = draft(programme, YEAR, subject=meeting)
    assert list(rows_of(made("decisions.recommended", found), "recommended")) == [f"matter-{other.slug}"]
    assert matter.title in told(made("meeting.asked", found))
    by_meeting = rows_of(made("decisions.recommended", draft(programme, HALF)), "recommended")
    assert list(by_meeting) == [f"matter-{matter.slug}", f"matter-{other.slug}"], "what a meeting is to decide comes first"
    assert by_meeting[f"matter-{matter.slug}"]["when"] == meeting.title


def test_a_year_is_compiled_from_locked_half_years(programme, alva, team):
    """Chain: an initiative's report, the half-year it goes into, the year: once, with the way back, and what became of what was asked."""
    matter = MatterFactory(programme=programme, title="Läkartid")
    sent(team, overall="warn", asks="Bestäm om läkartid", matter=matter)
    report = services.start_draft(by=alva, programme=programme, kind="status_half_year", period="2023-H1")
    services.write_text(report, by=alva, section="summary", text="Halvåret gick bra.")
    compiled = made("compiled.half_years", draft(programme, YEAR))
    assert "Ingen halvårsrapport för 2023 är låst" in told(compiled), "a draft is never compiled from"
    for verb in (services.review, services.approve, services.freeze):
        report = verb(report, by=alva, at=datetime(2023, 7, 3, 9, tzinfo=UTC))
    DecisionFactory(programme=programme, matter=matter, time=Timing.parse("5 september 2023"))
    sent(team, period="2023-H2", overall="ok")

    document = composers.of("annual", programme).compose(YEAR).document
    section = next(part["blocks"] for part in document["sections"] if part["id"] == "status")
    words = told(section)
    assert "1 av 1 utvecklingsarbeten" in words, "two reports and a half-year report: one piece of work"
    assert rows_of(section, "status")["team"]["overall"] == "På rätt väg (före: Viss avvikelse)"
    assert "Halvåret gick bra." in words
    assert f"/{programme.slug}/rapporter/{report.slug}/" in words
    became = rows_of(section, "half_year_recommended")
    assert [row["became"] for row in became.values()] == ["beslutat 5 september 2023"]
    assert [row["told"] for row in became.values()] == ["första halvåret 2023"]


def test_initiatives_of_the_local_plans_in_the_county_report(told_plans):
    document = county.compose(told_plans, ReportPeriod.of_year(2025)).document
    section = next(part["blocks"] for part in document["sections"] if part["id"] == "work")
    rows = rows_of(section, "work")
    assert [(row["title"], row["activities"]) for row in rows.values()] == [("Närvårdsteam", 1)]
    assert "1 av dem står i mer än en plan och räknas en gång." in told(section)
    assert rows["team"]["href"] in {row["href"] for row in rows_of(document["sections"][-1]["blocks"], "sources").values()}


@pytest.fixture
def told_plans(programme, team):
    """Two parties with a plan each, and one activity in both; both are ready."""
    one, two = (PartyFactory(programme=programme) for _place in range(2))
    shared = ActivityFactory(programme=programme, initiative=team, year=2025)
    asked = CompilationFactory(programme=programme, period="2025")
    for party in (one, two):
        PlanFactory(programme=programme, parties=[party], activities=[shared])
        PartyYearFactory(compilation=asked, party=party, is_ready=True, ready_at=datetime(2026, 1, 20, 12, tzinfo=UTC))
    return programme


def test_a_half_year_by_a_template_of_our_own_is_compiled_too_and_the_last_one_counts(programme):
    ReportTemplate.objects.create(programme=programme, slug="vart-halvar", title="Vårt", based_on="status_half_year", named="Vårt halvår")
    for kind, day, words in (("status_half_year", 3, "Först låst"), ("vart-halvar", 9, "Sist låst"), ("annual", 9, "Något annat")):
        document = {"sections": [{"id": "inledning", "title": "Inledning", "blocks": [blocks.text(words)]}]}
        ReportFactory(
            programme=programme, slug=f"rapport-{kind}".replace("_", "-"), kind=kind, period="2023-H1", state="frozen",
            frozen_at=datetime(2023, 7, day, tzinfo=UTC), sha256="0" * 64, document_text=json.dumps(document),
        )  # fmt: skip
    words = told(made("compiled.half_years", draft(programme, YEAR)))
    assert "Sist låst" in words
    assert "Först låst" not in words
    assert "Något annat" not in words
