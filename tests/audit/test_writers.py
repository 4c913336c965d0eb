"""Writers of different programmes do not wait for each other; writers of the same one do, and their events come one after the other."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from fardplan.audit import verify, writes
from fardplan.audit.models import ChainHead, Event
from fardplan.goals.models import Goal
from tests.factories import ProgrammeFactory, UserFactory

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 20


def add(programme, by, number):
    return writes.create(Goal, by=by, programme=programme, slug=f"delmal-{number}", number=number, title=f"Delmål {number}")


def in_a_thread(work):
    """Run `work` with a connection of its own; what it raised is raised again by `join`."""
    raised = []

    def run():
        try:
            work()
        except Exception as error:
            raised.append(error)
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()

    def join():
        thread.join(PATIENCE)
        assert not thread.is_alive()
        if raised:
            raise raised[0]

    return join


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer at a time, whatever it writes")
def test_two_programmes_write_at_once():
    one, other, by = ProgrammeFactory(slug="ett"), ProgrammeFactory(slug="annat"), UserFactory()
    for programme in (one, other):
        add(programme, by, 1)
    written, go_on = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            add(one, by, 2)
            written.set()
            assert go_on.wait(PATIENCE)

    def impatient(programme):
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '1500ms'")
            add(programme, by, 3)

    join = in_a_thread(slow)
    assert written.wait(PATIENCE)
    in_a_thread(lambda: impatient(other))()  # commits while the first is still open
    assert Event.objects.filter(programme="annat").count() == 2
    with pytest.raises(OperationalError, match="lock timeout"):
        in_a_thread(lambda: impatient(one))()
    go_on.set()
    join()

    assert [verify.verify(slug).faults for slug in ("ett", "annat")] == [(), ()]
    assert Event.objects.filter(programme="ett").count() == 2


def test_a_chain_begun_and_lengthened_by_many_at_once():
    programme, by = ProgrammeFactory(slug="ett"), UserFactory()
    start = threading.Barrier(4)

    def work(first):
        start.wait(PATIENCE)
        for number in range(first, first + 5):
            add(programme, by, number)

    for join in [in_a_thread(lambda first=n * 10 + 1: work(first)) for n in range(4)]:
        join()

    assert ChainHead.objects.get(programme="ett").number == 20
    assert verify.verify("ett").faults == ()
