"""The 398 291 real values of Kolada's group Nära vård, as the values template, through the whole import; beside DuckDB's bare reading and
writing of the very same file. Without the shared data a made file of the same shape is used, and the note says so."""

import csv
import gzip
import os
import tempfile
from pathlib import Path

from bench.measure import growth
from bench.registry import benchmark

SOURCE = Path(os.environ.get("KOLADA_VALUES", "/work/shared/data/kolada/kolada_values_naravard_all_geo_2024-08.csv.gz"))
_made = {}


def _values():
    """(key figure, area, year, sex, value) as they stand in the source."""
    if SOURCE.exists():
        with gzip.open(SOURCE, "rt", encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["kpi"], row["municipality_id"], row["year"], row["gender"], row["value"]
        return
    for n in range(398_291):
        yield (
            f"N{n % 63:05}",
            f"{n // 63 % 312:04}",
            str(2010 + n // (63 * 312) % 13),
            "TKM"[n // (63 * 312 * 13) % 3],
            f"{n * 7919 % 100_000 / 1000}",
        )


def _file():
    """The template with all values, written once a run; and which codes and areas are in it."""
    if not _made:
        folder = tempfile.mkdtemp()
        path, codes, areas, rows = f"{folder}/varden.csv", set(), set(), 0
        with open(path, "w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=";")
            writer.writerow(["Indikatorkod", "Indikator", "Organisation", "Period", "Värde", "Enhet", "Kommentar"])
            for kpi, area, year, sex, value in _values():
                code = f"{kpi}-{sex}"
                codes.add(code)
                areas.add(area)
                rows += 1
                writer.writerow([code, f"Nyckeltal {kpi}", f"Område {area}", year, value.replace(".", ","), "", ""])
        _made.update(path=path, codes=sorted(codes), areas=sorted(areas), rows=rows)
    return _made


DUCKDB = "import: DuckDB reads the file into a table"


@benchmark(DUCKDB, calls=5)
def duckdb_alone():
    """A database file of its own each time, and the reader told nothing: it finds out delimiter, letters and types as it always does."""
    import duckdb

    made = _file()
    database = f"{made['path']}.duckdb"

    def call():
        if os.path.exists(database):
            os.remove(database)
        with duckdb.connect(database) as connection:
            connection.execute(f"CREATE TABLE figures AS SELECT * FROM read_csv('{made['path']}')")
            (rows,) = connection.execute("SELECT count(*) FROM figures").fetchone()
        return f"{rows} rows, {os.path.getsize(made['path']) // 1_000_000} MB"

    return call


@benchmark("import: DuckDB copies the file, all of it text", calls=5)
def duckdb_copies():
    import duckdb

    made = _file()

    def call():
        source = f"read_csv('{made['path']}', delim=';', header=true, all_varchar=true)"
        duckdb.sql(f"COPY (SELECT * FROM {source}) TO '{made['path']}.ut' (HEADER, DELIMITER ';')")
        return f"{made['rows']} rows"

    return call


@benchmark("import: the same file, read, checked, shown, stored", database=True, calls=5, against=DUCKDB)
def whole_import():
    from django.db import transaction

    from fardplan.imports import services
    from fardplan.imports.context import Context
    from fardplan.imports.kinds import kind_of
    from fardplan.indicators.models import Indicator
    from fardplan.parties.models import Organisation, Programme

    made = _file()
    programme = Programme.objects.create(slug="bench-inlasning", name="Bänk")
    Indicator.objects.bulk_create(
        Indicator(programme=programme, slug=code.lower(), code=code, name=f"Nyckeltal {code}", unit="antal") for code in made["codes"]
    )
    Organisation.objects.bulk_create(
        Organisation(slug=f"omrade-{area}", name=f"Område {area}", short_name=f"Omr {area}", kind="municipality") for area in made["areas"]
    )

    def whole():
        kind, context = kind_of("values"), Context(programme, "bench")
        with transaction.atomic():
            understood = kind.read(context, made["path"], "varden.csv")
            if not understood.is_accepted:
                raise SystemExit("\n".join(map(str, understood.complaints.kept[:5])))
            job = services.show(kind, context, understood, path=made["path"], file_name="varden.csv")
            services.store(job, kind, context)
            transaction.set_rollback(True)
        return job.new

    def call():
        rows, grown = growth(whole)
        return f"{rows} rows, memory up by {grown:.1f} MB"

    return call
