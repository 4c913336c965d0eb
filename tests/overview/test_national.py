"""The pages that `./dev bench --national` measures, in a programme of the same kind and a fiftieth of the size: as many questions as there."""

import pytest
from django.test import Client

from bench.national import MOST_QUERIES, PAGES, programme
from bench.national_fills import FILLS, codes
from bench.walk import ask
from fardplan.accounts.permissions import Role
from fardplan.indicators.models import Indicator
from fardplan.indicators.recording import record
from tests.factories import MembershipFactory, UserFactory, national

#: It gathers from every room, as many questions whatever the rows: tests/overview/test_every_page_asks.py.
MORE = {"my page": 32}


@pytest.mark.once
@pytest.mark.django_db
def test_at_most_twenty_questions():
    filled = programme(0, (11, 3, 20, 160))
    for fill in FILLS.values():
        assert fill(filled)
    codes([filled])
    kpis = national.figures(2)
    record(
        national.rows(kpis, [party.organisation for party in filled.parties]),
        by="test",
        kind="extract",
        source="K",
        retrieved_at=national.AT,
    )
    for kpi in kpis:
        row = Indicator.objects.create(programme=filled.programme, slug=kpi.code.lower(), code=kpi.code, name=kpi.title, unit="%", kpi=kpi)
        row.goals.add(*filled.goals)
    clients = {}
    for who, values in {"lead": {"role": Role.LEAD}, "coordinator": {"role": Role.COORDINATOR, "party": filled.parties[0]}}.items():
        user = UserFactory()
        MembershipFactory(user=user, programme=filled.programme, **values)
        clients[who] = Client(headers={"host": "localhost"})
        clients[who].force_login(user)

    asked = [ask(clients[who], name, url, calls=0) for who, name, url in PAGES]

    assert {each.name: each.status for each in asked if each.status != 200} == {}
    assert {each.name: each.queries for each in asked if each.queries > MORE.get(each.name, MOST_QUERIES)} == {}
