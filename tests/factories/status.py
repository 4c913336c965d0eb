from datetime import date

import factory
from factory.django import DjangoModelFactory

from fardplan.status.models import Checklist, Deviation, Friction, Risk, StatusReport
from tests.factories.parties import PartyFactory, ProgrammeFactory
from tests.factories.portfolio import InitiativeFactory


class ChecklistFactory(DjangoModelFactory):
    class Meta:
        model = Checklist

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"checklista-{n}")
    title = "Frågor att ställa sig"


class RiskFactory(DjangoModelFactory):
    class Meta:
        model = Risk

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"risk-{n}")
    scope = Risk.Scope.EXECUTION
    title = "Läkare saknas"


class StatusReportFactory(DjangoModelFactory):
    class Meta:
        model = StatusReport

    initiative = factory.SubFactory(InitiativeFactory)
    programme = factory.SelfAttribute("initiative.programme")
    slug = factory.Sequence(lambda n: f"lage-{n}")
    period = "2023-H1"


class DeviationFactory(DjangoModelFactory):
    class Meta:
        model = Deviation

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"avvikelse-{n}")
    title = factory.Sequence(lambda n: f"Avtalet {n} är inte klart")
    seriousness = Deviation.Seriousness.CONSIDERABLE
    happened = "Förhandlingen drog ut på tiden."
    reported_date = date(2023, 5, 2)


class FrictionFactory(DjangoModelFactory):
    class Meta:
        model = Friction

    party = factory.SubFactory(PartyFactory)
    programme = factory.SelfAttribute("party.programme")
    slug = factory.Sequence(lambda n: f"skav-{n}")
    title = factory.Sequence(lambda n: f"Listan finns i {n} versioner")
    entered_date = date(2023, 5, 2)
