import pytest

from tests.access import world as worlds
from tests.access.asking import nothing_drawn
from tests.conftest import of_a_module


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The county of eight equal parties, for all tests of a module: each takes back what it writes."""
    yield from of_a_module(django_db_blocker, worlds.build)


@pytest.fixture
def drawn():
    with nothing_drawn() as contexts:
        yield contexts
