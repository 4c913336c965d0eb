"""Periodic jobs: a room says in its `jobs.py` what is to be done and how often; `fardplan serve` sees to it.

    @every(at="06:00", name="reminders")
    def remind(*, day):            # the local day whose turn it is; once per day, however many nodes there are
        …

    @every(minutes=10, name="tidy")
    def tidy(*, at):               # the moment the turn began
        …

A turn is taken by making its row: the database lets one node do it. Missed turns of a day are taken later that day, earlier days
are not made up for. A turn whose node was killed is taken over by another, so a job does its work in steps that can be repeated.
"""

import datetime
import logging
import os
import socket
from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from fardplan.accounts.models import Turn

logger = logging.getLogger("fardplan.jobs")

#: A turn that fails or is cut off is tried this many times in all.
MOST_TRIES = 3
#: Turns are kept for a while, so that somebody can see what was done.
KEPT = datetime.timedelta(days=60)


@dataclass(frozen=True)
class Job:
    name: str
    do: Callable
    at: datetime.time | None
    minutes: int | None
    lease: datetime.timedelta

    def slot(self, now):
        """The turn that `now` (aware) stands in: its name and what `do` is told; None before the day's hour."""
        local = timezone.localtime(now)
        if self.at is not None:
            return (local.date().isoformat(), {"day": local.date()}) if local.time() >= self.at else None
        began = datetime.datetime.fromtimestamp(now.timestamp() // (self.minutes * 60) * self.minutes * 60, datetime.UTC)
        return f"{began:%Y-%m-%d %H:%MZ}", {"at": began}


REGISTRY: dict[str, Job] = {}


def every(*, name, at="", minutes=None, takes_minutes=30):
    """Register a job: daily `at` a local time ("06:00"), or each `minutes` (counted in UTC, so no hour is skipped or doubled).

    `takes_minutes` is how long it may take before its node is thought dead and another takes the turn.
    """
    if bool(at) == bool(minutes):
        raise ValueError("say at= or minutes=, one of them")

    def register(do):
        time = datetime.time.fromisoformat(at) if at else None
        if name in REGISTRY and REGISTRY[name].do.__qualname__ != do.__qualname__:
            raise ValueError(f"two jobs are called {name}")
        REGISTRY[name] = Job(name, do, time, minutes, datetime.timedelta(minutes=takes_minutes))
        return do

    return register


def holder():
    """This process, in words for whoever looks."""
    return f"{socket.gethostname()[:60]}:{os.getpid()}"


def run_due(now=None):
    """Take every turn that is due and that nobody has taken. Returns the names of the jobs that were done."""
    now = now or timezone.now()
    return [job.name for job in list(REGISTRY.values()) if run(job, now)]


def run(job, now):
    """Take `job`'s turn at `now`, if it is due and free. Returns whether it was done here, and well."""
    slot = job.slot(now)
    if slot is None:
        return False
    turn = _take(job, slot[0], now)
    if turn is None:
        return False
    fault = ""
    try:
        job.do(**slot[1])
    except Exception as error:
        # One job's fault stops neither the runner nor the other jobs.
        logger.exception("job %s failed", job.name)
        fault = f"{type(error).__name__}: {error}"[:200]
    held = Turn.objects.filter(pk=turn.pk, holder=turn.holder, tries=turn.tries)
    # A turn that failed is free again at once: the next look takes it, until it has been tried enough.
    held.update(fault=fault, **({"held_until_at": now} if fault else {"done_at": timezone.now()}))
    return not fault


def _take(job, slot, now):
    values = {"holder": holder(), "held_until_at": now + job.lease}
    latest = Turn.objects.filter(name=job.name, slot=slot).first()
    if latest is None:
        try:
            with transaction.atomic():
                return Turn.objects.create(name=job.name, slot=slot, **values)
        except IntegrityError:
            return None  # another node was first
    if latest.done_at or latest.held_until_at > now or latest.tries >= MOST_TRIES:
        return None
    values["tries"] = latest.tries + 1
    # One node wins: the number of tries is part of the question.
    if not Turn.objects.filter(pk=latest.pk, tries=latest.tries, done_at__isnull=True).update(**values):
        return None
    latest.refresh_from_db()
    return latest


@every(at="03:30", name="tidy-jobs")
def tidy(*, day):
    """Forget turns and finished jobs that nobody asks about any more."""
    from django_tasks_db.models import DBTaskResult

    before = timezone.now() - KEPT
    Turn.objects.filter(held_until_at__lt=before).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=before).delete()
