"""A rule of a measure as a tiny table and its answer: written by hand, asked of the engines, shown on docs/spec/matt.md."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from datetime import date

from fardplan.measures import definition, schema
from tests.measures.reference import Extract, Figures
from tests.spec._page import table

#: What a column holds when a rule does not say. Keys number the rows.
USUAL = {
    "person": "A", "organisation": "R", "unit": "avd1", "admission": "unplanned", "discharged_to": "home", "provider": "dr1", "profession": "doctor",
    "care": "primary", "mode": "visit", "outcome": "home", "kind": "health_care", "birth_date": date(1950, 1, 1), "sex": "F", "municipality": "K1",
}  # fmt: skip

SEEN = {"person": "person", "organisation": "part", "unit": "enhet", "stay": "nyckel", "admitted": "inskriven", "discharged": "utskriven", "admission": "inskrivning",
        "discharged_to": "utskriven till", "diagnosis": "diagnos", "frailty": "skörhet", "contact": "nyckel", "provider": "läkare", "profession": "yrke",
        "care": "vårdform", "date": "dag", "mode": "kontaktsätt", "kind": "insats", "start": "första dag", "end": "sista dag", "ready_on": "klar",
        "withdrawn_on": "återtaget", "died_on": "död", "birth_date": "född", "sex": "kön", "municipality": "hemkommun", "moved_on": "flyttade",
        "outcome": "ledde till", "planned": "planerad"}  # fmt: skip


@dataclass(frozen=True)
class Rule:
    """`says`: the rule in a sentence. `answer`: what every engine must answer; `left_out`: reasons and counts of what is not counted.
    Tables are text: a line of column names, then a line per row; days as MM-DD in 2024, `-` for empty."""

    says: str
    answer: str
    left_out: str = ""
    parameters: dict = field(default_factory=dict)
    tables: dict[str, str] = field(default_factory=dict)
    period: str = "year"
    by: tuple[str, ...] = ("organisation", "period")
    extract: tuple[str, str] = ("2022-01-01", "2025-12-31")
    only: str = "2024"
    """Only the cell of this period is answered; empty: all."""


def rule(says: str, answer: str, left_out: str = "", **said) -> Rule:
    tables = {name: said.pop(name) for name in [*said] if name in schema.BY_NAME}
    options = {name: said.pop(name) for name in [*said] if name in {f.name for f in dataclasses.fields(Rule)}}
    return Rule(says, answer, left_out, parameters=said, tables=tables, **options)


def _value(column: schema.Column, word: str):
    if word == "-":
        return None
    if column.type == schema.DATE:
        return date.fromisoformat(word if len(word) == 10 else f"2024-{word}")
    if column.type == schema.INTEGER:
        return int(word)
    return word == "ja" if column.type == schema.BOOLEAN else word


def rows(name: str, text: str) -> list[dict]:
    spec = schema.table(name)
    heads, *lines = [line.split() for line in text.strip().splitlines()]
    out = []
    for i, line in enumerate(lines):
        said = {head: _value(spec[head], word) for head, word in zip(heads, line, strict=True)}
        usual = {
            column.name: USUAL.get(column.name) if column.name != spec.key[0] or column.name == "person" else f"{i + 1}"
            for column in spec.columns
        }
        if name in ("episodes", "ready"):
            usual["organisation"] = "K1"
        out.append({**usual, **said})
    return out


def extract_of(each: Rule) -> Extract:
    """The rule's tables; persons nobody described were born in 1950 and live in K1."""
    tables = {name: rows(name, text) for name, text in each.tables.items()}
    described = {row["person"] for row in tables.get("persons", [])}
    others = sorted({row["person"] for name, of in tables.items() for row in of if "person" in row} - described - {None, "?"})
    tables["persons"] = [*tables.get("persons", []), *(rows("persons", f"person\n{person}")[0] for person in others)]
    return Extract(*map(date.fromisoformat, each.extract), tables)


def definition_of(key: str, each: Rule) -> definition.Definition:
    said = definition.load(key).with_parameters(**each.parameters)
    return dataclasses.replace(said, period=each.period, breakdowns=(each.by,))


def answer(result: str, figures: Figures, each: Rule) -> str:
    """1 av 2, 1 på 3, 0,5 i medel av 2; with the group before when it is not evident."""
    only = each.only
    cells = {key: cell for key, cell in figures.cells.items() if key[2] == only or not only}
    told = {}
    for key, (numerator, denominator, millionths, _, status) in sorted(cells.items(), key=lambda item: [part or "" for part in item[0]]):
        if status == "not_available":
            told[key] = "ingen siffra"
        elif result == "mean":
            told[key] = (
                f"{millionths / denominator / 1_000_000:.6f}".rstrip("0").rstrip(".").replace(".", ",") + f" i medel av {denominator}"
            )
        else:
            told[key] = f"{numerator} {'av' if result == 'share' else 'på'} {denominator}"
    if len(told) == 1 and only and each.by == ("organisation", "period"):
        return next(iter(told.values()))
    return (
        "; ".join(
            f"{' '.join(part for i, part in enumerate(key) if part and (i != 2 or not only))}: {words}" for key, words in told.items()
        )
        or "ingenting"
    )


def left_out(figures: Figures) -> str:
    return ", ".join(f"{reason} {n}" for step, reason, n in figures.flow if step in ("rejected", "excluded"))


def shown(name: str, text: str) -> str:
    """The table as readers see it: Swedish heads and words."""
    spec = schema.table(name)
    heads, *lines = [line.split() for line in text.strip().splitlines()]
    words = {column.name: dict(column.codes) for column in spec.columns}
    return table(
        [SEEN[head] for head in heads],
        [[("" if w == "-" else words[head].get(w, w)) for head, w in zip(heads, line, strict=True)] for line in lines],
    )
