import pytest
from django.db import transaction

from tests.access import world as worlds
from tests.access.asking import nothing_drawn


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The county of eight equal parties, for all tests of a module: each takes back what it writes."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        built = worlds.build()
    yield built
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)


@pytest.fixture
def drawn():
    with nothing_drawn() as contexts:
        yield contexts
