"""PostgreSQL's Swedish order that reads numbers as numbers: "Etapp 2" before "Etapp 10", as SQLite is taught (`kit.collation`)."""

from django.db import migrations

MAKE = "CREATE COLLATION IF NOT EXISTS fardplan_swedish (provider = icu, locale = 'sv-u-kn-true')"


def make(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(MAKE, params=None)


def remove(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP COLLATION IF EXISTS fardplan_swedish", params=None)


class Migration(migrations.Migration):
    dependencies = [("kit", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
