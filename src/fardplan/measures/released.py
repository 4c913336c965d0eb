"""From what was computed to what may leave: protected, written as the register's import takes it, with a manifest."""

from __future__ import annotations

import csv
import hashlib
import json
import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from . import definition as definitions
from . import private
from .disclosure import NOT_AVAILABLE, VALUE, Cell, Claim, NotSafe, Protected, protect
from .disclosure.cells import At
from .errors import MeasuresError, PlacedError
from .releases import Register
from .standardising import direct_rate

DIMENSIONS = ("organisation", "unit", "period", "sex", "age_group", "frailty")
KIND_OF = {"share": "proportion", "rate": "ratio", "mean": "mean"}
#: Headings of values.csv: those of the register's import of figures, and what a derived figure says of itself.
HEADINGS = (
    *("Indikatorkod", "Indikator", "Organisation", "Period", "Värde", "Enhet", "Kön", "Indelning"),
    *("Status", "Definition", "Definitionsversion", "Definitionshash", "Syntetisk", "Manifest"),
)
#: How a figure that is not there is written: withheld, whatever the reason, and not available.
_CODE = re.compile(r"[0-9]{2,4}")
SIGN = {"suppressed": "x", "complementary": "x", NOT_AVAILABLE: ".."}
UNITS = {"share": "procent", "mean": "medelvärde"}


#: Called with what is being audited, how much is done and of how much.
Told = Callable[[str, int, int], object] | None


@dataclass
class Computed:
    """What one `compute` left: definitions with their rows, and its manifest."""

    folder: Path
    definitions: list[definitions.Definition] = field(default_factory=list)
    rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    manifest: dict[str, Any] = field(default_factory=dict)

    @property
    def synthetic(self) -> bool:
        """Made-up events; what does not say counts as real, and is then told apart from what is made up."""
        found = self.manifest.get("synthetic", (self.manifest.get("extract") or {}).get("synthetic"))
        return bool(found)


def read(folder: Path, extra: Sequence[Path] = ()) -> Computed:
    """What stands in a folder that `compute` has written. `extra` are files of definitions that do not come with Färdplan."""
    folder = Path(folder)
    try:
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise PlacedError("filen saknas. Ange mappen som fardplan measures compute har skrivit", file="manifest.json") from None
    except (OSError, ValueError):
        raise PlacedError("filen går inte att läsa som JSON", file="manifest.json") from None
    found = Computed(folder, manifest=manifest)
    known = {each.hash: each for each in (*definitions.shipped(), *map(definitions.load, extra))}
    for path in sorted(folder.rglob("*.parquet")):
        if path.stem in ("flow", "per-stay"):
            continue
        try:
            rows = pq.read_table(path).to_pylist()
        except (pa.ArrowException, OSError, ValueError):
            raise PlacedError("filen går inte att läsa. Räkna om med fardplan measures compute", file=path.name) from None
        for row in rows:
            missing = {"definition", "hash", "denominator", "status", *DIMENSIONS} - row.keys()
            if missing:
                raise PlacedError(f"kolumnen {min(missing)} saknas. Räkna om med fardplan measures compute", file=path.name)
            digest = row["hash"]
            if digest not in known:
                raise PlacedError(
                    f"definitionen {row['definition']} är inte någon av Färdplans. Ange dess fil med --definition", file=path.name
                )
            found.rows.setdefault(digest, []).append(row)
    if not found.rows:
        raise MeasuresError(f"I {folder.name} finns inget uträknat att lämna ut.")
    found.definitions = sorted((known[digest] for digest in found.rows), key=lambda each: each.key)
    return found


def cells_of(computed: Computed, threshold: int) -> tuple[list[Cell], list[dict[str, Any]]]:
    """Cells, and beside each the row it comes from."""
    cells, rows = [], []
    for definition in computed.definitions:
        kind = KIND_OF[definition.result]
        for row in sorted(computed.rows[definition.hash], key=_order):
            below, above = row["denominator"], row.get("numerator")
            if kind == "mean":
                above = None if row.get("sum_millionths") is None else row["sum_millionths"] / 1_000_000
            if row["status"] == NOT_AVAILABLE:
                below, above = (0, 0) if below == 0 else (None, None)
            behind = [each for each in (below, row.get("persons")) if each is not None]
            few = bool(below) and min(behind) < max(definition.min_persons, threshold)
            cells.append(Cell(definition.hash, _at(row), above, below, kin=definition.measure, kind=kind, few=few))
            rows.append(row)
    return cells, rows


def _order(row: dict[str, Any]) -> tuple:
    return tuple((row[name] is not None, row[name] or "") for name in DIMENSIONS)


def _at(row: dict[str, Any]) -> At:
    return tuple(sorted((name, str(row[name])) for name in DIMENSIONS if row[name] is not None))


def protected(cells: list[Cell], computed: Computed, before: list, *, threshold: int, base: int | None, told: Told = None) -> Protected:
    """What may leave of `cells`, beside the releases `before`. MeasuresError when nothing may."""
    rolling = {each.hash: 12 for each in computed.definitions if each.period == "rolling_12"}
    try:
        earlier = [claim for each in before for claim in each.claims]
        return protect(cells, earlier=earlier, threshold=threshold, base=base, rolling=rolling, told=told)
    except NotSafe as refusal:
        raise MeasuresError(str(refusal)) from None


def named(done: Protected, rows: list[dict[str, Any]]) -> tuple[Protected, list[dict[str, Any]], int]:
    """Without units, and organisations that are no code, of which nothing is shown: their names come from the extract, and what is only ever
    hidden may be anything that somebody once wrote there. Also gives how many names that were."""
    shown = {
        _place(row, name)
        for claim, row in zip(done.claims, rows, strict=True)
        if claim.status == VALUE
        for name in ("organisation", "unit")
    }
    hidden: set[tuple] = set()
    kept = []
    for claim, row in zip(done.claims, rows, strict=True):
        strange = {_place(row, name) for name in ("organisation", "unit") if row[name] is not None} - shown
        strange = {place for place in strange if place[0] == "unit" or not _CODE.fullmatch(str(row["organisation"]))}
        hidden |= strange
        if not strange:
            kept.append((claim, row))
    claims = [claim for claim, _row in kept]
    counts = {status: sum(claim.status == status for claim in claims) for status in done.counts}
    return replace(done, claims=claims, counts=counts), [row for _claim, row in kept], len(hidden)


def _place(row: dict[str, Any], name: str) -> tuple:
    return (name, row["organisation"], row["unit"]) if name == "unit" else (name, row["organisation"])


def value_of(claim: Claim, definition: definitions.Definition) -> str | None:
    """The figure as digits: per cent with one decimal, events per so many with one, a mean with two; of rounded counts alone."""
    if claim.status != VALUE:
        return None
    if claim.kind == "mean":
        return f"{claim.mean:.2f}"
    per = 100 if definition.result == "share" else definition.per
    tenths = math.floor(Fraction(claim.numerator * per * 10, claim.denominator) + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def unit_of(definition: definitions.Definition) -> str:
    """What the figure is counted in, as it stands in the register."""
    if definition.result == "rate":
        return f"per {definition.per} invånare"
    if definition.measure == "days_after_ready":
        return "dagar"
    return UNITS[definition.result]


def write(
    folder: Path, computed: Computed, done: Protected, rows: list[dict[str, Any]], number: int, *, unnamed: int = 0
) -> dict[str, Any]:
    """values.csv (for `fardplan import values`), indicators.csv, values.parquet (every cell) and manifest.json into a folder. Returns the manifest."""
    by_hash = {each.hash: each for each in computed.definitions}
    lines = [_line(claim, row, by_hash[claim.family]) for claim, row in zip(done.claims, rows, strict=True)]
    _standardise(lines, by_hash)
    manifest = _manifest(computed, done, number) | {"places_not_named": unnamed}
    pq.write_table(_table(lines), folder / "values.parquet", compression="zstd")
    _indicators(folder / "indicators.csv", computed.definitions)
    key = hashlib.sha256(json.dumps(manifest, ensure_ascii=False, sort_keys=True).encode()).hexdigest()
    _values(folder / "values.csv", lines, by_hash, computed.synthetic, key)
    manifest["key"] = key
    manifest["files"] = {path.name: _sha256(path) for path in sorted(folder.iterdir())}
    (folder / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return manifest


def _line(claim: Claim, row: dict[str, Any], definition: definitions.Definition) -> dict[str, Any]:
    value = value_of(claim, definition)
    told = {"definition": definition.key, "version": definition.version, "hash": definition.hash, "parameters": definition.parameters_json}
    told |= {name: row[name] for name in DIMENSIONS}
    told |= {"value": None if value is None else float(value), "numerator": claim.numerator, "denominator": claim.denominator}
    return told | {"digits": value, "status": claim.status, "rounding": claim.base, "threshold": claim.threshold}


def _standardise(lines: list[dict[str, Any]], by_hash: dict[str, definitions.Definition]) -> None:
    """`standardised`: the rate if ages were as in the standard population, from the cells by age that are shown. Where any of them is hidden there is none:
    whoever reads the release can work out every figure that stands there, and no other."""
    by_age: dict[tuple, dict[str, tuple[int, int]]] = {}
    for line in lines:
        if line["age_group"] is not None and line["status"] == VALUE and line["numerator"] is not None:
            by_age.setdefault(_beside(line), {})[line["age_group"]] = (line["numerator"], line["denominator"])
    for line in lines:
        definition, rate = by_hash[line["hash"]], None
        if line["age_group"] is None and definition.weights and definition.result != "mean":
            rate = direct_rate(by_age.get(_beside(line), {}), definition.weights, definition.per if definition.result == "rate" else 100)
        tenths = None if rate is None else math.floor(rate * 10 + Fraction(1, 2))
        line["standardised"] = None if tenths is None else f"{tenths // 10}.{tenths % 10}"


def _beside(line: dict[str, Any]) -> tuple:
    return (line["hash"], *(line[name] for name in DIMENSIONS if name != "age_group"))


def _table(lines: list[dict[str, Any]]) -> pa.Table:
    text = ("definition", "version", "hash", "parameters", *DIMENSIONS)
    schema = pa.schema(
        [
            *((name, pa.string()) for name in text),
            ("value", pa.float64()),
            ("standardised", pa.float64()),
            ("numerator", pa.int64()),
            ("denominator", pa.int64()),
            ("status", pa.string()),
            ("rounding", pa.int64()),
            ("threshold", pa.int64()),
        ]
    )
    told = [line | {"standardised": None if line["standardised"] is None else float(line["standardised"])} for line in lines]
    return pa.Table.from_pylist([{name: line[name] for name in schema.names} for line in told], schema=schema)


def _values(path: Path, lines: list[dict[str, Any]], by_hash, synthetic: bool, key: str) -> None:
    """Figures of organisations and their parts: what the register has a place for. What is told of no organisation stands in values.parquet alone."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(HEADINGS)
        for line in lines:
            if line["organisation"] is None:
                continue
            definition = by_hash[line["hash"]]
            about = [line["organisation"], line["period"]]
            part = [SEX.get(line["sex"], ""), part_of(line)]
            said = [definition.key, definition.version, spaced(definition.hash), "ja" if synthetic else "nej", spaced(key)]
            value = line["digits"].replace(".", ",") if line["digits"] else SIGN[line["status"]]
            writer.writerow([definition.key, definition.name_sv, *about, value, unit_of(definition), *part, line["status"], *said])
            if line["standardised"] is not None:
                value = line["standardised"].replace(".", ",")
                named = [standardised_key(definition), standardised_name(definition)]
                writer.writerow([*named, *about, value, unit_of(definition), *part, VALUE, *said])


#: How the register writes a sex; U, unknown, is a part like others.
SEX = {"F": "K", "M": "M"}


def part_of(line: dict[str, Any]) -> str:
    """Which part of its organisation a figure is of, in the register's words: enhet MED, 65–79 år, skörhet 5–6. Nothing for all of it."""
    age = line["age_group"]
    told = (
        (line["unit"], f"enhet {line['unit']}"),
        (line["sex"] == "U", "okänt kön"),
        (age, "okänd ålder" if age == "unknown" else f"{str(age).replace('-', '–')} år"),
        (line["frailty"], "okänd skörhet" if line["frailty"] == "unknown" else f"skörhet {str(line['frailty']).replace('-', '–')}"),
    )
    return ", ".join(words for is_so, words in told if is_so)


def standardised_key(definition: definitions.Definition) -> str:
    return f"{definition.key}-std"


def standardised_name(definition: definitions.Definition) -> str:
    return f"{definition.name_sv} (åldersstandardiserat)"


def spaced(digest: str) -> str:
    """A hash four signs at a time: ten digits in a row would look like a personal number to whoever guards against them."""
    return " ".join(digest[place : place + 4] for place in range(0, len(digest), 4))


def _indicators(path: Path, found: list[definitions.Definition]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(("Indikatorkod", "Indikator", "Enhet", "Metod"))
        for each in found:
            words = " ".join(each.description_sv.split())
            writer.writerow((each.key, each.name_sv, unit_of(each), words))
            if each.standardise is not None:
                how = f"Som om åldrarna vore fördelade som i {each.standardise.name_sv}. Räknat på de avrundade antal som visas; saknas en åldersgrupp finns ingen siffra."
                writer.writerow((standardised_key(each), standardised_name(each), unit_of(each), f"{words} {how}"))


def _manifest(computed: Computed, done: Protected, number: int) -> dict[str, Any]:
    """What the release says of itself. Nothing of the moment: the same data and register give the same bytes."""
    said = ("name_sv", "description_sv", "numerator_sv", "denominator_sv", "source", "certainty", "certainty_sv", "period", "measure")
    return {
        "format": "fardplan-release-1",
        "release": number,
        "synthetic": computed.synthetic,
        "threshold": done.threshold,
        "rounding": done.base,
        "cells": done.counts,
        "computed": computed.manifest,
        "definitions": [
            {
                "key": each.key,
                "version": each.version,
                "hash": each.hash,
                "unit": unit_of(each),
                "parameters": dict(each.parameters),
                "policy": dict(each.policy),
                "exclusions": [list(rule) for rule in each.exclusions],
                **{name: getattr(each, name) for name in said},
            }
            for each in computed.definitions
        ],
    }


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def content_of(done: Protected) -> str:
    """A hash of all that is claimed: the same again is no new release."""
    told = sorted((c.family, c.at, c.status, c.numerator or 0, c.denominator or 0, c.mean or 0.0, c.base, c.threshold) for c in done.claims)
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def release(
    source: Path, register: Path, out: Path, *, threshold: int, base: int | None, dated: str, extra: Sequence[Path] = (), told: Told = None
) -> dict[str, Any]:
    """All of it; `told` is called as the audit goes. Written down in the register before it appears: a fall between the two forgets nothing that anybody saw."""
    computed = read(source, extra)
    with Register(register).held() as held, private.staged(out) as folder:
        before = held.releases()
        cells, rows = cells_of(computed, threshold)
        done = protected(cells, computed, before, threshold=threshold, base=base, told=told)
        truths = {(cell.family, cell.at): (cell.denominator, cell.numerator) for cell in cells if cell.available}
        done, rows, unnamed = named(done, rows)
        content = content_of(done)
        number = next((each.number for each in before if each.content == content), len(before) + 1)
        manifest = write(folder, computed, done, rows, number, unnamed=unnamed)
        held.add(done.claims, dated=dated, content=content, before=before, truths=truths)
    return manifest
