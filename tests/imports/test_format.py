"""docs/format.md and the loader tell the same story."""

import re
from pathlib import Path

import pytest

from fardplan.imports.nouns import NOUNS

FORMAT = Path(__file__).parents[2] / "docs" / "format.md"


def everything(nouns):
    for noun in nouns:
        yield noun
        yield from everything(noun.children)


@pytest.mark.parametrize("noun", list(everything(NOUNS)), ids=lambda noun: noun.key)
def test_each_kind_and_field_is_described(noun):
    text = FORMAT.read_text(encoding="utf-8")
    words = set(re.findall(r"[a-z_]+", text))

    assert noun.key in words
    missing = {name for name in (*noun.fields, *noun.inlines) if name not in words}
    assert not missing
