import factory
from factory.django import DjangoModelFactory

from fardplan.goals.models import BenefitObject, Goal
from tests.factories.parties import ProgrammeFactory


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = Goal

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda goal: f"delmal-{goal.number}")
    title = factory.LazyAttribute(lambda goal: f"Jag har det {goal.number}")
    short_title = factory.LazyAttribute(lambda goal: f"Delmål {goal.number}")


class BenefitObjectFactory(DjangoModelFactory):
    class Meta:
        model = BenefitObject

    programme = factory.SubFactory(ProgrammeFactory)
    number = factory.Sequence(lambda n: n + 1)
    slug = factory.LazyAttribute(lambda row: f"nytta-{row.number}")
    title = factory.LazyAttribute(lambda row: f"Nyttoobjekt {row.number}")
