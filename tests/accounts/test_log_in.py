"""The front door: who comes in, how often somebody may try, what is said to whom."""

import re
import time

import pytest
from django.contrib.auth import hashers
from django.core import mail as sent
from django.test import Client

from fardplan.accounts import runner
from fardplan.accounts.models import Mail
from tests.factories import PASSWORD, UserFactory

DOOR = "/logga-in/"


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", display_name="Anna Prov", email="anna@exempel.example")


def log_in(client, username, password=PASSWORD, **more):
    return client.post(DOOR, {"username": username, "password": password}, **more)


def is_in(client):
    return client.get("/program/").status_code == 200


@pytest.fixture
def hashed(monkeypatch):
    """Every password that reached the hasher."""
    seen = []

    class Counting(hashers.MD5PasswordHasher):
        def encode(self, password, salt):
            seen.append(password)
            return super().encode(password, salt)

    hasher = Counting()
    monkeypatch.setattr(hashers, "get_hashers", lambda: [hasher])
    monkeypatch.setattr(hashers, "get_hasher", lambda algorithm="default": hasher)
    monkeypatch.setattr(hashers, "identify_hasher", lambda encoded: hasher)
    return seen


@pytest.mark.parametrize("name", ["anna", "ANNA", " anna ", "anna@exempel.example", "Anna@Exempel.example"])
def test_user_name_or_address_and_password_open(client, anna, name):
    answer = log_in(client, name)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
    assert is_in(client)


@pytest.mark.parametrize("name, password", [
    ("anna", "inte-rätt"),
    ("ingen", PASSWORD),
    ("ingen@exempel.example", PASSWORD),
    ("anna@exempel.example", "inte-rätt"),
    ("' OR 1=1 --", PASSWORD),
])  # fmt: skip
def test_what_is_wrong_is_said_with_one_text(client, anna, name, password):
    answer = log_in(client, name, password)
    page = answer.content.decode()
    assert "Användarnamnet eller lösenordet är fel" in page
    assert password not in page
    assert not is_in(client)


def test_two_with_one_address_are_asked_for_their_user_names(client, anna):
    UserFactory(username="annan", email="ANNA@exempel.example")
    log_in(client, "anna@exempel.example")
    assert not is_in(client)
    log_in(client, "anna")
    assert is_in(client)


def test_a_closed_log_in_says_so_only_to_its_owner(client, anna):
    anna.is_active = False
    anna.save()
    assert "fel" in log_in(client, "anna", "fel").content.decode()
    assert log_in(client, "anna").headers["Location"] == "/logga-in/stangd/"
    assert not is_in(client)


@pytest.mark.parametrize("onwards, ends", [
    ("/program/", "/program/"),
    ("//ond.example/", "/"),
    ("https://ond.example/", "/"),
    ("/\\ond.example", "/"),
    ("javascript:alert(1)", "/"),
    ("http://testserver@ond.example/", "/"),
    ("https:///ond.example", "/"),
    ("\thttps://ond.example", "/"),
])  # fmt: skip
def test_one_goes_on_inside_the_service_only(client, anna, onwards, ends):
    answer = client.post(DOOR, {"username": "anna", "password": PASSWORD, "next": onwards})
    assert answer.headers["Location"] == ends


def test_a_session_is_new_at_log_in_and_dead_after_log_out(client, anna):
    client.get(DOOR)
    session = client.session
    session["x"] = 1
    session.save()
    before = client.session.session_key
    log_in(client, "anna")
    key = client.session.session_key
    assert key != before
    thief = Client()
    thief.cookies["sessionid"] = key
    assert is_in(thief)
    assert client.post("/logga-ut/").status_code == 302
    assert not is_in(thief)
    assert client.get("/logga-ut/").status_code == 405


@pytest.mark.parametrize("minutes, steps, stays", [(59, 1, True), (61, 1, False), (50, 14, True), (50, 15, False)])
def test_a_session_ends_an_hour_after_the_last_page_and_twelve_hours_after_log_in(client, anna, time_machine_at, minutes, steps, stays):
    log_in(client, "anna")
    for step in range(1, steps + 1):
        with time_machine_at(time.time() + step * minutes * 60):
            here = is_in(client)
    assert here == stays


@pytest.fixture
def time_machine_at():
    import time_machine

    return lambda moment: time_machine.travel(moment, tick=False)


def test_sign_up_and_what_else_the_library_offers_do_not_exist(client, anna):
    from django.urls import get_resolver

    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    for name in ("account_signup", "account_email", "account_set_password", "socialaccount_signup", "socialaccount_connections"):
        assert name not in names
    for path in ("signup", "registrera", "email", "password/set", "3rdparty", "login/code"):
        assert client.get(f"/logga-in/{path}/").status_code in {302, 404}


# Trying


@pytest.mark.parametrize("spoofed", [False, True])
def test_of_a_thousand_tries_at_one_account_ten_reach_the_hasher(client, anna, hashed, spoofed):
    del hashed[:]
    for number in range(1_000 if spoofed else 50):
        headers = {"x-forwarded-for": f"10.{number % 250}.{number // 250}.7"} if spoofed else {}
        # From another address each time, and written in another way: it is the same account.
        log_in(
            client,
            ["anna", "ANNA", "anna@exempel.example"][number % 3],
            f"gissning {number}",
            headers=headers,
            REMOTE_ADDR=f"10.0.{number // 250}.{number % 250}",
        )
    assert len(hashed) == 10
    assert "För många försök" in log_in(client, "anna", REMOTE_ADDR="10.9.9.9").content.decode()
    assert not is_in(client)


def test_of_many_tries_from_one_address_ten_reach_the_hasher(client, anna, hashed):
    del hashed[:]
    for number in range(100):
        log_in(client, f"nagon{number}", "gissning", headers={"x-forwarded-for": f"10.0.0.{number}"})
    assert len(hashed) == 10


def test_behind_a_proxy_of_ours_the_address_is_what_the_proxy_saw(client, anna, hashed, settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    del hashed[:]
    for number in range(30):
        # What the browser says itself stands first; the proxy adds what it saw.
        log_in(client, f"nagon{number}", "gissning", headers={"x-forwarded-for": f"6.6.6.{number}, 192.0.2.7"})
    assert len(hashed) == 10
    log_in(client, "anna", headers={"x-forwarded-for": "6.6.6.6, 192.0.2.8"})
    assert is_in(client)


def test_right_passwords_are_not_counted(anna):
    for _time in range(25):
        client = Client()
        log_in(client, "anna")
        assert is_in(client)


def test_an_unlocked_computer_is_no_way_to_guess(client, anna, hashed):
    client.force_login(anna)
    del hashed[:]
    for number in range(30):
        client.post("/losenord/", {"old": f"gissning {number}", "new": "ett alldeles nytt lösenord"})
    assert len(hashed) == 10


def test_an_unknown_name_costs_as_much_as_a_known_one(client, anna, hashed):
    UserFactory(username="utan", email="utan@exempel.example").set_unusable_password()
    for name in ("anna", "ingen", "utan", "ingen@exempel.example"):
        del hashed[:]
        log_in(client, name, "fel")
        assert len(hashed) == 1, name


# A new password by letter


def ask(client, email):
    return client.post("/losenord/glomt/", {"email": email})


def link_in_letter():
    runner.run_once()
    return re.search(r"http://localhost:8000(\S+)", sent.outbox[-1].body).group(1)


def test_a_new_password_by_letter(client, anna):
    assert ask(client, "ANNA@exempel.example").headers["Location"] == "/losenord/glomt/skickat/"
    link = link_in_letter()
    assert sent.outbox[-1].to == ["anna@exempel.example"]
    assert Mail.objects.get().text == ""  # the link is not kept
    page = client.get(link, follow=True)
    assert link.rsplit("-", 1)[-1] not in page.request["PATH_INFO"]  # nor left in the address
    answer = client.post(page.request["PATH_INFO"], {"password1": "ett alldeles nytt lösenord"})
    assert answer.headers["Location"] == "/losenord/nytt/klart/"
    log_in(client, "anna", "ett alldeles nytt lösenord")
    assert is_in(client)
    assert "fungerar inte längre" in Client().get(link, follow=True).content.decode()  # once
    runner.run_once()
    assert "Lösenordet byttes" in sent.outbox[-1].body


def test_a_link_is_for_an_hour(client, anna, time_machine_at):
    ask(client, anna.email)
    link = link_in_letter()
    with time_machine_at(time.time() + 3_700):
        assert "fungerar inte längre" in client.get(link, follow=True).content.decode()


def test_the_link_is_ours_whatever_the_browser_calls_us(client, anna, settings):
    settings.BASE_URL = "https://fardplan.exempel.example"
    client.post("/losenord/glomt/", {"email": anna.email}, headers={"host": "localhost", "x-forwarded-host": "ond.example"})
    runner.run_once()
    assert "https://fardplan.exempel.example/losenord/nytt/" in sent.outbox[-1].body
    assert "ond.example" not in sent.outbox[-1].body


def test_an_unknown_address_gets_the_same_answer_and_no_letter(client, anna):
    closed = UserFactory(username="stangd", email="stangd@exempel.example", is_active=False)
    through = UserFactory(username="via", email="via@exempel.example")
    through.set_unusable_password()
    through.save()
    pages = {ask(client, email).headers["Location"] for email in (anna.email, closed.email, through.email, "ingen@exempel.example")}
    assert pages == {"/losenord/glomt/skickat/"}
    assert [letter.user for letter in Mail.objects.all()] == [anna]


@pytest.mark.parametrize("link", ["/losenord/nytt/1-abc/", "/losenord/nytt/zzzzzzzzzzzz-set-password/", "/losenord/nytt/1-set-password/"])
def test_a_made_up_link_opens_nothing(client, db, link):
    assert "fungerar inte längre" in client.get(link, follow=True).content.decode()


# Without local log-in


def test_where_a_provider_is_the_only_way_passwords_open_nothing(client, anna, settings, caplog):
    settings.LOCAL_LOGIN = False
    log_in(client, "anna")
    assert not is_in(client)
    assert 'name="password"' not in client.get(DOOR).content.decode()
    settings.BREAK_GLASS = frozenset({"anna"})
    assert 'name="password"' not in client.get(DOOR).content.decode()
    assert 'name="password"' in client.get(f"{DOOR}?reserv=1").content.decode()
    log_in(client, "anna")
    assert is_in(client)
    assert f"break-glass log-in by user {anna.pk}" in caplog.text


def test_over_tls_the_cookies_keep_to_this_host(monkeypatch):
    import subprocess
    import sys

    code = "from fardplan.config import settings as s; print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.SESSION_COOKIE_SECURE, s.SESSION_COOKIE_HTTPONLY, s.SESSION_COOKIE_SAMESITE)"
    monkeypatch.setenv("FARDPLAN_HTTPS", "1")
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.split() == ["__Host-session", "__Host-csrf", "True", "True", "Lax"]


@pytest.mark.parametrize("forwarded", ["", "6.6.6.6", "x" * 1_000, "6.6.6.6,", "\u00e5"])
def test_a_header_of_fewer_hops_than_ours_is_not_believed(client, anna, settings, forwarded):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 3
    log_in(client, "anna", headers={"x-forwarded-for": forwarded} if forwarded else {})
    assert is_in(client)


def test_behind_tls_a_proxy_that_is_not_counted_is_said_at_start(settings):
    from fardplan.config.checks import the_proxy_is_counted

    settings.HTTPS = True
    assert [found.id for found in the_proxy_is_counted(None)] == ["fardplan.W001"]
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    assert the_proxy_is_counted(None) == []
