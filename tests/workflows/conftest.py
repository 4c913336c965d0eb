import pytest

from fardplan.accounts.permissions import Role
from tests.factories import (
    ActivityFactory,
    GoalFactory,
    InitiativeFactory,
    MembershipFactory,
    OrganisationFactory,
    PartyFactory,
    UserFactory,
)


@pytest.fixture
def ekby(programme):
    return PartyFactory(
        programme=programme, slug="ekby", organisation=OrganisationFactory(slug="ekby", name="Ekby kommun", short_name="Ekby")
    )


@pytest.fixture
def dalby(programme):
    return PartyFactory(
        programme=programme, slug="dalby", organisation=OrganisationFactory(slug="dalby", name="Dalby kommun", short_name="Dalby")
    )


@pytest.fixture
def ester(programme, ekby):
    """Coordinates Ekby."""
    user = UserFactory(username="ester")
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=ekby)
    return user


@pytest.fixture
def goal(programme):
    return GoalFactory(programme=programme, number=1, slug="forsta", title="Första målet")


@pytest.fixture
def activities(programme, ekby, dalby):
    """Three planned: Ekby's, Dalby's, the programme's."""
    return [
        ActivityFactory(programme=programme, slug="ekbys", title="Ekbys kurs", responsible=ekby, state="planned"),
        ActivityFactory(programme=programme, slug="dalbys", title="Dalbys kurs", responsible=dalby, state="planned"),
        ActivityFactory(programme=programme, slug="programmets", title="Programmets kurs", state="planned"),
    ]


@pytest.fixture
def initiatives(programme, ekby, goal):
    return [
        InitiativeFactory(programme=programme, slug="ide", title="En idé", phase="idea", parties=[ekby]),
        InitiativeFactory(programme=programme, slug="igang", title="Igång", phase="running", goals=[goal]),
    ]
