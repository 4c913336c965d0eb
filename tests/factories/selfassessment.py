import datetime

import factory
from factory.django import DjangoModelFactory

from fardplan.selfassessment.models import Answer, Assessment, Instrument, Round, ScaleStep, Statement
from fardplan.selfassessment.rules import State
from tests.factories.goals import GoalFactory
from tests.factories.parties import PartyFactory, ProgrammeFactory, UnitFactory

SCALE = ("Stämmer inte alls", "Stämmer till liten del", "Stämmer delvis", "Stämmer till stor del", "Stämmer helt")


class InstrumentFactory(DjangoModelFactory):
    """One that may still be written, with a scale 0-4."""

    class Meta:
        model = Instrument
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"instrument-{n}")
    title = factory.Sequence(lambda n: f"Självskattning {n}")

    @factory.post_generation
    def scale(self, create, extracted, **kwargs):
        if create:
            ScaleStep.objects.bulk_create(ScaleStep(instrument=self, value=value, label=label) for value, label in enumerate(SCALE))


class StatementFactory(DjangoModelFactory):
    class Meta:
        model = Statement

    instrument = factory.SubFactory(InstrumentFactory)
    programme = factory.SelfAttribute("instrument.programme")
    goal = factory.SubFactory(GoalFactory, programme=factory.SelfAttribute("..programme"))
    slug = factory.Sequence(lambda n: f"pastaende-{n}")
    text = factory.Sequence(lambda n: f"Vi gör det {n} gånger.")


class RoundFactory(DjangoModelFactory):
    """One that is open; `state="preparing", opened_date=None` for one that is not yet."""

    class Meta:
        model = Round

    instrument = factory.SubFactory(InstrumentFactory)
    programme = factory.SelfAttribute("instrument.programme")
    slug = factory.Sequence(lambda n: f"omgang-{n}")
    title = factory.Sequence(lambda n: f"Omgång {n}")
    period = "2024"
    state = State.OPEN
    opened_date = factory.LazyAttribute(lambda row: None if row.state == State.PREPARING else datetime.date(2024, 9, 1))
    last_day = datetime.date(2024, 10, 31)


class AssessmentFactory(DjangoModelFactory):
    """A unit of the party's, invited; `handed_in_date` and `people` for one that has handed in."""

    class Meta:
        model = Assessment

    round = factory.SubFactory(RoundFactory)
    programme = factory.SelfAttribute("round.programme")
    party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..programme"))
    unit = factory.SubFactory(UnitFactory, organisation=factory.SelfAttribute("..party.organisation"))
    slug = factory.Sequence(lambda n: f"skattning-{n}")


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    assessment = factory.SubFactory(AssessmentFactory)
    statement = factory.SubFactory(StatementFactory, instrument=factory.SelfAttribute("..assessment.round.instrument"))
    value = 2
