from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.
# `tests/plan/test_plans.py` notices.

SAYS = "a version of a plan that was sent does not change"
#: Which version is the baseline may change; what a version says may not.
SAME = " OR ".join(
    f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in ("plan_id", "number", "document_text", "sha256", "sent_at", "decision_id")
)


def keep_sent(apps, schema_editor):
    """The database itself refuses to change or delete a version of a plan."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(
            f"CREATE FUNCTION plan_version_stays() RETURNS trigger AS $$ BEGIN IF TG_OP = 'DELETE' THEN RAISE EXCEPTION '{SAYS}'; END IF; "
            f"IF {SAME} THEN RAISE EXCEPTION '{SAYS}'; END IF; RETURN NEW; END $$ LANGUAGE plpgsql"
        )
        schema_editor.execute(
            "CREATE TRIGGER plan_planversion_stays BEFORE UPDATE OR DELETE ON plan_planversion FOR EACH ROW EXECUTE FUNCTION plan_version_stays()"
        )
        return
    refused = f"BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    is_not = SAME.replace("IS DISTINCT FROM", "IS NOT")
    schema_editor.execute(f"CREATE TRIGGER plan_planversion_update BEFORE UPDATE ON plan_planversion WHEN {is_not} {refused}")
    schema_editor.execute(f"CREATE TRIGGER plan_planversion_delete BEFORE DELETE ON plan_planversion {refused}")


def let_go(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP TRIGGER plan_planversion_stays ON plan_planversion")
        schema_editor.execute("DROP FUNCTION plan_version_stays()")
        return
    for event in ("update", "delete"):
        schema_editor.execute(f"DROP TRIGGER plan_planversion_{event}")


class Migration(migrations.Migration):
    dependencies = [("plan", "0001_initial")]
    operations = [migrations.RunPython(keep_sent, let_go)]
