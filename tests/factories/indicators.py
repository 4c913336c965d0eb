import factory
from factory.django import DjangoModelFactory

from fardplan.indicators.models import Indicator
from tests.factories.parties import ProgrammeFactory


class IndicatorFactory(DjangoModelFactory):
    class Meta:
        model = Indicator

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"nyckeltal-{n}")
    code = factory.Sequence(lambda n: f"N{n}")
    name = factory.Sequence(lambda n: f"Nyckeltal {n}")
    unit = "procent"
