from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from fardplan.effects.models import Effect, EffectStart, Evaluation, EvaluationRecord
from fardplan.kit.timing import Timing
from tests.factories.indicators import IndicatorFactory
from tests.factories.parties import ProgrammeFactory
from tests.factories.portfolio import InitiativeFactory


class EffectFactory(DjangoModelFactory):
    """`starts` are {organisation: words}; `compared_with` organisations."""

    class Meta:
        model = Effect
        skip_postgeneration_save = True

    programme = factory.SubFactory(ProgrammeFactory)
    slug = factory.Sequence(lambda n: f"effekt-{n}")
    initiative = factory.SubFactory(InitiativeFactory, programme=factory.SelfAttribute("..programme"))
    indicator = factory.SubFactory(IndicatorFactory, programme=factory.SelfAttribute("..programme"))
    direction = Effect.Direction.DECREASE
    registered_date = date(2023, 1, 10)

    @classmethod
    def _create(cls, model, *args, starts=None, compared_with=(), **kwargs):
        row = super()._create(model, *args, **kwargs)
        for organisation, words in (starts or {}).items():
            EffectStart.objects.create(effect=row, organisation=organisation, began=Timing.parse(words))
        row.compared_with.set(compared_with)
        return row


class EvaluationFactory(DjangoModelFactory):
    """One that has been counted, with a record of what little it rests on."""

    class Meta:
        model = Evaluation
        skip_postgeneration_save = True

    effect = factory.SubFactory(EffectFactory)
    number = 1
    state = Evaluation.State.DONE
    asked_date = date(2024, 3, 1)
    made_at = datetime(2024, 3, 1, 12, tzinfo=UTC)
    verdict = Evaluation.Verdict.NOT_SHOWN
    headline = "Ingen effekt visad"
    conclusion = "Skillnaden kan vara slump."
    registered = "before"

    @classmethod
    def _create(cls, model, *args, **kwargs):
        row = super()._create(model, *args, **kwargs)
        if row.is_done:
            source = {"vintage": "Exempel 2024-02-01", "first": "2020", "last": "2024"}
            effect = {"scale": "difference", "estimate": -1.5, "low": -4.0, "high": 1.0, "p": 0.3, "smallest": 4.0}
            result = {
                "evaluation": "1",
                "software": {},
                "source": source,
                "verdict": row.verdict,
                "effect": effect,
                "registered": row.registered,
            }
            plan = {"design": "did", "data": {"x": ["2020"]}}
            picture = '<svg viewBox="0 0 1 1" width="1" height="1"></svg>'
            EvaluationRecord.objects.create(evaluation=row, plan=plan, result=result, wide=picture, narrow=picture, sheet=picture)
        return row
