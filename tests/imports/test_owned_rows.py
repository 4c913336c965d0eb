"""Rows that parties own, and lines that stand under lines: what a file may say, and what is refused with its row."""

import pytest

from fardplan.accounts.permissions import Role
from fardplan.economy.models import BudgetLine
from fardplan.governance.models import Decision, FollowUp, Matter
from fardplan.imports.models import ImportJob
from fardplan.plan.models import Activity
from tests.factories import (
    ActivityFactory,
    BudgetFactory,
    BudgetLineFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
)
from tests.imports.corpus import book
from tests.imports.test_pages import HEAD, HOME, sent
from tests.imports.test_pages import controller as controller

pytestmark = pytest.mark.django_db
ACTIVITIES = ["Nyckel", "Aktivitet", "Slag", "När", "År", "Läge", "Ansvarig part"]


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(name="Ekby kommun", short_name="Ekby"))


@pytest.fixture
def zon(programme):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(name="Zons kommun", short_name="Zon"))


@pytest.fixture
def coordinator(programme, ekby, logged_in):
    user = UserFactory(username="siv")
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=ekby)
    return logged_in(user)


def row(title, party, key=None, state="Planerad"):
    return [key, title, "Lärseminarium", "25 okt", 2024, state, party]


def told(answer):
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


# A party's coordinator and the plan


def test_a_coordinator_reads_in_activities_of_the_own_party(coordinator, ekby):
    answer = sent(coordinator, "activities", book([ACTIVITIES, row("Hemgång", "Ekby kommun")]))
    assert "Se vad som ändras" in told(answer)
    job = ImportJob.objects.get()
    coordinator.post(f"{HOME}{job.pk}/spara/")
    activity = Activity.objects.get()
    assert (activity.title, activity.responsible) == ("Hemgång", ekby)
    coordinator.post(f"{HOME}{job.pk}/angra/")
    assert not Activity.objects.exists()


def test_rows_of_others_are_refused_with_their_numbers(coordinator, ekby, zon, programme):
    theirs = ActivityFactory(programme=programme, title="Deras", responsible=zon)
    rows = [row("Hemgång", "Ekby kommun"), row("Lånad", "Zons kommun"), row("Allas", None), row("Deras", "Ekby kommun", theirs.slug)]
    page = told(sent(coordinator, "activities", book([ACTIVITIES, *rows])))
    assert "3 saker behöver rättas. Inget har sparats." in page
    for number in (3, 4, 5):
        assert f"rad {number}, Ansvarig part" in page
    assert "rad 2," not in page
    assert "Du får läsa in rader som Ekby kommun ansvarar för" in page
    assert Activity.objects.get() == theirs


def test_rows_of_others_that_are_left_alone_are_no_change(coordinator, ekby, zon, programme):
    ActivityFactory(programme=programme, title="Deras", responsible=zon)
    mine = ActivityFactory(programme=programme, title="Vår", responsible=ekby)
    answer = coordinator.get(f"{HOME}activities/hamta.csv")
    content = b"".join(answer.streaming_content).decode().replace("Vår", "Vår egen")
    sent(coordinator, "activities", content.encode(), name="fil.csv")
    job = ImportJob.objects.get()
    assert (job.new, job.changed, job.same) == (0, 1, 1)
    coordinator.post(f"{HOME}{job.pk}/spara/")
    mine.refresh_from_db()
    assert mine.title == "Vår egen"


def test_what_was_given_away_meanwhile_is_not_written(coordinator, ekby, zon, programme):
    mine = ActivityFactory(programme=programme, title="Vår", responsible=ekby)
    content = b"".join(coordinator.get(f"{HOME}activities/hamta.csv").streaming_content).decode().replace("Vår", "Vår egen")
    sent(coordinator, "activities", content.encode(), name="fil.csv")
    Activity.objects.filter(pk=mine.pk).update(responsible=zon)
    job = ImportJob.objects.get()
    coordinator.post(f"{HOME}{job.pk}/spara/")
    coordinator.post(f"{HOME}{job.pk}/spara/")
    mine.refresh_from_db()
    assert (mine.title, mine.responsible) == ("Vår", zon)


def test_a_reader_reads_in_no_activities(programme, bo, logged_in):
    assert sent(logged_in(bo), "activities", b"x").status_code == 403


def test_the_link_is_there_for_those_who_may(coordinator, programme, bo, logged_in):
    address = "/nara-vard/aktiviteter/"
    assert f"{HOME}activities/" in coordinator.get(address).content.decode().replace("hamta", "")
    assert f'href="{HOME}activities/"' in coordinator.get(address).content.decode()
    assert f'href="{HOME}activities/"' not in logged_in(bo).get(address).content.decode()


# Lines under lines


@pytest.fixture
def budget(programme):
    return BudgetFactory(programme=programme, title="Programbudget 2023", year=2023, slug="b2023")


def line(title, parent=None, amount=100):
    return [None, "Programbudget 2023", title, parent, amount, None, None]


def test_a_varav_line_may_stand_before_its_line_in_the_file(controller, budget):
    sent(controller, "budget", book([HEAD, line("Kurser", "Utveckling"), line("Utveckling"), line("Resor", "Utveckling (2023)")]))
    job = ImportJob.objects.get()
    controller.post(f"{HOME}{job.pk}/spara/")
    under = {each.title: each.parent.title if each.parent else None for each in BudgetLine.objects.select_related("parent")}
    assert under == {"Utveckling": None, "Kurser": "Utveckling"} | {"Resor": "Utveckling"}
    controller.post(f"{HOME}{job.pk}/angra/")
    assert not BudgetLine.objects.exists()


def test_a_varav_line_may_stand_under_a_stored_line(controller, budget):
    stored = BudgetLineFactory(budget=budget, programme=budget.programme, title="Utveckling")
    sent(controller, "budget", book([HEAD, line("Kurser", "utveckling")]))
    controller.post(f"{HOME}{ImportJob.objects.get().pk}/spara/")
    assert BudgetLine.objects.get(title="Kurser").parent == stored


def test_a_parent_that_is_nowhere_is_refused(controller, budget):
    rows = [line("Utveckling"), line("Kurser", "Utvekling"), line("Resor", "Resor"), line("Mat", "Kurser")]
    page = told(sent(controller, "budget", book([HEAD, *rows])))
    assert "3 saker behöver rättas" in page
    assert "Det finns ingen rad “Utvekling” i samma budget, varken i filen eller i registret. Menade du “Utveckling”?" in page
    assert "En rad kan inte vara en del av sig själv." in page
    assert "“Kurser” är själv en varav-rad." in page
    assert not BudgetLine.objects.exists()


# Decisions


def test_decisions_and_what_they_ask_for(alva, programme, logged_in):
    client = logged_in(alva)
    sent(client, "decisions", book([["Beslut", "Slag", "När", "Beslutat av"], ["Planen antas", "Beslutar", "2024-11-20", "Styrgruppen"]]))
    client.post(f"{HOME}{ImportJob.objects.get().pk}/spara/")
    decision = Decision.objects.get()
    assert (decision.title, decision.time.words, decision.decided_by) == ("Planen antas", "2024-11-20", "Styrgruppen")
    assert decision.matter == Matter.objects.get(title="Planen antas")

    sent(
        client,
        "follow_ups",
        book([["Beslut", "Att göra", "Funktion", "Sista dag"], ["Planen antas", "Skicka ut", "Programledare", "1 dec 2024"]]),
    )
    job = ImportJob.objects.latest("pk")
    client.post(f"{HOME}{job.pk}/spara/")
    assert FollowUp.objects.get().decision == decision
    client.post(f"{HOME}{job.pk}/angra/")
    assert not FollowUp.objects.exists()


def test_a_local_groups_own_friction_is_in_nobody_elses_file(programme, zon, coordinator, alva, logged_in):
    from tests.factories import FrictionFactory

    FrictionFactory(programme=programme, party=zon, title="Bara vår", shared_date=None)
    file = b"".join(coordinator.get(f"{HOME}frictions/hamta.csv").streaming_content).decode()
    assert "Vad som skaver" in file
    assert "Bara vår" not in file
