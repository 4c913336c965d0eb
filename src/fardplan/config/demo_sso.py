"""An identity provider of the demonstration's own: a process on loopback where one chooses who to be. Never for anything else."""

import importlib.util
import json
import os
import subprocess
import sys
import time
from urllib.request import urlopen

import click
import yaml
from django.conf import settings
from django.utils.translation import gettext as _

from fardplan.config.oidc import providers_from
from fardplan.parties.models import Party, Programme

#: sub, name, groups. The last one is known to the provider and to nobody here.
PEOPLE = (
    ("samordnare", "Demo samordnare genom organisationen", ["samordnare"]),
    ("lasare", "Demo läsare genom organisationen", ["lasare"]),
    ("okand", "Demo okänd", []),
)


def start(port):
    """Start the provider and point the settings at it. Returns its process."""
    if importlib.util.find_spec("oidc_provider_mock") is None:
        raise click.ClickException(_("The identity provider is not installed: ./dev setup does it."))
    process = run_provider(port, [{"sub": sub, "name": name, "groups": groups} for sub, name, groups in PEOPLE])
    file = settings.HOME / "oidc-demo.yaml"
    file.write_text(yaml.safe_dump({"providers": [provider(port)]}, allow_unicode=True), encoding="utf-8")
    # For the server's own processes, which read the settings anew, and for this one.
    os.environ["FARDPLAN_OIDC"] = str(file)
    settings.OIDC_PROVIDERS = providers_from(str(file))
    return process


def run_provider(port, people):
    """The provider's process, answering; `people` are their claims. Raises ClickException when it does not come up."""
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port), "--host", "127.0.0.1"]
    for person in people:
        command += ["--user-claims", json.dumps(person)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  our own command
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urlopen(f"{issuer(port)}/.well-known/openid-configuration", timeout=2):  # noqa: S310  our own loopback address
                return process
        except OSError:
            time.sleep(0.2)
    process.kill()
    raise click.ClickException(_("The identity provider did not start. Is the port taken?"))


def issuer(port):
    return f"http://127.0.0.1:{port}"


def provider(port):
    """The provider as a row of the settings file: two groups, each with a role in every programme."""
    roles = []
    for programme in Programme.objects.order_by("slug"):
        party = Party.objects.filter(programme=programme).in_order().first()
        if party is not None:
            roles.append({"when": {"groups": "samordnare"}, "programme": programme.slug, "role": "coordinator", "party": party.slug})
        roles.append({"when": {"groups": "lasare"}, "programme": programme.slug, "role": "reader"})
    return {"id": "demo", "name": "Demolänet", "issuer": issuer(port), "client_id": "fardplan", "secret": "demo", "roles": roles}


def words(port):
    return {"url": issuer(port), "names": ", ".join(sub for sub, _name, _groups in PEOPLE)}
