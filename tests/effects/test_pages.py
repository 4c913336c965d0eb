"""The pages of effects: the plan entered, evaluated and read; learning by method; the initiative's and the status report's own."""

import io
import json
from datetime import UTC, date, datetime

import openpyxl
import pytest
from django.urls import reverse

from fardplan.accounts import runner
from fardplan.effects.models import Effect, Evaluation
from fardplan.kit.periods import ReportPeriod
from fardplan.kit.timing import Timing
from fardplan.portfolio.models import InitiativePhase, WorkingMethod
from fardplan.reports import annual
from tests.effects.conftest import MONTHS, course
from tests.factories import EffectFactory, EvaluationFactory, IndicatorFactory, StatusReportFactory
from tests.pages import send, told

PLAN = {"direction": "decrease", "compared": "itself", "size": "2", "why": "Färre åker tillbaka.", "season": "0"}


@pytest.fixture
def entered(programme, initiative, indicator, organisations, alva, logged_in):
    """entered(**values): the answer of the form that was filled in."""

    def entered(**values):
        url = reverse("effect_add", args=[programme.slug, initiative.slug])
        first = {"starts-0-organisation": organisations[0].pk, "starts-0-began": "juli 2023"}
        return send(logged_in(alva), url, indicator=indicator.pk, **PLAN | first | values)

    return entered


@pytest.fixture
def effect(programme, initiative, indicator, organisations):
    return EffectFactory(programme=programme, slug="effekten", initiative=initiative, indicator=indicator, starts={organisations[0]: "juli 2023"}, compared="itself")  # fmt: skip


class TestThePlan:
    def test_from_form_to_answer(self, entered, programme, initiative, organisations, figures, alva, logged_in):
        figures({organisations[0]: course(0, times=45, falls_from=30, by=4)}, periods=MONTHS)
        answer = entered()
        assert answer.status_code == 302, told(answer)
        effect = Effect.objects.get()
        assert [row.began_words for row in effect.starts.all()] == ["juli 2023"]

        client = logged_in(alva)
        assert client.post(reverse("effect_evaluate", args=[programme.slug, effect.slug])).status_code == 302
        assert "En utvärdering räknas just nu." in client.get(answer["Location"]).content.decode()
        runner.work_off()
        page = client.get(answer["Location"]).content.decode()
        assert "Effekt visad: förbättring" in page
        assert page.count("<svg") >= 4  # evaluation and control chart, each for wide and narrow windows
        assert "Trygg hemgång</text>" in page, "the start is told on the control chart"
        own = client.get(reverse("initiative", args=[programme.slug, initiative.slug])).content.decode()
        assert "Effekt visad: förbättring" in own

    @pytest.mark.parametrize(
        "values, said",
        [
            ({"starts-0-began": "löpande"}, "Säg när det börjar"),
            ({"starts-0-began": ""}, "När"),
            ({"compared": "never", "compared_with": "Björkvik"}, "arbetar på det nya sättet"),
            ({"compared": "never", "compared_with": "Ekby\nIngenby"}, "Det finns ingen organisation som heter ”Ingenby”."),
            ({"compared_with": "Ekby"}, "behövs ingen annan"),
            ({"compared": "never", "season": "1"}, "Säsong hör till"),
            ({"size": "0"}, "större än noll"),
        ],
    )
    def test_bad_input_is_answered_in_swedish(self, entered, values, said):
        answer = entered(**values)
        assert answer.status_code == 422
        assert said in " ".join(told(answer)) + answer.content.decode()
        assert not Effect.objects.exists()

    def test_names_become_organisations(self, entered, organisations):
        assert entered(compared="never", compared_with="Ekbys kommun; åbyfors\n").status_code == 302
        assert {each.short_name for each in Effect.objects.get().compared_with.all()} == {"Ekby", "Åbyfors"}

    def test_changed_today_it_is_written_today(self, effect, programme, alva, logged_in, time_machine):
        time_machine.move_to("2024-06-01 10:00 +0200")
        url = reverse("effect_edit", args=[programme.slug, effect.slug])
        assert send(logged_in(alva), url).status_code == 302
        assert Effect.objects.get().registered_date == date(2023, 1, 10)
        assert send(logged_in(alva), url, direction="increase").status_code == 302
        assert Effect.objects.get().registered_date == date(2024, 6, 1)

    def test_taken_away_unless_evaluated(self, effect, programme, alva, logged_in):
        EvaluationFactory(effect=effect)
        url = reverse("effect_remove", args=[programme.slug, effect.slug])
        answer = logged_in(alva).post(url)
        assert answer.status_code == 422
        assert "står därför kvar" in answer.content.decode()

    def test_readers_and_strangers(self, effect, programme, bo, carin, logged_in):
        for name in ("effect_edit", "effect_evaluate", "effect_remove"):
            url = reverse(name, args=[programme.slug, effect.slug])
            assert logged_in(bo).post(url).status_code == 403
            assert logged_in(carin).post(url).status_code == 404
        assert logged_in(bo).get(reverse("effect", args=[programme.slug, effect.slug])).status_code == 200


class TestLearning:
    @pytest.fixture
    def learnt(self, effect, programme):
        method = WorkingMethod.objects.create(programme=programme, slug="hemgang", name="Hemgångsteam")
        effect.initiative.working_methods.add(method)
        return EvaluationFactory(effect=effect)

    def test_page_and_workbook_say_the_same(self, learnt, programme, bo, logged_in):
        page = logged_in(bo).get(reverse("effects", args=[programme.slug])).content.decode()
        for words in (
            "Hemgångsteam",
            "Ingen effekt visad",
            "−1,50\N{NO-BREAK SPACE}procentenheter",
            "−4,00 till +1,00",
            "skriven före utfallet",
        ):
            assert words in page
        book = openpyxl.load_workbook(io.BytesIO(logged_in(bo).get(reverse("lessons_file", args=[programme.slug])).content))
        heads, row = list(book.worksheets[0].values)[:2]
        told_of = dict(zip(heads, row, strict=True))
        assert (told_of["Arbetssätt"], told_of["Skillnad"], told_of["Från"]) == ("Hemgångsteam", -1.5, -4)

    def test_the_methods_own_page_tells_what_was_found(self, learnt, programme, bo, logged_in):
        bare = WorkingMethod.objects.create(programme=programme, slug="bar", name="Utan effekt")
        page = logged_in(bo).get(reverse("spread_method", args=[programme.slug, "hemgang"])).content.decode()
        for words in ("Vad som har visats", "Ingen effekt visad", "−4,00 till +1,00", learnt.effect.initiative.label):
            assert words in page
        page = logged_in(bo).get(reverse("spread_method", args=[programme.slug, bare.slug])).content.decode()
        assert "Inget arbete som använder det har sagt vilka nyckeltal" in page

    def test_questions_do_not_grow(self, learnt, programme, bo, logged_in, django_assert_max_num_queries):
        for number in range(5):
            more = EffectFactory(programme=programme, slug=f"till-{number}")
            more.initiative.working_methods.set(learnt.effect.initiative.working_methods.all())
            EvaluationFactory(effect=more)
        client = logged_in(bo)
        with django_assert_max_num_queries(13):
            client.get(reverse("effects", args=[programme.slug]))

    def test_nothing_yet(self, programme, bo, logged_in):
        assert "Ingen har sagt vilka nyckeltal" in logged_in(bo).get(reverse("effects", args=[programme.slug])).content.decode()


class TestTheInitiativesPage:
    def test_questions_do_not_grow_with_effects(
        self, programme, initiative, organisations, indicator, figures, bo, logged_in, django_assert_max_num_queries
    ):
        figures({each: course(number, times=45) for number, each in enumerate(organisations)}, periods=MONTHS)
        others = [IndicatorFactory(programme=programme) for _ in range(4)]
        for each in (indicator, *others):
            EvaluationFactory(
                effect=EffectFactory(programme=programme, initiative=initiative, indicator=each, starts={organisations[0]: "juli 2023"})
            )
        client = logged_in(bo)
        with django_assert_max_num_queries(22):
            page = client.get(reverse("initiative", args=[programme.slug, initiative.slug])).content.decode()
        assert page.count("Ingen effekt visad") == 5


class TestStatusReport:
    def test_it_tells_what_was_known_when_it_was_sent(self, effect, programme, bo, logged_in):
        EvaluationFactory(effect=effect, asked_date=date(2024, 3, 1), headline="Kan inte bedömas", verdict="cannot_be_judged")
        later = EvaluationFactory(
            effect=effect, number=2, asked_date=date(2024, 9, 1), headline="Effekt visad: förbättring", verdict="effect"
        )
        report = StatusReportFactory(programme=programme, initiative=effect.initiative, sent_date=date(2024, 6, 20), overall="ok")
        page = logged_in(bo).get(reverse("status_report", args=[programme.slug, report.slug])).content.decode()
        assert "Kan inte bedömas" in page
        assert later.headline not in page

    def test_by_the_moment_when_the_log_has_it(self, effect, programme, alva, logged_in, time_machine):
        report = StatusReportFactory(programme=programme, initiative=effect.initiative, sent_date=None, overall="ok")
        time_machine.move_to("2024-06-20 10:00 +0200")
        assert logged_in(alva).post(reverse("status_report_send", args=[programme.slug, report.slug])).status_code == 302
        EvaluationFactory(effect=effect, asked_date=date(2024, 6, 20), made_at=datetime(2024, 6, 20, 12, tzinfo=UTC))
        page = logged_in(alva).get(reverse("status_report", args=[programme.slug, report.slug])).content.decode()
        assert "Ingen effekt visad" not in page
        assert Evaluation.objects.count() == 1


def test_files(effect, programme, bo, logged_in):
    EvaluationFactory(effect=effect)
    for name, kind in (("plan", "application/json"), ("result", "application/json"), ("svg", "image/svg+xml")):
        answer = logged_in(bo).get(reverse(f"evaluation_{name}", args=[programme.slug, effect.slug, 1]))
        assert (answer.status_code, answer["Content-Type"]) == (200, kind)
    assert logged_in(bo).get(reverse("evaluation_plan", args=[programme.slug, effect.slug, 9])).status_code == 404


def test_the_annual_report_tells_the_conclusion_also_when_nothing_was_shown(effect, programme):
    """And once frozen it keeps it: a later evaluation is another report's."""
    InitiativePhase.objects.create(initiative=effect.initiative, phase="running", began=Timing.parse("2024"), position=9)
    EvaluationFactory(effect=effect)
    register = annual.compose(programme, ReportPeriod.parse("2024")).document
    (section,) = [part for part in register["sections"] if part["id"] == "effects"]
    told_of = json.dumps(section, ensure_ascii=False)
    assert "Ingen effekt visad. Skillnaden kan vara slump." in told_of
    assert "Siffror: Exempel 2024-02-01." in told_of
    assert [block["rows"][0]["verdict_code"] for block in section["blocks"] if block["kind"] == "table"] == ["not_shown"]
