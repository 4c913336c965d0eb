"""The demonstration's database: made anew by itself when the model has changed, since it holds nothing but the examples."""

import hashlib
from contextlib import contextmanager
from pathlib import Path

import click
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.exceptions import InconsistentMigrationHistory
from django.utils.translation import gettext as _

from fardplan.config import serve

#: Where `fardplan demo` keeps its own things unless told otherwise. No other folder is ever emptied.
OWN = Path("var/demo")
ROOMS = Path(__file__).resolve().parents[1]


def model_digest() -> str:
    """SHA-256 of every migration of ours: before the first release they are written anew, under the same names."""
    found = hashlib.sha256()
    for file in sorted(ROOMS.glob("*/migrations/[0-9]*.py")):
        found.update(f"{file.relative_to(ROOMS)}\n".encode() + file.read_bytes())
    return found.hexdigest()


def prepare():
    """The tables and static files are there. Of its own database, one that an older model made is removed first; one line says so."""
    stamp = _stamp()
    if stamp is not None and _remove_older(Path(settings.DATABASES["default"]["NAME"]), stamp):
        words = _("The example database in %(folder)s was made by another version. It is made anew; it held only examples.")
        click.echo(words % {"folder": settings.HOME})
    with spoken():
        serve.prepare()
    if stamp is not None:
        stamp.write_text(model_digest(), encoding="ascii")


@contextmanager
def spoken():
    """What a database of an older model answers, said as what to do instead of as a traceback. Raises ClickException."""
    try:
        yield
    except (DatabaseError, InconsistentMigrationHistory) as fault:
        words = _("The database in %(folder)s does not fit this version (%(fault)s). Remove it, or choose another folder in FARDPLAN_HOME.")
        raise click.ClickException(words % {"folder": settings.HOME, "fault": fault}) from fault


def _stamp():
    """The file that says which model the demonstration's own database was made by; None for any other database."""
    own = settings.HOME == OWN.resolve() and connection.vendor == "sqlite"
    return settings.HOME / "model.sha256" if own and Path(settings.DATABASES["default"]["NAME"]).parent == settings.HOME else None


def _remove_older(database, stamp) -> bool:
    if not database.exists() or (stamp.exists() and stamp.read_text(encoding="ascii").strip() == model_digest()):
        return False
    connection.close()
    for ending in ("", "-wal", "-shm"):
        database.with_name(database.name + ending).unlink(missing_ok=True)
    return True
