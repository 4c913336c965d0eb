"""The command `fardplan`: exit 0 done, 1 the input is wrong (a sentence in Swedish says where), 2 the command was written wrongly."""

import json
import os
import re
import subprocess
import sys

import pytest
from click.testing import CliRunner

from fardplan.accounts.models import User
from fardplan.accounts.permissions import Role
from fardplan.config.cli import COMMANDS, fardplan
from fardplan.config.demo import CAST, COMPANY, EXAMPLES, set_the_cast
from fardplan.parties.models import Membership, Programme
from fardplan.portfolio.models import Initiative
from tests.factories import InitiativeFactory, PartyFactory


def run(*words):
    return CliRunner().invoke(fardplan, list(words))


def in_a_process(*words, home, **environment):
    """As somebody at a terminal: a process of its own, a home folder that is new, the embedded database."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("FARDPLAN_", "DJANGO_", "DATABASE_"))}
    environment = {**clean, "FARDPLAN_HOME": str(home), **environment}
    command = [sys.executable, "-m", "fardplan.config.cli", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=110)


def test_help_lists_every_command(tmp_path):
    answer = in_a_process("--help", home=tmp_path)
    assert answer.returncode == 0
    assert set(re.findall(r"^  (\w+)  ", answer.stdout, re.MULTILINE)) == set(COMMANDS)
    assert not (tmp_path / "fardplan.sqlite3").exists()  # asking makes no database


@pytest.mark.parametrize(
    "words", [["finns-inte"], ["load"], ["serve", "--port", "många"], ["user", "add"], ["user", "role", "x", "--programme", "y"]]
)
def test_a_command_written_wrongly(db, words):
    answer = run(*words)
    assert answer.exit_code == 2
    assert "Traceback" not in answer.output


@pytest.mark.parametrize("command", [word for word in COMMANDS if word != "spc"])
def test_every_command_explains_itself(db, command):
    answer = run(command, "--help")
    assert answer.exit_code == 0
    assert "--help" in answer.output


def test_the_first_command_of_an_installation(tmp_path):
    """No tables yet, a terminal that believes in ASCII: the log-in is made, and the words are Swedish."""
    answer = in_a_process("user", "add", "åsa", "--name", "Åsa Ö", "--operator", home=tmp_path / "ny", LC_ALL="C")
    assert (answer.returncode, answer.stderr) == (0, "")
    assert re.fullmatch(r"Inloggning: åsa  Lösenord: \S{12,}\n", answer.stdout)
    assert (tmp_path / "ny/fardplan.sqlite3").exists()


def test_a_log_in_works_with_its_password_and_is_made_once(client, db):
    made = run("user", "add", "asa", "--operator")
    password = made.output.split()[-1]
    assert client.login(username="asa", password=password)
    again = run("user", "add", "asa")
    assert again.exit_code == 1
    assert "Det finns redan en inloggning som heter asa." in again.output
    assert User.objects.filter(username="asa").count() == 1


def test_a_forgotten_password_gets_a_new_one(client, alva):
    answer = run("user", "password", "alva")
    assert answer.exit_code == 0
    assert client.login(username="alva", password=answer.output.split()[-1])
    assert run("user", "password", "ingen").exit_code == 1


def test_a_role_is_given_from_the_command_line(alva, other_programme):
    assert run("user", "role", "alva", "--programme", other_programme.slug, "--role", "lead").exit_code == 0
    assert Programme.objects.visible_to(alva).filter(pk=other_programme.pk).exists()


@pytest.mark.parametrize("words, said", [
    (["ingen", "--programme", "nara-vard", "--role", "lead"], "Det finns ingen inloggning som heter ingen."),
    (["alva", "--programme", "finns-inte", "--role", "lead"], "Det finns inget program som heter finns-inte."),
    (["alva", "--programme", "nara-vard", "--role", "coordinator"], "Rollen gäller för en part: välj vilken."),
])  # fmt: skip
def test_a_role_that_cannot_be_given(alva, programme, words, said):
    before = Membership.objects.count()
    answer = run("user", "role", *words)
    assert answer.exit_code == 1
    assert said in answer.output
    assert Membership.objects.count() == before


SMALL = """
county: {id: 98, code: "98", name: Provlän}
programme: {id: prov, name: Prov}
organisations:
  - {id: provby, name: Provby kommun, short_name: Provby, kind: municipality}
parties:
  - {id: provby, organisation: provby}
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "allt.yaml").write_text(SMALL, encoding="utf-8")
    return tmp_path


def test_a_folder_is_loaded(db, folder):
    dry = run("load", str(folder), "--dry-run")
    assert (dry.exit_code, Programme.objects.count()) == (0, 0)
    answer = run("load", str(folder))
    assert answer.exit_code == 0, answer.output
    assert Programme.objects.get().slug == "prov"
    assert "ingen ändring" in run("load", str(folder)).output


@pytest.mark.parametrize("wrong, said", [
    (SMALL + "  - {id: nagon, organisation: finns-inte}\n", "finns-inte"),
    (SMALL.replace("programme: {id: prov", "programme: {id: [prov"), "allt.yaml"),
    ("", "programme"),
])  # fmt: skip
def test_a_folder_that_is_wrong_is_refused_whole(db, tmp_path, wrong, said):
    (tmp_path / "allt.yaml").write_text(wrong, encoding="utf-8")
    answer = run("load", str(tmp_path))
    assert answer.exit_code == 1
    assert said in answer.output
    assert "Traceback" not in answer.output
    assert Programme.objects.count() == 0


def test_no_folder_at_all(db, tmp_path):
    answer = run("load", str(tmp_path / "ingen"))
    assert answer.exit_code == 1
    as_json = json.loads(run("load", str(tmp_path / "ingen"), "--json").output)
    assert as_json["status"] == "refused"


def test_the_demonstration_has_one_log_in_for_each_role(programme):
    PartyFactory.create_batch(3, programme=programme)
    InitiativeFactory(programme=programme, slug="forst")
    for _time in range(2):  # started twice, everything is there once
        set_the_cast(programme)
    held = {membership.user.username: membership for membership in Membership.objects.select_related("user", "party")}
    assert {name: membership.role for name, membership in held.items()} == {
        username: role for username, _name, role, *_place in (*CAST, *COMPANY)
    }
    assert held["samordnare"].party is not None
    assert Initiative.objects.get(slug="forst").leader.username == "ledare"
    assert {Role.LEAD, Role.READER} < {role for _username, _name, role in CAST}


def test_every_example_has_a_folder_of_its_own():
    assert {path.name for path in EXAMPLES.iterdir() if path.is_dir()} >= {"solbacka", "vasternorrland"}
