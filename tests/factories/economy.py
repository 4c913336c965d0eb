import factory
from factory.django import DjangoModelFactory

from fardplan.economy.models import Budget, BudgetLine, Funding, Outturn
from fardplan.kit.nothing import Absence
from tests.factories.parties import OrganisationFactory, ProgrammeFactory


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    programme = factory.SubFactory(ProgrammeFactory)
    year = 2024
    slug = factory.Sequence(lambda n: f"budget-{n}")
    title = factory.LazyAttribute(lambda budget: f"Programbudget {budget.year}")


class BudgetLineFactory(DjangoModelFactory):
    """Without an amount it is one that nobody has told."""

    class Meta:
        model = BudgetLine

    budget = factory.SubFactory(BudgetFactory)
    programme = factory.SelfAttribute("budget.programme")
    slug = factory.Sequence(lambda n: f"post-{n}")
    title = factory.Sequence(lambda n: f"Post {n}")
    amount = None
    amount_absence = factory.LazyAttribute(lambda line: Absence.MISSING if line.amount is None else "")


class OutturnFactory(DjangoModelFactory):
    class Meta:
        model = Outturn

    line = factory.SubFactory(BudgetLineFactory)
    period = factory.LazyAttribute(lambda outturn: str(outturn.line.budget.year))
    amount = None
    amount_absence = factory.LazyAttribute(lambda outturn: Absence.MISSING if outturn.amount is None else "")


class FundingFactory(DjangoModelFactory):
    class Meta:
        model = Funding

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"finansiering-{n}")
    year = 2024
    amount = None
    amount_absence = factory.LazyAttribute(lambda funding: Absence.MISSING if funding.amount is None else "")
