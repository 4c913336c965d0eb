"""The job runner: periodic jobs, queued jobs, and the jobs of runners that were killed. Needs no broker: the database is the queue.

`fardplan serve` starts one as a child and starts it again when it dies; `fardplan jobs run` is the same by itself.
"""

import datetime
import logging
import signal
import time

from django.db import DatabaseError, close_old_connections
from django.utils import timezone
from django.utils.module_loading import autodiscover_modules
from django_tasks import DEFAULT_TASK_BACKEND_ALIAS, TaskResultStatus
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from fardplan.accounts import jobs

logger = logging.getLogger("fardplan.jobs")

#: Seconds between looks when there is nothing to do.
PAUSE = 1
#: A queued job that has run for this long belongs to a runner that was killed: the library would leave it RUNNING for ever.
LONGEST = datetime.timedelta(minutes=15)
MOST_TRIES = 3


def discover():
    """Read every room's `jobs.py` and `mail.py`, so that the registry knows their jobs."""
    autodiscover_modules("jobs", "mail")


def run_once(now=None):
    """Do everything that is due, then return: for tests, and for those who rather let cron run it."""
    discover()
    jobs.run_due(now)
    work_off()


def run_for_ever():
    """Until SIGTERM or Ctrl-C. What is being done is finished first."""
    discover()
    stopped = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.append(True))
    while not stopped:
        close_old_connections()
        try:
            jobs.run_due()
            did_something = work_off(most=50, go_on=lambda: not stopped)
        except DatabaseError:
            # The database is restarted or moved: wait for it.
            logger.exception("the job runner could not reach the database")
            did_something = False
            close_old_connections()
            time.sleep(5 * PAUSE)
        if not did_something and not stopped:
            time.sleep(PAUSE)


def work_off(most=None, go_on=lambda: True):
    """Do queued jobs, at most `most`. Returns how many."""
    reap()
    done = 0
    while go_on() and (most is None or done < most) and (job := _claim()):
        _worker().run_task(job)
        done += 1
    return done


def _claim():
    """The next job that is ready, marked as ours; None when there is none."""
    ready = DBTaskResult.objects.ready()
    if not ready.exists():  # asked first without the lock: nobody waits for an idle runner
        return None
    with exclusive_transaction():
        job = ready.get_locked()
        if job is not None:
            job.claim(jobs.holder()[:64])
    return job


def _worker():
    """The library's worker, for how it runs one job. Its own loop cannot be told to stop between two, nor to look at the clock."""
    return Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name=DEFAULT_TASK_BACKEND_ALIAS,
        startup_delay=False,
        max_tasks=1,
        worker_id=jobs.holder()[:64],
        excluded_queue_names=[],
    )


@jobs.every(minutes=1, name="reaper")
def reap_killed(*, at):
    reap()


def reap(now=None):
    """Queue jobs anew whose runner was killed; after three such ends a job has failed. Returns how many were found."""
    found = list(DBTaskResult.objects.running().filter(started_at__lt=(now or timezone.now()) - LONGEST))
    for job in found:
        mine = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
        if len(job.worker_ids) < MOST_TRIES:
            mine.update(status=TaskResultStatus.READY, started_at=None)
        else:
            logger.error("job %s was cut off %s times", job.pk, len(job.worker_ids))
            mine.update(
                status=TaskResultStatus.FAILED,
                finished_at=timezone.now(),
                exception_class_path="builtins.TimeoutError",
                traceback="The runner was killed.",
            )
    return len(found)
