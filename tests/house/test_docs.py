"""The documents name what exists."""

import re

import pytest
from django.apps import apps

from tests.house.house import ROOT, map_in_developers, rooms


def text_of(document):
    path = ROOT / document
    assert path.exists(), f"{document} is missing"
    return path.read_text(encoding="utf-8")


def test_developers_names_every_room():
    assert set(rooms()) <= {room for line in map_in_developers() for room in line}


def test_readme_names_every_room():
    readme = text_of("README.md")
    assert [room for room in rooms() if not re.search(rf"\b{room}\b", readme)] == []


def test_glossary_names_every_model():
    glossary = text_of("GLOSSARY.md")
    ours = sorted({model.__name__ for model in apps.get_models() if model.__module__.startswith("fardplan.")})
    assert [model for model in ours if not re.search(rf"\b{model}\b", glossary)] == []


@pytest.mark.parametrize("document", ["README.md", "DEVELOPERS.md", "TESTING.md", "docs/adding-a-feature.md"])
def test_paths_named_in_documents_exist(document):
    """`src/…`, `tests/…`, `docs/…`, `tools/…` in backticks or links are there; patterns and examples with <, * or … are skipped."""
    named = re.findall(r"[`(]((?:src|tests|docs|tools|bench)/[^`)\s#]*)[`)#]", text_of(document))
    assert [path for path in named if not re.search(r"[<*…{]", path) and not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", ["README.md", "DEVELOPERS.md", "TESTING.md"])
def test_words_of_dev_named_in_documents_exist(document):
    words = set(re.findall(r"\./dev ([a-z]+)", text_of(document)))
    usage = set(re.findall(r"^  ([a-z]+) ", text_of("dev"), re.MULTILINE))
    assert words - usage == set()


def test_decisions_are_numbered_in_their_file_names_only():
    for path in sorted((ROOT / "docs/adr").glob("*.md")):
        assert re.match(r"\d{4}-[a-z0-9-]+\.md$", path.name), path.name
        assert not re.match(r"#\s*(ADR[- ]?)?\d", path.read_text(encoding="utf-8")), f"{path.name}: the number is in the heading too"
