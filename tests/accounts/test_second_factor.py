"""Codes from an app: switched on, asked for, lost and switched off; demanded of some roles."""

import datetime
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client
from django.utils import timezone

from tests.factories import PASSWORD

HOME = "/min-inloggning/"


def code_for(secret):
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def come_in(client, username="alva"):
    return client.post("/logga-in/", {"username": username, "password": PASSWORD})


def switch_on(client):
    """Returns the secret and the spare codes."""
    if client.get(f"{HOME}koder/").status_code == 302:
        again = client.get(f"{HOME}koder/").headers["Location"]
        assert client.post(again, {"password": PASSWORD}).status_code == 302
    page = client.get(f"{HOME}koder/").content.decode()
    assert 'src="data:image/svg+xml;base64,' in page
    secret = re.search(r"<dd class=\"fp-long\">(\w+)</dd>", page).group(1)
    answer = client.post(f"{HOME}koder/", {"code": code_for(secret)})
    assert answer.headers["Location"] == f"{HOME}reservkoder/"
    return secret, re.findall(r"<li>([0-9a-f]{8,})</li>", client.get(f"{HOME}reservkoder/").content.decode())


@pytest.fixture
def on(alva):
    client = Client()
    come_in(client)
    return switch_on(client)


def is_in(client):
    return client.get(HOME).status_code == 200


def test_the_password_alone_opens_nothing_any_more(client, on):
    secret, _codes = on
    answer = come_in(client)
    assert answer.headers["Location"].startswith("/logga-in/kod/")
    assert not is_in(client)
    assert "Koden är fel" in client.post("/logga-in/kod/", {"code": "000000"}).content.decode()
    assert not is_in(client)
    with time_machine.travel(timezone.now() + datetime.timedelta(minutes=1)):
        client.post("/logga-in/kod/", {"code": code_for(secret)})
        assert is_in(client)


def test_a_spare_code_works_once(on):
    _secret, codes = on
    assert len(codes) == 10
    for expected in (True, False):
        client = Client()
        come_in(client)
        client.post("/logga-in/kod/", {"code": codes[0]})
        assert is_in(client) == expected


def test_the_secret_lies_locked_in_the_database(on):
    secret, codes = on
    stored = str([row.data for row in Authenticator.objects.all()])
    assert secret not in stored
    assert not any(code in stored for code in codes)


def test_codes_cannot_be_guessed(client, on):
    come_in(client)
    for number in range(12):
        answer = client.post("/logga-in/kod/", {"code": f"{number:06}"})
    assert "För många försök" in answer.content.decode()


def test_it_is_switched_off_by_somebody_who_shows_who_they_are(client, on, alva):
    client.force_login(alva)
    assert client.get(f"{HOME}koder/av/").headers["Location"].startswith("/logga-in/bekrafta")
    client.post("/logga-in/bekrafta/", {"password": PASSWORD})
    assert client.post(f"{HOME}koder/av/").headers["Location"] == HOME
    assert not Authenticator.objects.exists()


def test_new_spare_codes_replace_the_old(client, on, alva):
    client.force_login(alva)
    client.post("/logga-in/bekrafta/", {"password": PASSWORD})
    assert client.post(f"{HOME}reservkoder/nya/").headers["Location"] == f"{HOME}reservkoder/"
    page = client.get(f"{HOME}reservkoder/").content.decode()
    assert not any(code in page for code in on[1])
    file = client.get(f"{HOME}reservkoder.txt").content.decode()
    assert len(file.split()) == 10


def test_my_log_in_says_what_is_on(client, alva, bo, on):
    client.force_login(alva)
    assert "På sedan" in client.get(HOME).content.decode()
    client.force_login(bo)
    assert "Slå på koder från en app" in client.get(HOME).content.decode()


@pytest.mark.parametrize("days, reaches", [(0, True), (14, True), (15, False)])
def test_roles_that_must_have_it_get_days_of_grace(client, alva, programme, settings, days, reaches):
    settings.SECOND_FACTOR_ROLES = frozenset({"lead", "operator"})
    come_in(Client())  # the first time it is asked for
    with time_machine.travel(timezone.now() + datetime.timedelta(days=days)):
        come_in(client)
        answer = client.get(f"/{programme.slug}/")
        assert (answer.status_code == 200) == reaches
        if reaches:
            assert "Din roll kräver koder från en app" in client.get(HOME).content.decode()
        else:
            assert answer.headers["Location"] == f"{HOME}koder/"
            switch_on(client)
            assert client.get(f"/{programme.slug}/").status_code == 200


def test_other_roles_are_not_asked(client, bo, settings):
    settings.SECOND_FACTOR_ROLES = frozenset({"lead", "operator"})
    come_in(client, "bo")
    assert "kräver" not in client.get(HOME).content.decode()
    bo.refresh_from_db()
    assert bo.second_factor_asked_date is None


def test_who_has_lost_everything_gets_help_from_the_operator(client, on, alva):
    from click.testing import CliRunner

    from fardplan.config.users import user

    answer = CliRunner().invoke(user, ["codes-off", "alva"])
    assert (answer.exit_code, "avslagna" in answer.output) == (0, True)
    come_in(client)
    assert is_in(client)
    assert CliRunner().invoke(user, ["codes-off", "ingen"]).exit_code == 1
