"""However many rows: at most fifteen questions to the database for a page, log-in and membership included."""

import pytest
from django.test import Client

from fardplan.accounts.permissions import Role
from tests.factories import MembershipFactory, UserFactory
from tests.factories.bulk import fill
from tests.overview.conftest import address

MOST = 15


@pytest.fixture(params=[3, 300])
def stock(request, programme):
    return fill(programme, initiatives=request.param, activities=request.param * 5)


#: route and the rows it is about
PAGES = {
    "county": (),
    "timeline": (),
    "initiative": ("arbete-0",),
    "party": ("part-0",),
}


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR, Role.READER])
@pytest.mark.django_db
def test_the_number_of_queries(stock, role, django_assert_max_num_queries):
    user = UserFactory()
    party = stock.parties[0] if role == Role.COORDINATOR else None
    MembershipFactory(user=user, programme=stock.programme, role=role, party=party)
    client = Client()
    client.force_login(user)

    for route, args in PAGES.items():
        with django_assert_max_num_queries(MOST, info=route):
            assert client.get(address(route, stock.programme, *args)).status_code == 200
