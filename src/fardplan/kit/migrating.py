"""What migrations need that Django does not have."""

from django.db.migrations.operations import CreateModel
from django.db.migrations.operations.base import Operation


class CreateTables(Operation):
    """Makes all tables of a room at once, from the operations that makemigrations wrote (CreateModel, AddField, AddConstraint, AddIndex).

    Django renders its picture of every model anew after each operation: with a hundred models, an empty database took half a minute of
    CPU to make, for every new installation and every test worker. Here it is rendered once per room. Only for a room's first migration.
    """

    reduces_to_sql = True
    atomic = True

    def __init__(self, operations):
        self.operations = operations

    def deconstruct(self):
        return (self.__class__.__name__, [self.operations], {})

    def state_forwards(self, app_label, state):
        state.__dict__.pop("apps", None)  # otherwise each of the operations would render it
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        # The finished models carry the fields, constraints and indexes that the later operations add.
        for model in self._models(app_label, to_state):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        for model in reversed(self._models(app_label, from_state)):
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def _models(self, app_label, state):
        return [state.apps.get_model(app_label, operation.name) for operation in self.operations if isinstance(operation, CreateModel)]

    def describe(self):
        return f"Create {sum(isinstance(operation, CreateModel) for operation in self.operations)} tables"
