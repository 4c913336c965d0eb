import factory
from factory.django import DjangoModelFactory

from fardplan.kit.timing import Timing
from fardplan.portfolio.models import Initiative, InitiativeGoal, InitiativePhase, TargetGroup
from fardplan.portfolio.rules import Phase
from tests.factories.parties import ProgrammeFactory


class TargetGroupFactory(DjangoModelFactory):
    class Meta:
        model = TargetGroup

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"malgrupp-{n}")
    name = factory.Sequence(lambda n: f"Målgrupp {n}")


class InitiativeFactory(DjangoModelFactory):
    """`phase` (since 2022 unless `began` says when; None for none), `goals` and `parties` are lists of rows."""

    class Meta:
        model = Initiative
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"arbete-{n}")
    title = factory.Sequence(lambda n: f"Arbete {n}")

    @classmethod
    def _create(cls, model, *args, phase=Phase.RUNNING, began="2022", goals=(), parties=(), time="", **kwargs):
        row = super()._create(model, *args, time=Timing.parse(time) if time else None, **kwargs)
        if phase is not None:
            InitiativePhase.objects.create(initiative=row, phase=phase, **InitiativePhase.began.columns(Timing.parse(began)))
        for goal in goals:
            InitiativeGoal.objects.create(initiative=row, goal=goal)
        row.parties.set(parties)
        return row
