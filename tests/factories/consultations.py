import datetime

import factory
from factory.django import DjangoModelFactory

from fardplan.consultations.models import Consultation, ConsultationAnswer, ConsultationSection
from fardplan.consultations.rules import Stance, State
from tests.factories.governance import MatterFactory
from tests.factories.parties import PartyFactory, ProgrammeFactory


class ConsultationFactory(DjangoModelFactory):
    """One that is being prepared; `state="sent"` for one that is out."""

    class Meta:
        model = Consultation
        skip_postgeneration_save = True

    class Params:
        is_out = factory.LazyAttribute(lambda row: row.state != State.PREPARING)

    programme = factory.SubFactory(ProgrammeFactory)
    matter = factory.SubFactory(MatterFactory, programme=factory.SelfAttribute("..programme"))
    slug = factory.Sequence(lambda n: f"remiss-{n}")
    title = factory.Sequence(lambda n: f"Remiss {n}")
    state = State.PREPARING
    sent_date = factory.LazyAttribute(lambda row: datetime.date(2024, 9, 16) if row.is_out else None)
    last_day = datetime.date(2024, 10, 31)

    @factory.post_generation
    def parties(self, create, extracted, **kwargs):
        if create and extracted:
            self.parties.set(extracted)


class ConsultationSectionFactory(DjangoModelFactory):
    class Meta:
        model = ConsultationSection

    consultation = factory.SubFactory(ConsultationFactory)
    programme = factory.SelfAttribute("consultation.programme")
    slug = factory.Sequence(lambda n: f"del-{n}")
    position = factory.Sequence(lambda n: n)
    heading = factory.Sequence(lambda n: f"Kapitel {n}")
    text = "Vi gör det tillsammans."


class ConsultationAnswerFactory(DjangoModelFactory):
    """One that is sent; `is_draft=True, sent_date=None` for a draft."""

    class Meta:
        model = ConsultationAnswer

    consultation = factory.SubFactory(ConsultationFactory, state=State.SENT)
    programme = factory.SelfAttribute("consultation.programme")
    party = factory.SubFactory(PartyFactory, programme=factory.SelfAttribute("..programme"))
    slug = factory.Sequence(lambda n: f"svar-{n}")
    is_draft = False
    stance = Stance.SUPPORTS
    sent_date = datetime.date(2024, 10, 1)
