"""A table for a model that only a test knows."""

from django.db import connection


def create_table(model):
    """Inside the test's own transaction, which takes it away again. SQLite's editor refuses that when entered as a context."""
    editor = connection.SchemaEditorClass(connection)
    editor.deferred_sql = []
    editor.create_model(model)
    for statement in editor.deferred_sql:
        editor.execute(statement)
