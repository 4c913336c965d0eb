"""The instrument that ships for five goals, and the invented county's rounds, read from their folders."""

from pathlib import Path

import pytest

from fardplan.imports.loader import load
from fardplan.selfassessment.models import Instrument

EXAMPLES = Path(__file__).parents[2] / "examples"
OF_ITS_OWN = "programme:\n  id: dalen\n  name: Nära i dalen\ngoals:\n"
GOALS = ("nara-for-mig", "nara-for-alla", "nara-i-hela-dalarna", "nara-mellan-oss", "nara-till-halsa")


@pytest.mark.django_db
def test_the_instrument_is_read_into_any_programme_with_such_goals(tmp_path):
    goals = "".join(f"  - {{id: {slug}, number: {number}, title: Delmål {number}}}\n" for number, slug in enumerate(GOALS, 1))
    (tmp_path / "10-mal.yaml").write_text(OF_ITS_OWN + goals, encoding="utf-8")
    shipped = EXAMPLES / "dalarna/54-self-assessment.yaml"
    (tmp_path / "54-sjalvskattning.yaml").write_text(shipped.read_text(encoding="utf-8"), encoding="utf-8")
    load(tmp_path, by="load")
    row = Instrument.objects.get()
    assert [row.statements.filter(goal__slug=slug).count() for slug in GOALS] == [5] * 5
    assert all(statement.is_invented for statement in row.statements.all())
    assert [step.value for step in row.steps] == [0, 1, 2, 3, 4]
