"""`fardplan user`: the first log-in of an installation, and a new password. The rest is done from the pages."""

import secrets

import click
from django.utils.translation import gettext as _

from fardplan.accounts import services
from fardplan.accounts.models import User


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
        click.echo(_("There is already a log-in called %(name)s.") % {"name": username}, err=True)
        raise SystemExit(1)
    password = secrets.token_urlsafe(12)
    services.add_user(by="command", username=username, display_name=name or username, password=password, is_operator=operator)
    click.echo(_("Log-in: %(name)s  Password: %(password)s") % {"name": username, "password": password})


@user.command("password")
@click.argument("username")
def password(username):
    """Give a log-in a new password and print it once."""
    found = User.objects.filter(username=username).first()
    if found is None:
        click.echo(_("There is no log-in called %(name)s.") % {"name": username}, err=True)
        raise SystemExit(1)
    new = secrets.token_urlsafe(12)
    services.set_password(found, by="command", password=new)
    click.echo(_("Log-in: %(name)s  Password: %(password)s") % {"name": username, "password": new})
