import factory
from factory.django import DjangoModelFactory

from fardplan.kit.timing import Timing
from fardplan.portfolio.models import WorkingMethod
from fardplan.spread import services
from fardplan.spread.models import Adoption, MethodSheet, SpreadAmbition, SpreadProposal, TransferCheck
from tests.factories.governance import MatterFactory
from tests.factories.parties import PartyFactory, ProgrammeFactory


class WorkingMethodFactory(DjangoModelFactory):
    class Meta:
        model = WorkingMethod

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"arbetssatt-{n}")
    name = factory.Sequence(lambda n: f"Arbetssätt {n}")


class AdoptionFactory(DjangoModelFactory):
    """Made by the verb, so that periods know of each other. `began` are words."""

    class Meta:
        model = Adoption

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"inforande-{n}")
    method = factory.SubFactory(WorkingMethodFactory, programme=factory.SelfAttribute("..programme"))
    party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..programme"))
    phase = Adoption.Phase.PILOT
    began = "2022-01-01"

    @classmethod
    def _create(cls, model, *args, began="", **kwargs):
        return services.add_adoption(by="load", began=Timing.parse(began) if began else None, **kwargs)


class MethodSheetFactory(DjangoModelFactory):
    class Meta:
        model = MethodSheet

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"underlag-{n}")
    method = factory.SubFactory(WorkingMethodFactory, programme=factory.SelfAttribute("..programme"))


class TransferCheckFactory(DjangoModelFactory):
    class Meta:
        model = TransferCheck

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"checklista-{n}")
    method = factory.SubFactory(WorkingMethodFactory, programme=factory.SelfAttribute("..programme"))
    party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..programme"))
    done = "Avtal är undertecknat"


class SpreadAmbitionFactory(DjangoModelFactory):
    class Meta:
        model = SpreadAmbition

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"ambition-{n}")
    method = factory.SubFactory(WorkingMethodFactory, programme=factory.SelfAttribute("..programme"))
    year = 2023
    parties = 8


class SpreadProposalFactory(DjangoModelFactory):
    class Meta:
        model = SpreadProposal

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"forslag-{n}")
    method = factory.SubFactory(WorkingMethodFactory, programme=factory.SelfAttribute("..programme"))
    matter = factory.SubFactory(MatterFactory, programme=factory.SelfAttribute("..programme"), kind="spread")
