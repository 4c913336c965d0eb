"""Invitations: who may invite whom, one link that works once, and nothing said of who has a log-in."""

import datetime
import re

import pytest
import time_machine
from django.core import mail as sent
from django.test import Client
from django.utils import timezone

from fardplan.accounts import runner
from fardplan.accounts.models import Mail, User
from fardplan.accounts.permissions import Role
from fardplan.audit.models import Event
from fardplan.parties.models import Invitation, Membership
from tests.accounts.hostile import Provider
from tests.accounts.test_oidc import a_provider, come_back
from tests.factories import PASSWORD, MembershipFactory, PartyFactory, UserFactory

NEW = "ett alldeles nytt lösenord"


@pytest.fixture
def home(programme):
    return f"/{programme.slug}/behorigheter/"


@pytest.fixture
def party(programme):
    return PartyFactory(programme=programme)


@pytest.fixture
def lead(logged_in, alva):
    return logged_in(alva)


def days(number):
    return timezone.localdate() + datetime.timedelta(days=number)


def invite(client, home, **more):
    values = {"address": "ny@exempel.example", "role": "reader", "party": "", "unit": "", "last_day": days(14).isoformat(), **more}
    return client.post(f"{home}inbjudan/ny/", values)


def link():
    runner.run_once()
    return re.search(r"http://localhost:8000(/inbjudan/\S+)", sent.outbox[-1].body).group(1)


@pytest.fixture
def invited(lead, home):
    assert invite(lead, home).headers["Location"] == home
    return link()


def take(client, link, follow=False, **more):
    return client.post(link, {"display_name": "Nya Namnet", "password": NEW, **more}, follow=follow)


def test_somebody_new_chooses_a_password_and_is_in(lead, home, invited, programme, client):
    assert sent.outbox[-1].to == ["ny@exempel.example"]
    assert "ny@exempel.example" in lead.get(home).content.decode()
    page = client.get(invited).content.decode()
    assert "Inbjudan till Nära vård i Exempellän" in page
    answer = take(client, invited, follow=True)
    assert "Ditt användarnamn är nya-namnet" in answer.content.decode()
    user = User.objects.get(username="nya-namnet")
    assert (user.email, user.check_password(NEW)) == ("ny@exempel.example", True)
    assert user.memberships.get().role == Role.READER
    assert client.get(f"/{programme.slug}/").status_code == 200
    assert "ny@exempel.example" not in lead.get(home).content.decode()
    again = Client()
    again.post("/logga-in/", {"username": "ny@exempel.example", "password": NEW})
    assert again.get("/program/").status_code == 200
    assert [event.verb for event in Event.objects.filter(model="parties.Invitation").order_by("pk")] == ["created", "accepted"]


def test_somebody_with_a_log_in_accepts_with_it(invited, client, programme):
    erik = UserFactory(username="erik", email="ny@exempel.example")
    answer = take(client, invited)
    assert answer.status_code == 422
    assert "redan en inloggning med den adressen" in answer.content.decode()
    assert User.objects.filter(email="ny@exempel.example").count() == 1
    client.post(f"/logga-in/?next={invited}", {"username": "erik", "password": PASSWORD})
    assert "Du är inloggad som" in client.get(invited).content.decode()
    assert client.post(invited).status_code == 302
    assert erik.memberships.get().role == Role.READER


def test_the_one_who_invites_is_told_nothing_of_the_address(lead, home):
    UserFactory(email="finns@exempel.example")
    UserFactory(email="stangd@exempel.example", is_active=False)
    pages = set()
    for address in ("finns@exempel.example", "stangd@exempel.example", "finns-inte@exempel.example"):
        answer = lead.post(f"{home}inbjudan/ny/", {"address": address, "role": "reader", "last_day": days(14).isoformat()}, follow=True)
        pages.add(re.sub(r"value=\"[^\"]+\"", "", answer.content.decode().split("Inbjudna")[0].replace(address, "ADRESS")))
        Invitation.objects.update(withdrawn_at=timezone.now())
    assert len(pages) == 1
    assert Mail.objects.count() == 3


@pytest.mark.parametrize("ends, says", [
    ("used", "är redan använd"),
    ("withdrawn", "har dragits tillbaka"),
    ("late", "har gått ut"),
    ("sent again", "En nyare inbjudan"),
])  # fmt: skip
def test_a_link_that_no_longer_works_says_why(lead, home, invited, client, ends, says):
    row = Invitation.objects.get()
    today = timezone.now()
    if ends == "used":
        take(Client(), invited)
    elif ends == "withdrawn":
        assert lead.post(f"{home}inbjudan/{row.pk}/dra-tillbaka/").status_code == 302
    elif ends == "late":
        today += datetime.timedelta(days=15)
    else:
        assert lead.post(f"{home}inbjudan/{row.pk}/skicka-igen/").status_code == 302
    before = (User.objects.count(), Membership.objects.count())
    with time_machine.travel(today):
        for answer in (client.get(invited), take(client, invited, display_name="Annan")):
            assert answer.status_code == 410
            assert says in answer.content.decode()
    assert (User.objects.count(), Membership.objects.count()) == before
    if ends == "sent again":
        assert take(client, link()).status_code == 302


def test_the_last_day_is_a_day(invited, client):
    with time_machine.travel(timezone.now() + datetime.timedelta(days=14)):
        assert client.get(invited).status_code == 200


@pytest.mark.parametrize("made_up", ["/inbjudan/WzEsMV0~abc~def/", "/inbjudan/aaaaaaaaaaaa/"])
def test_a_made_up_link_is_no_page(client, invited, made_up):
    assert client.get(made_up).status_code == 404
    assert client.get(invited[:-3] + "xx/").status_code == 404


def test_opening_the_link_changes_nothing(client, invited):
    for _time in range(2):
        assert client.get(invited).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_whoever_may_no_longer_give_the_role_has_given_nothing(invited, client, alva):
    Membership.objects.filter(user=alva).update(until_date=days(0))
    answer = take(client, invited)
    assert answer.status_code == 410
    assert "får inte längre ge rollen" in answer.content.decode()
    assert not User.objects.filter(username="nya-namnet").exists()


def test_posted_twice_it_is_one_log_in_and_one_role(invited, client):
    assert take(client, invited).status_code == 302
    assert take(client, invited).status_code == 302  # the second press of the same button
    assert User.objects.filter(email="ny@exempel.example").count() == 1
    assert Membership.objects.filter(role="reader").count() == 1


@pytest.mark.parametrize("wrong, says", [
    ({"address": "ingen adress"}, "En adress ser ut"),
    ({"address": ""}, "behöver fyllas i"),
    ({"last_day": "2020-01-01"}, "Välj en dag"),
    ({"last_day": "2028-01-01"}, "Välj en dag"),
    ({"role": "coordinator"}, "välj vilken"),
    ({"role": "operator"}, "Välj"),
])  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_written_stays(lead, home, wrong, says):
    answer = invite(lead, home, **wrong)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert wrong.get("address", "ny@exempel.example") in answer.content.decode()
    assert not Invitation.objects.exists()
    assert not Mail.objects.exists()


def test_one_open_invitation_at_a_time(lead, home, invited):
    assert invite(lead, home).status_code == 422
    assert Invitation.objects.count() == 1


def test_a_letter_is_sent_five_times_at_most(lead, home, invited):
    row = Invitation.objects.get()
    statuses = [lead.post(f"{home}inbjudan/{row.pk}/skicka-igen/").status_code for _time in range(6)]
    assert statuses == [302] * 4 + [422] * 2
    assert Mail.objects.count() == 5


@pytest.mark.parametrize("password, says", [("kort", "12 tecken"), ("qwerty123456", "vanligt")])
def test_a_weak_password_is_refused(invited, client, password, says):
    answer = take(client, invited, password=password)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Nya Namnet" in answer.content.decode()


# Who may


def test_readers_and_strangers_invite_nobody(logged_in, bo, carin, home, invited):
    row = Invitation.objects.get()
    for user, expected in ((bo, 403), (carin, 404)):
        for path in ("ny/", f"{row.pk}/skicka-igen/", f"{row.pk}/dra-tillbaka/"):
            assert logged_in(user).get(f"{home}inbjudan/{path}").status_code == expected
            assert logged_in(user).post(f"{home}inbjudan/{path}").status_code == expected


def test_a_coordinator_invites_to_the_own_party_alone(logged_in, programme, party, home, invited):
    other = PartyFactory(programme=programme)
    coordinator = UserFactory()
    MembershipFactory(user=coordinator, programme=programme, role=Role.COORDINATOR, party=party)
    client = logged_in(coordinator)
    assert invite(client, home, address="a@exempel.example", role="local_group", party=party.pk).status_code == 302
    assert invite(client, home, address="b@exempel.example", role="local_group", party=other.pk).status_code == 422
    assert invite(client, home, address="c@exempel.example", role="lead").status_code == 422
    page = client.get(home).content.decode()
    assert "a@exempel.example" in page
    assert "ny@exempel.example" not in page  # the programme's own invitation is not the coordinator's
    row = Invitation.objects.get(address="ny@exempel.example")
    assert client.post(f"{home}inbjudan/{row.pk}/dra-tillbaka/").status_code == 403


def test_an_invitation_of_another_programme_is_no_page(logged_in, carin, other_programme, invited):
    row = Invitation.objects.get()
    assert logged_in(carin).post(f"/{other_programme.slug}/behorigheter/inbjudan/{row.pk}/dra-tillbaka/").status_code == 404


# Through an identity provider


def test_an_invited_stranger_to_the_provider_comes_in_and_accepts(invited, client, settings):
    provider = Provider()
    try:
        settings.OIDC_PROVIDERS = [a_provider(provider)]
        answer = client.get(f"/logga-in/via/lanet/?next={invited}")
        asked = dict(pair.split("=", 1) for pair in answer.headers["Location"].split("?", 1)[1].split("&"))
        provider.nonce = asked["nonce"]
        answer = come_back(client, asked)
        assert answer.headers["Location"] == invited, answer.content.decode()
        user = User.objects.get(username="prov-person")
        assert not user.memberships.exists()
        assert client.post(invited).status_code == 302
        assert user.memberships.get().role == Role.READER
        # Without an invitation that is open, a stranger stays one.
        provider.more = {"sub": "person-7"}
        other = Client()
        answer = other.get(f"/logga-in/via/lanet/?next={invited}")
        asked = dict(pair.split("=", 1) for pair in answer.headers["Location"].split("?", 1)[1].split("&"))
        provider.nonce = asked["nonce"]
        assert come_back(other, asked, code="c2").status_code == 403
    finally:
        provider.stop()


def test_where_a_provider_is_the_only_way_no_password_is_asked_for(invited, client, settings):
    settings.LOCAL_LOGIN = False
    assert 'name="password"' not in client.get(invited).content.decode()
    assert take(client, invited).status_code == 200
    assert not User.objects.filter(username="nya-namnet").exists()
