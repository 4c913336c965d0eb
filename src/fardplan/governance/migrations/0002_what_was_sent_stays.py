from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.
# `tests/governance/test_sent_stays.py` notices.

TABLES = ("governance_matterversion", "governance_pack")

POSTGRESQL = """
CREATE FUNCTION governance_sent_stays() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'what was sent does not change'; END $$ LANGUAGE plpgsql
"""


def keep_sent(apps, schema_editor):
    """The database itself refuses to change or delete a text that was sent on, and a pack that was sent."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        for table in TABLES:
            schema_editor.execute(
                f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION governance_sent_stays()"
            )
    else:
        for table in TABLES:
            for event in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'what was sent does not change'); END"
                )


def let_go(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_stays ON {table}")
        else:
            for event in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_no_{event}")
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP FUNCTION governance_sent_stays()")


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial")]
    operations = [migrations.RunPython(keep_sent, let_go)]
