"""Three equal parties: Ek writes for Ekby, Lind for Lindnäs; nobody writes for Åbyfors yet. Olle works in the office."""

import datetime

import pytest

from fardplan.accounts.permissions import Role
from tests.factories import (
    ConsultationFactory,
    ConsultationSectionFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    UserFactory,
)

TODAY = datetime.date(2024, 10, 15)


@pytest.fixture
def programme(db):
    return ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän", shown_as_of=TODAY)


@pytest.fixture
def parties(programme):
    names = ("Åbyfors", "Ekby", "Lindnäs")
    return {
        name: PartyFactory(programme=programme, slug=slug, organisation=OrganisationFactory(short_name=name, name=name))
        for name, slug in zip(names, ("abyfors", "ekby", "lindnas"), strict=True)
    }


def member(username, programme, role, party=None):
    user = UserFactory(username=username)
    MembershipFactory(user=user, programme=programme, role=role, party=party)
    return user


@pytest.fixture
def olle(programme):
    return member("olle", programme, Role.OFFICE)


@pytest.fixture
def ek(programme, parties):
    return member("ek", programme, Role.COORDINATOR, parties["Ekby"])


@pytest.fixture
def lind(programme, parties):
    return member("lind", programme, Role.COORDINATOR, parties["Lindnäs"])


@pytest.fixture
def sent(programme, parties):
    """The plan, out for answers to and including 31 October."""
    row = ConsultationFactory(programme=programme, slug="planen", title="Programplan 3.0", state="sent", parties=list(parties.values()))
    ConsultationSectionFactory(consultation=row, slug="planen-mal", number="1", heading="Mål")
    ConsultationSectionFactory(consultation=row, slug="planen-pengar", number="2", heading="Pengar")
    return row
