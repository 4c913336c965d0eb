from datetime import UTC, datetime

import factory
from factory.django import DjangoModelFactory

from fardplan.indicators.models import Indicator, KoladaKpi
from tests.factories.parties import ProgrammeFactory


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"nyckeltal-{n}")
    code = factory.Sequence(lambda n: f"N{n}")
    name = factory.Sequence(lambda n: f"Nyckeltal {n}")
    unit = "procent"


class KoladaKpiFactory(DjangoModelFactory):
    class Meta:
        model = KoladaKpi

    code = factory.Sequence(lambda n: f"U{n:05}")
    title = factory.Sequence(lambda n: f"Mått {n}, andel (%)")
    municipality_type = "A"
    fetched_at = datetime(2026, 3, 1, tzinfo=UTC)
