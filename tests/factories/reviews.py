from datetime import date

import factory
from factory.django import DjangoModelFactory

from fardplan.kit.timing import Timing
from fardplan.reviews.models import ActivityReview, CitizenDialogue, FactorTag, ProgressStep, Tip
from tests.factories.parties import ProgrammeFactory
from tests.factories.plan import ActivityFactory


class ProgressStepFactory(DjangoModelFactory):
    class Meta:
        model = ProgressStep

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"steg-{n}")
    label = factory.Sequence(lambda n: f"Steg {n}")
    tone = "closer"
    position = factory.Sequence(lambda n: n)


class FactorTagFactory(DjangoModelFactory):
    class Meta:
        model = FactorTag

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"faktor-{n}")
    name = factory.Sequence(lambda n: f"Faktor {n}")
    position = factory.Sequence(lambda n: n)


class ActivityReviewFactory(DjangoModelFactory):
    """`goals` and `factors` are lists: of goals, and of (tag, kind, words)."""

    class Meta:
        model = ActivityReview
        skip_postgeneration_save = True

    activity = factory.SubFactory(ActivityFactory)
    programme = factory.SelfAttribute("activity.programme")
    slug = factory.Sequence(lambda n: f"uppfoljning-{n}")
    period = "2023"
    done = "Teamen träffades."
    reviewed_date = date(2023, 12, 20)

    @classmethod
    def _create(cls, model, *args, goals=(), factors=(), **kwargs):
        row = super()._create(model, *args, **kwargs)
        row.goals.set(goals)
        for tag, kind, words in factors:
            row.factors.create(tag=tag, kind=kind, words=words)
        return row


class TipFactory(DjangoModelFactory):
    class Meta:
        model = Tip

    review = factory.SubFactory(ActivityReviewFactory)
    programme = factory.SelfAttribute("review.programme")
    slug = factory.Sequence(lambda n: f"tips-{n}")
    title = factory.Sequence(lambda n: f"Ring dagen efter {n}")


class CitizenDialogueFactory(DjangoModelFactory):
    """`time` is words."""

    class Meta:
        model = CitizenDialogue

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"dialog-{n}")
    title = factory.Sequence(lambda n: f"Samtal {n}")
    time = "3 februari 2023"
    with_whom = "Anhöriga till äldre"

    @classmethod
    def _create(cls, model, *args, time, **kwargs):
        return super()._create(model, *args, time=Timing.parse(time), **kwargs)
