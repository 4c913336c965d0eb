"""Who may log in: given, ended; nobody gives what they do not hold; a programme always has a lead."""

import re
from datetime import date

import pytest
from django.urls import reverse

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.parties.access import authority_of
from fardplan.parties.members import LastLead, end_membership, enrol
from fardplan.parties.models import Membership
from fardplan.parties.services import NotYours
from tests.factories import MembershipFactory, PartyFactory

pytestmark = pytest.mark.django_db

PASSWORD = "en-lång-lösenfras"


def hidden(page):
    return {
        name: found.group(1)
        for name in ("version", "form_token")
        if (found := re.search(rf'name="{name}" value="([^"]*)"', page.content.decode()))
    }


def give(client, programme, **values):
    url = reverse("member_add", args=[programme.slug])
    return client.post(url, {**hidden(client.get(url)), "username": "dagny", "role": Role.READER, **values})


def test_a_new_log_in_gets_a_role(programme, alva, logged_in, client):
    answer = give(logged_in(alva), programme, display_name="Dagny", password=PASSWORD)

    assert answer.status_code == 302
    assert client.login(username="dagny", password=PASSWORD)
    assert client.get(reverse("county", args=[programme.slug])).status_code == 200
    assert PASSWORD not in str(list(Event.objects.values_list("before", "after")))


def test_a_new_log_in_needs_a_password(programme, alva, logged_in):
    answer = give(logged_in(alva), programme)

    assert answer.status_code == 422
    assert not User.objects.filter(username="dagny").exists()


def test_a_short_password_is_told(programme, alva, logged_in):
    assert give(logged_in(alva), programme, password="kort").status_code == 422


def test_somebody_with_a_log_in_keeps_it(programme, alva, carin, logged_in):
    before = carin.password

    give(logged_in(alva), programme, username="Carin", display_name="Nytt namn", password=PASSWORD)

    carin.refresh_from_db()
    assert carin.password == before
    assert Membership.objects.filter(user=carin, programme=programme, role=Role.READER).exists()


def test_a_coordinator_needs_a_party(programme, alva, logged_in):
    party = PartyFactory(programme=programme)

    assert give(logged_in(alva), programme, password=PASSWORD, role=Role.COORDINATOR).status_code == 422
    assert give(logged_in(alva), programme, password=PASSWORD, role=Role.COORDINATOR, party=party.pk).status_code == 302


def test_only_the_lead_manages_members(programme, bo, carin, logged_in):
    for route in ("members", "member_add"):
        assert logged_in(bo).get(reverse(route, args=[programme.slug])).status_code == 403
        assert logged_in(carin).get(reverse(route, args=[programme.slug])).status_code == 404


def test_nobody_gives_what_they_do_not_hold(programme, bo):
    authority = authority_of(bo, programme, on=date(2026, 1, 1))

    with pytest.raises(NotYours):
        enrol(by=bo, granter=authority, programme=programme, username="x", display_name="", role=Role.LEAD, password=PASSWORD)


def test_the_last_lead_stays(programme, alva, logged_in):
    membership = Membership.objects.get(user=alva)
    url = reverse("member_end", args=[programme.slug, membership.pk])
    client = logged_in(alva)

    answer = client.post(url, {**hidden(client.get(url)), "until_date": "2026-01-31"})

    assert answer.status_code == 422
    assert "sista programledaren" in answer.content.decode()
    with pytest.raises(LastLead):
        end_membership(membership, by=alva, until_date=None)


def test_an_ended_role_closes_the_door_at_once(programme, alva, bo, logged_in):
    MembershipFactory(user=bo, programme=programme, role=Role.LEAD)
    reader = logged_in(alva)
    assert reader.get(reverse("county", args=[programme.slug])).status_code == 200
    membership = Membership.objects.get(user=alva)
    url = reverse("member_end", args=[programme.slug, membership.pk])
    client = logged_in(bo)

    client.post(url, {**hidden(client.get(url)), "until_date": "2020-01-31"})

    assert reader.get(reverse("county", args=[programme.slug])).status_code == 404


def test_another_programmes_membership_is_not_there(programme, other_programme, alva, carin, logged_in):
    membership = Membership.objects.get(user=carin)

    assert logged_in(alva).get(reverse("member_end", args=[programme.slug, membership.pk])).status_code == 404
