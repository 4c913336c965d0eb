"""Excel in and out, from the pages: file, differences, yes, receipt; wrong person, read-only person, bad file."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fardplan.accounts.permissions import Role
from fardplan.economy.models import BudgetLine, Outturn
from fardplan.imports.kinds import ALL
from fardplan.imports.lists import ListKind
from fardplan.imports.models import ImportJob
from tests.conftest import member
from tests.factories import BudgetFactory, BudgetLineFactory, PartyFactory
from tests.imports.corpus import book

pytestmark = pytest.mark.django_db

HOME = "/nara-vard/excel/"
HEAD = ["Nyckel", "Budgetens namn", "Rad", "Varav under", "Budget (kr)", "Utfall (kr)", "Kommentar"]


def sent(client, kind, content, name="fil.xlsx", follow=True):
    return client.post(f"{HOME}{kind}/", {"file": SimpleUploadedFile(name, content)}, follow=follow)


def let_go(answer):
    """Close the file behind an answer, without the signal that closes the test's database too."""
    for close in answer._resource_closers:
        close()


@pytest.fixture
def budget(programme):
    return BudgetFactory(programme=programme, title="Programbudget 2023", year=2023, slug="b2023")


@pytest.fixture
def controller(programme, logged_in):
    return logged_in(member("ola", programme, Role.CONTROLLER))


def test_everything_is_offered_to_the_lead(alva, programme, logged_in):
    page = logged_in(alva).get(HOME).content.decode()
    for kind in ALL:
        assert f"{HOME}{kind.key}/hamta.xlsx" in page
        assert (f"{HOME}{kind.key}/mall/" in page) == (not isinstance(kind, ListKind))


def test_a_reader_downloads_and_reads_nothing_in(bo, programme, logged_in):
    client = logged_in(bo)
    page = client.get(HOME).content.decode()
    assert f"{HOME}goals/hamta.xlsx" in page
    assert f"{HOME}goals/mall/" not in page
    assert client.get(f"{HOME}goals/").status_code == 403
    answer = client.get(f"{HOME}goals/hamta.xlsx")
    let_go(answer)
    assert answer.status_code == 200
    assert sent(client, "goals", b"x").status_code == 403


def test_somebody_of_another_programme_finds_nothing(carin, programme, logged_in):
    assert logged_in(carin).get(HOME).status_code == 404
    assert logged_in(carin).get(f"{HOME}goals/hamta.csv").status_code == 404


def test_a_budget_comes_in_and_is_taken_back(controller, budget):
    answer = sent(controller, "budget", book([HEAD, [None, "Programbudget 2023", "Processledning", None, "1 200 tkr", 1150000.5, None]]))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Processledning" in page
    assert not BudgetLine.objects.exists()

    job = ImportJob.objects.get()
    controller.post(f"{HOME}{job.pk}/spara/")
    line = BudgetLine.objects.get()
    assert (line.amount, line.outturns.get().amount) == (1_200_000, 1150000.5)
    assert controller.get(f"{HOME}{job.pk}/").status_code == 200

    controller.post(f"{HOME}{job.pk}/spara/")
    assert BudgetLine.objects.count() == 1

    controller.post(f"{HOME}{job.pk}/angra/")
    assert not BudgetLine.objects.exists()
    assert not Outturn.objects.exists()


def test_a_changed_line_goes_back_to_what_it_was(controller, budget):
    line = BudgetLineFactory(budget=budget, programme=budget.programme, title="Lokaler", amount=100, amount_absence="")
    sent(controller, "budget", book([HEAD, [line.slug, "Programbudget 2023", "Lokaler", None, 250, None, None]]))
    job = ImportJob.objects.get()
    assert (job.new, job.changed) == (0, 1)
    controller.post(f"{HOME}{job.pk}/spara/")
    line.refresh_from_db()
    assert line.amount == 250
    controller.post(f"{HOME}{job.pk}/angra/")
    line.refresh_from_db()
    assert line.amount == 100


def test_mistakes_are_told_with_their_places(controller, budget):
    answer = sent(controller, "budget", book([HEAD, [None, "Programbudget 2032", "Lokaler", None, "mycket", None, None]]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "rad 2, Budgetens namn" in page
    assert "Menade du" in page
    assert "rad 2, Budget (kr)" in page
    assert not ImportJob.objects.exists()


def test_headings_of_ones_own_are_explained_once(controller, budget):
    content = book([["Bud", "Post", "Plan"], ["Programbudget 2023", "Lokaler", 5]])
    answer = sent(controller, "budget", content)
    assert answer.status_code == 422
    form = answer.context["mapping"]
    answer = controller.post(
        f"{HOME}budget/kolumner/",
        {"template": form.all_headings, "headings": form.template, "column_0": "budget", "column_1": "title", "column_2": "amount"},
        follow=True,
    )
    assert answer.status_code == 200
    assert sent(controller, "budget", content).context["job"].new == 1


def test_no_file(controller, budget):
    assert controller.post(f"{HOME}budget/", {}).status_code == 422


def test_a_shown_file_is_its_senders_alone(controller, budget, alva, logged_in):
    sent(controller, "budget", book([HEAD, [None, "Programbudget 2023", "Lokaler", None, 5, None, None]]))
    job = ImportJob.objects.get()
    assert logged_in(alva).get(f"{HOME}{job.pk}/").status_code == 404
    controller.post(f"{HOME}{job.pk}/kasta/")
    assert not ImportJob.objects.exists()


@pytest.mark.parametrize("kind", [kind.key for kind in ALL if not isinstance(kind, ListKind)])
def test_the_template_is_a_workbook(kind, alva, programme, logged_in):
    PartyFactory(programme=programme)
    answer = logged_in(alva).get(f"{HOME}{kind}/mall/")
    content = b"".join(answer.streaming_content)
    let_go(answer)
    import openpyxl

    workbook = openpyxl.load_workbook(io.BytesIO(content))
    assert "Hjälp" in workbook.sheetnames
    assert workbook.worksheets[0]["A2"].value.startswith("Exempel")


def test_the_list_has_few_queries(alva, programme, logged_in, django_assert_max_num_queries):
    client = logged_in(alva)
    with django_assert_max_num_queries(15):
        client.get(HOME)
