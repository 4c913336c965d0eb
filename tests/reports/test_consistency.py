"""What does not agree, rule by rule."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from fardplan.economy import services as economy
from fardplan.economy.models import BudgetLine, Funding
from fardplan.parties import services as parties
from fardplan.parties.models import Assignment, Post
from fardplan.reports.consistency import Code, Severity, check
from fardplan.reports.consistency.statements import agrees, difference
from fardplan.reports.figures import Figure, Kind
from tests.factories import StatedFigureFactory

pytestmark = pytest.mark.django_db


def found(programme, code):
    return [finding for finding in check(programme).findings if finding.code == code]


def state(programme, **values):
    return StatedFigureFactory(programme=programme, **values)


# Statements ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_two_statements_that_differ_are_one_finding_with_both_places(programme):
    state(programme, kind="date", value="2023-10-26", words="231026", document="Rapporten", place="avsnitt 4.1")
    state(programme, kind="date", value="2023-10-25", words="25 oktober", document="Rapporten", place="tabell 4")
    (finding,) = check(programme).findings
    assert (finding.code, finding.severity, finding.title, finding.difference) == (
        Code.STATEMENTS,
        Severity.CONTRADICTION,
        "Antal",
        "1 dag",
    )
    assert [(said.words, said.place) for said in finding.statements] == [("231026", "avsnitt 4.1"), ("25 oktober", "tabell 4")]


def test_statements_that_agree_are_counted(programme):
    state(programme, value="8")
    state(programme, value="8")
    state(programme, subject="annat", value="1")
    outcome = check(programme)
    assert (outcome.findings, outcome.agreeing, outcome.alone) == ((), ("Antal",), 1)


def test_a_statement_and_the_register(filled):
    state(filled, kind="money", value="900000", register="budget.amount@2023", subject="a", label="Budgeten")
    state(filled, kind="money", value="860000", register="budget.outturn@2023", subject="b", label="Utfallet")
    (finding,) = found(filled, Code.REGISTER)
    assert (finding.title, finding.difference.replace("\u00a0", " ")) == ("Utfallet", "10 000 kr")
    assert [(figure.reference, figure.value) for figure in finding.register] == [("budget.outturn@2023", Decimal(850_000))]
    assert "Budgeten" in check(filled).agreeing


def test_statements_that_differ_and_the_register_are_told_once(filled):
    state(filled, value="1", register="initiatives.closed@2023")
    state(filled, value="2", register="initiatives.closed@2023")
    findings = [finding for finding in check(filled).findings if finding.title == "Antal"]
    assert [(finding.code, len(finding.statements), len(finding.register)) for finding in findings] == [(Code.STATEMENTS, 2, 1)]


def test_statements_that_each_agree_with_their_own_figure_still_differ(filled):
    state(filled, kind="percent", value="50", register="posts.share@2023:stod", label="Stöd")
    state(filled, kind="percent", value="30", register="assignments.share@2023-12-31:stod", label="Stöd")
    (finding,) = [finding for finding in check(filled).findings if finding.title == "Stöd"]
    assert finding.code == Code.STATEMENTS
    assert len(finding.register) == 2
    assert not [other for other in found(filled, Code.STAFFING) if "stod" in str(other.references)], (
        "the rule finds the same and is not told again"
    )


def test_words_that_differ_are_a_matter_of_words(programme):
    state(programme, kind="text", value="projektportfölj")
    state(programme, kind="text", value="utvecklingsportfölj")
    (finding,) = check(programme).findings
    assert (finding.severity, finding.difference) == (Severity.WORDING, "")


def test_a_unit_that_is_no_standard_is_told_once_with_every_place(filled):
    state(filled, kind="unit", value="kk", subject="a")
    state(filled, kind="unit", value="kk", subject="b")
    state(filled, kind="unit", value="tkr", subject="c")
    economy.edit_budget(BudgetLine.objects.get(slug="personal").budget, by="test", printed_unit="KK")
    (finding,) = found(filled, Code.UNIT)
    assert (finding.title, len(finding.statements)) == ("Enheten ”kk”", 2)
    assert "Skriv tkr" in finding.details[0]


def test_a_figure_the_register_lacks_or_does_not_know(filled):
    state(filled, value="2030", register="programme.horizon_year", label="Året")
    state(filled, value="5", subject="b", register="activity.participants:borta", label="Deltagare")
    assert [finding.title for finding in found(filled, Code.MISSING)] == ["Året"]
    (unknown,) = found(filled, Code.UNKNOWN)
    assert "Inget i registret har nyckeln ”borta”" in unknown.details[0]


@pytest.mark.parametrize(
    "stated, value, same",
    [
        (Decimal("94.3"), Decimal("94.25"), True),
        (Decimal("94.3"), Decimal("94.24"), False),
        (Decimal(94), Decimal("94.4"), True),
        (Decimal(14_286_000), Decimal(14_284_000), False),
        (date(2023, 10, 25), date(2023, 10, 25), True),
        (date(2023, 10, 25), "hösten", False),
        ("a", "a", True),
        (Decimal(0), None, False),
    ],
)
def test_a_statement_is_compared_at_its_own_precision(stated, value, same):
    assert agrees(stated, Figure("x", value, Kind.NUMBER, "", "")) == same


@pytest.mark.parametrize(
    "values, kind, words",
    [
        ([Decimal(5), Decimal(8)], "number", "3"),
        ([Decimal(5), Decimal("5.5")], "percent", "0,5 %"),
        ([date(2023, 1, 1), date(2023, 1, 3)], "date", "2 dagar"),
        (["a", "b"], "text", ""),
        ([Decimal(5), "b"], "text", ""),
        ([Decimal(5)], "number", ""),
    ],
)
def test_how_far_apart(values, kind, words):
    assert difference(values, kind).replace("\u00a0", " ") == words


# Rules ──────────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_line_and_its_parts(filled):
    (finding,) = found(filled, Code.PARTS)
    assert finding.title == "Utveckling och dess delar, budget", "the outturn's parts come to the line"
    assert [figure.value for figure in finding.register] == [300_000, 250_000]
    assert "Kurser 200 000 kr; Resor 50 000 kr" in finding.details[0].replace("\u00a0", " ")


def test_parts_are_left_alone_while_one_is_missing(filled):
    economy.edit_line(BudgetLine.objects.get(slug="resor"), by="test", amount=None, amount_absence="missing")
    assert found(filled, Code.PARTS) == []


def test_shares_of_the_financing(filled):
    assert found(filled, Code.SHARES) == []
    economy.edit_funding(Funding.objects.get(slug="regionen"), by="test", share=45)
    (finding,) = found(filled, Code.SHARES)
    assert finding.difference.replace("\u00a0", " ") == "5 %"


def test_posts_and_assignments_on_the_last_day(filled):
    (finding,) = found(filled, Code.STAFFING)
    assert finding.title == "Programkontoret: planerat och bemannat den 31 december 2023"
    assert [figure.value for figure in finding.register] == [150, 130]
    assert [detail.replace("\u00a0", " ") for detail in finding.details] == ["Stöd: 50 % planerat, 30 % bemannat."]


def test_posts_that_even_each_other_out(filled):
    parties.edit_post(Post.objects.get(slug="ledare"), by="test", share=80)
    findings = found(filled, Code.STAFFING)
    assert [[figure.value for figure in finding.register] for finding in findings] == [[80, 100], [50, 30]]


def test_a_handover_that_overlaps(filled):
    post = Post.objects.get(slug="ledare")
    leaving = Assignment.objects.get(slug="uppdrag-ledare")
    parties.edit_assignment(leaving, by="test", until_date=date(2023, 8, 2), period_words="tom 1/8")
    parties.add_assignment(
        by="test",
        programme=filled,
        slug="ny",
        post=post,
        role="Ledare",
        holder="B",
        share=100,
        from_date=date(2023, 8, 1),
        period_words="från 1/8",
    )
    (finding,) = found(filled, Code.ABOVE_PLAN)
    assert finding.title == "Mer bemannat än planerat, 1 augusti 2023"
    assert [(figure.reference, figure.value) for figure in finding.register] == [
        ("assignments.share@2023-08-01", 230),
        ("posts.share@2023-08-01", 150),
    ]
    assert "100 % (tom 1/8), 100 % (från 1/8)" in finding.details[0].replace("\u00a0", " ")
    assert "överlappar" in finding.details[1]
    state(filled, kind="percent", value="150", register="assignments.share@2023-08-01", label="I augusti")
    (joined,) = [other for other in check(filled).findings if "assignments.share@2023-08-01" in other.references]
    assert joined.code == Code.REGISTER
    assert len(joined.details) == 2, "what the rule knows is told with the statement"


def test_vacancies(filled):
    assert found(filled, Code.VACANCIES) == []
    parties.edit_post(Post.objects.get(slug="stod"), by="test", vacancies=2)
    (finding,) = found(filled, Code.VACANCIES)
    assert [figure.value for figure in finding.register] == [2, 1]


def test_an_empty_programme_has_nothing_to_say(programme):
    assert check(programme).findings == ()


def test_the_gravest_come_first_and_the_order_stays(filled):
    state(filled, kind="text", value="a")
    state(filled, kind="text", value="b")
    state(filled, subject="n", value="1")
    state(filled, subject="n", value="2")
    first, again = check(filled), check(filled)
    assert first == again
    order = [Severity.CONTRADICTION, Severity.CHECK, Severity.WORDING]
    assert sorted(first.findings, key=lambda finding: order.index(finding.severity)) == list(first.findings)
    assert [group.severity for group in first.groups] == order


def test_queries_do_not_grow(filled):
    with CaptureQueriesContext(connection) as few:
        check(filled)
    for number in range(20):
        state(filled, subject=f"s{number}", value="1", register="activities.count@2023")
    with CaptureQueriesContext(connection) as many:
        check(filled)
    assert len(many) <= len(few) + 4 <= 40
