"""The figures a text or a statement can point to."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from fardplan.economy import services as economy
from fardplan.economy.models import BudgetLine
from fardplan.kit.periods import ReportPeriod
from fardplan.reports.figures import ENTRIES, UnknownFigure, available, parse, resolve
from fardplan.reports.figures.economy import halves, outturn_in
from fardplan.reports.register import Register

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "reference, value, words",
    [
        ("budget.amount@2023", 900_000, "900 000 kr"),
        ("budget.outturn@2023", 850_000, "850 000 kr"),
        ("budget.variance@2023", -50_000, "−50 000 kr"),
        ("budget.used_share@2023", Decimal("94.44"), "94,4 %"),
        ("budget.amount@2022", None, "uppgift saknas"),
        ("budget.amount:budget-2023", 900_000, "900 000 kr"),
        ("budget.outturn:budget-2023", 850_000, "850 000 kr"),
        ("line.amount:utveckling", 300_000, "300 000 kr"),
        ("line.parts_amount:utveckling", 250_000, "250 000 kr"),
        ("line.outturn:utveckling", 270_000, "270 000 kr"),
        ("line.parts_outturn:utveckling", 270_000, "270 000 kr"),
        ("line.parts_amount:personal", None, "uppgift saknas"),
        ("funding.share@2023:pays", 100, "100 %"),
        ("funding.amount@2023:pays", None, "uppgift saknas"),
        ("posts.share@2023", 150, "150 %"),
        ("posts.share@2023:stod", 50, "50 %"),
        ("assignments.share@2023-12-31", 130, "130 %"),
        ("assignments.share@2024-01-01", 30, "30 %"),
        ("assignments.share@2023-12-31:stod", 30, "30 %"),
        ("assignments.people@2023-12-31", 1, "1"),
        ("assignments.vacancies@2023-12-31", 1, "1"),
        ("posts.vacancies@2023", 1, "1"),
        ("posts.vacancies@2023:ledare", 0, "0"),
        ("initiatives.included@2023", 2, "2"),
        ("initiatives.new@2023", 1, "1"),
        ("initiatives.closed@2023", 1, "1"),
        ("initiatives.closed@2023-H2", 0, "0"),
        ("initiatives.included@2021", 2, "2"),
        ("initiatives.in_phase@2023-12-31:running", 1, "1"),
        ("initiatives.in_phase@2023-06-30:included", 1, "1"),
        ("activities.count@2023", 3, "3"),
        ("activities.count@2023:learning_seminar", 1, "1"),
        ("activities.count@2023-Q1", 2, "2"),  # in February, and what goes on all the time
        ("activity.date:konferens", date(2023, 10, 25), "25 oktober 2023"),
        ("activity.date:lopande", "Löpande", "Löpande"),
        ("activity.participants:konferens", 40, "40"),
        ("activity.participants:lopande", None, "uppgift saknas"),
        ("parties.count@2023-12-31", 3, "3"),
        ("goals.count@2023", 1, "1"),
        ("benefit_objects.count", 0, "0"),
        ("programme.horizon_year", None, "uppgift saknas"),
    ],
)
def test_what_the_register_works_out(register, reference, value, words):
    figure = resolve(register, reference)
    assert figure.value == value
    assert figure.words.replace("\u00a0", " ") == words
    assert figure.place.startswith("Registret")


@pytest.mark.parametrize(
    "reference, message",
    [
        ("budget.amont@2023", "Menade du ”budget.amount”?"),
        ("budget outturn", "inte skriven som en hänvisning"),
        ("budget.amount@2O23", "Skriv en period som 2023"),
        ("budget.amount@2023-13", "går inte att läsa"),
        ("assignments.share@2023-02-30", "finns inte"),
        ("budget.amount:budget-2024", "Menade du ”budget-2023”?"),
        ("initiatives.in_phase@2023:runing", "är inte en av"),
        ("activity.date@2023", "Skriv activity.date:…"),
        ("", "inte skriven som en hänvisning"),
    ],
)
def test_what_it_does_not_know_is_told(register, reference, message):
    with pytest.raises(UnknownFigure) as caught:
        resolve(register, reference)
    assert message in str(caught.value)


def test_without_a_time_a_figure_is_that_of_the_period(register):
    period = ReportPeriod.parse("2023")
    assert resolve(register, "budget.outturn", period=period).reference == "budget.outturn@2023"
    assert resolve(register, "assignments.share:stod", period=period).reference == "assignments.share@2023-12-31:stod"
    with pytest.raises(UnknownFigure):
        resolve(register, "budget.outturn")


def test_a_sum_tells_what_it_lacks(filled):
    economy.add_line(
        by="test", programme=filled, budget=BudgetLine.objects.get(slug="personal").budget, slug="ny", title="Ny", amount_absence="missing"
    )
    figure = resolve(Register(filled), "budget.amount@2023")
    assert (figure.value, figure.note) == (900_000, "1 uppgift saknas")
    assert "1 uppgift saknas" in figure.told
    assert resolve(Register(filled), "budget.used_share@2023").value is None, "half a sum is no share"


@pytest.mark.parametrize(
    "recorded, asked, amount, whole",
    [
        ({"2023": (Decimal(100), "")}, "2023", 100, True),
        ({"2023": (Decimal(100), "")}, "2023-Q1", None, True),
        ({f"2023-Q{n}": (Decimal(10), "") for n in range(1, 5)}, "2023", 40, True),
        ({f"2023-Q{n}": (Decimal(10), "") for n in range(1, 5)}, "2023-H2", 20, True),
        ({"2023-Q1": (Decimal(10), "")}, "2023", 10, False),
        ({"2023": (Decimal(100), ""), "2023-Q1": (Decimal(10), "")}, "2023", 100, True),
        ({f"2023-{n:02}": (Decimal(1), "") for n in range(1, 13)}, "2023", 12, True),
        ({"2023": (None, "confidential")}, "2023", None, True),
        ({}, "2023", None, True),
    ],
)
def test_an_outturn_for_shorter_periods_is_added(recorded, asked, amount, whole):
    found, _absence, is_whole = outturn_in(recorded, ReportPeriod.parse(asked))
    assert (found, is_whole) == (amount, whole)


def test_periods_divide():
    assert [part.code for part in halves(ReportPeriod.parse("2023"))] == ["2023-H1", "2023-H2"]
    assert [part.code for part in halves(ReportPeriod.parse("2023-H2"))] == ["2023-Q3", "2023-Q4"]
    assert [part.code for part in halves(ReportPeriod.parse("2023-Q4"))] == ["2023-10", "2023-11", "2023-12"]
    assert halves(ReportPeriod.parse("2023-12")) == []


def test_the_help_offers_what_can_be_written(register):
    period = ReportPeriod.parse("2023")
    offers = available(register, period)
    choices = {choice.reference: choice for offer in offers for choice in offer.choices}
    assert choices["budget.outturn"].figure.words == "850\u00a0000\u00a0kr"
    assert choices["line.amount:kurser"].name == "Kurser"
    assert "line.parts_amount:kurser" not in choices
    for reference in choices:
        resolve(register, reference, period=period)


DOCS = Path(__file__).parents[2] / "docs/format.md"


def test_the_format_tells_every_figure():
    """docs/format.md lists the forms, and no others."""
    listed = DOCS.read_text(encoding="utf-8").split("## Figures the register works out")[1].split("\n## ")[0]
    told = {re.sub(r"<[^>]*>", "x", reference) for reference in re.findall(r"`([a-z_]+\.[a-z_]+[^`]*)`", listed)}
    forms = {parse(reference).entry.form for reference in told}
    assert forms == set(ENTRIES)
