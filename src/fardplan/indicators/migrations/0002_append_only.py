from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.

POSTGRESQL = """
CREATE FUNCTION indicators_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'what a vintage said stays said'; END $$ LANGUAGE plpgsql
"""


def refuse_changes(apps, schema_editor):
    """The database itself refuses to rewrite an observation, or a vintage whose recording is done."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        for table, when in (("observation", ""), ("vintage", "WHEN (OLD.read IS NOT NULL)")):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON indicators_{table} "
                f"FOR EACH ROW {when} EXECUTE FUNCTION indicators_is_append_only()"
            )
    else:
        for table, when in (("observation", ""), ("vintage", "WHEN OLD.read IS NOT NULL")):
            for event in ("UPDATE", "DELETE"):
                schema_editor.execute(
                    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON indicators_{table} {when} "
                    "BEGIN SELECT RAISE(ABORT, 'what a vintage said stays said'); END"
                )


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
