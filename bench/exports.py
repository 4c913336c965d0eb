"""Values out as csv and xlsx, 10 000 and 100 000 rows: CPU, and how much higher the memory of the process stood at its highest than before.

The rows go the way of the page: what the database holds, row by row into the writer. A csv is thrown away as it comes, as a browser takes it.
"""

from functools import cache

from bench.measure import growth
from bench.registry import benchmark

AREAS, YEARS = 250, 20


@cache
def _kept(rows):
    """A programme with so many figures of its own: 5 000 to an indicator."""
    import numpy as np
    from django.utils import timezone

    from fardplan.indicators import store
    from fardplan.indicators.models import DefinitionVersion, Indicator, Series
    from fardplan.indicators.recording import record
    from fardplan.parties.models import Organisation, Programme

    programme = Programme.objects.create(slug=f"bench-ut-{rows}", name="Bänk")
    slugs = [f"bench-ut-{number}" for number in range(AREAS)]
    known = set(Organisation.objects.filter(slug__in=slugs).values_list("slug", flat=True))
    Organisation.objects.bulk_create(
        Organisation(slug=slug, name=f"Plats {slug}", short_name=slug, kind="municipality") for slug in slugs if slug not in known
    )
    areas = np.array(list(Organisation.objects.filter(slug__in=slugs).values_list("pk", flat=True)))
    indicators = Indicator.objects.bulk_create(
        Indicator(programme=programme, slug=f"u{number}", code=f"U{number}", name=f"Mått {number}", unit="antal")
        for number in range(rows // (AREAS * YEARS))
    )
    versions = DefinitionVersion.objects.bulk_create(DefinitionVersion(indicator=each, number=1) for each in indicators)
    names = [str(year) for year in range(2003, 2003 + YEARS)]
    values = [f"{n % 9973}.{n % 9 + 1}" for n in range(AREAS * YEARS)]
    columns = (
        store.Columns(np.full(len(values), each.pk), np.repeat(areas, YEARS), np.tile(np.arange(YEARS), AREAS), names, values, {})
        for each in Series.objects.bulk_create(Series(definition=version) for version in versions)
    )
    record((), columns=columns, by="bench", kind="form", source="Bänk", retrieved_at=timezone.now(), programme=programme)
    return programme


def _export(form, rows):
    from fardplan.imports import exports
    from fardplan.imports.context import Context
    from fardplan.imports.kinds import kind_of

    kind, context = kind_of("values"), Context(_kept(rows), "bench")
    columns = kind.columns_for(context.programme)

    def write():
        if form == "csv":
            return sum(len(piece) for piece in exports.csv_lines(columns, kind.export(context)))
        with exports.workbook(columns, kind.export(context), sheet=str(kind.title), lists=kind.lists(context)) as file:
            return file.seek(0, 2)

    def call():
        size, grown = growth(write)
        return f"{size / 1_000_000:.1f} MB, memory up by {grown:.1f} MB"

    return call


for _form in ("csv", "xlsx"):
    for _rows in (10_000, 100_000):
        benchmark(f"export: {_rows} values as {_form}", database=True, calls=3)(lambda form=_form, rows=_rows: _export(form, rows))
