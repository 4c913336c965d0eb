"""`fardplan serve`: migrate, gather static files, answer."""

import os
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command
from django.utils.translation import gettext as _

from fardplan.config.jobs import Keeper

#: Seconds from the signal to stop until a worker that has not stopped by itself is ended.
STOP_WITHIN = 20


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--jobs/--no-jobs", default=True, show_default=True, help="Send letters and do other jobs as well.")
def serve(host, port, workers, jobs):
    """Serve the register at http://HOST:PORT/ until stopped."""
    prepare()
    click.echo(_("Serving at %(url)s") % {"url": f"http://{host}:{port}/"})
    run(host, port, workers, jobs=jobs)


def prepare():
    """The database has its tables and the static files lie where the server looks."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    Path(settings.STATIC_ROOT).mkdir(parents=True, exist_ok=True)
    call_command("collectstatic", verbosity=0, interactive=False)


def run(host, port, workers, *, jobs=True):
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    os.environ["FARDPLAN_HOME"] = str(settings.HOME)
    keeper = Keeper().start() if jobs else None
    # A worker that dies is replaced: without this the whole server would stop with it.
    server = Granian(
        "fardplan.config.wsgi:application",
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=4,
        respawn_failed_workers=True,
        # A worker finishes the answers it is writing, but a connection that a browser keeps open does not hold the stop up.
        workers_kill_timeout=STOP_WITHIN,
        log_level=LogLevels.warning,
    )
    try:
        server.serve()
    finally:
        if keeper:
            keeper.stop()
