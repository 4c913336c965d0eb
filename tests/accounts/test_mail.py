"""The outbox: a letter goes out once, whatever becomes of the one who sends it."""

import datetime
import smtplib
import time

import pytest
from django.core import mail as sent
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fardplan.accounts import mail
from fardplan.accounts import runner as job_runner
from fardplan.accounts.mail import BACK_OFF, LEASE, send_later
from fardplan.accounts.models import Mail
from fardplan.config.letters import mail_from
from tests.factories import UserFactory


@pytest.fixture
def anna(db):
    return UserFactory(username="anna", email="anna@exempel.example")


def later(**ago):
    return timezone.now() + datetime.timedelta(**ago)


def test_a_letter_goes_out_once(anna):
    send_later(anna, "Dags att svara", "Sista dag är i morgon.")
    job_runner.run_once()
    job_runner.run_once()
    assert [(letter.subject, letter.to) for letter in sent.outbox] == [("Dags att svara", ["anna@exempel.example"])]
    letter = Mail.objects.get()
    assert (letter.state, letter.tries, letter.text) == ("sent", 1, "Sista dag är i morgon.")


def test_a_key_that_is_sent_is_never_sent_again(anna):
    first = send_later(anna, "Ett", "Text", key="svar:17:2026-11-22")
    job_runner.run_once()
    assert send_later(anna, "Ett igen", "Text", key="svar:17:2026-11-22").pk == first.pk
    job_runner.run_once()
    assert [letter.subject for letter in sent.outbox] == ["Ett"]


def test_what_is_rolled_back_is_not_told(anna):
    with transaction.atomic():
        send_later(anna, "Ändrat", "Text")
        transaction.set_rollback(True)
    job_runner.run_once()
    assert (sent.outbox, Mail.objects.count(), DBTaskResult.objects.filter(status="READY").count()) == ([], 0, 0)


def test_a_subject_is_one_line(anna):
    assert send_later(anna, "Hej\r\nBcc: annan@exempel.example", "Text").subject == "Hej Bcc: annan@exempel.example"
    job_runner.run_once()
    assert sent.outbox[0].recipients() == ["anna@exempel.example"]


def test_a_secret_is_forgotten_when_it_is_sent(anna):
    send_later(anna, "Länk", "https://…/hemlig", secret=True)
    job_runner.run_once()
    assert sent.outbox[0].body == "https://…/hemlig"
    assert Mail.objects.get().text == ""


@pytest.mark.parametrize("to", [{"email": ""}, {"email": "x@exempel.example", "is_active": False}])
def test_nobody_to_send_to_is_given_up_with_a_reason(db, to):
    send_later(UserFactory(**to), "Hej", "Text")
    job_runner.run_once()
    assert Mail.objects.values_list("state", "reason").get() == ("given_up", "there is no address to send to")


def test_a_server_that_does_not_answer_is_tried_again_less_and_less_often(anna, monkeypatch):
    def down(message):
        raise smtplib.SMTPServerDisconnected("stängt")

    monkeypatch.setattr(mail, "_send", down)
    letter = send_later(anna, "Hej", "Text")
    job_runner.run_once()
    waits = []
    for _try in BACK_OFF:
        letter.refresh_from_db()
        assert letter.state == "waiting"
        waits.append(round((letter.due_at - timezone.now()).total_seconds() / 60))
        assert mail.deliver.call(letter.pk) == "elsewhere"  # not its time
        Mail.objects.update(due_at=timezone.now())
        mail.deliver_what_is_due()
    letter.refresh_from_db()
    assert waits == list(BACK_OFF)
    assert (letter.state, letter.tries, letter.reason) == ("given_up", len(BACK_OFF) + 1, "stängt")
    assert sent.outbox == []


def test_a_letter_whose_sender_died_goes_out_after_a_while(anna):
    letter = send_later(anna, "Hej", "Text")
    assert mail._claim(letter.pk, timezone.now()) is not None
    assert mail.deliver.call(letter.pk) == "elsewhere"
    Mail.objects.update(due_at=later(seconds=-1))  # LEASE has passed
    mail.deliver_what_is_due()
    assert len(sent.outbox) == 1
    assert LEASE >= datetime.timedelta(minutes=1)


def test_a_link_begins_as_the_setting_says(settings):
    settings.BASE_URL = "https://fardplan.exempel.example"
    assert mail.link("/program/") == "https://fardplan.exempel.example/program/"


@pytest.mark.parametrize("way, expected", [
    ("file", {"EMAIL_BACKEND": "fardplan.accounts.mail_files.Backend"}),
    ("console", {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}),
    ("smtp://ann:a%40b@post.example", {"EMAIL_HOST": "post.example", "EMAIL_PORT": 587, "EMAIL_HOST_PASSWORD": "a@b", "EMAIL_USE_TLS": True}),
    ("smtps://post.example:4650", {"EMAIL_PORT": 4650, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": True}),
    ("smtp+plain://localhost", {"EMAIL_PORT": 25, "EMAIL_USE_TLS": False, "EMAIL_USE_SSL": False}),
])  # fmt: skip
def test_how_letters_go_out(way, expected):
    found = mail_from(way)
    assert {key: found[key] for key in expected} == expected


def test_another_way_is_refused():
    with pytest.raises(ValueError, match="FARDPLAN_MAIL"):
        mail_from("sendmail")


def wait_until(true, seconds=90):
    deadline = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.1)


@pytest.mark.timeout(300)
def test_two_runners_send_each_of_fifty_letters_once(runner, tmp_path):
    to = UserFactory(email="anna@exempel.example")
    for number in range(50):
        send_later(to, f"Brev {number}", "Text", key=f"brev:{number}")
    for process in [runner("--once"), runner("--once")]:
        assert process.wait(timeout=200) == 0, process.stdout.read().decode()
    assert len(list((tmp_path / "mail").glob("*.eml"))) == 50
    assert set(Mail.objects.values_list("state", "tries")) == {("sent", 1)}


@pytest.mark.timeout(300)
def test_a_runner_that_is_killed_loses_no_letter(runner, tmp_path):
    to = UserFactory(email="anna@exempel.example")
    for number in range(50):
        send_later(to, f"Brev {number}", "Text", key=f"brev:{number}")
    first = runner()
    wait_until(lambda: Mail.objects.filter(state="sent").count() >= 5)
    first.kill()  # SIGKILL: nothing is tidied up
    first.wait()
    assert Mail.objects.exclude(state="sent").exists(), "it was killed too late to prove anything"
    # Time passes: what it had in its hands is free again.
    Mail.objects.filter(state="sending").update(due_at=later(seconds=-1))
    DBTaskResult.objects.filter(status="RUNNING").update(started_at=later(hours=-1))
    assert runner("--once").wait(timeout=200) == 0
    mail.deliver_what_is_due()
    assert set(Mail.objects.values_list("state", flat=True)) == {"sent"}
    files = len(list((tmp_path / "mail").glob("*.eml"))) + len(sent.outbox)
    assert 50 <= files <= 51  # the one in its hands may go out anew, under the same Message-ID
