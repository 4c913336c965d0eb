"""Seven municipalities with figures by quarter, of which the first begins in July 2023."""

from datetime import UTC, datetime

import pytest

from fardplan.indicators.models import Vintage
from fardplan.indicators.services import Row, record, series_of
from tests.factories import IndicatorFactory, InitiativeFactory, OrganisationFactory, PartyFactory

QUARTERS = [f"{year}-Q{quarter}" for year in range(2020, 2025) for quarter in range(1, 5)]
MONTHS = [f"{year}-{month:02}" for year in range(2021, 2025) for month in range(1, 13)]


@pytest.fixture
def organisations(programme):
    names = ("Björkvik", "Ekby", "Lindnäs", "Sandhamra", "Åbyfors", "Älvdal", "Östervik")
    found = [OrganisationFactory(slug=f"ort-{n}", name=f"{name}s kommun", short_name=name) for n, name in enumerate(names)]
    for each in found:
        PartyFactory(programme=programme, slug=each.slug, organisation=each)
    return found


@pytest.fixture
def indicator(programme):
    return IndicatorFactory(programme=programme, slug="aterinlaggningar", code="E1", name="Återinläggningar", short_name="Återinläggningar")


@pytest.fixture
def initiative(programme, organisations):
    return InitiativeFactory(programme=programme, slug="hemgang", title="Trygg hemgång", short_title="Trygg hemgång")


@pytest.fixture
def figures(indicator, programme):
    """figures({organisation: [value or None, …]}, periods=QUARTERS, day=datetime): what the register is told, as one retrieval."""

    def tell(values, *, periods=QUARTERS, day=datetime(2025, 1, 10, 12, tzinfo=UTC)):
        series = series_of(indicator, by="test").pk
        rows = [
            Row(series, organisation.pk, period, value=None if value is None else str(value), absence="missing" if value is None else "")
            for organisation, mine in values.items()
            for period, value in zip(periods, mine, strict=False)
        ]
        return record(rows, by="test", kind=Vintage.Kind.FILE, source="Exempel", retrieved_at=day, programme=programme).vintage

    return tell


def course(number, *, times=20, falls_from=None, by=0.0):
    """A course with some unrest of its own, the same every time; from the index `falls_from` on, `by` lower."""
    unrest = (0.4, -0.7, 0.2, 0.9, -0.5, -0.1, 0.6, -0.8, 0.3, 0.1, -0.4)
    return [
        round(
            20
            + number
            + 0.05 * at
            + unrest[(at * (number + 2) + number) % 11]
            - (by if falls_from is not None and at >= falls_from else 0),
            2,
        )
        for at in range(times)
    ]
