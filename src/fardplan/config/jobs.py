"""`fardplan jobs`: the runner by itself, and its keeper for `fardplan serve`."""

import logging
import subprocess
import sys
import threading

import click
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

logger = logging.getLogger("fardplan.jobs")


@click.group("jobs")
def jobs():
    """What is done by itself: letters, reminders, tidying."""


@jobs.command("run")
@click.option("--once", is_flag=True, help="Do what is due, then stop: for cron.")
def run(once):
    """Do jobs until stopped. `fardplan serve` does this already."""
    from fardplan.accounts import runner

    if once:
        runner.run_once()
    else:
        runner.run_for_ever()


@jobs.command("list")
def listing():
    """The periodic jobs and their latest turns."""
    from fardplan.accounts.jobs import REGISTRY
    from fardplan.accounts.models import Turn
    from fardplan.accounts.runner import discover

    discover()
    for job in sorted(REGISTRY.values(), key=lambda job: job.name):
        latest = Turn.objects.filter(name=job.name).order_by("-pk").first()
        often = _("daily at %(time)s") % {"time": f"{job.at:%H.%M}"} if job.at else _("every %(n)s minutes") % {"n": job.minutes}
        state = _("never") if latest is None else latest.fault or (pgettext("job", "done") if latest.done_at else _("under way"))
        click.echo(f"{job.name:<20} {often:<24} {latest.slot if latest else '–':<20} {state}")


class Keeper:
    """Keeps one runner going beside the server: a child process that is started again when it dies."""

    def __init__(self, pause=2):
        self.pause = pause
        self.child = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._keep, daemon=True)

    def start(self):
        self._thread.start()
        return self

    def _keep(self):
        while not self._stopped.is_set():
            # Its own command, so that it shares no connection or thread with the server.
            self.child = subprocess.Popen([sys.executable, "-m", "fardplan.config.cli", "jobs", "run"])
            code = self.child.wait()
            if not self._stopped.is_set():
                logger.warning("the job runner ended (%s) and is started again", code)
                self._stopped.wait(self.pause)

    def stop(self):
        """Ask the runner to finish what it is doing; after half a minute it is ended."""
        self._stopped.set()
        if self.child is not None and self.child.poll() is None:
            self.child.terminate()
            try:
                self.child.wait(timeout=30)
            except subprocess.TimeoutExpired:
                self.child.kill()
