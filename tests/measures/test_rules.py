"""The rules of docs/spec/matt.md, asked of DuckDB: those with the definition's own parameters in one run per measure, the rest with `RULES=all`.

The adversarial examples ask the same and more; this says that the page's answers are the engine's, too.
"""

import os
import re
from collections import Counter, defaultdict

import pytest

from tests.spec.matt import case
from tests.spec.test_measures import CHAPTERS

from . import engines
from .reference import Extract, Figures

PLAIN = case.Rule("", "")
NAMES = {"person", "organisation", "unit", "municipality", "provider", "stay", "contact", "visit", "episode", "notice"}
#: These cannot share a table: their cells have no name of their own, or rest on rows that have none.
ALONE = ("?", "- 03-01")


def shape(each):
    return (str(each.parameters), each.period, each.by, each.extract)


def grouped():
    for key, rules in CHAPTERS:
        groups = defaultdict(list)
        for number, each in enumerate(rules, 1):
            alone = "organisation" not in each.by or any(word in text for text in each.tables.values() for word in ALONE)
            groups[(shape(each), number if alone else 0)].append(each)
        for (of, alone), members in groups.items():
            if (of == shape(PLAIN) and not alone) or os.environ.get("RULES") == "all":
                yield pytest.param(key, members, id=f"{key}-{len(members)}-{members[0].says[:40]}")


def named(extract, number):
    """The rule's events with its number before every name."""
    rows = {
        name: [{column: f"{number}:{value}" if column in NAMES and value else value for column, value in row.items()} for row in of]
        for name, of in extract.tables.items()
    }
    return Extract(extract.start, extract.end, rows)


@pytest.mark.parametrize("key, members", list(grouped()))
def test_duckdb_follows_the_rules(key, members):
    said = case.definition_of(key, members[0])
    got = engines.answered(said, engines.joined([named(case.extract_of(each), number) for number, each in enumerate(members)]))
    own = [Figures({}, []) for _ in members]
    for cell, values in got.cells.items():
        number = next((int(part.split(":")[0]) for part in cell if part and re.match(r"\d+:", part)), 0)
        own[number].cells[tuple(part and re.sub(r"^\d+:", "", part) for part in cell)] = values
    for each, figures in zip(members, own, strict=True):
        assert case.answer(said.result, figures, each) == each.answer, each.says
    want = Counter()
    for each in members:
        want.update({reason: int(n) for reason, n in re.findall(r"(\w+) (\d+)", each.left_out)})
    assert want == Counter({reason: n for (step, reason), n in engines.told(got).items() if step in ("rejected", "excluded")})
