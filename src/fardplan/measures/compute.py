"""Definitions computed over an extract, into a working folder that is not for release.

The folder holds one Parquet file per definition, `flow.parquet` and, last of all, `manifest.json`: without it nothing there is whole.
Each finished definition is noted in a state file, so that a run that was stopped goes on where it was; a definition is computed again only
when it, its input files or the engine's code has changed.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from . import manifest as manifests
from . import private, reading
from .definition import Definition
from .engine.backend import Backend, DuckDB, Spark
from .engine.cells import DIMENSIONS
from .engine.run import Figures, run
from .errors import ExtractError, MeasuresError

STATE, MANIFEST, WARNING = ".compute.json", "manifest.json", "LÄMNA-INTE-UT.txt"
UNSAFE_SV = (
    "Siffrorna i den här mappen är inte kontrollerade för röjande: små grupper står utskrivna.\n"
    "De får inte lämna den som har uppgifterna. Det som får lämnas ut skriver `fardplan measures release`.\n"
)
TEXTS, NUMBERS = (
    ("definition", "version", "hash", "parameters"),
    ("numerator", "denominator", "sum_millionths", "persons", "standardised_millionths"),
)
ROWS = pa.schema(
    [(name, pa.string()) for name in (*TEXTS, *DIMENSIONS)] + [(name, pa.int64()) for name in NUMBERS] + [("status", pa.string())]
)
FLOW = pa.schema([("definition", pa.string()), ("step", pa.string()), ("reason", pa.string()), ("rows", pa.int64())])


@dataclass
class Work:
    """What is to be computed and how. `extracts`: one, or one from each holder with the same pseudonyms. `said`: told of each step."""

    definitions: Sequence[Definition]
    extracts: Sequence[reading.Extract]
    out: Path
    engine: str = "duckdb"
    memory: str = "1800MB"
    threads: int = 0
    per_stay: Path | None = None
    said: Callable[[str, str], None] = lambda definition, step: None
    done: list[str] = field(default_factory=list)
    """Definitions that were already there."""

    @property
    def start(self):
        return max(each.manifest.start for each in self.extracts)

    @property
    def end(self):
        return min(each.manifest.end for each in self.extracts)

    @property
    def synthetic(self) -> bool:
        return all(each.manifest.synthetic for each in self.extracts)


def compute(work: Work) -> dict[str, Any]:
    """Do it; the manifest. MeasuresError, with nothing that looks whole left behind."""
    _checked(work)
    is_new = not work.out.exists()
    try:
        return _computed(work)
    except BaseException:
        _tidied(work.out, is_new=is_new)
        raise


def _tidied(out: Path, *, is_new: bool) -> None:
    """Away with what was being written; and with the warning, and a folder made for it, where nothing else is there to be warned of."""
    with contextlib.suppress(OSError):
        for half in out.glob(".*.half"):
            half.unlink()
        if {path.name for path in out.iterdir()} <= {WARNING}:
            (out / WARNING).unlink(missing_ok=True)
            if is_new:
                out.rmdir()


def _computed(work: Work) -> dict[str, Any]:
    with private.told(work.out):
        work.out.mkdir(mode=0o700, parents=True, exist_ok=True)
        (work.out / WARNING).write_text(UNSAFE_SV, encoding="utf-8")
    state = _state(work.out)
    hashes = _hashes(work)
    waiting = [each for each in work.definitions if not _fresh(work, state, each, hashes)]
    work.done = [each.key for each in work.definitions if each not in waiting]
    if waiting or work.per_stay:
        with private.told(work.out):
            (work.out / MANIFEST).unlink(missing_ok=True)
        with private.folder() as room, private.told(work.out):
            tables = _canonical(work, room, {name for each in waiting or work.definitions for name in each.tables})
            if not any(pq.read_metadata(path).num_rows for paths in tables.values() for path in paths):
                raise ExtractError("uttaget är tomt: ingen tabell som måttet läser har någon rad", file=work.extracts[0].folder.name)
            for each in waiting:
                figures = _figures(work, each, tables, room, None)
                state[each.key] = _kept(work, each, figures, hashes)
                _write_json(work.out / STATE, state)
            if work.per_stay:
                half = work.per_stay.with_name(f".{work.per_stay.name}.half")
                _figures(work, work.definitions[0], tables, room, half)
                half.chmod(0o600)
                half.replace(work.per_stay)
    return _finished(work, state, hashes)


def _checked(work: Work) -> None:
    keys = [each.key for each in work.definitions]
    for key in keys:
        if keys.count(key) > 1:
            raise MeasuresError(f"Definitionen {key} är angiven två gånger.")
    if work.start > work.end:
        raise ExtractError("uttagen har inga dagar gemensamt", file=manifests.NAME)
    fingerprints = {each.manifest.stated.get("pseudonym_key") for each in work.extracts} - {None}
    if len(fingerprints) > 1:
        raise ExtractError("uttagens pseudonymer är gjorda med olika nycklar, så samma person går inte att känna igen", file=manifests.NAME)
    for above in (work.out.resolve(), *work.out.resolve().parents):
        if (above / ".git").exists() or str(above) == "/var/www":
            raise MeasuresError(
                f"{work.out} ligger i {above}, som är ett versionshanterat arkiv eller en webbplats. Välj en mapp som inte sprids vidare."
            )


def _hashes(work: Work) -> dict[str, dict[str, str]]:
    """table -> file (numbered by extract when there are several) -> SHA-256, for the tables the definitions read."""
    out: dict[str, dict[str, str]] = {}
    for number, extract in enumerate(work.extracts):
        for table in sorted({name for each in work.definitions for name in each.tables}):
            for path in extract.files(table):
                with private.told(path):
                    out.setdefault(table, {})[f"{number}/{path.name}"] = manifests.sha256(path)
    return out


def _inputs(work: Work, definition: Definition, hashes: dict[str, dict[str, str]]) -> str:
    """One hash over everything a definition's figures come from."""
    told = [
        definition.hash,
        code(),
        [[str(each.manifest.start), str(each.manifest.end), each.manifest.synthetic, repr(each.mapping)] for each in work.extracts],
        {name: hashes.get(name, {}) for name in definition.tables},
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def code() -> str:
    """A hash of the code that decides figures: the version of the engine."""
    folder = Path(__file__).parent
    parts = [*sorted((folder / "engine").glob("*.py")), folder / "reading.py", folder / "standardising.py"]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()[:16]


def _state(out: Path) -> dict[str, dict[str, Any]]:
    try:
        found = json.loads((out / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _fresh(work: Work, state: dict[str, dict[str, Any]], definition: Definition, hashes: dict[str, dict[str, str]]) -> bool:
    """Whether what stands in the folder is what computing would give, whichever engine made it."""
    kept, path = state.get(definition.key, {}), work.out / f"{definition.key}.parquet"
    return kept.get("inputs") == _inputs(work, definition, hashes) and path.exists() and kept.get("file") == manifests.sha256(path)


def _canonical(work: Work, room: Path, only: set[str]) -> dict[str, list[Path]]:
    out: dict[str, list[Path]] = {}
    for number, extract in enumerate(work.extracts):
        work.said("", f"läser {extract.folder.name}")
        own = room / f"uttag-{number}"
        own.mkdir()
        for name, paths in reading.canonical(extract, own, memory=work.memory, only=tuple(sorted(only))).items():
            out.setdefault(name, []).extend(paths)
    return out


def opened(work: Work, room: Path) -> Backend:
    """The engine, with its memory and its spilling inside the private folder."""
    if work.engine == "spark":
        return Spark(_session(work, room), room)
    try:
        return DuckDB(room, memory=work.memory, threads=work.threads or None)
    except duckdb.Error:
        raise MeasuresError(f"Minnesgränsen {work.memory} går inte att förstå. Skriv till exempel 2GB.") from None


def _session(work: Work, room: Path) -> Any:
    try:
        from pyspark.sql import SparkSession
    except ImportError:
        raise MeasuresError("Spark finns inte här. Installera paketet pyspark 4 och Java 17, eller räkna med --engine duckdb.") from None
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": str(room),
        "spark.sql.warehouse.dir": str(room / "warehouse"),
        "spark.driver.memory": work.memory.lower().replace("gb", "g").replace("mb", "m"),
        "spark.sql.session.timeZone": "UTC",
        "spark.log.level": "OFF",
        "spark.ui.showConsoleProgress": "false",
    }
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")  # of pandas, which is not used
    cluster = os.environ.get("FARDPLAN_SPARK")
    if not cluster:
        # Spark's 200 parts of every step are for a cluster: here they took minutes for a small county.
        settings["spark.sql.shuffle.partitions"] = str(4 * (work.threads or os.cpu_count() or 1))
    builder = SparkSession.builder.master(cluster or f"local[{work.threads or '*'}]").appName("fardplan")
    for name, value in settings.items():
        builder = builder.config(name, value)
    try:
        return builder.getOrCreate()
    except Exception:
        raise MeasuresError("Spark startade inte. Java 17 eller senare behövs (i Debian: openjdk-17-jre-headless).") from None


def _figures(work: Work, definition: Definition, tables: dict[str, list[Path]], room: Path, per_stay: Path | None) -> Figures:
    backend = opened(work, room)
    backend.told = lambda step: work.said(definition.key, step)
    known = {name: backend.read(name, paths) for name, paths in tables.items() if name in definition.tables}
    try:
        return run(definition, backend, known, work.start, work.end, per_stay=per_stay)
    except duckdb.OutOfMemoryException:
        raise MeasuresError(f"Minnet räckte inte ({work.memory}). Ange mer med --memory, eller färre trådar med --threads 1.") from None
    finally:
        if work.engine == "duckdb":
            backend.con.disconnect()


def _kept(work: Work, definition: Definition, figures: Figures, hashes: dict[str, dict[str, str]]) -> dict[str, Any]:
    """Write the definition's rows and tell what was written."""
    same = {"definition": definition.key, "version": definition.version, "hash": definition.hash, "parameters": definition.parameters_json}
    path = work.out / f"{definition.key}.parquet"
    half = path.with_name(f".{path.name}.half")
    pq.write_table(pa.Table.from_pylist([same | row for row in figures.rows], schema=ROWS), half, compression="zstd")
    half.replace(path)
    return {
        "version": definition.version,
        "hash": definition.hash,
        "engine": work.engine,
        "inputs": _inputs(work, definition, hashes),
        "file": manifests.sha256(path),
        "cells": len(figures.rows),
        "flow": [list(line) for line in figures.flow],
    }


def _finished(work: Work, state: dict[str, dict[str, Any]], hashes: dict[str, dict[str, str]]) -> dict[str, Any]:
    """flow.parquet and manifest.json, once everything is there; files of definitions not asked for are removed with their state."""
    asked = {each.key for each in work.definitions}
    with private.told(work.out):
        for key in set(state) - asked:
            (work.out / f"{key}.parquet").unlink(missing_ok=True)
            del state[key]
        _write_json(work.out / STATE, state)
        lines = [
            {"definition": key, "step": step, "reason": reason, "rows": rows}
            for key in sorted(asked)
            for step, reason, rows in state[key]["flow"]
        ]
        half = work.out / ".flow.parquet.half"
        pq.write_table(pa.Table.from_pylist(lines, schema=FLOW), half)
        half.replace(work.out / "flow.parquet")
        told = {
            "format": "fardplan-compute-1",
            "safe_to_release": False,
            "synthetic": work.synthetic,
            "code": code(),
            "engine": "+".join(sorted({state[key]["engine"] for key in asked})),
            "extract_start": str(work.start),
            "extract_end": str(work.end),
            "extracts": [
                {
                    "holder": each.manifest.holder,
                    "start": str(each.manifest.start),
                    "end": str(each.manifest.end),
                    "synthetic": each.manifest.synthetic,
                }
                for each in work.extracts
            ],
            "files": hashes,
            "definitions": {key: {name: value for name, value in state[key].items() if name != "inputs"} for key in sorted(asked)},
        }
        _write_json(work.out / MANIFEST, told)
    return told


def _write_json(path: Path, told: Any) -> None:
    half = path.with_name(f".{path.name}.half")
    half.write_text(json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    half.replace(path)
