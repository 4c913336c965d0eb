"""Plans that are written before looking, evaluations that stay, and what is said when nothing can be."""

import json
from datetime import UTC, date, datetime

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction

from fardplan.accounts import runner
from fardplan.audit.models import Event
from fardplan.effects import services
from fardplan.effects.models import Effect, Evaluation, EvaluationRecord
from fardplan.evaluation.command import main as fardplan_evaluate
from fardplan.kit.timing import Timing
from tests.effects.conftest import MONTHS, course
from tests.factories import EffectFactory, EvaluationFactory

NOW = datetime(2025, 2, 1, 12, tzinfo=UTC)
WANTED = Effect.Direction.DECREASE


def start(organisation, words="juli 2023"):
    return {"organisation": organisation, "began": Timing.parse(words)}


@pytest.fixture
def add(programme, initiative, indicator, alva):
    def add(starts, *, compared="never", compared_with=(), on=date(2023, 5, 1), **values):
        return services.add_effect(
            by=alva, programme=programme, slug="effekten", initiative=initiative, indicator=indicator, direction=WANTED, registered_date=on,
            starts=starts, compared=compared, links={"compared_with": list(compared_with)}, **values,
        )  # fmt: skip

    return add


@pytest.fixture
def evaluated(alva):
    """An effect evaluated as on its page: asked for, and counted by the job runner."""

    def evaluated(effect, *, on=date(2025, 2, 1)):
        asked = services.ask_for_evaluation(effect, by=alva, on=on)
        assert asked.is_waiting
        runner.work_off()
        return Evaluation.objects.get(pk=asked.pk)

    return evaluated


class TestThePlan:
    def test_is_written_with_its_starts_in_one_entry(self, add, organisations):
        effect = add([start(organisations[0]), start(organisations[1], "HT 2024")], size="2")
        assert [str(row.organisation) for row in effect.starts.all()] == ["Björkvik", "Ekby"]
        assert Event.objects.filter(model="effects.Effect", verb="created").count() == 1

    @pytest.mark.parametrize(
        "change, registered",
        [
            ({"direction": "increase"}, date(2024, 6, 1)),
            ({"compared": "not_yet"}, date(2024, 6, 1)),
            ({"why": "Bättre sagt."}, date(2023, 5, 1)),
        ],
    )
    def test_changed_in_substance_it_is_written_that_day(self, add, organisations, alva, change, registered):
        effect = add([start(organisations[0])])
        assert services.edit_effect(effect, by=alva, on=date(2024, 6, 1), **change).registered_date == registered

    def test_another_start_is_another_plan(self, add, organisations, alva):
        effect = add([start(organisations[0])])
        same = services.edit_effect(effect, by=alva, on=date(2024, 6, 1), starts=[start(organisations[0])])
        assert same.registered_date == date(2023, 5, 1)
        other = services.edit_effect(effect, by=alva, on=date(2024, 6, 1), starts=[start(organisations[0], "augusti 2023")])
        assert other.registered_date == date(2024, 6, 1)

    def test_who_begins_is_no_comparison(self, add, organisations):
        with pytest.raises(ValidationError, match="Björkvik arbetar på det nya sättet"):
            add([start(organisations[0])], compared_with=[organisations[0], organisations[1]])

    def test_a_series_compared_with_itself_is_one_organisations(self, add, organisations):
        with pytest.raises(ValidationError, match="gäller en organisation"):
            add([start(organisations[0]), start(organisations[1])], compared="itself")

    def test_a_beginning_without_a_day(self, add, organisations):
        with pytest.raises(ValidationError, match="Säg när det börjar"):
            add([start(organisations[0], "löpande")])

    def test_another_programmes_indicator(self, add, organisations, other_programme):
        effect = EffectFactory(programme=other_programme)
        with pytest.raises(ValidationError):
            services.edit_effect(effect, by="test", indicator=add([start(organisations[0])]).indicator)


class TestWhatIsFound:
    def test_an_effect_that_is_there(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=45, falls_from=30, by=4)}, periods=MONTHS)
        found = evaluated(add([start(organisations[0])], compared="itself"))
        assert (found.verdict, found.headline, found.registered) == ("effect", "Effekt visad: förbättring", "before")
        assert -4.6 < found.record.result["effect"]["estimate"] < -3.4
        assert " procentenheter lägre än vad som var att vänta, " in found.conclusion

    def test_one_that_is_not_shown_is_not_said_to_be_absent(self, add, organisations, figures, evaluated):
        figures({each: course(number) for number, each in enumerate(organisations)})
        effect = add(
            [start(organisations[0]), start(organisations[1], "oktober 2023"), start(organisations[2], "januari 2024")], size="0.01"
        )
        found = evaluated(effect)
        assert found.verdict == "not_shown"
        assert "Det visar inte att arbetssättet saknar effekt" in found.conclusion
        assert "Planen hoppas på en skillnad på 0,01 procentenheter" in found.conclusion

    def test_one_of_seven_cannot_be_judged(self, add, organisations, figures, evaluated):
        figures({each: course(number) for number, each in enumerate(organisations)})
        found = evaluated(add([start(organisations[0])]))
        assert found.verdict == "cannot_be_judged"
        assert "1 av 7 platser" in found.conclusion

    def test_a_plan_written_when_the_outcome_was_there_says_so(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=45)}, periods=MONTHS, day=datetime(2024, 11, 5, 12, tzinfo=UTC))
        found = evaluated(add([start(organisations[0])], compared="itself", on=date(2024, 12, 1)))
        assert found.registered == "after"
        assert "efter att utfallet fanns att se (2024-11-05)" in found.conclusion

    def test_figures_that_came_later_had_not_been_seen(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=30)}, periods=MONTHS, day=datetime(2023, 4, 1, 12, tzinfo=UTC))
        figures({organisations[0]: course(0, times=45)}, periods=MONTHS, day=datetime(2024, 11, 5, 12, tzinfo=UTC))
        assert evaluated(add([start(organisations[0])], compared="itself")).registered == "before"

    def test_the_programmes_other_parties_are_compared_with_unless_told(self, add, organisations, figures, evaluated):
        figures({each: course(number) for number, each in enumerate(organisations)})
        found = evaluated(add([start(organisations[0]), start(organisations[1])]))
        assert "Lindnäs" in found.record.result["comparison"]
        assert found.record.result["source"]["places"] == 7


class TestNothingToEvaluate:
    """Each is a sentence in Swedish, kept with the evaluation, and never a traceback."""

    def test_before_the_first_figure(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=45)}, periods=MONTHS)
        failed = evaluated(add([start(organisations[0], "2019")], compared="itself"))
        assert failed.state == "failed"
        assert "ligger utanför serien" in failed.problem

    def test_too_few_points(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=2)}, periods=MONTHS)
        assert "Minst 3 behövs" in evaluated(add([start(organisations[0], "februari 2021")], compared="itself")).problem

    def test_too_few_before_is_an_answer(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=45)}, periods=MONTHS)
        found = evaluated(add([start(organisations[0], "april 2021")], compared="itself"))
        assert (found.verdict, "3 tidpunkter före" in found.conclusion) == ("cannot_be_judged", True)

    @pytest.mark.parametrize("values", [[], [None] * 20])
    def test_nothing_or_all_missing(self, add, organisations, figures, evaluated, values):
        figures({organisations[0]: values, organisations[1]: course(1)})
        failed = evaluated(add([start(organisations[0])]))
        assert failed.problem == "Det finns inga siffror om Återinläggningar för Björkvik."

    def test_nobody_to_compare_with(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0), organisations[1]: course(1)})
        found = evaluated(add([start(organisations[0])], compared_with=[organisations[1], organisations[2]]))
        assert found.verdict == "cannot_be_judged"
        assert "Lindnäs saknar siffror och är inte med." in found.record.notes

    def test_nobody_has_begun(self, add, evaluated):
        assert "Ingen har börjat" in evaluated(add([])).problem

    def test_a_beginning_after_the_last_figure(self, add, organisations, figures, evaluated):
        figures({each: course(number) for number, each in enumerate(organisations)})
        found = evaluated(add([start(organisations[0], "2030")]))
        assert found.verdict == "cannot_be_judged"
        assert any("efter seriens slut" in note for note in found.record.notes)


class TestStays:
    def test_the_stored_plan_gives_the_same_numbers_again(self, add, organisations, figures, evaluated, tmp_path, capsys):
        figures(
            {
                each: course(number, falls_from=14 + number, by=2) if number < 3 else course(number)
                for number, each in enumerate(organisations)
            }
        )
        effect = add(
            [start(organisations[0]), start(organisations[1], "oktober 2023"), start(organisations[2], "2024-01-01")], compared="not_yet"
        )
        record = evaluated(effect).record
        plan, result = tmp_path / "plan.json", tmp_path / "resultat.json"
        plan.write_text(json.dumps(record.plan), encoding="utf-8")
        result.write_text(json.dumps(record.result), encoding="utf-8")
        assert fardplan_evaluate([str(plan), "--against", str(result)]) == 0
        assert "Samma resultat" in capsys.readouterr().err
        record.result["effect"]["estimate"] += 0.001
        result.write_text(json.dumps(record.result), encoding="utf-8")
        assert fardplan_evaluate([str(plan), "--against", str(result)]) == 1

    def test_new_figures_make_a_new_evaluation_beside_the_old(self, add, organisations, figures, evaluated):
        figures({organisations[0]: course(0, times=40)}, periods=MONTHS)
        effect = add([start(organisations[0])], compared="itself")
        first = evaluated(effect)
        figures({organisations[0]: course(0, times=45, falls_from=30, by=5)}, periods=MONTHS, day=datetime(2025, 3, 1, 12, tzinfo=UTC))
        second = evaluated(effect)
        assert (first.number, second.number) == (1, 2)
        assert Evaluation.objects.get(pk=first.pk).conclusion == first.conclusion != second.conclusion
        assert first.vintage_id < second.vintage_id

    def test_asked_twice_it_is_counted_once(self, add, organisations, figures, alva):
        figures({organisations[0]: course(0, times=45)}, periods=MONTHS)
        effect = add([start(organisations[0])], compared="itself")
        asked = [services.ask_for_evaluation(effect, by=alva, on=date(2025, 2, 1)).pk for _ in range(2)]
        assert len(set(asked)) == 1
        assert services.carry_out(asked[0], at=NOW) == "done"
        assert services.carry_out(asked[0], at=NOW) == ""

    @pytest.mark.parametrize("model", [Evaluation, EvaluationRecord])
    def test_the_database_refuses_to_change_what_was_counted(self, model, db):
        EvaluationFactory()
        for act in (
            lambda: model.objects.update(**({"headline": "Annat"} if model is Evaluation else {"sheet": ""})),
            model.objects.all().delete,
        ):
            with pytest.raises(DatabaseError, match="counted"), transaction.atomic():
                act()

    def test_what_has_been_evaluated_is_not_taken_away(self, alva):
        effect = EvaluationFactory().effect
        with pytest.raises(services.NothingToTake):
            services.remove_effect(effect, by=alva)
        services.remove_effect(EffectFactory(programme=effect.programme), by=alva)
        assert list(Effect.objects.all()) == [effect]

    def test_a_fault_of_ours_is_told(self, add, organisations, figures, evaluated, monkeypatch):
        figures({organisations[0]: course(0, times=45)}, periods=MONTHS)
        monkeypatch.setattr(services.method, "evaluate", lambda *_: 1 / 0)
        failed = evaluated(add([start(organisations[0])], compared="itself"))
        assert (failed.state, failed.problem) == ("failed", "Något gick fel i räkningen. Ingen slutsats har dragits.")
