import factory
from factory.django import DjangoModelFactory

from fardplan.governance.models import AgendaItem, Decision, Document, Escalation, FollowUp, Forum, ForumMember, Matter, Meeting, Seat
from fardplan.kit.timing import Timing
from tests.factories.accounts import UserFactory
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


class ForumMemberFactory(DjangoModelFactory):
    class Meta:
        model = ForumMember

    forum = factory.SubFactory(ForumFactory)
    programme = factory.SelfAttribute("forum.programme")
    slug = factory.Sequence(lambda n: f"sitter-{n}")
    user = factory.SubFactory(UserFactory)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    forum = factory.SubFactory(ForumFactory)
    programme = factory.SelfAttribute("forum.programme")
    slug = factory.Sequence(lambda n: f"mote-{n}")
    title = factory.Sequence(lambda n: f"Möte {n}")
    time = factory.LazyFunction(lambda: Timing.parse("2 februari 2024"))


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    kind = AgendaItem.Kind.DECISION
    title = factory.Sequence(lambda n: f"Punkt {n}")
    position = factory.Sequence(lambda n: n)
    matter = factory.SubFactory(MatterFactory, programme=factory.SelfAttribute("..meeting.programme"))


class FollowUpFactory(DjangoModelFactory):
    class Meta:
        model = FollowUp

    decision = factory.SubFactory(DecisionFactory)
    programme = factory.SelfAttribute("decision.programme")
    slug = factory.Sequence(lambda n: f"uppfoljning-{n}")
    title = factory.Sequence(lambda n: f"Gör det {n}")
    post = "Programkontoret"
    due = factory.LazyFunction(lambda: Timing.parse("1 oktober 2023"))


class EscalationFactory(DjangoModelFactory):
    class Meta:
        model = Escalation

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"lyft-{n}")
    kind = Escalation.Kind.OBSTACLE
    title = factory.Sequence(lambda n: f"Hinder {n}")
    raised_date = "2024-01-15"
