"""`fardplan demo`: the example programmes, loaded, with a log-in for each role, served."""

import os
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import urlopen

import click
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts import services as accounts
from fardplan.accounts.models import User
from fardplan.accounts.permissions import PARTY_ROLES, Role
from fardplan.config import demo_database, demo_sso, serve
from fardplan.config.walk import walk
from fardplan.governance import services as governance
from fardplan.governance.models import Forum, ForumMember
from fardplan.imports.loader import load
from fardplan.imports.problems import Refused
from fardplan.parties import services as parties
from fardplan.parties.models import Party, Programme, Unit
from fardplan.portfolio import services as portfolio
from fardplan.portfolio.models import Initiative
from fardplan.reminders import counting

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
#: More people around one table: user name, name shown, role, and which of the parties in order (None: the programme's own).
COMPANY = (
    ("forandringsledare", "Demo förändringsledare", Role.CHANGE_LEADER, None),
    ("samordnare2", "Demo samordnare, andra parten", Role.COORDINATOR, 1),
    ("samordnare3", "Demo samordnare, tredje parten", Role.COORDINATOR, 2),
    ("lokalgrupp", "Demo medlem i lokal grupp", Role.LOCAL_GROUP, 0),
    ("svarande", "Demo svarande för enhet", Role.RESPONDENT, 0),
)


@click.command("demo")
@click.option("--check", is_flag=True, help="Start, walk the main pages as every role, and stop.")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--examples", default=EXAMPLES, type=click.Path(path_type=Path), help="Folder with one folder per programme.")
@click.option("--sso", is_flag=True, help="Start an identity provider as well, and log in through it.")
@click.option("--sso-port", default=9400, show_default=True, type=click.IntRange(1, 65535))
@click.option("--kolada", is_flag=True, help="Start a server that answers as Kolada does, to try fetching without the network.")
@click.option("--kolada-port", default=8765, show_default=True, type=click.IntRange(1, 65535))
def demo(check, host, port, examples, sso, sso_port, kolada, kolada_port):
    """Load the example programmes and serve them, with log-ins for six roles."""
    demo_database.prepare()
    with demo_database.spoken():
        load_examples(examples)
    url = f"http://{host}:{port}/"
    os.environ["FARDPLAN_URL"] = settings.BASE_URL = url.rstrip("/")
    provider = demo_sso.start(sso_port) if sso else None
    if check:
        raise SystemExit(check_served(host, port))
    answering = start_kolada(kolada_port) if kolada else None
    click.echo("")
    for username, name, role, *_place in (*CAST, *COMPANY):
        click.echo(f"  {username:<17} {PASSWORD}   {role.label} ({name})")
    click.echo("")
    click.echo(_("Letters land in %(folder)s.") % {"folder": settings.MAIL_FOLDER})
    if provider:
        click.echo(_("Or through the identity provider at %(url)s, as one of: %(names)s") % demo_sso.words(sso_port))
    if answering:
        click.echo(_("Figures can be fetched from a server on this machine, in another window:"))
        click.echo(f"  fardplan kolada catalogue --base-url {kolada_address(kolada_port)}")
        click.echo(f"  fardplan kolada sync --kpi U79133 --base-url {kolada_address(kolada_port)}")
    click.echo(_("Open %(url)s and log in with one of the names above. Stop with Ctrl-C.") % {"url": url})
    try:
        serve.run(host, port, workers=2)
    finally:
        for process in filter(None, (provider, answering)):
            process.terminate()


def load_examples(examples):
    """Each folder of `examples` as a programme with its log-ins. Says which row is wrong and stops where one is."""
    for folder in sorted(path for path in examples.iterdir() if path.is_dir()):
        try:
            outcome = load(folder)
        except Refused as refused:
            click.echo(str(refused), err=True)
            raise SystemExit(1) from refused
        set_the_cast(Programme.objects.get(slug=outcome.programme))
        click.echo(_("Loaded %(folder)s: %(n)s rows") % {"folder": folder.name, "n": sum(outcome.read.values())})
    for user in User.objects.filter(is_active=True):
        counting.count(user, today=timezone.localdate())


def kolada_address(port):
    return f"http://127.0.0.1:{port}/v3"


def start_kolada(port):
    """The tests' server with the figures of the example county's extract. Returns its process, answering. Raises ClickException."""
    command = [sys.executable, "-m", "tests.kolada_server", "--extract", "--port", str(port)]
    process = subprocess.Popen(command, cwd=EXAMPLES.parent, stdout=subprocess.DEVNULL)  # noqa: S603  our own command
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{kolada_address(port)}/kpi_groups", timeout=2):  # noqa: S310  our own loopback address
                return process
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise click.ClickException(_("The server that answers as Kolada did not start. Is the port taken?"))


def set_the_cast(programme):
    """One user per role, members of `programme`; the coordinator for its first party, the leader for its first initiative."""
    in_order = list(Party.objects.filter(programme=programme).in_order())
    party = in_order[0] if in_order else None
    for username, name, role in CAST:
        user = get_or_add(username, name)
        parties.put_membership(by="demo", user=user, programme=programme, role=role, party=party if role in PARTY_ROLES else None)
        if role == Role.INITIATIVE_LEADER:
            led = Initiative.objects.filter(programme=programme).order_by("slug").first()
            if led is not None and led.leader_id is None:
                portfolio.edit_initiative(led, by="demo", leader=user)
        if role == Role.STEERING and party is not None:
            seat_in_the_steering_group(programme, user, party)
    for username, name, role, place in COMPANY:
        if place is None or place < len(in_order):
            party = None if place is None else in_order[place]
            unit = Unit.objects.filter(organisation=party.organisation_id).order_by("slug").first() if role == Role.RESPONDENT else None
            parties.put_membership(by="demo", user=get_or_add(username, name), programme=programme, role=role, party=party, unit=unit)


def seat_in_the_steering_group(programme, user, party):
    """The steering member sits in the steering forum, so that a pack has somebody to be sent to."""
    forum = Forum.objects.filter(programme=programme, function=Forum.Function.STEERING).order_by("slug").first()
    if forum is not None and not ForumMember.objects.filter(forum=forum, user=user).exists():
        governance.add_forum_member(by="demo", programme=programme, slug="demo-styrgrupp", forum=forum, user=user, party=party)


def get_or_add(username, name):
    held = User.objects.filter(username=username).first()
    return held or accounts.add_user(by="demo", username=username, display_name=name, password=PASSWORD)


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
