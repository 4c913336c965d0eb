import json

from click.testing import CliRunner

from fardplan.goals.models import Goal
from fardplan.search.commands import search
from tests.factories import GoalFactory


def test_rebuild_and_check(programme):
    GoalFactory(programme=programme, title="Trygg hemgång")  # past the one way to write
    assert CliRunner().invoke(search, ["check"]).exit_code == 1
    told = CliRunner().invoke(search, ["check", "--json"])
    assert json.loads(told.output)["status"] == "differs"

    rebuilt = CliRunner().invoke(search, ["rebuild", "--json"])
    assert json.loads(rebuilt.output) == {"status": "rebuilt", "rows": Goal.objects.count()}
    assert CliRunner().invoke(search, ["check"]).exit_code == 0
