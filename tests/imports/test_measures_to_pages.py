"""From made-up care events to an indicator page and an evaluation in the invented county, by the commands a county runs; called synthetic all the way."""

from datetime import UTC, date, datetime

import pytest
from click.testing import CliRunner
from django.urls import reverse

from fardplan.accounts.permissions import Role
from fardplan.effects import services as effects
from fardplan.effects.models import Evaluation
from fardplan.imports.commands import import_command
from fardplan.indicators.models import Indicator, Line
from fardplan.indicators.reading import known_lines
from fardplan.kit.timing import Timing
from fardplan.measures.command import main
from fardplan.parties.models import Organisation, Programme
from fardplan.portfolio.models import Initiative
from tests import stock
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
KEYS = ("readmission-30-residence", "readmission-30")


@pytest.fixture
def released(tmp_path, monkeypatch):
    """synth, validate, compute and release, as a county does them."""
    monkeypatch.setenv("FARDPLAN_PRIVATE", str(tmp_path / "private"))
    chosen = [word for key in KEYS for word in ("--definition", key)]
    for words in (
        "synth --persons 25000 --years 6 --seed 3 --through 2024-06-30 --effect -0.6 --effect-from 2022-01-01 --tables persons,stays,moves,deaths --out events",
        "validate events",
        f"compute {' '.join(chosen)} --events events --out computed",
        "release --from computed --register register --out released",
    ):
        monkeypatch.chdir(tmp_path)
        assert main(words.split()) == 0, words
    return tmp_path / "released"


def read_in(kind, path):
    answer = CliRunner().invoke(import_command, [kind, str(path), "--programme", "solbacka"])
    assert answer.exit_code == 0, answer.output


def test_from_events_to_pages(released, client):
    stock.put_in()
    read_in("indicators", released / "indicators.csv")
    read_in("values", released / "values.csv")
    programme = Programme.objects.get(slug="solbacka")
    lead = UserFactory()
    MembershipFactory(user=lead, programme=programme, role=Role.LEAD)
    client.force_login(lead)

    indicator = Indicator.objects.get(programme=programme, code="readmission-30-residence")
    page = client.get(reverse("indicator", args=["solbacka", indicator.slug])).content.decode()
    assert "Björkåsen" in page
    assert "<svg" in page
    assert page.count("yntetisk") >= 3
    chart = client.get(reverse("control_chart", args=["solbacka", indicator.slug]), {"for": "bjorkasens-kommun"}).content.decode()
    assert "<svg" in chart
    assert "yntetisk" in chart
    compared = client.get(reverse("measured", args=["solbacka"])).content.decode()
    assert "attribution" in compared
    assert "yntetisk" in compared

    # where most figures could be shown
    shown = known_lines(Line.objects.filter(series__definition__indicator=indicator, organisation__code__startswith="99"))
    most = max(shown, key=lambda line: (sum(point[0] is not None for point in shown[line].values()), -line[1]))
    organisation = Organisation.objects.get(pk=most[1])
    effect = effects.add_effect(
        by=lead,
        programme=programme,
        slug="effekt-av-uttag",
        initiative=Initiative.objects.get(programme=programme, slug="trygg-hemgang"),
        indicator=indicator,
        direction="decrease",
        registered_date=date(2021, 10, 1),
        compared="itself",
        starts=[{"organisation": organisation, "began": Timing.parse("januari 2022")}],
        links={"compared_with": []},
    )
    asked = effects.ask_for_evaluation(effect, by=lead, on=date(2024, 10, 7))
    effects.carry_out(asked.pk, at=datetime(2024, 10, 7, 12, tzinfo=UTC), by=lead)
    evaluation = Evaluation.objects.get(pk=asked.pk)
    assert evaluation.state == Evaluation.State.DONE, evaluation.problem
    assert evaluation.verdict in ("effect", "not_shown")
    page = client.get(reverse("effect", args=["solbacka", effect.slug])).content.decode()
    assert "yntetisk" in page
    initiative = client.get(reverse("initiative", args=["solbacka", "trygg-hemgang"])).content.decode()
    assert "yntetisk" in initiative
