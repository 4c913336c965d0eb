"""What was sent on does not change, whoever asks the database to."""

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from fardplan.governance import matters
from fardplan.governance.models import MatterVersion
from tests.factories import MatterFactory


@pytest.mark.parametrize("table", ["governance_matterversion", "governance_pack"])
def test_the_database_guards_the_table(db, table):
    """The triggers of the migration are there, for change and for removal."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s ORDER BY name", [table])
            assert [name for (name,) in cursor.fetchall()] == [f"{table}_no_delete", f"{table}_no_update"]
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table])
            assert [name for (name,) in cursor.fetchall()] == [f"{table}_stays"]


@pytest.mark.parametrize("wrong", [lambda rows: rows.update(note="annat"), lambda rows: rows.delete()], ids=["change", "removal"])
def test_a_text_that_was_sent_on_stays(programme, alva, wrong):
    version = matters.send_on(MatterFactory(programme=programme, text="Som det skickades"), by=alva, at=timezone.now())

    with pytest.raises(DatabaseError, match="what was sent does not change"), transaction.atomic():
        wrong(MatterVersion.objects.filter(pk=version.pk))

    assert MatterVersion.objects.get(pk=version.pk).note == version.note
