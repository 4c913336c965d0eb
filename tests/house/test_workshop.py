"""The test frame itself: the cast, the closed network, the database the run was asked for."""

import os
import socket

import pytest
from django.db import connection

from fardplan.parties.models import Programme


def test_the_network_is_closed():
    with pytest.raises(Exception, match=r"10\.1\.1\.1"):
        socket.create_connection(("10.1.1.1", 80), timeout=1)


def test_loopback_is_open():
    with socket.create_server(("127.0.0.1", 0)) as server, socket.create_connection(server.getsockname()):
        pass


@pytest.mark.django_db
def test_the_database_is_the_one_asked_for():
    assert connection.vendor == ("postgresql" if os.environ.get("DATABASE_URL", "").startswith("postgres") else "sqlite")


def test_alva_and_bo_see_their_programme_and_carin_does_not(alva, bo, carin, programme, other_programme):
    seen = {user.username: list(Programme.objects.visible_to(user)) for user in (alva, bo, carin)}
    assert seen == {"alva": [programme], "bo": [programme], "carin": [other_programme]}
