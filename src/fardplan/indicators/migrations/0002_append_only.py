from django.db import migrations

# SQLite forgets the triggers of a table that a later migration rebuilds: create them again in that migration.

POSTGRESQL = """
CREATE FUNCTION indicators_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'what a vintage said stays said'; END $$ LANGUAGE plpgsql;
CREATE FUNCTION indicators_line_is_append_only() RETURNS trigger AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND (SELECT read FROM indicators_vintage WHERE id = OLD.vintage_id) IS NULL THEN RETURN NEW; END IF;
  RAISE EXCEPTION 'what a vintage said stays said';
END $$ LANGUAGE plpgsql;
CREATE TRIGGER vintage_append_only BEFORE UPDATE OR DELETE ON indicators_vintage
  FOR EACH ROW WHEN (OLD.read IS NOT NULL) EXECUTE FUNCTION indicators_is_append_only();
CREATE TRIGGER line_append_only BEFORE UPDATE OR DELETE ON indicators_line
  FOR EACH ROW EXECUTE FUNCTION indicators_line_is_append_only();
"""
SQLITE = (
    ("vintage_no_update BEFORE UPDATE ON indicators_vintage", "WHEN OLD.read IS NOT NULL"),
    ("vintage_no_delete BEFORE DELETE ON indicators_vintage", "WHEN OLD.read IS NOT NULL"),
    (
        "line_no_update BEFORE UPDATE ON indicators_line",
        "WHEN (SELECT read FROM indicators_vintage WHERE id = OLD.vintage_id) IS NOT NULL",
    ),
    ("line_no_delete BEFORE DELETE ON indicators_line", ""),
)


def refuse_changes(apps, schema_editor):
    """The database itself refuses to rewrite a vintage whose recording is done, and the lines it told. Until then a line may grow."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL, params=None)
    else:
        for trigger, when in SQLITE:
            schema_editor.execute(f"CREATE TRIGGER {trigger} {when} BEGIN SELECT RAISE(ABORT, 'what a vintage said stays said'); END")


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunPython(refuse_changes, migrations.RunPython.noop)]
