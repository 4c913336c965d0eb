import factory
from factory.django import DjangoModelFactory

from fardplan.kit.timing import Timing
from fardplan.plan.models import Activity, Attendance, Milestone, Plan, PlanItem
from tests.factories.parties import ProgrammeFactory


class ActivityFactory(DjangoModelFactory):
    """`time` is words, read in the activity's year. `counts`: (party, target group, number), None for all of them."""

    class Meta:
        model = Activity
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"aktivitet-{n}")
    title = factory.Sequence(lambda n: f"Aktivitet {n}")
    kind = Activity.Kind.LEARNING_SEMINAR
    time = "3 februari"
    year = 2023
    state = Activity.State.DONE
    position = factory.Sequence(lambda n: n)

    @classmethod
    def _create(cls, model, *args, time, year, counts=(), **kwargs):
        row = super()._create(model, *args, time=Timing.parse(time, year=year), year=year, **kwargs)
        for party, group, number in counts:
            Attendance.objects.create(activity=row, party=party, target_group=group, number=number)
        return row


class MilestoneFactory(DjangoModelFactory):
    """`time` and `done` are words."""

    class Meta:
        model = Milestone

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"hallpunkt-{n}")
    title = factory.Sequence(lambda n: f"Hållpunkt {n}")
    time = "HT 2023"
    done = ""

    @classmethod
    def _create(cls, model, *args, time, done, **kwargs):
        return super()._create(model, *args, time=Timing.parse(time), done=Timing.parse(done) if done else None, **kwargs)


class PlanFactory(DjangoModelFactory):
    """`parties`: those who make it; `activities`: what stands in it, in order."""

    class Meta:
        model = Plan
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"lokal-plan-{n}")
    title = factory.Sequence(lambda n: f"Lokal plan {n} 2025")
    year = 2025

    @factory.post_generation
    def parties(self, create, found, **kwargs):
        self.parties.set(found or ())

    @factory.post_generation
    def activities(self, create, found, **kwargs):
        for place, activity in enumerate(found or ()):
            PlanItem.objects.create(plan=self, activity=activity, position=place)
