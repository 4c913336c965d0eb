"""Budgets, lines with outturn, and funding from the pages."""

import pytest
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.economy.models import Budget, BudgetLine, Funding, Outturn
from tests.conftest import member
from tests.factories import BudgetFactory, BudgetLineFactory, DocumentFactory, OrganisationFactory, OutturnFactory
from tests.pages import Page, PageStories, hidden, send, shown_values, told

pytestmark = pytest.mark.django_db


class TestPages(PageStories):
    PAGES = (
        Page(
            "budget",
            Budget,
            "economy",
            {
                "title": "Programbudget 2024",
                "year": "2024",
                "is_programme_budget": "on",
                "note": "Beslutad i mars",
                "document": lambda p: DocumentFactory(programme=p).pk,
            },
            field="title",
            bad={"title": "Budgeten", "year": "nästa år"},
            said="År",
        ),
        Page(
            "line",
            BudgetLine,
            "economy",
            {"title": "Programkontoret", "amount": "4 480 000", "outturn": "4 261 tkr", "comment": "Två vakanser"},
            field="title",
            bad={"amount": "tusen", "comment": "Osäkert"},
            said="Budget",
            under=lambda p: Budget.objects.filter(programme=p).first() or BudgetFactory(programme=p),
        ),
        Page(
            "funding",
            Funding,
            "economy",
            {"year": "2024", "role": "pays", "organisation_words": "Kommunerna", "grant": "Stimulansmedel", "share": "37,5 %"},
            field="organisation_words",
            bad={"share": "101", "grant": "Medel"},
            said="Andel av det hela: Högst 100.",
        ),
    )


def add_line(client, budget, **values):
    return send(client, reverse("line_add", args=[budget.programme.slug, budget.slug]), title="Resor", **values)


@pytest.fixture
def budget(programme):
    return BudgetFactory(programme=programme, slug="budget-2024", year=2024)


@pytest.mark.parametrize(
    "values, amount, outturn",
    [
        ({"amount": "1 714 tkr", "outturn": "1,7 mnkr"}, (1_714_000, ""), (1_700_000, "")),
        ({"amount": "0", "outturn": "0"}, (0, ""), (0, "")),
        ({}, (None, "missing"), None),
        ({"amount_absence": "not_applicable", "outturn_absence": "confidential"}, (None, "not_applicable"), (None, "confidential")),
        ({"amount": "100", "outturn": "12,50"}, (100, ""), (12.5, "")),
    ],
)
def test_amounts_and_the_kinds_of_nothing(budget, alva, logged_in, values, amount, outturn):
    assert add_line(logged_in(alva), budget, **values).status_code == 302

    line = BudgetLine.objects.get()
    assert (line.amount, line.amount_absence) == amount
    held = Outturn.objects.first()
    assert (held and (held.amount, held.amount_absence)) == outturn


@pytest.mark.parametrize(
    "values, said",
    [
        ({"amount": "tusen"}, "Budget: "),
        ({"amount": "-100"}, "Budget: Lägst 0."),
        ({"amount": "1.234"}, "Budget: "),
        ({"outturn": "-1"}, "Utfall: Lägst 0."),
        ({"outturn": "1 mnkr och lite till"}, "Utfall: "),
        ({"amount": "100", "amount_absence": "confidential"}, "Budget: Antingen ett belopp, eller varför det saknas: inte båda."),
        ({"outturn": "0", "outturn_absence": "not_applicable"}, "Utfall: Antingen ett belopp, eller varför det saknas: inte båda."),
        ({"parent": "999999"}, "Ingår i: "),
    ],
)
def test_amounts_that_cannot_be(budget, alva, logged_in, values, said):
    answer = add_line(logged_in(alva), budget, **values)

    assert answer.status_code == 422
    assert said in told(answer)[0]
    written = answer.content.decode()
    assert all(f'value="{value}"' in written for name, value in values.items() if name != "parent")
    assert not BudgetLine.objects.exists()


@pytest.mark.parametrize(
    "values, said",
    [
        ({"organisation_words": ""}, "Organisation: Ange vem det är, här eller med ord nedan."),
        ({"share": "100,5"}, "Andel av det hela: Högst 100."),
        ({"share": "-1"}, "Andel av det hela: Lägst 0."),
        ({"amount": "mycket"}, "Belopp: "),
        ({"amount": "1", "amount_absence": "confidential"}, "Belopp: Antingen ett belopp, eller varför det saknas: inte båda."),
        ({"year": "199"}, "År: "),
    ],
)
def test_funding_that_cannot_be(programme, alva, logged_in, values, said):
    answer = send(logged_in(alva), reverse("funding_add", args=[programme.slug]), **{"organisation_words": "Kommunerna", **values})

    assert answer.status_code == 422
    assert said in told(answer)[0]


def test_a_year_has_one_programme_budget(budget, alva, logged_in):
    answer = send(logged_in(alva), reverse("budget_add", args=[budget.programme.slug]), title="En till", year="2024")

    assert told(answer) == ["År: Året har redan en programbudget."]
    others = {"title": "Regionens", "year": "2024", "is_programme_budget": "", "organisation": OrganisationFactory().pk}
    assert send(logged_in(alva), reverse("budget_add", args=[budget.programme.slug]), **others).status_code == 302


def test_parts_of_parts_cannot_be(budget, alva, logged_in):
    client = logged_in(alva)
    whole = BudgetLineFactory(budget=budget, slug="hel")
    part = BudgetLineFactory(budget=budget, parent=whole)
    other = BudgetLineFactory(budget=budget)
    url = reverse("line_edit", args=[budget.programme.slug, whole.slug])

    assert told(send(client, url, parent=part.pk))[0].startswith("Ingår i: ")
    assert told(send(client, url, parent=other.pk)) == ["Ingår i: Posten har egna varav-poster, så den kan inte ingå i en annan."]
    assert send(client, url, parent=whole.pk).status_code == 422


def test_two_editors_when_only_the_outturn_changed(budget, alva, logged_in):
    line = BudgetLineFactory(budget=budget, slug="resor", amount=20_000)
    mine, theirs, url = logged_in(alva), logged_in(alva), reverse("line_edit", args=[budget.programme.slug, "resor"])
    my_form = mine.get(url)
    send(theirs, url, outturn="26 000")

    answer = mine.post(url, {**shown_values(my_form), **hidden(my_form), "outturn": "25 000"})

    assert answer.status_code == 409
    assert [
        (row.label, row.stored.replace("\u00a0", " "), row.yours.replace("\u00a0", " ")) for row in answer.context["form"].conflict.rows
    ] == [("Utfall", "26 000 kr", "25 000 kr")]
    assert line.outturns.get().amount == 26_000
    assert mine.post(url, {**shown_values(my_form), **hidden(answer), "outturn": "25 000"}).status_code == 302
    assert line.outturns.get().amount == 25_000


@pytest.mark.parametrize("amount, absence", [(26_000, ""), (None, "missing"), (None, "confidential"), (0, "")])
def test_sent_as_it_was_shown_it_changes_nothing(budget, alva, logged_in, amount, absence):
    line = BudgetLineFactory(budget=budget, slug="resor")
    OutturnFactory(line=line, amount=amount, amount_absence=absence)

    assert send(logged_in(alva), reverse("line_edit", args=[budget.programme.slug, "resor"])).status_code == 302

    assert not Event.objects.exists()
    assert (line.outturns.get().amount, line.outturns.get().amount_absence) == (amount, absence)


def test_a_budget_that_changes_year_keeps_its_outturn(budget, bo, alva, logged_in):
    OutturnFactory(line=BudgetLineFactory(budget=budget, amount=100), amount=90)

    send(logged_in(alva), reverse("budget_edit", args=[budget.programme.slug, budget.slug]), year="2025")

    text = logged_in(bo).get(reverse("economy", args=[budget.programme.slug]), {"ar": "2025"}).content.decode()
    assert "90,0" in text


def test_taken_away_with_what_stands_under(budget, alva, logged_in):
    whole = BudgetLineFactory(budget=budget, slug="hel", amount=100)
    OutturnFactory(line=BudgetLineFactory(budget=budget, parent=whole, amount=60), amount=50)
    BudgetLineFactory(budget=budget)
    client = logged_in(alva)
    url = reverse("budget_remove", args=[budget.programme.slug, budget.slug])

    assert "3 poster och deras utfall följer med." in client.get(url).content.decode()
    client.post(reverse("line_remove", args=[budget.programme.slug, "hel"]))
    assert (BudgetLine.objects.count(), Outturn.objects.count()) == (1, 0)
    client.post(url)
    assert not any(model.objects.exists() for model in (Budget, BudgetLine, Outturn))
    assert Event.objects.filter(verb="removed").count() == 5


def test_the_controller_keeps_the_books(programme, budget, logged_in):
    client = logged_in(member("cilla", programme, Role.CONTROLLER))

    assert add_line(client, budget, amount="100").status_code == 302
    assert client.get(reverse("forum_add", args=[programme.slug])).status_code == 403
