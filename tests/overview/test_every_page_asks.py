"""Every list and form page that one role sees, with twenty rows or more of everything: at most fifteen questions.

The pages are those that `./dev bench --walk` measures, and so is what fills them, a tenth of it: a question for each row would be
twenty.
"""

import pytest
from django.test import Client

from bench.walk import MOST_QUERIES, SEARCH_QUERIES, ask, asked_of, ten_years
from fardplan.accounts.permissions import Role
from tests.factories import MembershipFactory, UserFactory
from tests.factories.bulk import fill

#: What gathers from all rooms for all of a person's programmes: as many whatever the rows, but more than a page of one list.
MORE = {"my_page": 35}


@pytest.mark.once
@pytest.mark.django_db
def test_at_most_fifteen(programme):
    stock = fill(programme, initiatives=40, activities=60)
    ten_years(stock, part=10)
    lead = UserFactory()
    MembershipFactory(user=lead, programme=programme, role=Role.LEAD)
    MembershipFactory(user=lead, programme=programme, role=Role.COORDINATOR, party=stock.parties[0])
    client = Client(headers={"host": "localhost"})
    client.force_login(lead)

    asked = [ask(client, name, url, calls=0) for name, url in asked_of(stock)]

    assert sum(each.status == 200 for each in asked) > 180
    assert not [each for each in asked if each.status >= 500]
    most = {each.name: SEARCH_QUERIES if each.name.startswith("search") else MORE.get(each.name, MOST_QUERIES) for each in asked}
    assert {each.name: each.queries for each in asked if each.status == 200 and each.queries > most[each.name]} == {}
