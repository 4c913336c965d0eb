"""Two parties, a goal each activity works towards, a scale of three steps and two factors."""

import pytest

from fardplan.accounts.permissions import Role
from tests.factories import (
    ActivityFactory,
    FactorTagFactory,
    GoalFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    ProgressStepFactory,
    UserFactory,
)


@pytest.fixture
def ekby(programme):
    organisation = OrganisationFactory(slug="ekby", name="Ekby kommun", short_name="Ekby")
    return PartyFactory(programme=programme, slug="ekby", organisation=organisation)


@pytest.fixture
def lindnas(programme):
    organisation = OrganisationFactory(slug="lindnas", name="Lindnäs kommun", short_name="Lindnäs")
    return PartyFactory(programme=programme, slug="lindnas", organisation=organisation)


def coordinator(username, programme, party):
    user = UserFactory(username=username)
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=party)
    return user


@pytest.fixture
def cilla(programme, ekby):
    """Coordinates Ekby."""
    return coordinator("cilla", programme, ekby)


@pytest.fixture
def david(programme, lindnas):
    """Coordinates Lindnäs."""
    return coordinator("david", programme, lindnas)


@pytest.fixture
def goal(programme):
    return GoalFactory(programme=programme, number=1, slug="nara", title="Jag får vård nära")


@pytest.fixture
def closer(programme):
    return ProgressStepFactory(programme=programme, slug="pa-vag", label="På väg", tone="closer")


@pytest.fixture
def same(programme):
    return ProgressStepFactory(programme=programme, slug="star-still", label="Står still", tone="same")


@pytest.fixture
def trust(programme):
    return FactorTagFactory(programme=programme, slug="tillit", name="Tillit")


@pytest.fixture
def time_short(programme):
    return FactorTagFactory(programme=programme, slug="tidsbrist", name="Tid")


@pytest.fixture
def activity(programme, ekby, goal):
    row = ActivityFactory(programme=programme, slug="hembesok", title="Gemensamma hembesök", responsible=ekby, year=2023)
    row.goals.set([goal])
    return row
