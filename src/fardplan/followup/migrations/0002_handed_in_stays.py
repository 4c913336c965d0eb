from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.
# `tests/followup/test_pages.py` notices.

SAYS = "what a party has handed in does not change"

def keep_sent(apps, schema_editor):
    """The database itself refuses to change or delete what a party has handed in."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION hand_in_stays() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION '{SAYS}'; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER followup_handin_stays BEFORE UPDATE OR DELETE ON followup_handin FOR EACH ROW EXECUTE FUNCTION hand_in_stays()"
        )
        return
    refused = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for event in ("UPDATE", "DELETE"):
        schema_editor.execute(f"CREATE TRIGGER followup_handin_{event.lower()} BEFORE {event} ON followup_handin {refused}")


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER followup_handin_stays ON followup_handin")
        schema_editor.execute("DROP FUNCTION hand_in_stays()")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER followup_handin_{event}")


class Migration(migrations.Migration):
    dependencies = [("followup", "0001_initial")]
    operations = [migrations.RunPython(keep_sent, let_go)]
