"""python -m bench [word …] [--calls N] [--json FILE]: measure everything, or the benchmarks whose name contains a word.

On PostgreSQL: python -m tools.throwaway_postgres python -m bench
./dev bench --measures is bench/measures.py: tens of millions of events, for minutes. ./dev bench --release is bench/release.py: disclosure control.
"""

import argparse
import contextlib
import dataclasses
import json
import os
import platform
import sys
from pathlib import Path


def main(arguments):
    if "--measures" in arguments:
        from bench import measures

        return measures.main([word for word in arguments if word != "--measures"])
    if "--release" in arguments:
        from bench import release

        return release.main([word for word in arguments if word != "--release"])
    parser = argparse.ArgumentParser(prog="./dev bench", description=__doc__.splitlines()[0])
    parser.add_argument("words", nargs="*", help="only benchmarks whose name contains one of these")
    parser.add_argument("--calls", type=int, help="calls per benchmark, instead of each one's own number")
    parser.add_argument("--json", type=Path, help="also write the figures to this file")
    parser.add_argument("--walk", action="store_true", help="every list and form page in a county of 40 programmes (bench/walk.py)")
    parser.add_argument("--national", action="store_true", help="all counties in one installation (bench/national.py)")
    parser.add_argument("--programmes", type=int, default=21, help="how many, for --national")
    parser.add_argument("--spread", action="store_true", help="40 methods x 312 areas, 5 000 benefits (bench/spread.py)")
    parser.add_argument("--bulk", action="store_true", help="5 000 rows changed at once and taken back (bench/bulk.py)")
    parser.add_argument("--rows", type=int, default=5_000, help="how many, for --bulk")
    options = parser.parse_args(arguments)

    # The tests' settings: a home of their own, and what a developer has in the environment does not count.
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    import django

    django.setup()
    from bench.measure import measure
    from bench.registry import benchmarks

    if options.bulk:
        from bench import bulk

        return bulk.main(options.rows)
    if options.walk:
        from bench.walk import walk

        print(machine())
        with database():
            return 1 if walk() else 0
    if options.spread:
        from bench.spread import measure as measure_spread

        print(machine())
        with database():
            return 1 if measure_spread() else 0
    if options.national:
        from bench.national import national

        print(machine())
        with database():
            return 1 if national(options.programmes) else 0
    chosen = benchmarks(options.words)
    if not chosen:
        print(f"No benchmark is called {' or '.join(options.words)}.", file=sys.stderr)
        return 1
    print(machine())
    results = []
    with database() if any(each.database for each in chosen) else contextlib.nullcontext():
        print(f"{'benchmark':44} {'calls':>6} {'CPU ms':>9} {'p90':>9} {'wall ms':>9} {'queries':>8} {'ratio':>6}  note")
        for each in chosen:
            result = measure(each.prepare(), name=each.name, calls=options.calls or each.calls, count_queries=each.database)
            results.append(result)
            queries = "" if result.queries is None else result.queries
            against = next((other for other in results if other.name == each.against), None)
            ratio = f"{result.cpu_ms / against.cpu_ms:.1f}" if against else ""
            times = f"{result.cpu_ms:9.3f} {result.cpu_ms_p90:9.3f} {result.wall_ms:9.3f}"
            print(f"{result.name:44} {result.calls:6} {times} {queries:>8} {ratio:>6}  {result.note}", flush=True)
    if options.json:
        options.json.write_text(json.dumps({"machine": machine(), "results": [dataclasses.asdict(r) for r in results]}, indent=1) + "\n")
    return 0


def machine():
    """Without this line a figure cannot be compared with another."""
    from django.db import connection

    load = os.getloadavg()[0]
    return f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f}, {connection.vendor}"


@contextlib.contextmanager
def database():
    """An empty, migrated database for this run, on SQLite a file as in production."""
    from django.db import connection

    original = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        yield
    finally:
        connection.creation.destroy_test_db(original, verbosity=0)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
