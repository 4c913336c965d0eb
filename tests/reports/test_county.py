"""The county report: composed from what the parties have marked ready, each row once, a late party named."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.documents.paper import address
from fardplan.followup import services as followup
from fardplan.kit.periods import ReportPeriod
from fardplan.reports import county, services
from fardplan.reports.commands import report as command
from fardplan.reports.county.gathered import belongs_to
from fardplan.reports.models import Report
from fardplan.selfassessment import answering
from tests.factories import (
    ActivityFactory,
    CompilationFactory,
    GoalFactory,
    OrganisationFactory,
    PartyFactory,
    PartyYearFactory,
    PlanFactory,
)
from tests.factories.reviews import ActivityReviewFactory, FactorTagFactory, ProgressStepFactory
from tests.factories.selfassessment import AnswerFactory, AssessmentFactory, InstrumentFactory, RoundFactory, StatementFactory
from tests.pages import send
from tests.reports.test_commands import run

YEAR = ReportPeriod.of_year(2025)
NOW = datetime(2026, 1, 20, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    "responsible, plan_parties, expected",
    [(1, {2}, True), (2, {1}, False), (None, {1, 2}, True), (None, {2}, False), (None, set(), False)],
)
def test_whose_activity_is_part_of_the_report(responsible, plan_parties, expected):
    assert belongs_to(responsible, plan_parties, frozenset({1})) is expected


@pytest.mark.parametrize(
    "href, expected",
    [
        ("/solbacka/aktiviteter/moten/", "/solbacka/aktiviteter/moten/"),
        ("//annat.example/", ""),
        ("https://annat.example/", ""),
        ("javascript:alert(1)", ""),
        ('/a/"><script>/', ""),
        (None, ""),
    ],
)
def test_a_line_leads_to_our_own_pages_only(href, expected):
    assert address(href) == expected


def a_party(programme, name):
    return PartyFactory(programme=programme, slug=name.lower(), organisation=OrganisationFactory(short_name=name))


@pytest.fixture
def parties(programme):
    return {name: a_party(programme, name) for name in ("Ekby", "Vik", "Zon")}


@pytest.fixture
def told(programme, parties):
    """Ekby and Zon are ready, Vik is late. Ekby stands in two plans that share an activity; all three have one of their own."""
    ekby, vik, zon = parties.values()
    goal = GoalFactory(programme=programme, number=1, slug="mal-1", title="Nära")
    shared = ActivityFactory(programme=programme, slug="delad", title="Delad aktivitet", year=2025)
    shared.goals.add(goal)
    own = [
        ActivityFactory(programme=programme, slug=f"egen-{party.slug}", title=f"{party.name}s egen", year=2025, responsible=party)
        for party in (ekby, vik, zon)
    ]
    PlanFactory(programme=programme, title="Plan Ekby och Zon", parties=[ekby, zon], activities=[shared, own[0], own[2]])
    PlanFactory(programme=programme, title="Plan Ekby och Vik", parties=[ekby, vik], activities=[shared, own[1]])
    step = ProgressStepFactory(programme=programme, label="Ett steg närmare", tone="closer")
    tag = FactorTagFactory(programme=programme, name="Chefer som är med")
    for party, activity in ((ekby, own[0]), (vik, own[1])):
        ActivityReviewFactory(
            activity=activity, party=party, period="2025", progress=step, goals=[goal], factors=[(tag, "helped", "chefen kom")]
        )
    asked = CompilationFactory(programme=programme, period="2025", due_date=date(2026, 1, 31))
    PartyYearFactory(compilation=asked, party=ekby, is_ready=True, ready_at=NOW, summary="Ekby har lärt sig mycket.")
    PartyYearFactory(compilation=asked, party=vik, summary="Viks utkast är inte klart.")
    PartyYearFactory(compilation=asked, party=zon, is_ready=True, ready_at=NOW)
    return asked


def table(document, name):
    return next(block for section in document["sections"] for block in section["blocks"] if block.get("id") == name)


@pytest.mark.django_db
def test_each_row_once_and_only_of_those_who_are_ready(programme, told):
    composed = county.compose(programme, YEAR)
    document, text = composed.document, json.dumps(composed.document, ensure_ascii=False)

    rows = table(document, "activities")["rows"]
    assert [row["id"] for row in rows] == ["delad", "egen-ekby", "egen-zon"]
    assert rows[0]["plans"] == "Plan Ekby och Vik och Plan Ekby och Zon"
    assert "3 aktiviteter hos dem som har redovisat. 1 av dem står i mer än en plan och räknas en gång." in text
    assert "Vik är sen: sista dagen var 31 januari 2026. Dess del är inte med i rapporten." in text
    assert "Ekby har lärt sig mycket." in text
    assert "Viks utkast" not in text
    assert [row["party"] for row in table(document, "reviews")["rows"]] == ["Ekby"]
    assert table(document, "factors")["rows"][0]["helped"] == 1
    # Every line leads to its row, on the page and in the annex.
    sources = {row["href"] for row in table(document, "sources")["rows"]}
    for name in ("readiness", "activities", "reviews"):
        assert {row["href"] for row in table(document, name)["rows"]} <= sources
    assert f"/{programme.slug}/aktiviteter/delad/" in sources
    assert county.compose(programme, YEAR).document == document, "the same facts give the same report"


@pytest.mark.django_db
def test_reopened_it_is_out_again_until_it_is_ready(programme, alva, told, parties):
    followup.reopen_year(told.years.get(party=parties["Zon"]), by=alva, at=NOW, reason="Fel antal")
    text = json.dumps(county.compose(programme, YEAR).document, ensure_ascii=False)
    assert "Zons egen" not in text
    followup.mark_ready(told, parties["Zon"], by=alva, at=NOW)
    assert "Zons egen" in json.dumps(county.compose(programme, YEAR).document, ensure_ascii=False)


@pytest.mark.django_db
def test_number_of_queries(programme, told, django_assert_max_num_queries):
    with django_assert_max_num_queries(45):
        county.compose(programme, YEAR)
    for number in range(6):
        party = a_party(programme, f"Ny{number}")
        PartyYearFactory(compilation=told, party=party, is_ready=True, ready_at=NOW, summary="Text")
        PlanFactory(programme=programme, parties=[party], activities=[ActivityFactory(programme=programme, year=2025, responsible=party)])
    with django_assert_max_num_queries(45):
        county.compose(programme, YEAR)


@pytest.mark.django_db
def test_points_of_those_who_are_ready_and_locked_answers(programme, alva, told, parties):
    instrument = InstrumentFactory(programme=programme)
    statement = StatementFactory(instrument=instrument, goal=programme_goal(programme))
    round_ = RoundFactory(instrument=instrument, period="2025")
    for name in ("Ekby", "Vik"):
        assessment = AssessmentFactory(round=round_, party=parties[name])
        AnswerFactory(assessment=assessment, statement=statement)
    with pytest.raises(ValidationError, match="Ekby har markerat"):
        answering.hand_in(round_.assessments.get(party=parties["Ekby"]), by=alva, on=date(2025, 10, 1), people=12)
    rows = table(county.compose(programme, YEAR).document, "points")["rows"]
    assert {row["party"] for row in rows} == {"Ekby"}
    assert rows[0]["points"] == {"nothing": "confidential"}, "a party that has not shown its points keeps them"


def programme_goal(programme):
    from fardplan.goals.models import Goal

    return Goal.objects.get(programme=programme, slug="mal-1")


@pytest.mark.django_db
def test_written_reviewed_approved_and_frozen(programme, alva, told, logged_in):
    client = logged_in(alva)
    page = client.get(reverse("compilation", args=[programme.slug, "2025"])).content.decode()
    start = f"{reverse('report_start', args=[programme.slug])}?slag=county&amp;period=2025"
    assert start in page
    send(client, start.replace("&amp;", "&"), title="")
    report = Report.objects.get(kind=Report.Kind.COUNTY)
    assert report.title == "Länsrapport 2025"
    send(client, reverse("report_text", args=[programme.slug, report.slug, "analysis"]), text="Länet rör sig.")
    html = client.get(reverse("report", args=[programme.slug, report.slug])).content.decode()
    assert "Länet rör sig." in html
    assert f'<a href="/{programme.slug}/aktiviteter/delad/">Delad aktivitet</a>' in html
    report = services.review(report, by=alva, at=NOW)
    report = services.approve(report, by=alva, at=NOW)
    report = services.freeze(report, by=alva, at=NOW)
    # Reopening afterwards changes nothing of what was said.
    followup.reopen_year(told.years.first(), by=alva, at=NOW, reason="Något saknades")
    assert "Ekby har lärt sig mycket." in Report.objects.get(pk=report.pk).document_text
    assert services.start_draft(by=alva, programme=programme, kind="county", period="2025").number == 2
    assert services.start_draft(by=alva, programme=programme, kind="annual", period="2025").number == 1


@pytest.mark.django_db
def test_from_the_command_line_in_every_format(programme, told, tmp_path):
    answer = run(command, "county", "--programme", programme.slug, "--period", "2025", "--out", tmp_path)
    assert answer.exit_code == 0, answer.output
    stem = f"lansrapport-2025-{programme.slug}"
    assert [path.rsplit("/", 1)[1] for path in answer.stdout.split()] == [
        "report.json",
        *(f"{stem}.{suffix}" for suffix in ("html", "docx", "pdf", "pptx", "xlsx")),
    ]
    assert (tmp_path / f"{stem}.pdf").read_bytes().startswith(b"%PDF")
    assert json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["kind"] == "county_report"
    assert run(command, "county", "--programme", programme.slug, "--period", "i fjol", "--out", tmp_path).exit_code == 1


@pytest.mark.django_db
def test_a_partys_own_follow_up_as_files(programme, bo, told, logged_in):
    client = logged_in(bo)
    page = client.get(reverse("party_year", args=[programme.slug, "2025", "ekby"])).content.decode()
    for suffix in ("html", "docx", "pdf", "pptx", "xlsx"):
        address = reverse(f"local_{suffix}", args=[programme.slug, "2025", "ekby"])
        assert address in page
    answer = client.get(reverse("local_html", args=[programme.slug, "2025", "ekby"])).content.decode()
    assert "Ekby: uppföljning av 2025" in answer
    assert "Ekbys egen" in answer
    assert "Viks egen" not in answer
    assert client.get(reverse("local_json", args=[programme.slug, "2025", "finns-inte"])).status_code == 404
