"""Doris leads a piece of work; Ebba and Frej are in local groups, each of a party of their own; Gun sits in the steering group."""

import pytest

from fardplan.accounts.permissions import Role
from fardplan.kit.timing import Timing
from tests.factories import InitiativeFactory, MembershipFactory, OrganisationFactory, PartyFactory, UserFactory


@pytest.fixture
def doris(programme):
    return MembershipFactory(user=UserFactory(username="doris"), programme=programme, role=Role.INITIATIVE_LEADER).user


@pytest.fixture
def team(programme, doris):
    return running(programme, slug="team", title="Närvårdsteam", leader=doris)


def running(programme, **values):
    """An initiative at work since 2020."""
    made = InitiativeFactory(programme=programme, **values)
    made.phases.all().delete()
    made.phases.create(phase="running", began=Timing.parse("1 januari 2020"), position=0)
    return made


@pytest.fixture
def ekby(programme):
    return PartyFactory(programme=programme, slug="ekby", organisation=OrganisationFactory(short_name="Ekby"))


@pytest.fixture
def lind(programme):
    return PartyFactory(programme=programme, slug="lind", organisation=OrganisationFactory(short_name="Lindnäs"))


@pytest.fixture
def ebba(programme, ekby):
    return MembershipFactory(user=UserFactory(username="ebba"), programme=programme, role=Role.LOCAL_GROUP, party=ekby).user


@pytest.fixture
def frej(programme, lind):
    return MembershipFactory(user=UserFactory(username="frej"), programme=programme, role=Role.LOCAL_GROUP, party=lind).user


@pytest.fixture
def gun(programme, ekby):
    user = UserFactory(username="gun", email="gun@exempel.example")
    return MembershipFactory(user=user, programme=programme, role=Role.STEERING, party=ekby).user
