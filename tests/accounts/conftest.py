"""Runner processes of their own, on the test's own database."""

import os
import subprocess
import sys
from urllib.parse import quote

import pytest
from django.db import connection


def database_url():
    known = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{known['NAME']}"
    host = f"?host={quote(known['HOST'])}&port={known['PORT']}"
    return f"postgres://{quote(known['USER'])}:{quote(known['PASSWORD'])}@/{known['NAME']}{host}"


@pytest.fixture
def runner(tmp_path, transactional_db):
    """`runner("--once")`: `fardplan jobs run` in a process of its own; letters land in `tmp_path/mail`."""
    made = []
    keep = {name: value for name, value in os.environ.items() if not name.startswith(("FARDPLAN_", "DATABASE_"))}
    here = {"FARDPLAN_TEST": "1", "FARDPLAN_HOME": str(tmp_path), "FARDPLAN_MAIL": "file", "DATABASE_URL": database_url()}
    # The test's own settings say nothing to the child: it has the product's.
    environment = {**keep, **here, "DJANGO_SETTINGS_MODULE": "fardplan.config.settings", "FARDPLAN_SECRET_KEY": "only-for-tests"}

    def start(*words):
        command = [sys.executable, "-m", "fardplan.config.cli", "jobs", "run", *words]
        made.append(subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT))
        return made[-1]

    yield start
    for process in made:
        if process.poll() is None:
            process.kill()
        process.communicate()
