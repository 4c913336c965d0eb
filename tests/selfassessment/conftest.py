"""Three equal parties with three units each. Ek coordinates Ekby, Rut answers for Ekby's unit 1, Lind for Lindnäs; Olle works in the office."""

import datetime

import pytest

from fardplan.accounts.permissions import Role
from fardplan.selfassessment.models import Answer
from tests.factories import (
    AssessmentFactory,
    GoalFactory,
    InstrumentFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgrammeFactory,
    RoundFactory,
    StatementFactory,
    UserFactory,
)
from tests.factories.parties import UnitFactory

TODAY = datetime.date(2024, 10, 15)


@pytest.fixture
def programme(db):
    return ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän", shown_as_of=TODAY)


@pytest.fixture
def parties(programme):
    names = {"Ekby": "ekby", "Lindnäs": "lindnas", "Åbyfors": "abyfors"}
    return {
        name: PartyFactory(programme=programme, slug=slug, organisation=OrganisationFactory(short_name=name, name=name))
        for name, slug in names.items()
    }


@pytest.fixture
def goals(programme):
    return [GoalFactory(programme=programme, number=1, short_title="Nära mig"), GoalFactory(programme=programme, number=2)]


@pytest.fixture
def instrument(programme, goals):
    """Two statements about the first goal, the second of which weighs three times as much, and one about the second goal."""
    row = InstrumentFactory(programme=programme, slug="skattningen", title="Självskattningen", fixed_date=datetime.date(2023, 9, 1))
    StatementFactory(instrument=row, goal=goals[0], slug="p1", text="Vi frågar vad som är viktigt.")
    StatementFactory(instrument=row, goal=goals[0], slug="p2", text="Vi planerar tillsammans.", weight=3, position=1)
    StatementFactory(instrument=row, goal=goals[1], slug="p3", text="Det går att nå oss.", position=2)
    return row


@pytest.fixture
def units(parties):
    """Nine units: "ekby-1" and so on."""
    return {
        f"{party.slug}-{n}": UnitFactory(organisation=party.organisation, slug=f"{party.slug}-{n}", name=f"{name} {n}")
        for name, party in parties.items()
        for n in (1, 2, 3)
    }


@pytest.fixture
def year(programme, instrument, parties, units):
    """The round of 2024, open, with nobody yet begun."""
    row = RoundFactory(programme=programme, instrument=instrument, slug="ar-2024", title="Självskattning 2024")
    for slug, unit in units.items():
        party = parties[slug.split("-")[0].replace("ekby", "Ekby").replace("lindnas", "Lindnäs").replace("abyfors", "Åbyfors")]
        AssessmentFactory(round=row, party=party, unit=unit, slug=f"2024-{slug}")
    return row


def answered(row, slug, values, people=8, on=datetime.date(2024, 10, 1)):
    """The unit `slug` has handed in `values` (None: does not concern us), one for each statement."""
    assessment = row.assessments.get(unit__slug=slug)
    statements = list(row.instrument.statements.all())
    Answer.objects.bulk_create(
        Answer(assessment=assessment, statement=statement, value=value, not_applicable=value is None)
        for statement, value in zip(statements, values, strict=True)
    )
    type(assessment).objects.filter(pk=assessment.pk).update(people=people, begun_date=on, handed_in_date=on)
    return assessment


def member(username, programme, role, party=None, unit=None):
    user = UserFactory(username=username)
    MembershipFactory(user=user, programme=programme, role=role, party=party, unit=unit)
    return user


@pytest.fixture
def olle(programme):
    return member("olle", programme, Role.OFFICE)


@pytest.fixture
def ek(programme, parties):
    return member("ek", programme, Role.COORDINATOR, parties["Ekby"])


@pytest.fixture
def rut(programme, parties, units):
    return member("rut", programme, Role.RESPONDENT, parties["Ekby"], units["ekby-1"])


@pytest.fixture
def lind(programme, parties):
    return member("lind", programme, Role.COORDINATOR, parties["Lindnäs"])
