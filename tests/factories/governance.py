import factory
from factory.django import DjangoModelFactory

from fardplan.governance.models import Checklist, Decision, Document, Forum, Matter, Seat
from tests.factories.parties import OrganisationFactory, ProgrammeFactory


class ForumFactory(DjangoModelFactory):
    class Meta:
        model = Forum

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"forum-{n}")
    name = factory.Sequence(lambda n: f"Forum {n}")
    function = Forum.Function.STEERING


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat

    forum = factory.SubFactory(ForumFactory)
    programme = factory.SelfAttribute("forum.programme")
    slug = factory.Sequence(lambda n: f"plats-{n}")
    title = "Socialchef"
    organisation = factory.SubFactory(OrganisationFactory)


class DocumentFactory(DjangoModelFactory):
    class Meta:
        model = Document

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"dokument-{n}")
    title = factory.Sequence(lambda n: f"Programplan {n}")
    kind = Document.Kind.PROGRAMME_PLAN


class MatterFactory(DjangoModelFactory):
    class Meta:
        model = Matter

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"arende-{n}")
    title = factory.Sequence(lambda n: f"Ärende {n}")


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    programme = factory.SubFactory(ProgrammeFactory)
    matter = factory.SubFactory(MatterFactory, programme=factory.SelfAttribute("..programme"))
    slug = factory.Sequence(lambda n: f"beslut-{n}")
    title = factory.Sequence(lambda n: f"Beslut {n}")


class ChecklistFactory(DjangoModelFactory):
    class Meta:
        model = Checklist

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"checklista-{n}")
    title = "Frågor att ställa sig"
