"""The figure beside "Min sida": no question more on any page, right after one's own writes, and soon after others'."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.reminders import counting
from fardplan.reminders.gather import waiting_for_user
from fardplan.reminders.jobs import count_all
from tests.conftest import member
from tests.factories import DeviationFactory, MembershipFactory, UserFactory
from tests.factories.bulk import fill
from tests.pages import send

pytestmark = pytest.mark.django_db


def figure(client, url):
    found = re.search(r'<span class="fp-count"><span class="ds-sr-only">[^<]*</span>(\d+)</span>', client.get(url).content.decode())
    return found and int(found[1])


def test_what_others_make_wait_is_counted_by_the_job(programme, alva, logged_in):
    client, page = logged_in(alva), reverse("risks", args=[programme.slug])
    assert figure(client, page) is None, "not counted yet, and nought, show nothing"
    DeviationFactory(programme=programme)
    now = timezone.now()
    User.objects.filter(pk=alva.pk).update(last_login=now)
    long_ago = MembershipFactory(user=UserFactory(last_login=None), programme=programme, role=Role.LEAD).user
    count_all(at=now)
    expected = len(waiting_for_user(alva, today=timezone.localdate(now)))
    assert expected > 0
    assert figure(client, page) == expected
    long_ago.refresh_from_db()
    assert long_ago.waiting_count is None, "whoever has not logged in lately is not counted"


def test_my_page_and_ones_own_writes_count_anew(programme, alva, logged_in):
    deviation = DeviationFactory(programme=programme)
    client = logged_in(alva)
    client.get(reverse("my_page"))
    before = figure(client, reverse("risks", args=[programme.slug]))
    assert before
    send(client, reverse("deviation_close", args=[programme.slug, deviation.slug]), closed_words="Löst.")
    assert figure(client, reverse("risks", args=[programme.slug])) in (None, before - 1)


def test_it_costs_no_question(programme, alva, logged_in, django_assert_num_queries):
    client, page = logged_in(alva), reverse("risks", args=[programme.slug])

    with CaptureQueriesContext(connection) as without:
        client.get(page)
    counting.keep(alva, 7)
    with django_assert_num_queries(len(without)):
        assert figure(client, page) == 7


def test_one_persons_fault_stops_nobody_elses_count(programme, alva, bo, monkeypatch):
    now = timezone.now()
    User.objects.update(last_login=now)
    DeviationFactory(programme=programme)
    right = counting.waiting_for_user

    def faulty(user, *, today):
        if user == alva:
            raise ValueError("broken")
        return right(user, today=today)

    monkeypatch.setattr(counting, "waiting_for_user", faulty)
    count_all(at=now)
    alva.refresh_from_db()
    bo.refresh_from_db()
    assert (alva.waiting_count, bo.waiting_count is None) == (None, False)


@pytest.mark.parametrize("role", [Role.LEAD, Role.COORDINATOR])
def test_my_page_asks_as_much_however_much_there_is(programme, role, logged_in):
    stock = fill(programme, initiatives=3, activities=15)
    user = member("doris", programme, role) if role == Role.LEAD else UserFactory(username="doris")
    if role == Role.COORDINATOR:
        MembershipFactory(user=user, programme=programme, role=role, party=stock.parties[0])
    client = logged_in(user)
    client.get(reverse("my_page"))

    with CaptureQueriesContext(connection) as few:
        client.get(reverse("my_page"))
    for _ in range(30):
        DeviationFactory(programme=programme)
    client.get(reverse("my_page"))
    with CaptureQueriesContext(connection) as many:
        client.get(reverse("my_page"))
    assert len(many) == len(few)
    assert len(many) <= MOST


#: Log-in and the page's own, then one question or two of every room for one programme: it grows with the rooms, never with the rows.
MOST = 29
