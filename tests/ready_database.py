"""A migrated, empty SQLite database is built once for a set of migrations and copied by every later test process.

Building it costs tens of seconds, copying it nothing. The copy is kept beside other temporary files, under a name made from every
migration, ours and the libraries': change one, and it is built anew. PostgreSQL is always built.
"""

import hashlib
import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from django.apps import apps


def ready_file():
    """Where the built database is, or will be."""
    sum_ = hashlib.sha256(sqlite3.sqlite_version.encode())
    for config in sorted(apps.get_app_configs(), key=lambda config: config.label):
        for path in sorted((Path(config.path) / "migrations").glob("*.py")):
            sum_.update(f"{config.label}/{path.name}".encode())
            sum_.update(path.read_bytes())
    # The user's own: nobody else can leave a database there.
    return Path(tempfile.gettempdir()) / f"fardplan-ready-{os.getuid()}" / f"{sum_.hexdigest()[:24]}.sqlite3"


def take(name):
    """Copy the built database to `name`; False when there is none yet."""
    ready = ready_file()
    if not ready.exists() or ready.parent.stat().st_uid != os.getuid():
        return False
    shutil.copyfile(ready, name)
    return True


def keep(name):
    """Leave a copy of the database `name`, just migrated, for those who come after."""
    ready = ready_file()
    ready.parent.mkdir(mode=0o700, exist_ok=True)
    part = ready.with_suffix(f".{os.getpid()}")
    source, copy = sqlite3.connect(name), sqlite3.connect(part)
    source.backup(copy)
    source.close()
    copy.close()
    part.replace(ready)  # at once: a reader sees a whole file or none
