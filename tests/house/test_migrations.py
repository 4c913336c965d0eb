"""Migrations are complete, in one line per room, and quick."""

from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db.migrations.loader import MigrationLoader

from tools.fold_migrations import foldable

OURS = [config for config in apps.get_app_configs() if config.name.startswith("fardplan.")]


@pytest.mark.django_db
def test_models_and_migrations_agree():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_constraints_are_made_with_their_tables():
    """See tools/fold_migrations.py: 12 seconds or 3 for every empty database. `./dev manage makemigrations` folds by itself."""
    assert sorted(f"{migration.app_label}.{migration.name}" for migration, _ in foldable()) == []


@pytest.mark.parametrize("config", [pytest.param(config, id=config.label) for config in OURS])
def test_one_line_of_history(config):
    """Each migration follows exactly one of its own room, and max_migration.txt names the last."""
    own = {key: migration for key, migration in MigrationLoader(None).disk_migrations.items() if key[0] == config.label}
    if not own:
        return
    followed = [parent for migration in own.values() for parent in migration.dependencies if parent[0] == config.label]
    assert len(followed) == len(set(followed)) == len(own) - 1
    (last,) = {name for _, name in own} - {name for _, name in followed}
    assert (Path(config.path) / "migrations/max_migration.txt").read_text(encoding="utf-8").strip() == last
