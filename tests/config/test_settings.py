"""What the environment decides, and what must not depend on it."""

import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.urls import path

from fardplan.config import checks, settings
from fardplan.config.databases import database_from
from fardplan.parties.web import open_to_all

HOME = Path("/srv/fardplan")


@pytest.mark.parametrize("url, expected", [
    ("", {"ENGINE": "django.db.backends.sqlite3", "NAME": HOME / "fardplan.sqlite3"}),
    ("sqlite:////data/x.sqlite3", {"ENGINE": "django.db.backends.sqlite3", "NAME": "//data/x.sqlite3"}),
    ("postgres://ann:hemligt@db.example:5433/fp", {"NAME": "fp", "USER": "ann", "PASSWORD": "hemligt", "HOST": "db.example", "PORT": "5433"}),
    ("postgresql://ann:a%40b%2Fc@db/fp?sslmode=require", {"PASSWORD": "a@b/c", "PORT": "", "OPTIONS": {"sslmode": "require"}}),
    ("postgres:///fp?host=/run/postgresql&port=5444", {"HOST": "/run/postgresql", "PORT": "5444", "OPTIONS": {}}),
])  # fmt: skip
def test_the_database_of_an_address(url, expected):
    found = database_from(url, HOME)
    assert {key: found[key] for key in expected} == expected


def test_another_kind_of_database_is_refused():
    with pytest.raises(ValueError, match="mysql"):
        database_from("mysql://x/y", HOME)


def test_sqlite_waits_its_turn_and_survives_a_power_cut():
    options = database_from("", HOME)["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    for words in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        assert words in options["init_command"]


def test_a_secret_key_is_made_once_and_for_the_owner_only(tmp_path, monkeypatch):
    monkeypatch.delenv("FARDPLAN_SECRET_KEY")
    monkeypatch.setattr(settings, "HOME", tmp_path / "hem")
    first = settings.secret_key()
    assert settings.secret_key() == first
    assert len(first) >= 50
    assert stat.S_IMODE((tmp_path / "hem/secret-key").stat().st_mode) == 0o600
    monkeypatch.setenv("FARDPLAN_SECRET_KEY", "given")
    assert settings.secret_key() == "given"


def test_a_url_that_does_not_say_who_may_open_it_stops_the_service(monkeypatch):
    def silent(request):
        """Says nothing of who may open it."""

    def said(request):
        """For anybody."""

    patterns = [path("tyst/", silent), path("sagt/", open_to_all(said))]
    monkeypatch.setattr(checks, "get_resolver", lambda: SimpleNamespace(url_patterns=patterns))
    errors = checks.every_url_has_a_policy(None)
    assert [error.id for error in errors] == ["fardplan.E001"]
    assert "tyst/" in errors[0].msg
