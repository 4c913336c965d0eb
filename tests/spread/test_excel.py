"""Periods and check-lists in and out of Excel: a party's own rows, and what cannot be is told with nothing lost."""

from datetime import date

import pytest

from fardplan.accounts.permissions import Role
from fardplan.imports.models import ImportJob
from fardplan.spread.models import Adoption, TransferCheck
from tests.factories import (
    AdoptionFactory,
    MembershipFactory,
    MethodSheetFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
    WorkingMethodFactory,
)
from tests.imports.corpus import book
from tests.imports.test_owned_rows import told
from tests.imports.test_pages import HOME, sent

pytestmark = pytest.mark.django_db
PERIODS = ["Nyckel", "Arbetssätt", "Part", "Fas", "Började"]
CHECKS = ["Nyckel", "Arbetssätt", "Part", "Gjort"]


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(name="Ekby kommun", short_name="Ekby"))


@pytest.fixture
def zon(programme):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(name="Zons kommun", short_name="Zon"))


@pytest.fixture
def team(programme):
    method = WorkingMethodFactory(programme=programme, slug="team", name="Mobilt team")
    MethodSheetFactory(programme=programme, method=method, checklist="Avtal finns\nSchemat är lagt")
    return method


@pytest.fixture
def coordinator(programme, ekby, logged_in):
    user = UserFactory(username="siv")
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=ekby)
    return logged_in(user)


def taken_in(client, kind, *rows):
    """What the pages say when a file has been sent and, where they let it, saved."""
    words = told(sent(client, kind, book([PERIODS if kind == "adoptions" else CHECKS, *rows])))
    if (job := ImportJob.objects.last()) is not None:
        words += told(client.post(f"{HOME}{job.pk}/spara/", follow=True))
    return words


def test_the_own_party_s_periods_are_read_in(coordinator, team, ekby):
    taken_in(
        coordinator,
        "adoptions",
        [None, "Mobilt team", "Ekby kommun", "Pilot", "HT 2022"],
        [None, "Mobilt team", "Ekby kommun", "Infört", "2024-03-01"],
    )
    assert [(row.phase, row.until_date) for row in Adoption.objects.filter(party=ekby)] == [
        ("pilot", date(2024, 3, 1)),
        ("introduced", None),
    ]


def test_a_phase_that_overlaps_another_is_refused_in_words(coordinator, team, ekby, programme):
    AdoptionFactory(programme=programme, method=team, party=ekby, phase="pilot", began="2024-03-01")
    page = taken_in(coordinator, "adoptions", [None, "Mobilt team", "Ekby kommun", "Infört", "2024-03-01"])
    assert "samtidigt" in page
    assert Adoption.objects.get().phase == "pilot"


def test_who_has_left_adopts_nothing_more(coordinator, team, ekby):
    ekby.until_date = date(2024, 7, 1)
    ekby.save()
    page = taken_in(coordinator, "adoptions", [None, "Mobilt team", "Ekby kommun", "Pilot", "2024-09-01"])
    assert "Ekby kommun" in page
    assert not Adoption.objects.exists()


def test_nobody_writes_the_periods_or_ticks_of_another(coordinator, team, zon):
    for kind, row in (
        ("adoptions", [None, "Mobilt team", "Zons kommun", "Pilot", "HT 2022"]),
        ("transfer_checks", [None, "Mobilt team", "Zons kommun", "Avtal finns"]),
    ):
        assert "Ekby kommun" in taken_in(coordinator, kind, row)
    assert not Adoption.objects.exists()
    assert not TransferCheck.objects.exists()


def test_ticks_are_read_in_and_the_same_file_again_changes_nothing(coordinator, team, ekby):
    row = [None, "Mobilt team", "Ekby kommun", "Avtal finns\nSchemat är lagt"]
    taken_in(coordinator, "transfer_checks", row)
    assert TransferCheck.objects.get(party=ekby).points == ["Avtal finns", "Schemat är lagt"]
    taken_in(coordinator, "transfer_checks", row)
    assert TransferCheck.objects.get(party=ekby).version == 1
