import factory
from factory.django import DjangoModelFactory

from fardplan.accounts.permissions import Role
from fardplan.parties.models import Assignment, County, Membership, Organisation, Partner, Party, Post, Programme, Unit
from tests.factories.accounts import UserFactory


class CountyFactory(DjangoModelFactory):
    class Meta:
        model = County
        django_get_or_create = ("code",)

    code = "99"
    name = "Exempellän"


class OrganisationFactory(DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"kommun-{n}")
    name = factory.Sequence(lambda n: f"Exempelby {n} kommun")
    short_name = factory.Sequence(lambda n: f"Exempelby {n}")
    kind = Organisation.Kind.MUNICIPALITY


class UnitFactory(DjangoModelFactory):
    class Meta:
        model = Unit

    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.Sequence(lambda n: f"enhet-{n}")
    name = factory.Sequence(lambda n: f"Enhet {n}")


class ProgrammeFactory(DjangoModelFactory):
    class Meta:
        model = Programme

    slug = factory.Sequence(lambda n: f"program-{n}")
    name = factory.Sequence(lambda n: f"Program {n}")
    county = factory.SubFactory(CountyFactory)


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    slug = factory.LazyAttribute(lambda party: party.organisation.slug)


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    programme = factory.SubFactory(ProgrammeFactory)
    organisation = factory.SubFactory(OrganisationFactory, kind=Organisation.Kind.ASSOCIATION)
    slug = factory.LazyAttribute(lambda partner: partner.organisation.slug)


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    role = Role.READER


class PostFactory(DjangoModelFactory):
    class Meta:
        model = Post

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"befattning-{n}")
    role = "Förändringsledare"
    share = 100


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"uppdrag-{n}")
    role = "Förändringsledare"
    share = 100
