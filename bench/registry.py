"""Which benchmarks there are.

A benchmark prepares and returns the call to measure. Put it in a module of its own kind (`bench/pages.py`, `bench/imports.py`);
every module in this folder is found.

    @benchmark("page: where we are", database=True)
    def where_we_are():
        client = logged_in_client()
        def call():
            answer = client.get("/exempel/")
            return f"{len(answer.content) / 1000:.0f} kB"
        return call

`database=True` gives an empty, migrated database of its own, made once and shared by the benchmarks of a run, in the order they
are defined: SQLite, or what DATABASE_URL names. The benchmark fills it, in a transaction of its own or for those after it.

`against="…"` names another benchmark, defined before, whose CPU this one's is divided by: a ratio in one run says more than
milliseconds on some machine. That one is then measured too, whatever words the run was narrowed by.
"""

import importlib
import pkgutil
from dataclasses import dataclass
from typing import Any

import bench

FRAME = {"__main__", "measure", "registry"}


@dataclass(frozen=True)
class Benchmark:
    name: str
    prepare: Any
    database: bool
    calls: int
    against: str = ""


_found: dict[str, Benchmark] = {}


def benchmark(name, *, database=False, calls=30, against=""):
    def register(prepare):
        if name in _found:
            raise ValueError(f"two benchmarks are called {name!r}")
        if against and against not in _found:
            raise ValueError(f"{name!r} is measured against {against!r}, which is not defined before it")
        _found[name] = Benchmark(name, prepare, database, calls, against)
        return prepare

    return register


def benchmarks(words=()):
    """Every benchmark, or those whose name contains one of `words` and what they are measured against."""
    for module in pkgutil.iter_modules(bench.__path__):
        if module.name not in FRAME:
            importlib.import_module(f"bench.{module.name}")
    chosen = {found.name for found in _found.values() if not words or any(word in found.name for word in words)}
    chosen |= {_found[name].against for name in chosen}
    return [found for found in _found.values() if found.name in chosen]
