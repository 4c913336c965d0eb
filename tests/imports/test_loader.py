"""`fardplan load`: whole or not at all, and every mistake told with file, line and field."""

import json
from datetime import date

import pytest
from click.testing import CliRunner

from fardplan.audit.models import Entry, Event
from fardplan.goals.models import Goal
from fardplan.governance.models import ForumMember, Matter
from fardplan.imports.commands import load_command
from fardplan.imports.loader import load
from fardplan.imports.problems import Refused
from fardplan.parties.models import Assignment, Organisation, Party, Programme
from fardplan.plan.models import Activity
from fardplan.portfolio.models import Initiative
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db

BASE = """\
county: {code: "97", name: Påhittade län}
organisations:
  - {id: ostra, name: Östra kommun, short_name: Östra, kind: municipality, code: "9701", county: "97"}
  - id: regionen
    name: Region Påhitt
    short_name: Region Påhitt
    kind: region
    units:
      - {id: halsocentral, name: Hälsocentralen}
programme: {id: proba, name: Program Proba, county: "97", start: 1 juli 2021, horizon_year: 2030}
parties:
  - {id: ostra, organisation: ostra, from: 2021-07-01}
  - {id: regionen, organisation: regionen}
goals:
  - {id: tillganglig, number: 1, title: Jag har en vård som är tillgänglig}
"""

MORE = """\
initiatives:
  - id: demens
    title: Demensarbete
    time: Start HT 2023
    parties: [ostra, regionen]
    goals:
      - tillganglig
    phases:
      - {phase: idea, began: "2022"}
      - {phase: running, began: HT 2023, note: nystartat}
activities:
  - id: seminarium
    title: Monitorering
    kind: learning_seminar
    time: 3 feb.
    year: 2023
    initiative: demens
    lecturers: [{organisation: regionen, role: projektledare}]
    attendance: [{number: 12, party: ostra}, {number: 30}]
budgets:
  - id: budget-2023
    title: Programbudget 2023
    year: 2023
    lines:
      - id: utveckling
        title: Utvecklingsmedel
        amount: 1 500 000
        outturn: 1 406 tkr
        parts:
          - {id: utbildning, title: Utbildning, amount: 600 000, outturn: missing}
assignments:
  - {id: ledare, role: Programledare, share: 70, lent_by: regionen, from: 2023-01-01, through: 2023-08-01}
"""


@pytest.fixture
def folder(tmp_path):
    """`folder(base=…, more=…)` writes the files and gives the folder."""

    def write(**files):
        for name, text in files.items():
            (tmp_path / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


def problems_of(folder):
    with pytest.raises(Refused) as refused:
        load(folder)
    return [(p.file, p.line, p.field) for p in refused.value.problems], str(refused.value)


def test_a_folder_becomes_a_programme(folder):
    outcome = load(folder(base=BASE, more=MORE))

    assert outcome.programme == "proba"
    programme = Programme.objects.get()
    assert programme.start.words == "1 juli 2021"
    assert programme.county.code == "97"
    assert Party.objects.get(slug="ostra").from_date.isoformat() == "2021-07-01"
    assert Organisation.objects.get(slug="regionen").units.get().name == "Hälsocentralen"
    initiative = Initiative.objects.get()
    assert [phase.phase for phase in initiative.phases.all()] == ["idea", "running"]
    assert [link.goal.slug for link in initiative.goal_links.all()] == ["tillganglig"]
    activity = Activity.objects.get()
    assert activity.time.words == "3 feb."
    assert activity.time.starts_earliest.isoformat() == "2023-02-03"
    assert sorted(row.number for row in activity.attendances.all()) == [12, 30]
    # The last day it holds is inclusive in the folder, half-open in storage.
    assert Assignment.objects.get().until_date.isoformat() == "2023-08-02"


def test_varav_lines_and_missing_outturn(folder):
    load(folder(base=BASE, more=MORE))

    from fardplan.economy.models import BudgetLine

    parent, part = BudgetLine.objects.order_by("slug").reverse()
    assert part.parent == parent
    assert (parent.amount, parent.outturns.get().amount) == (1_500_000, 1_406_000)
    assert part.outturns.get().amount is None
    assert part.outturns.get().amount_absence == "missing"


def test_one_load_is_one_audit_entry(folder):
    outcome = load(folder(base=BASE, more=MORE))

    assert Entry.objects.count() == 1
    assert Event.objects.count() == outcome.written > 10


def test_loading_twice_changes_nothing(folder):
    load(folder(base=BASE, more=MORE))
    events = Event.objects.count()

    again = load(folder())

    assert again.written == 0
    assert Event.objects.count() == events


def test_a_changed_folder_changes_the_register(folder):
    load(folder(base=BASE, more=MORE))

    outcome = load(folder(base=BASE.replace("Jag har en vård som är tillgänglig", "Ny ordalydelse")))

    assert outcome.written == 1
    assert Goal.objects.get().title == "Ny ordalydelse"


def test_a_dry_run_stores_nothing(folder):
    outcome = load(folder(base=BASE), dry_run=True)

    assert outcome.written > 0
    assert not Programme.objects.exists()
    assert not Entry.objects.exists()


BAD = {
    "unknown party": (
        "initiatives:\n  - id: a\n    title: A\n    parties:\n      - ostra\n      - vastra\n",
        [("more.yaml", 5, "parties")],
        "vastra",
    ),
    "share over 100": (
        "assignments:\n  - {id: a, role: Ledare, share: 100}\n  - {id: b, role: Ledare,\n     share: 101}\n",
        [("more.yaml", 4, "share")],
        "100",
    ),
    "period that ends before it starts": (
        "assignments:\n  - {id: a, role: Ledare, share: 50, from: 2023-05-01, through: 2023-04-01}\n",
        [("more.yaml", 2, "through")],
        "",
    ),
    "sum that is no number": (
        "budgets:\n  - id: b\n    title: B\n    year: 2023\n    lines:\n      - id: l\n        title: L\n        amount: tusen\n",
        [("more.yaml", 8, "amount")],
        "tusen",
    ),
    "duplicate id": (
        "goals:\n  - {id: tillganglig, number: 2, title: Igen}\n",
        [("more.yaml", 2, "id")],
        "base.yaml",
    ),
    "no such kind": ("malen: []\n", [("more.yaml", 1, "malen")], ""),
    "no such field": ("goals:\n  - {id: b, number: 2, title: B, farg: grön}\n", [("more.yaml", 2, "farg")], "goals"),
    "required field": ("goals:\n  - {id: b, number: 2}\n", [("more.yaml", 2, "title")], ""),
    "no key": ("goals:\n  - {number: 2, title: B}\n", [("more.yaml", 2, "id")], ""),
    "bad key": ("goals:\n  - {id: Å B, number: 2, title: B}\n", [("more.yaml", 2, "id")], ""),
    "a day that does not exist": (
        "assignments:\n  - {id: a, role: L, share: 5, from: 2023-02-30}\n",
        [("more.yaml", 2, "from")],
        "2023-02-30",
    ),
    "time that cannot be read": (
        "activities:\n  - {id: a, title: A, kind: other, year: 2023, time: HT 2o23}\n",
        [("more.yaml", 2, "time")],
        "HT 2023",
    ),
    "neither yes nor no": ("programme_areas:\n  - {id: a, name: A, vacant: kanske}\n", [("more.yaml", 2, "vacant")], "kanske"),
    "no such choice": ("forums:\n  - {id: f, name: F, function: styr}\n", [("more.yaml", 2, "function")], "steering"),
    "a list where a value is expected": ("goals:\n  - {id: b, number: [2], title: B}\n", [("more.yaml", 2, "number")], ""),
    "a value where a list is expected": ("goals: tre\n", [("more.yaml", 1, "goals")], ""),
    "the same field twice": ("goals:\n  - id: b\n    number: 2\n    title: B\n    title: C\n", [("more.yaml", 5, "title")], ""),
    "not YAML": ("goals:\n  - id: b\n number: 2\n", [("more.yaml", 3, "")], "YAML"),
    "a personal number": ("reflections:\n  - {id: r, kind: trend, year: 2023, text: Tel 811218-9876}\n", [("more.yaml", 2, "text")], ""),
    "too long": (f"goals:\n  - {{id: b, number: 2, title: {'x' * 201}}}\n", [("more.yaml", 2, "title")], "200"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_input_is_refused_whole(folder, name):
    text, places, says = BAD[name]

    found, told = problems_of(folder(base=BASE, more=text))

    assert found == places
    assert says in told
    assert not Programme.objects.exists()
    assert not Event.objects.exists()


def test_a_personal_number_is_never_echoed(folder):
    _found, told = problems_of(folder(base=BASE, more=BAD["a personal number"][0]))

    assert "811218" not in told


def test_what_leans_on_a_mistake_is_not_told_again(folder):
    more = "initiatives:\n  - {id: a, title: A, form: okänd}\nmilestones:\n  - {id: m, title: M, time: 2024, initiative: a}\n"

    found, _told = problems_of(folder(base=BASE, more=more))

    assert found == [("more.yaml", 2, "form")]


def test_all_mistakes_at_once(folder):
    more = BAD["no such kind"][0] + BAD["no such choice"][0]

    found, _told = problems_of(folder(base=BASE.replace("horizon_year: 2030", "horizon_year: snart"), more=more))

    assert ("base.yaml", 10, "horizon_year") in found
    assert ("more.yaml", 1, "malen") in found


def test_the_command_tells_in_swedish_and_exits_1(folder):
    result = CliRunner().invoke(load_command, [str(folder(base=BASE, more=BAD["unknown party"][0]))])

    assert result.exit_code == 1
    assert "more.yaml, rad 5, fält parties" in result.output


def test_the_command_answers_with_json(folder):
    result = CliRunner().invoke(load_command, [str(folder(base=BASE)), "--json"])

    assert result.exit_code == 0
    answer = json.loads(result.output)
    assert answer["programme"] == "proba"
    assert answer["read"]["parties"] == 2


def test_no_folder(tmp_path):
    result = CliRunner().invoke(load_command, [str(tmp_path / "saknas")])

    assert result.exit_code == 1


def test_an_organisation_shared_with_others_is_left_alone(folder):
    Organisation.objects.create(slug="ostra", name="Östra kommun, sedan länge", short_name="Östra", kind="municipality")

    load(folder(base=BASE))

    assert Organisation.objects.get(slug="ostra").name == "Östra kommun, sedan länge"


MEMBERS = """\
forums:
  - id: styrgrupp
    name: Styrgruppen
    function: steering
    members: [{id: alva-sitter, user: alva, role: chair, from: 2023-01-01}]
"""


def test_a_folder_names_who_sits_in_a_forum_among_those_with_a_log_in(folder):
    at = folder(base=BASE, members=MEMBERS)
    assert problems_of(at)[0] == [("members.yaml", 5, "user")], "a folder makes no log-ins"
    alva = UserFactory(username="alva")
    load(at)
    sits = ForumMember.objects.get(forum__slug="styrgrupp")
    assert (sits.user, sits.role, sits.from_date) == (alva, "chair", date(2023, 1, 1))
    assert load(at).written == 0


def test_a_matter_says_whom_it_asks(folder):
    matters = """
matters:
  - {id: spridning, title: Spridning av mobila team, kind: spread, parties: [ostra]}
  - {id: plan, title: Handlingsplan}
"""
    load(folder(base=BASE, matters=matters))
    asked = {row.slug: [party.slug for party in row.parties.all()] for row in Matter.objects.all()}
    assert asked == {"spridning": ["ostra"], "plan": []}

    answer = """
matters:
  - id: spridning
    title: Spridning av mobila team
    parties: [ostra]
    decisions:
      - {id: sprids, title: Sprids, kind: decides, parties: [{party: regionen, outcome: agreed}]}
"""
    _places, words = problems_of(folder(base=BASE, matters=answer))
    assert "är inte tillfrågad i det här ärendet" in words
