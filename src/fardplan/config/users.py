"""`fardplan user`: the first log-in of an installation, and a new password. The rest is done from the pages."""

import secrets

import click
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.accounts import services
from fardplan.accounts.models import User
from fardplan.accounts.permissions import PARTY_ROLES, Role
from fardplan.parties import members
from fardplan.parties import services as parties
from fardplan.parties.models import Party, Programme


@click.group("user")
def user():
    """Log-ins."""


@user.command("add")
@click.argument("username")
@click.option("--name", default="", help="Name shown on the pages.")
@click.option("--operator", is_flag=True, help="May set up programmes.")
def add(username, name, operator):
    """Make a log-in and print its password once."""
    if User.objects.filter(username=username).exists():
        _stop(_("There is already a log-in called %(name)s.") % {"name": username})
    password = secrets.token_urlsafe(12)
    services.add_user(by="command", username=username, display_name=name or username, password=password, is_operator=operator)
    click.echo(_("Log-in: %(name)s  Password: %(password)s") % {"name": username, "password": password})


@user.command("password")
@click.argument("username")
def password(username):
    """Give a log-in a new password and print it once."""
    found = User.objects.filter(username=username).first()
    if found is None:
        _stop(_("There is no log-in called %(name)s.") % {"name": username})
    new = secrets.token_urlsafe(12)
    services.set_password(found, by="command", password=new)
    click.echo(_("Log-in: %(name)s  Password: %(password)s") % {"name": username, "password": new})


@user.command("close")
@click.argument("username")
def close(username):
    """Close a log-in: its sessions end with the next request. Not that of the last lead of a programme."""
    found = User.objects.filter(username=username).first()
    if found is None:
        _stop(_("There is no log-in called %(name)s.") % {"name": username})
    try:
        members.close_account(found, by="command", on=timezone.localdate())
    except members.LastLead as last:
        _stop(str(last))
    click.echo(_("%(name)s can no longer log in.") % {"name": found})


@user.command("open")
@click.argument("username")
def open_again(username):
    """Open a log-in that was closed."""
    found = User.objects.filter(username=username).first()
    if found is None:
        _stop(_("There is no log-in called %(name)s.") % {"name": username})
    members.open_account(found, by="command")
    click.echo(_("%(name)s can log in again.") % {"name": found})


@user.command("codes-off")
@click.argument("username")
def codes_off(username):
    """Switch off the codes of somebody who has lost both phone and spare codes. Their password alone opens after that."""
    found = User.objects.filter(username=username).first()
    if found is None:
        _stop(_("There is no log-in called %(name)s.") % {"name": username})
    services.drop_second_factor(found, by="command")
    click.echo(_("Codes are off for %(name)s.") % {"name": username})


@user.command("role")
@click.argument("username")
@click.option("--programme", "slug", required=True, help="The programme's key.")
@click.option("--role", required=True, type=click.Choice(Role.values))
@click.option("--party", "party_slug", default="", help="The party's key, for a role that is held for one.")
def role(username, slug, role, party_slug):
    """Give a log-in a role in a programme, such as the first lead of one that was loaded."""
    found = User.objects.filter(username=username).first()
    programme = Programme.objects.filter(slug=slug).first()
    party = Party.objects.filter(programme=programme, slug=party_slug).first() if party_slug else None
    if found is None:
        _stop(_("There is no log-in called %(name)s.") % {"name": username})
    if programme is None:
        _stop(_("There is no programme called %(name)s.") % {"name": slug})
    if party is None and (party_slug or role in PARTY_ROLES):
        _stop(_("This role is held for a party: choose which."))
    parties.put_membership(by="command", user=found, programme=programme, role=role, party=party)
    click.echo(_("%(name)s is %(role)s in %(programme)s.") % {"name": found, "role": Role(role).label, "programme": programme})


def _stop(message):
    click.echo(message, err=True)
    raise SystemExit(1)
