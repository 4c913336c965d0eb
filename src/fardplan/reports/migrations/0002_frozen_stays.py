from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.
# `tests/reports/test_freezing.py` notices.

POSTGRESQL = """
CREATE FUNCTION reports_frozen_stays() RETURNS trigger AS $$
BEGIN
    IF OLD.state = 'frozen' THEN RAISE EXCEPTION 'a frozen report does not change'; END IF;
    IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    RETURN NEW;
END $$ LANGUAGE plpgsql
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER reports_report_frozen BEFORE UPDATE OR DELETE ON reports_report
FOR EACH ROW EXECUTE FUNCTION reports_frozen_stays()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER reports_report_frozen_{name} BEFORE {event} ON reports_report WHEN OLD.state = 'frozen'
BEGIN SELECT RAISE(ABORT, 'a frozen report does not change'); END
"""


def keep_frozen(apps, schema_editor):
    """The database itself refuses to change or delete what has been said."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        schema_editor.execute(POSTGRESQL_TRIGGER)
    else:
        for event in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE_TRIGGER.format(name=event.lower(), event=event))


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER reports_report_frozen ON reports_report")
        schema_editor.execute("DROP FUNCTION reports_frozen_stays()")
    else:
        for event in ("update", "delete"):
            schema_editor.execute(f"DROP TRIGGER reports_report_frozen_{event}")


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial")]
    operations = [migrations.RunPython(keep_frozen, let_go)]
