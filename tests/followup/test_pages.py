"""A period's follow-up from the pages: asked, written, marked ready, locked, opened again."""

from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.followup import services
from fardplan.followup.models import Compilation, PartyYear
from fardplan.kit import locking
from fardplan.plan import services as plan
from fardplan.plan.models import Activity
from tests.factories import ActivityFactory, CompilationFactory, MembershipFactory, OrganisationFactory, PartyFactory, PartyYearFactory
from tests.pages import send, told

NOW = datetime(2024, 1, 20, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, slug="ekby", organisation=OrganisationFactory(short_name="Ekby"))


@pytest.fixture
def nybro(programme):
    return PartyFactory(programme=programme, slug="nybro", organisation=OrganisationFactory(short_name="Nybro"))


@pytest.fixture
def asked(programme):
    return CompilationFactory(programme=programme)


@pytest.fixture
def coordinator(programme, ekby):
    return MembershipFactory(programme=programme, role=Role.COORDINATOR, party=ekby).user


def url(name, programme, *args):
    return reverse(name, args=[programme.slug, *args])


def test_asked_for_and_taken_away(programme, alva, logged_in):
    client = logged_in(alva)
    answer = send(client, url("compilation_add", programme), period="2023-h1", due_date="2023-09-30")
    assert answer.headers["Location"] == url("compilation", programme, "2023-h1")
    row = Compilation.objects.get()
    assert (row.period, row.due_date) == ("2023-H1", date(2023, 9, 30))
    assert told(send(client, url("compilation_add", programme), period="2023-H1"))
    assert "skriv" in " ".join(told(send(client, url("compilation_add", programme), period="i fjol"))).lower()

    assert send(client, url("compilation_edit", programme, row.slug), due_date="2023-10-15").status_code == 302
    assert client.post(url("compilation_remove", programme, row.slug)).status_code == 302
    assert not Compilation.objects.exists()


def test_one_that_a_party_has_written_in_is_not_taken_away(programme, alva, logged_in, asked, ekby):
    PartyYearFactory(compilation=asked, party=ekby)
    answer = logged_in(alva).post(url("compilation_remove", programme, asked.slug))
    assert answer.status_code == 422
    assert Compilation.objects.exists()


def test_a_party_writes_marks_ready_and_is_opened_again(programme, alva, logged_in, asked, ekby, coordinator):
    client = logged_in(coordinator)
    send(client, url("party_year_edit", programme, asked.slug, "ekby"), summary="Vi började tillsammans.", ahead="Vi fortsätter.")
    page = client.get(url("party_year", programme, asked.slug, "ekby")).content.decode()
    assert "Vi började tillsammans." in page

    assert client.post(url("party_year_ready", programme, asked.slug, "ekby")).status_code == 302
    year = PartyYear.objects.get()
    assert (year.state, year.ready_by) == ("locked", coordinator)
    # What is locked is not written in: the page leads back, and the verb refuses.
    assert client.get(url("party_year_edit", programme, asked.slug, "ekby")).status_code == 302
    with pytest.raises(services.Handed):
        services.write_year(asked, ekby, by=coordinator, summary="Något annat")

    reopen = url("party_year_reopen", programme, asked.slug, "ekby")
    assert client.get(reopen).status_code == 403
    assert told(send(logged_in(alva), reopen, reason=""))
    assert send(logged_in(alva), reopen, reason="En aktivitet saknades").status_code == 302
    assert "En aktivitet saknades" in client.get(url("compilation", programme, asked.slug)).content.decode()
    assert PartyYear.objects.get().summary == "Vi började tillsammans."


def test_another_party_marks_nothing(programme, logged_in, asked, ekby, nybro, coordinator):
    client = logged_in(coordinator)
    for name in ("party_year_edit", "party_year_ready"):
        assert client.post(url(name, programme, asked.slug, "nybro")).status_code == 403
    assert not PartyYear.objects.exists()


def test_a_locked_year_refuses_every_write_of_its_rows(programme, alva, logged_in, asked, ekby, nybro):
    mine = ActivityFactory(programme=programme, responsible=ekby, year=2023)
    next_year = ActivityFactory(programme=programme, responsible=ekby, year=2024)
    others = ActivityFactory(programme=programme, responsible=nybro, year=2023)
    services.mark_ready(asked, ekby, by=alva, at=NOW)

    assert locking.is_locked(mine)
    for verb in (
        lambda: plan.edit_activity(mine, by=alva, title="Ändrad"),
        lambda: plan.edit_activity(mine, by=alva, attendance=[{"number": 12}]),
        lambda: plan.edit_activity(others, by=alva, responsible=ekby),  # nor is anything moved into it
        lambda: plan.edit_activity(next_year, by=alva, year=2023),
        lambda: plan.remove_activity(mine, by=alva),
        lambda: plan.add_activity(
            by=alva, programme=programme, slug="ny-nu", title="Ny", kind="other", year=2023, responsible=ekby, time=mine.time
        ),
    ):
        with pytest.raises(ValidationError, match=r"Ekby har markerat sin uppföljning av 2023 som klar"):
            verb()
    answer = send(logged_in(alva), url("activity_edit", programme, mine.slug), title="Ändrad")
    assert "Ekby har markerat" in " ".join(told(answer)) + answer.content.decode()
    assert not Activity.objects.filter(title="Ändrad").exists()

    plan.edit_activity(next_year, by=alva, title="Går bra")
    plan.edit_activity(others, by=alva, title="Går också bra")
    services.reopen_year(PartyYear.objects.get(), by=alva, at=NOW, reason="Fel antal")
    plan.edit_activity(mine, by=alva, title="Nu går det")


def test_a_late_party_is_named_and_one_that_left_is_still_asked(programme, bo, logged_in, asked, ekby, nybro):
    PartyYearFactory(compilation=asked, party=ekby, is_ready=True)
    PartyFactory(programme=programme, slug="vik", organisation=OrganisationFactory(short_name="Vik"), until_date=date(2023, 7, 1))
    PartyFactory(programme=programme, slug="sen", organisation=OrganisationFactory(short_name="Senare"), from_date=date(2024, 1, 1))

    page = logged_in(bo).get(url("compilation", programme, asked.slug))

    rows = {row.party.name: row for row in page.context["rows"]}
    assert {name: str(row.standing) for name, row in rows.items()} == {"Ekby": "ready", "Nybro": "late", "Vik": "late"}
    assert rows["Vik"].left == date(2023, 6, 30)
    text = page.content.decode().replace("\u00a0", " ")
    assert "1 av 3 parter är klara." in text
    assert "part till och med 30 juni 2023" in text


def test_number_of_queries(programme, bo, logged_in, django_assert_max_num_queries):
    client = logged_in(bo)
    for period in ("2021", "2022", "2023"):
        row = CompilationFactory(programme=programme, period=period)
        for _each in range(3):
            PartyYearFactory(compilation=row)
    client.get(url("compilations", programme))
    with django_assert_max_num_queries(14):
        client.get(url("compilations", programme))
    with django_assert_max_num_queries(16):
        client.get(url("compilation", programme, "2023"))
