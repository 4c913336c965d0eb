"""The product's settings, with what makes a test fast and independent of the developer's own environment."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

# A folder of its own for each process, gone when the process ends: no test sees or touches `var/`.
_home = TemporaryDirectory(prefix="fardplan-tests-")
os.environ["FARDPLAN_HOME"] = _home.name
os.environ["FARDPLAN_SECRET_KEY"] = "only-for-tests"
os.environ["FARDPLAN_TEST"] = "1"
for name in ("FARDPLAN_DEBUG", "FARDPLAN_HOSTS", "FARDPLAN_HTTPS"):
    os.environ.pop(name, None)

from fardplan.config.settings import *  # noqa: E402, F403
from fardplan.config.settings import DATABASES, STATIC_ROOT  # noqa: E402

# WhiteNoise warns when the folder is not there.
Path(STATIC_ROOT).mkdir()

# Hashing is slow on purpose, which a test of passwords does not need.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]

# No test asks for the rows as they were before the first test (serialized_rollback).
DATABASES["default"]["TEST"] = {"SERIALIZE": False}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file and not memory: the live server's threads then open connections of their own, as in production, instead of
    # sharing one with the test. Nothing waits for the disk.
    DATABASES["default"]["TEST"]["NAME"] = str(Path(_home.name) / "test.sqlite3")
    DATABASES["default"]["OPTIONS"]["init_command"] += " PRAGMA synchronous=OFF;"
