"""`fardplan demo`: the example programmes, loaded, with a log-in for each role, served."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import click
from django.conf import settings
from django.utils.translation import gettext as _

from fardplan.accounts import services as accounts
from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.config import serve
from fardplan.config.walk import walk
from fardplan.imports.loader import load
from fardplan.imports.problems import Refused
from fardplan.parties import services as parties
from fardplan.parties.models import Party, Programme
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import Initiative

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
PASSWORD = "visa-exemplet"  # noqa: S105  a demonstration that says its password aloud
#: user name, name shown, role
CAST = (
    ("programledare", "Demo programledare", Role.LEAD),
    ("samordnare", "Demo samordnare", Role.COORDINATOR),
    ("styrgrupp", "Demo styrgruppsledamot", Role.STEERING),
    ("ledare", "Demo ledare av utvecklingsarbete", Role.INITIATIVE_LEADER),
    ("controller", "Demo controller", Role.CONTROLLER),
    ("lasare", "Demo läsare", Role.READER),
)


@click.command("demo")
@click.option("--check", is_flag=True, help="Start, walk the main pages as every role, and stop.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--examples", default=EXAMPLES, type=click.Path(path_type=Path), help="Folder with one folder per programme.")
def demo(check, host, port, examples):
    """Load the example programmes and serve them, with log-ins for six roles."""
    serve.prepare()
    for folder in sorted(path for path in examples.iterdir() if path.is_dir()):
        try:
            outcome = load(folder)
        except Refused as refused:
            click.echo(str(refused), err=True)
            raise SystemExit(1) from refused
        set_the_cast(Programme.objects.get(slug=outcome.programme))
        click.echo(_("Loaded %(folder)s: %(n)s rows") % {"folder": folder.name, "n": sum(outcome.read.values())})
    url = f"http://{host}:{port}/"
    if check:
        raise SystemExit(check_served(host, port))
    click.echo("")
    for username, name, role in CAST:
        click.echo(f"  {username:<14} {PASSWORD}   {role.label} ({name})")
    click.echo("")
    click.echo(_("Open %(url)s and log in with one of the names above. Stop with Ctrl-C.") % {"url": url})
    serve.run(host, port, workers=2)


def set_the_cast(programme):
    """One user per role, members of `programme`; the coordinator for its first party, the leader for its first initiative."""
    party = Party.objects.filter(programme=programme).in_order().first()
    for username, name, role in CAST:
        user = User.objects.filter(username=username).first()
        if user is None:
            user = accounts.add_user(by="demo", username=username, display_name=name, password=PASSWORD)
        parties.put_membership(by="demo", user=user, programme=programme, role=role, party=party if role == Role.COORDINATOR else None)
        if role == Role.INITIATIVE_LEADER:
            led = Initiative.objects.filter(programme=programme).order_by("slug").first()
            if led is not None and led.leader_id is None:
                portfolio.edit_initiative(led, by="demo", leader=user)


def check_served(host, port):
    """Serve in a process of its own, walk the pages over HTTP, stop. Returns the exit code."""
    environment = {**os.environ, "FARDPLAN_HOME": str(settings.HOME)}
    command = [sys.executable, "-m", "fardplan.config.cli", "serve", "--host", host, "--port", str(port), "--workers", "1"]
    server = subprocess.Popen(command, env=environment)  # noqa: S603  our own command
    try:
        _wait(f"http://{host}:{port}/halsa/", server)
        seen, faults = walk(f"http://{host}:{port}", [username for username, _name, _role in CAST], PASSWORD)
    finally:
        server.terminate()
        server.wait(timeout=20)
    for fault in faults:
        click.echo(fault, err=True)
    click.echo(_("%(n)s pages walked, %(faults)s faults") % {"n": seen, "faults": len(faults)})
    return 1 if faults or not seen else 0


def _wait(url, server, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if server.poll() is not None:
            raise click.ClickException(_("The server stopped at once. Is the port taken?"))
        try:
            with urlopen(url, timeout=2) as answer:  # noqa: S310  our own loopback address
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.2)
    raise click.ClickException(_("The server did not answer within %(n)s seconds.") % {"n": seconds})
