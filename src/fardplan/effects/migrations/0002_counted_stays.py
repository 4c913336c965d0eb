from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.
# `tests/effects/test_services.py` notices.

TABLES = {"effects_evaluation": "OLD.state = 'done'", "effects_evaluationrecord": "1 = 1"}
SAYS = "an evaluation that has been counted does not change"


def keep(apps, schema_editor):
    """The database itself refuses to change or delete what an evaluation said, and what it was counted from."""
    if schema_editor.connection.vendor == "postgresql":
        for table, when in TABLES.items():
            schema_editor.execute(
                f"CREATE FUNCTION {table}_stays() RETURNS trigger AS $$ BEGIN IF {when} THEN RAISE EXCEPTION '{SAYS}'; END IF; "
                "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
            )
            schema_editor.execute(
                f"CREATE TRIGGER {table}_counted BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION {table}_stays()"
            )
        return
    for table, when in TABLES.items():
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(
                f"CREATE TRIGGER {table}_{event.lower()} BEFORE {event} ON {table} WHEN {when} BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
            )


def let_go(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(f"DROP TRIGGER {table}_counted ON {table}")
            schema_editor.execute(f"DROP FUNCTION {table}_stays()")
        else:
            for event in ("update", "delete"):
                schema_editor.execute(f"DROP TRIGGER {table}_{event}")


class Migration(migrations.Migration):
    dependencies = [("effects", "0001_initial")]
    operations = [migrations.RunPython(keep, let_go)]
