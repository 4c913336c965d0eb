"""A demonstration over a database of an older model: its own is made anew, another's is left alone, and neither ends in a traceback."""

from types import SimpleNamespace

import click
import pytest
from django.db import OperationalError
from django.utils import translation

from fardplan.config import demo_database


@pytest.fixture
def made(tmp_path, monkeypatch):
    """A function that prepares the demonstration in a folder; the tables are made by writing a word into the file."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(demo_database, "connection", type("Sqlite", (), {"vendor": "sqlite", "close": lambda: None}))

    def prepare(folder, tables=None):
        home = tmp_path / folder
        home.mkdir(parents=True, exist_ok=True)
        database = home / "fardplan.sqlite3"
        monkeypatch.setattr(demo_database, "settings", SimpleNamespace(HOME=home, DATABASES={"default": {"NAME": database}}))
        monkeypatch.setattr(demo_database.serve, "prepare", tables or (lambda: database.exists() or database.write_text("new")))
        demo_database.prepare()
        return database

    return prepare


def test_its_own_of_an_older_model_is_made_anew_and_said_so(made, tmp_path, capsys):
    database = tmp_path / "var" / "demo" / "fardplan.sqlite3"
    database.parent.mkdir(parents=True)
    database.write_text("old")
    database.with_name("fardplan.sqlite3-wal").write_text("old")
    made("var/demo")
    assert database.read_text() == "new"
    assert not database.with_name("fardplan.sqlite3-wal").exists()
    told = capsys.readouterr().out
    assert told.count("\n") == 1
    assert "görs om" in told
    database.write_text("with what was tried in it")
    made("var/demo")
    assert (database.read_text(), capsys.readouterr().out) == ("with what was tried in it", ""), "the same model: kept"


def test_a_changed_migration_is_another_model(made, tmp_path, monkeypatch, capsys):
    made("var/demo")
    assert capsys.readouterr().out == "", "the first time there is nothing to make anew"
    monkeypatch.setattr(demo_database, "model_digest", lambda: "0" * 64)
    made("var/demo")
    assert "görs om" in capsys.readouterr().out


def test_another_folder_is_never_emptied_and_is_told_what_to_do(made, tmp_path):
    database = made("register")
    database.write_text("somebody's")

    def no_such_column():
        raise OperationalError("no such column: governance_message.from_words")

    with pytest.raises(click.ClickException) as stopped:
        made("register", no_such_column)
    assert database.read_text() == "somebody's"
    assert "no such column" in stopped.value.message
    assert "FARDPLAN_HOME" in stopped.value.message
    with translation.override("en"), pytest.raises(click.ClickException, match="Remove it, or choose another folder"):
        made("register", no_such_column)
