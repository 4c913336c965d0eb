"""The cast, known by every room's tests. What only one room needs lives in `tests/<room>/conftest.py`.

Alva leads the programme, Bo reads it, Carin leads another one and must never see this one.
"""

import os
import time
from unittest.mock import patch

import hypothesis
import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client, client

from fardplan.accounts.permissions import Role
from tests import ready_database, second_database, stock
from tests.factories import MembershipFactory, ProgrammeFactory, UserFactory

# The same examples every time, so that a red run is red for everybody; HYPOTHESIS_PROFILE=explore looks for new ones.
# No deadline: the machine may be busy with something else.
hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
hypothesis.settings.register_profile("explore", deadline=None, max_examples=2_000)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))


def pytest_addoption(parser):
    parser.addoption(
        "--second-database",
        action="store_true",
        help="Everything has been asked on another database: ask only what this one can answer otherwise (tests/second_database.py).",
    )


@pytest.hookimpl(trylast=True)  # after pytest-django has told which tests want what, and the journeys that they are journeys
def pytest_collection_modifyitems(config, items):
    if not config.getoption("second_database"):
        return
    asked = second_database.asked_again(items)
    left = set(items).difference(asked)
    items[:] = asked
    config.hook.pytest_deselected(items=list(left))


@pytest.fixture(scope="session")
def django_db_keepdb(request):
    """On SQLite the session begins with a database that is migrated already, where there is one."""
    name = connection.settings_dict["TEST"]["NAME"]
    return connection.vendor == "sqlite" and ready_database.take(name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_keepdb, django_db_blocker):
    if connection.vendor == "sqlite" and not django_db_keepdb:
        with django_db_blocker.unblock():
            ready_database.keep(connection.settings_dict["NAME"])
    yield
    if connection.vendor == "postgresql":
        # A process that a test killed keeps its session until the server notices: the database would not be dropped.
        with django_db_blocker.unblock(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


def of_a_module(django_db_blocker, make):
    """For a fixture of a module's scope: yields what `make()` made, for all tests of the module. Each takes back what it writes itself,
    and at the end what was made is gone too."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        made = make()
    yield made
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture(scope="session", autouse=True)
def emptying_past_triggers():
    """After a transactional test Django empties the database, which the triggers that keep history would refuse. They are put aside
    for that moment."""
    empty = type(connection.ops).execute_sql_flush

    def empty_all(self, statements):
        if self.connection.vendor == "postgresql":
            aside, back = ["SET session_replication_role = replica"], ["SET session_replication_role = DEFAULT"]
        else:
            with self.connection.cursor() as cursor:
                cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
                triggers = cursor.fetchall()
            aside, back = [f'DROP TRIGGER "{name}"' for name, _sql in triggers], [sql for _name, sql in triggers]
        for attempt in range(5):
            try:
                return empty(self, [*aside, *statements, *back])
            except OperationalError:  # a page's last word was being written in another thread: the two waited for each other
                if attempt == 4:
                    raise
                time.sleep(0.2)

    # On the class: a thread, and the event loop that Playwright keeps, have connections of their own.
    type(connection.ops).execute_sql_flush = empty_all


@pytest.fixture(scope="session", autouse=True)
def only_the_pages_own_context():
    """`answer.context` is what the page was drawn with. Django's test client keeps a copy for each included part and each field too, which
    on a page of some hundred parts costs as much as a tenth of the page."""
    keep = client.store_rendered_templates

    def keep_the_pages_own(store, signal, sender, template, context, **kwargs):
        if context.template is template and getattr(context, "request", None) is not None:
            keep(store, signal, sender, template, context, **kwargs)

    with patch.object(client, "store_rendered_templates", keep_the_pages_own):
        yield


@pytest.fixture(scope="module")
def examples(django_db_setup, django_db_blocker):
    """The example programmes and their six log-ins, for all tests of a module: each test takes back what it wrote itself."""
    yield from of_a_module(django_db_blocker, stock.put_in)


@pytest.fixture
def programme(db):
    return ProgrammeFactory(slug="nara-vard", name="Nära vård i Exempellän")


@pytest.fixture
def other_programme(db):
    return ProgrammeFactory(slug="granne", name="Grannens program")


def member(username, programme, role):
    user = UserFactory(username=username)
    MembershipFactory(user=user, programme=programme, role=role)
    return user


@pytest.fixture
def alva(programme):
    return member("alva", programme, Role.LEAD)


@pytest.fixture
def bo(programme):
    return member("bo", programme, Role.READER)


@pytest.fixture
def carin(other_programme):
    return member("carin", other_programme, Role.LEAD)


@pytest.fixture
def logged_in():
    """`logged_in(alva).get("/…")`: a client of her own for each user, so that one test can have two people."""

    def client_of(user):
        client = Client()
        client.force_login(user)
        return client

    return client_of
