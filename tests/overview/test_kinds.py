"""The log speaks the people's language: every kind of row, every verb and every field that can stand in it has words."""

import ast
from pathlib import Path

import pytest
from django.apps import apps

import fardplan
from fardplan.overview import event_words
from fardplan.overview.kinds import FIELDS, KINDS, VERBS

#: Written to the log without being edited by people, so without a version.
UNVERSIONED = {
    "accounts.User",
    "imports.ColumnMapping",
    "indicators.KoladaKpi",
    "indicators.KpiGroup",
    "indicators.KpiMetadata",
    "indicators.Line",
    "indicators.MunicipalityGroup",
    "indicators.Series",
    "indicators.Vintage",
}


def logged():
    return {model._meta.label for model in apps.get_models() if hasattr(model, "version")} | UNVERSIONED


def test_every_kind_of_row_has_a_word_and_no_word_is_left_over():
    assert set(KINDS) == logged()


def verbs_in_the_code():
    """Every text that a verb's caller sends as `verb`, and the first argument of `note`."""
    for path in Path(fardplan.__file__).parent.glob("**/*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            yield from (each.value for each in node.keywords if each.arg == "verb")
            if isinstance(node.func, ast.Attribute) and node.func.attr == "note" and getattr(node.func.value, "id", "") == "writes":
                yield node.args[0]


def test_every_verb_has_a_word():
    used = {node.value for node in verbs_in_the_code() if isinstance(node, ast.Constant)}

    assert len(used) > 20
    assert used - {str(verb) for verb in VERBS} == set()


@pytest.mark.parametrize("label", sorted(KINDS))
def test_every_field_has_words_in_swedish(label):
    """A field's own words are a lazy translation, or stand in FIELDS; a link without words is called as what it leads to."""
    ours = {name: field for name, field in event_words.fields_of(label).items() if name not in FIELDS and not field.is_relation}

    wordless = [
        name for name, field in ours.items() if isinstance(field.verbose_name, str) and field.model.__module__.startswith("fardplan")
    ]
    assert wordless == []
