"""The database refuses to rewrite history: no change, no removal, no emptying; and a chain's head only moves on by one or more."""

from django.db import migrations

LOG = ("audit_entry", "audit_event")

FUNCTION = """
CREATE FUNCTION audit_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the audit log is append-only'; END $$ LANGUAGE plpgsql
"""
SQLITE = [
    f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table} BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END"
    for table in LOG
    for event in ("UPDATE", "DELETE")
] + [
    "CREATE TRIGGER audit_chainhead_no_delete BEFORE DELETE ON audit_chainhead "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
    "CREATE TRIGGER audit_chainhead_forward BEFORE UPDATE ON audit_chainhead WHEN NEW.number <= OLD.number OR NEW.programme <> OLD.programme "
    "BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END",
]
POSTGRESQL = (
    [FUNCTION]
    + [
        f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()"
        for table in LOG
    ]
    + [
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only()"
        for table in (*LOG, "audit_chainhead")
    ]
    + [
        "CREATE TRIGGER audit_chainhead_no_delete BEFORE DELETE ON audit_chainhead FOR EACH ROW EXECUTE FUNCTION audit_is_append_only()",
        "CREATE TRIGGER audit_chainhead_forward BEFORE UPDATE ON audit_chainhead FOR EACH ROW "
        "WHEN (NEW.number <= OLD.number OR NEW.programme <> OLD.programme) EXECUTE FUNCTION audit_is_append_only()",
    ]
)


def refuse_changes(apps, schema_editor):
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        # % is for parameters; there are none.
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
