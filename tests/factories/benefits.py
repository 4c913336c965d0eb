from datetime import date

import factory
from factory.django import DjangoModelFactory

from fardplan.benefits.models import (
    BenefitCalculation,
    BenefitPart,
    BenefitProfile,
    BenefitValue,
    BoundaryCost,
    CalculationAmount,
    CalculationBasis,
    CalculationLine,
    ChainLink,
)
from tests.factories.parties import PartyFactory, ProgrammeFactory


class BenefitFactory(DjangoModelFactory):
    """`chain` are {stage: [texts]}."""

    class Meta:
        model = BenefitProfile
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"nytta-{n}")
    title = factory.Sequence(lambda n: f"Nytta {n}")

    @classmethod
    def _create(cls, model, *args, chain=None, **kwargs):
        row = super()._create(model, *args, **kwargs)
        for stage, texts in (chain or {}).items():
            for place, text in enumerate(texts, start=1):
                ChainLink.objects.create(profile=row, stage=stage, position=place, text=text)
        return row


class BenefitPartFactory(DjangoModelFactory):
    class Meta:
        model = BenefitPart

    profile = factory.SubFactory(BenefitFactory)
    programme = factory.SelfAttribute("profile.programme")
    party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..profile.programme"))
    slug = factory.Sequence(lambda n: f"del-{n}")
    owner = "Chef för hemtjänsten"
    baseline = "100"
    baseline_date = date(2023, 3, 1)
    target = "60"


class BenefitValueFactory(DjangoModelFactory):
    class Meta:
        model = BenefitValue

    part = factory.SubFactory(BenefitPartFactory)
    programme = factory.SelfAttribute("part.programme")
    slug = factory.Sequence(lambda n: f"varde-{n}")
    dated = date(2024, 3, 1)
    reported = "80"


class BenefitCalculationFactory(DjangoModelFactory):
    class Meta:
        model = BenefitCalculation

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"kalkyl-{n}")
    title = factory.Sequence(lambda n: f"Kalkyl {n}")
    dated = date(2024, 10, 1)
    first_year = 2025
    years = 3


class CalculationLineFactory(DjangoModelFactory):
    """`amounts` are {year: (low, high)}."""

    class Meta:
        model = CalculationLine
        skip_postgeneration_save = True

    calculation = factory.SubFactory(BenefitCalculationFactory)
    programme = factory.SelfAttribute("calculation.programme")
    slug = factory.Sequence(lambda n: f"rad-{n}")
    title = factory.Sequence(lambda n: f"Rad {n}")
    position = factory.Sequence(lambda n: n % 1000)
    side = "benefit"
    kind = "certain"
    actor = "Staten"

    @classmethod
    def _create(cls, model, *args, amounts=None, **kwargs):
        row = super()._create(model, *args, **kwargs)
        for year, (low, high) in (amounts or {}).items():
            CalculationAmount.objects.create(line=row, year=year, low=low, high=high)
        return row


class CalculationBasisFactory(DjangoModelFactory):
    class Meta:
        model = CalculationBasis

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"varden-{n}")
    from_date = date(2024, 1, 1)
    hours_per_month = "142"
    factor = "1.54"
    rate = "3"


class BoundaryCostFactory(DjangoModelFactory):
    class Meta:
        model = BoundaryCost

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"grans-{n}")
    title = factory.Sequence(lambda n: f"Provtagning {n}")
    from_party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..programme"))
    to_party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..programme"))
    year = 2024
    amount = 100_000
    amount_absence = ""
