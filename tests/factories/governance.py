import factory
from factory.django import DjangoModelFactory

from fardplan.governance.models import Forum
from tests.factories.parties import ProgrammeFactory


class ForumFactory(DjangoModelFactory):
    class Meta:
        model = Forum

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"forum-{n}")
    name = factory.Sequence(lambda n: f"Forum {n}")
    function = Forum.Function.STEERING
