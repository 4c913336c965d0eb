"""Move constraints that makemigrations adds one by one into the CreateModel they belong to, and make a room's first tables all at once.

    python -m tools.fold_migrations [--check]

Django renders its picture of the models anew for every AddConstraint. With 141 of them an empty database took 12 seconds of CPU
to make, for every test worker and every new installation; folded, it takes 3. The tables and the models are the same. For the same reason
a room's first migration is one operation (`kit.migrating.CreateTables`): nine rooms that were not cost another dozen seconds.
`./dev manage makemigrations` does this by itself.
"""

import os
import sys
from copy import copy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def folded(migration):
    """The migration's operations with constraints in their CreateModel, those of a room's first as one; None when nothing is to change."""
    from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel

    from fardplan.kit.migrating import CreateTables

    operations, created, moved = [], {}, False
    for operation in migration.operations:
        about = getattr(operation, "model_name_lower", None)
        if isinstance(operation, CreateModel):
            # A copy: the loaded operation belongs to its module, and whoever migrates next would find it changed.
            made = copy(operation)
            made.options = dict(operation.options)
            created[made.name_lower] = made
            operations.append(made)
        elif isinstance(operation, AddConstraint) and about in created:
            options = created[about].options
            options["constraints"] = [*options.get("constraints", []), operation.constraint]
            moved = True
        else:
            operations.append(operation)
            if not isinstance(operation, AddIndex):
                # A field added or changed after the table was created: the constraint may need it.
                created.pop(about, None)
    if migration.initial and {type(operation) for operation in operations} <= {CreateModel, AddField, AddConstraint, AddIndex}:
        return [CreateTables(operations)]
    return operations if moved else None


def is_generated(migration):
    """What makemigrations did not write cannot be written out again; such a file is left alone."""
    return all(type(operation).__module__.startswith("django.db.migrations.operations.") for operation in migration.operations) and not any(
        type(operation).__name__ in {"RunPython", "RunSQL", "SeparateDatabaseAndState"} for operation in migration.operations
    )


def foldable():
    """(migration, its folded operations) for every migration of ours that could be folded."""
    from django.apps import apps
    from django.db.migrations.loader import MigrationLoader

    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("fardplan.")}
    for (room, _), migration in MigrationLoader(None).disk_migrations.items():
        if room in ours and is_generated(migration) and (operations := folded(migration)):
            yield migration, operations


def main(arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django

    django.setup()
    from django.db.migrations.writer import MigrationWriter

    found = []
    for migration, operations in foldable():
        migration.operations = operations
        # As loaded, the dependency on the user model has forgotten that it names a setting.
        migration.dependencies = [("__setting__", "AUTH_USER_MODEL") if hasattr(on, "setting") else on for on in migration.dependencies]
        writer = MigrationWriter(migration)
        found.append(os.path.relpath(writer.path, ROOT))
        if "--check" not in arguments:
            Path(writer.path).write_text(writer.as_string(), encoding="utf-8")
    print("\n".join(f"{path}: {'to fold' if '--check' in arguments else 'folded'}" for path in found))
    return 1 if found and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
