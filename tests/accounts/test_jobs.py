"""Periodic jobs: each turn once across nodes, and one that failed or was killed is taken up again."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from fardplan.accounts import jobs, mail, runner
from fardplan.accounts.jobs import MOST_TRIES, every, run_due
from fardplan.accounts.models import Turn

STOCKHOLM = ZoneInfo("Europe/Stockholm")


def local(text):
    return datetime.datetime.fromisoformat(text).replace(tzinfo=STOCKHOLM)


@pytest.fixture(autouse=True)
def empty_registry(monkeypatch):
    monkeypatch.setattr(jobs, "REGISTRY", {})


@pytest.fixture
def daily(db):
    done = []
    every(at="06:00", name="daily")(lambda *, day: done.append(day))
    return done


@pytest.mark.parametrize("moments, days", [
    (["2026-11-22 05:59"], []),
    (["2026-11-22 06:00", "2026-11-22 06:01", "2026-11-22 23:59"], [22]),
    (["2026-11-22 14:00"], [22]),  # the node was down at six
    (["2026-11-22 23:30", "2026-11-23 00:30", "2026-11-23 06:30"], [22, 23]),
    (["2026-10-25 02:30", "2026-10-25 06:30", "2026-10-25 07:00"], [25]),  # the hour that comes twice
    (["2026-03-29 06:30", "2026-03-29 05:30", "2026-03-29 07:30"], [29]),  # the clock goes back
])  # fmt: skip
def test_once_a_day_at_a_local_time(daily, moments, days):
    for moment in moments:
        run_due(local(moment))
    assert [day.day for day in daily] == days


def test_each_ten_minutes(db):
    done = []
    every(minutes=10, name="often")(lambda *, at: done.append(f"{at:%H:%M}"))
    for minute in (0, 1, 9, 10, 19, 20):
        run_due(datetime.datetime(2026, 11, 22, 12, minute, tzinfo=datetime.UTC))
    assert done == ["12:00", "12:10", "12:20"]


def test_another_node_that_holds_the_turn_does_it_alone(daily):
    now = local("2026-11-22 06:00")
    Turn.objects.create(name="daily", slot="2026-11-22", holder="annan", held_until_at=now + datetime.timedelta(minutes=30))
    assert run_due(now) == []
    assert daily == []
    assert run_due(now + datetime.timedelta(minutes=31)) == ["daily"]  # it was killed
    assert len(daily) == 1


def test_a_job_that_fails_is_tried_again_and_then_left(db):
    tries = []

    def fails(*, day):
        tries.append(day)
        raise RuntimeError("gick inte")

    every(at="06:00", name="fails")(fails)
    every(at="06:00", name="other")(lambda *, day: None)
    assert run_due(local("2026-11-22 06:00")) == ["other"]
    for minute in range(1, 9):
        run_due(local(f"2026-11-22 06:0{minute}"))
    assert len(tries) == MOST_TRIES
    assert "gick inte" in Turn.objects.get(name="fails").fault


@pytest.mark.parametrize("when", [{}, {"at": "06:00", "minutes": 5}])
def test_a_job_says_when(when):
    with pytest.raises(ValueError, match="one of them"):
        every(name="x", **when)


def test_two_jobs_of_one_name_are_refused():
    every(minutes=1, name="x")(lambda: None)
    with pytest.raises(ValueError, match="two jobs"):
        every(minutes=1, name="x")(test_a_job_says_when)


def test_the_job_of_a_killed_runner_is_queued_anew_and_at_last_has_failed(db):
    """django-tasks-db leaves it RUNNING for ever."""
    mail.deliver.enqueue(0)
    job = DBTaskResult.objects.get()
    for number in range(1, 4):
        job.refresh_from_db()
        job.claim(f"runner-{number}")
        assert runner.reap() == 0  # it may still be at work
        DBTaskResult.objects.update(started_at=timezone.now() - datetime.timedelta(hours=1))
        assert runner.reap() == 1
        job.refresh_from_db()
        assert job.status == ("READY" if number < 3 else "FAILED")


def test_old_turns_are_forgotten(db):
    long_ago = timezone.now() - datetime.timedelta(days=90)
    for number, moment in enumerate([long_ago, timezone.now()]):
        Turn.objects.create(name="x", slot=str(number), holder="h", held_until_at=moment)
    jobs.tidy(day=None)
    assert [turn.slot for turn in Turn.objects.all()] == ["1"]
