"""The page of money: per line and year, with what is not known said as such."""

import pytest
from django.urls import reverse

from fardplan.economy import queries
from fardplan.economy.models import Funding
from fardplan.kit.nothing import Absence
from tests.factories import BudgetFactory, BudgetLineFactory, FundingFactory, OrganisationFactory, OutturnFactory

pytestmark = pytest.mark.django_db


def line(budget, title, amount, outturn="", parent=None):
    """`amount` and `outturn` are kronor or an Absence; no outturn when it is "": nothing is recorded."""
    row = BudgetLineFactory(budget=budget, title=title, parent=parent, position=budget.lines.count(), **said(amount))
    if outturn != "":
        OutturnFactory(line=row, **said(outturn))
    return row


def said(value):
    return {"amount": None, "amount_absence": value} if isinstance(value, Absence) else {"amount": value}


@pytest.fixture
def budget(programme):
    return BudgetFactory(programme=programme, year=2023, slug="programbudget")


def page_of(client, programme, **asked):
    return " ".join(client.get(reverse("economy", args=[programme.slug]), asked).content.decode().replace("\u00a0", " ").split())


def test_parts_stand_under_their_line_and_are_not_added(budget):
    whole = line(budget, "Utvecklingsmedel", 1_500_000, 1_406_000)
    line(budget, "Temakonferens", 300_000, 245_000)
    line(budget, "Utbildning", 600_000, 768_000, parent=whole)

    table = queries.budget_table(budget)

    assert [(row.title, row.is_part, row.parent) for row in table.rows] == [
        ("Utvecklingsmedel", False, ""),
        ("Utbildning", True, whole.slug),
        ("Temakonferens", False, ""),
    ]
    assert (table.total_budget.value, table.total_outturn.value, table.variance, str(table.used)) == (
        1_800_000,
        1_651_000,
        -149_000,
        "91.7",
    )
    assert table.too_big == []
    line(budget, "Reportage", 901_000, 0, parent=whole)
    assert queries.budget_table(budget).too_big == ["Utvecklingsmedel"]


def test_a_whole_year(budget, bo, logged_in, programme):
    line(budget, "Resor", 20_000, 26_000)

    text = page_of(logged_in(bo), programme)

    for words in ("<b>130,0 %</b>", "26 000 kr av 20 000 kr, +6 000 kr mot budget.", "k-over", "Ingen har angett hur året finansieras."):
        assert words in text
    assert "redigera" not in text


@pytest.mark.parametrize(
    "amount, outturn, shown, variance, used",
    [
        (100_000, "", "uppgift saknas", "uppgift saknas", "uppgift saknas"),
        (100_000, Absence.MISSING, "uppgift saknas", "uppgift saknas", "uppgift saknas"),
        (100_000, Absence.CONFIDENTIAL, "döljs", "döljs", "döljs"),
        (100_000, Absence.NOT_APPLICABLE, "ej aktuellt", "ej aktuellt", "ej aktuellt"),
        (100_000, 0, "0", "−100 000", "0,0 %"),
        (0, 5_000, "5 000", "+5 000", "ej aktuellt"),
        (Absence.CONFIDENTIAL, 5_000, "5 000", "döljs", "döljs"),
    ],
)
def test_four_kinds_of_nothing(budget, bo, logged_in, programme, amount, outturn, shown, variance, used):
    line(budget, "Möten", amount, outturn)

    text = page_of(logged_in(bo), programme).split("<main")[1].split("Möten")[1].split("</tr>")[0]

    for label, words in (("Utfall, kr", shown), ("Avvikelse, kr", variance), ("Använt", used)):
        assert words in text.split(f'data-l="{label}"')[1].split("</td>")[0], label


def test_sums_that_are_not_whole(budget, bo, logged_in, programme):
    line(budget, "Kontor", 2_600_000, Absence.MISSING)
    line(budget, "Team", 1_800_000, 1_350_000)

    text = page_of(logged_in(bo), programme)

    assert "<b>1 350 000 kr</b> <span>av utfallet är känt</span>" in text
    assert "Utfall: 1 uppgift saknas." in text
    assert "Summorna är inte fullständiga." in text


def test_what_is_withheld_is_not_given_away_by_the_sum(budget, bo, logged_in, programme):
    line(budget, "En enda person", 600_000, Absence.CONFIDENTIAL)
    line(budget, "Resten", 400_000, 390_000)

    total = page_of(logged_in(bo), programme).split("<tfoot>")[1].split("</tfoot>")[0]

    assert "1 000 000" in total
    assert total.count("döljs") >= 3
    assert "390 000" not in total


def test_the_budget_of_somebody_else(programme, bo, logged_in):
    region = OrganisationFactory(name="Regionen")
    other = BudgetFactory(
        programme=programme, year=2020, title="Regionens kostnader", is_programme_budget=False, organisation=region, printed_unit="kk"
    )
    line(other, "Samordnare", 1_300_000)

    text = page_of(logged_in(bo), programme)

    for words in ("Regionens kostnader", "Regionen. Inte programmets egen budget.", "Tryckt i ”kk”, visas här i kronor.", "1 300 000"):
        assert words in text
    assert "fp-hero" not in text


def test_who_pays_and_who_receives(programme, bo, logged_in):
    FundingFactory(programme=programme, year=2020, organisation=None, organisation_words="Kommunerna", share="37.5")
    FundingFactory(programme=programme, year=2020, role=Funding.Role.RECEIVES, amount=1_714_000)
    FundingFactory(programme=programme, year=2020, role=Funding.Role.RECEIVES, amount=2_286_000)

    text = page_of(logged_in(bo), programme, ar="2020")

    for words in ("Kommunerna", "37,5 %", "Bidrag vi har fått", "4 000 000", "Ingen budget för 2020 än."):
        assert words in text


@pytest.mark.parametrize("asked, year", [("2022", 2022), ("2019", 2024), ("förra", 2024), ("20220", 2024), ("", 2024)])
def test_years(programme, bo, logged_in, asked, year):
    for each in (2022, 2024):
        BudgetFactory(programme=programme, year=each)
    programme.shown_as_of = "2024-10-15"
    programme.save()

    text = page_of(logged_in(bo), programme, ar=asked)

    assert f"Ekonomi {year}</h1>" in text
    assert "År för år" in text


def test_as_many_questions_however_many_lines(programme, alva, logged_in, django_assert_num_queries):
    client = logged_in(alva)
    year = 2000
    for budgets, lines in ((2, 3), (6, 50)):
        for _ in range(budgets):
            year += 1
            budget = BudgetFactory(programme=programme, year=year, organisation=OrganisationFactory())
            whole = BudgetLineFactory(budget=budget, amount=1)
            BudgetLineFactory.create_batch(lines, budget=budget, parent=whole, amount=1)
            FundingFactory.create_batch(3, programme=programme, year=year)
        OutturnFactory(line=whole, amount=1)
        with django_assert_num_queries(7):
            client.get(reverse("economy", args=[programme.slug]), {"ar": year})


def test_another_programme_is_not_there(programme, budget, carin, logged_in):
    assert logged_in(carin).get(reverse("economy", args=[programme.slug])).status_code == 404
