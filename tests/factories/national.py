"""The size of the national set: 63 key figures, Riket, 21 regions and 290 municipalities, twenty years. Invented figures."""

from datetime import UTC, datetime
from decimal import Decimal

from fardplan.indicators.models import Indicator, KoladaKpi, Series
from fardplan.indicators.recording import Row, record
from fardplan.parties.models import Organisation

KPIS, YEARS = 63, range(2003, 2023)
AT = datetime(2024, 8, 30, tzinfo=UTC)


def areas():
    """The 312 organisations, made when they are not there: codes as Kolada's, names of nobody."""
    codes = ["0000", *(f"00{n:02}" for n in range(50, 71)), *(f"{n}" for n in range(5000, 5290))]
    known = set(Organisation.objects.filter(code__in=codes).values_list("code", flat=True))
    kinds = {True: Organisation.Kind.REGION, False: Organisation.Kind.MUNICIPALITY}
    Organisation.objects.bulk_create(
        Organisation(
            slug=f"omrade-{code}",
            name=f"Område {code}",
            short_name=f"Område {code}",
            code=code,
            kind=Organisation.Kind.OTHER if code == "0000" else kinds[code.startswith("00")],
        )
        for code in codes
        if code not in known
    )
    return list(Organisation.objects.filter(code__in=codes).order_by("code"))


def figures(kpis=KPIS):
    """Key figures U90000…, with a series each."""
    KoladaKpi.objects.bulk_create(
        [KoladaKpi(code=f"U{90_000 + n}", title=f"Mått {n}, andel (%)", municipality_type="A", fetched_at=AT) for n in range(kpis)],
        ignore_conflicts=True,
    )
    known = list(KoladaKpi.objects.filter(code__gte="U90000", code__lt=f"U{90_000 + kpis}").order_by("code"))
    Series.objects.bulk_create([Series(kpi=kpi) for kpi in known if not hasattr(kpi, "series")])
    return known


def rows(kpis, organisations):
    series = dict(Series.objects.filter(kpi__in=kpis).values_list("kpi_id", "pk"))
    for kpi in kpis:
        for organisation in organisations:
            for year in YEARS:
                yield Row(
                    series[kpi.pk],
                    organisation.pk,
                    str(year),
                    value=Decimal((kpi.pk * 7919 + organisation.pk * 31 + year * 17) % 9973) / 100,
                )


def fill(programme, goals=()):
    """All of it recorded, and an indicator of `programme` for each key figure."""
    kpis, organisations = figures(), areas()
    done = record(rows(kpis, organisations), by="test", kind="extract", source="Kolada", retrieved_at=AT)
    indicators = Indicator.objects.bulk_create(
        Indicator(programme=programme, slug=kpi.code.lower(), code=kpi.code, name=kpi.title, unit="procent", direction="increase", kpi=kpi)
        for kpi in kpis
    )
    for number, indicator in enumerate(indicators):
        if goals:
            indicator.goals.add(goals[number % len(goals)])
    return done
