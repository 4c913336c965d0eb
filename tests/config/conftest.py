import pytest
from django.db import transaction

from tests import stock


@pytest.fixture(scope="module")
def examples(django_db_setup, django_db_blocker):
    """The example programmes and their six log-ins, for all tests of a module: each test takes back what it wrote itself."""
    around = transaction.atomic()
    with django_db_blocker.unblock():
        around.__enter__()
        stock.put_in()
    yield
    with django_db_blocker.unblock():
        transaction.set_rollback(True)
        around.__exit__(None, None, None)
