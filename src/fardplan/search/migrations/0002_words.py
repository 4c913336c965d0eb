"""The words of the index: a table of the database's own full-text engine, which no model describes."""

from django.db import migrations

from fardplan.search import engines


def make(apps, schema_editor):
    for statement in engines.statements(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def remove(apps, schema_editor):
    schema_editor.execute("DROP TABLE search_words", params=None)


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(make, remove)]
