"""`fardplan import values`: read, shown, stored once, compared again, taken back."""

import json
import os

import pytest
from click.testing import CliRunner
from django.utils import timezone

from fardplan.accounts.permissions import Role
from fardplan.audit.models import Entry
from fardplan.imports import services
from fardplan.imports.commands import export_command, import_command
from fardplan.imports.context import Context
from fardplan.imports.kind_values import Refusal
from fardplan.imports.kinds import kind_of
from fardplan.imports.models import ImportJob
from fardplan.indicators.models import Line
from fardplan.parties.access import authority_of
from tests.factories import IndicatorFactory, MembershipFactory, OrganisationFactory, PartyFactory, UserFactory
from tests.figures import observations

pytestmark = pytest.mark.django_db

HEAD = "Indikatorkod;Indikator;Organisation;Period;Värde;Enhet;Kommentar"


@pytest.fixture
def east(programme):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(slug="ostra", name="Östra kommun", short_name="Östra"))


@pytest.fixture
def west(programme):
    return PartyFactory(programme=programme, organisation=OrganisationFactory(slug="vastra", name="Västra kommun", short_name="Västra"))


@pytest.fixture
def indicator(programme):
    return IndicatorFactory(programme=programme, code="N1", name="Kontinuitet", unit="%")


@pytest.fixture
def send(tmp_path, programme, east, west, indicator):
    """send("N1;;Östra kommun;2023;5;;"): the answer of the command."""

    def run(*rows, options=("--json",), name="varden.csv", head=HEAD):
        path = tmp_path / name
        path.write_text("\r\n".join([head, *rows]) + "\r\n", encoding="utf-8-sig")
        answer = CliRunner().invoke(import_command, ["values", str(path), "--programme", programme.slug, *options])
        assert answer.exception is None or isinstance(answer.exception, SystemExit), answer.exception
        return answer

    return run


def test_the_answer_has_the_shape_that_was_promised(send):
    answer = send("N1;Kontinuitet;Östra;maj 2023;1 714,50;%;bra", "N1;;Västra kommun;2023;..;;", options=("--json", "--dry-run"))

    assert json.loads(answer.stdout) == {
        "status": "accepted",
        "rows": [
            {
                "row": 2,
                "indicator": "N1",
                "party": "Östra kommun",
                "period": "2023-05",
                "value": "1714.5",
                "comment": "bra",
                "change": "new",
            },
            {"row": 3, "indicator": "N1", "party": "Västra kommun", "period": "2023", "value": None, "comment": "", "change": "new"},
        ],
        "errors": [],
        "warnings": [],
    }
    assert not Line.objects.exists()
    assert not ImportJob.objects.exists()


def test_a_refusal_tells_everything_at_once_and_stores_nothing(send):
    answer = send("N1;;Östra;2023;fem;;", "N7;;Östra;23;5;;")

    told = json.loads(answer.stdout)
    assert answer.exit_code == 1
    assert told["status"] == "refused"
    assert {(each["row"], each["column"]) for each in told["errors"]} == {(2, "Värde"), (3, "Indikatorkod"), (3, "Period")}
    assert set(told["errors"][0]) == {"file", "sheet", "row", "column", "found", "expected", "message"}
    assert not Line.objects.exists()


def test_stored_then_the_same_then_changed(send):
    row = "N1;;Östra;2023;5;;"
    assert json.loads(send(row).stdout)["rows"][0]["change"] == "new"
    assert json.loads(send(row).stdout)["rows"][0]["change"] == "same"
    assert json.loads(send("N1;;Östra;2023;6;;").stdout)["rows"][0]["change"] == "changed"
    assert [each.value for each in observations()] == [5, 6]


def test_one_import_is_one_entry_in_the_log(send):
    before = Entry.objects.count()
    send("N1;;Östra;2023;5;;", "N1;;Västra;2023;6;;")
    assert Entry.objects.count() <= before + 2  # shown, and stored


def test_only_one_party(send):
    assert send("N1;;Västra;2023;5;;", options=("--json", "--party", "ostra")).exit_code == 1
    answer = send("N1;;;2023;5;;", options=("--json", "--party", "Östra kommun"))
    assert json.loads(answer.stdout)["rows"][0]["party"] == "Östra kommun"


def test_what_is_exported_comes_back_as_no_change(send, tmp_path, programme):
    send(
        "N1;;Östra;2023;5,25;;=1+1",
        "N1;;Östra;2022;..;;",
        "N1;;Östra;2021;.;;",
        "N1;;Östra;2020;x;;",
        "N1;;Östra;2019;–;;",
        "N1;;Östra;2018;-3;;'=x",
    )
    for name in ("ut.xlsx", "ut.csv"):
        path = str(tmp_path / name)
        assert CliRunner().invoke(export_command, ["values", path, "--programme", programme.slug]).exit_code == 0
        answer = CliRunner().invoke(import_command, ["values", path, "--programme", programme.slug, "--json", "--dry-run"])
        told = json.loads(answer.stdout)
        assert [row["change"] for row in told["rows"]] == ["same"] * 6, told


def shown(context, tmp_path, *rows, head=HEAD):
    path = tmp_path / "v.csv"
    path.write_text("\r\n".join([head, *rows]), encoding="utf-8")
    kind = kind_of("values")
    understood = kind.read(context, str(path), "v.csv")
    assert understood.is_accepted, understood.complaints.kept
    return kind, services.show(kind, context, understood, path=str(path), file_name="v.csv")


@pytest.fixture
def analyst(programme):
    user = UserFactory(username="ada")
    MembershipFactory(user=user, programme=programme, role=Role.ANALYST)
    return user


@pytest.fixture
def context(programme, analyst, east, west, indicator):
    return Context(programme, analyst, authority_of(analyst, programme, on=timezone.localdate()))


def test_two_yeses_are_one(context, tmp_path):
    kind, job = shown(context, tmp_path, "N1;;Östra;2023;5;;")
    services.store(job, kind, context)
    services.store(job, kind, context)
    assert len(observations()) == 1


def test_what_was_stored_meanwhile_is_compared_again(context, tmp_path):
    kind, job = shown(context, tmp_path, "N1;;Östra;2023;5;;")
    _kind, other = shown(context, tmp_path, "N1;;Östra;2023;7;;")
    services.store(other, kind, context)
    job = services.store(job, kind, context)
    assert job.is_shown
    assert (job.new, job.changed) == (0, 1)
    assert services.store(job, kind, context).is_stored


def test_taken_back_as_one(context, tmp_path):
    kind, job = shown(context, tmp_path, "N1;;Östra;2023;5;;", "N1;;Västra;2023;6;;")
    services.store(job, kind, context)
    job = services.undo(job, kind, context)
    assert job.is_undone
    _kind, again = shown(context, tmp_path, "N1;;Östra;2023;5;;")
    assert again.new == 1


def test_not_taken_back_when_something_was_built_on_it(context, tmp_path):
    kind, job = shown(context, tmp_path, "N1;;Östra;2023;5;;")
    services.store(job, kind, context)
    services.store(shown(context, tmp_path, "N1;;Östra;2023;7;;")[1], kind, context)
    with pytest.raises(Refusal):
        services.undo(job, kind, context)


def test_the_receipt_keeps_the_file(context, tmp_path):
    _kind, job = shown(context, tmp_path, "N1;;Östra;2023;5;;")
    assert b"".join(services.file_of(job)) == (tmp_path / "v.csv").read_bytes()
    assert len(job.sha256) == 64


def test_a_coordinator_speaks_for_the_own_party_alone(programme, east, west, indicator, tmp_path):
    user = UserFactory(username="kim")
    MembershipFactory(user=user, programme=programme, role=Role.COORDINATOR, party=east)
    context = Context(programme, user, authority_of(user, programme, on=timezone.localdate()), party=east)
    path = tmp_path / "v.csv"
    path.write_text(f"{HEAD}\r\nN1;;Västra;2023;5;;", encoding="utf-8")
    understood = kind_of("values").read(context, str(path), "v.csv")
    assert [(each.row, each.column) for each in understood.complaints.kept] == [(2, "Organisation")]


def test_a_partys_import_is_no_other_partys(programme, east, west, indicator, tmp_path, logged_in):
    """Another party's coordinator imports figures too, but neither sees this import nor takes it back; the analyst does both."""
    people = {}
    for name, role, party in (("kim", Role.COORDINATOR, east), ("lo", Role.COORDINATOR, west), ("ada", Role.ANALYST, None)):
        people[name] = UserFactory(username=name)
        MembershipFactory(user=people[name], programme=programme, role=role, party=party)
    kind = kind_of("values")

    def context_of(name, party=None):
        return Context(programme, people[name], authority_of(people[name], programme, on=timezone.localdate()), party=party)

    path = tmp_path / "v.csv"
    path.write_text(f"{HEAD}\r\nN1;;Östra;2023;5;;", encoding="utf-8")
    understood = kind.read(context_of("kim", east), str(path), "ostras.csv")
    job = services.store(
        services.show(kind, context_of("kim", east), understood, path=str(path), file_name="ostras.csv"), kind, context_of("kim", east)
    )
    home = f"/{programme.slug}/excel/"

    for name, sees in (("kim", True), ("lo", False), ("ada", True)):
        client = logged_in(people[name])
        assert client.get(f"{home}{job.pk}/").status_code == (200 if sees else 404)
        assert ("ostras.csv" in client.get(home).content.decode()) is sees
    assert logged_in(people["lo"]).post(f"{home}{job.pk}/angra/").status_code == 404
    with pytest.raises(Refusal):
        services.undo(job, kind, context_of("lo", west))
    assert services.undo(job, kind, context_of("ada")).is_undone


def test_a_file_name_that_no_text_has_and_one_that_names_somebody(send, tmp_path, programme):
    send("N1;;Östra;2023;5;;")
    strange = os.fsencode(tmp_path) + b"/\xff\xfe.csv"
    with open(strange, "wb") as file:
        file.write(f"{HEAD}\r\nN1;;Östra;2022;5;;\r\n".encode())
    answer = CliRunner().invoke(import_command, ["values", os.fsdecode(strange), "--programme", programme.slug, "--json", "--dry-run"])
    assert json.loads(answer.stdout)["status"] == "accepted"

    answer = send("N1;;Östra;2023;5;;", name="Anna 121212-1212.csv", options=("--json", "--dry-run"))
    assert json.loads(answer.stdout)["status"] == "refused"
    assert "1212" not in answer.stdout + answer.stderr


SHORT = "Indikatorkod;Organisation;Period;Värde"


def test_a_file_without_a_comment_column_says_nothing_of_comments(send):
    send("N1;;Östra;2023;5;;preliminär", "N1;;Östra;2022;4;;", "N1;;Östra;2021;3;;gammal")
    rows = ["N1;Östra;2023;5", "N1;Östra;2022;4", "N1;Östra;2021;2", "N1;Östra;2020;..", "N1;Västra;2020;1"]
    told = json.loads(send(*rows, head=SHORT).stdout)["rows"]

    assert [row["change"] for row in told] == ["same", "same", "changed", "new", "new"]
    assert [row["comment"] for row in told] == [""] * 5
    last = {(each.organisation.slug, each.period): (each.value, each.comment) for each in observations()}
    assert last == {
        ("ostra", "2023"): (5, "preliminär"),
        ("ostra", "2022"): (4, ""),
        ("ostra", "2021"): (2, "gammal"),
        ("ostra", "2020"): (None, ""),
        ("vastra", "2020"): (1, ""),
    }


def test_an_empty_cell_in_the_comment_column_clears_it(send):
    send("N1;;Östra;2023;5;;preliminär")
    assert json.loads(send("N1;;Östra;2023;5;;").stdout)["rows"][0]["change"] == "changed"
    assert [each.comment for each in observations()] == ["preliminär", ""]


def test_a_comment_that_came_meanwhile_stays(context, tmp_path):
    kind, job = shown(context, tmp_path, "N1;Östra;2023;5", head=SHORT)
    services.store(shown(context, tmp_path, "N1;;Östra;2023;4;;ny")[1], kind, context)
    job = services.store(job, kind, context)
    assert (job.new, job.changed) == (0, 1)
    services.store(job, kind, context)
    assert [(each.value, each.comment) for each in observations()] == [(4, "ny"), (5, "ny")]


@pytest.mark.parametrize(
    ("file", "programme_key", "party", "said"),
    [
        ("v.csv", "ingen", "", "Det finns inget program som heter ingen."),
        ("v.csv", "", "ingen", "Det finns ingen part som heter ingen."),
        ("saknas.csv", "", "", "Det finns ingen fil saknas.csv."),
    ],
)
def test_what_cannot_even_begin_is_told_in_the_same_shape(tmp_path, programme, file, programme_key, party, said):
    (tmp_path / "v.csv").write_text(f"{HEAD}\r\n", encoding="utf-8")
    given = ["values", str(tmp_path / file), "--programme", programme_key or programme.slug, "--party", party, "--dry-run"]
    answer = CliRunner().invoke(import_command, [*given, "--json"])

    assert answer.exit_code == 1
    error = {"file": file, "sheet": "", "row": None, "column": None, "found": "", "expected": "", "message": said}
    assert json.loads(answer.stdout) == {"status": "refused", "rows": [], "errors": [error], "warnings": []}
    assert answer.stderr == said + "\n"
    plain = CliRunner().invoke(import_command, given)
    assert (plain.stdout, plain.stderr) == ("", said + "\n")


def test_codes_that_differ_in_capital_letters_alone(send, programme):
    IndicatorFactory(programme=programme, code="nK2", name="Liten", unit="antal")
    assert json.loads(send("NK2;;Östra;2023;5;;", options=("--json", "--dry-run")).stdout)["rows"][0]["indicator"] == "nK2"

    IndicatorFactory(programme=programme, code="Nk2", name="Stor", unit="antal")
    told = json.loads(send("Nk2;;Östra;2023;5;;", "nK2;;Östra;2023;6;;").stdout)
    assert [(row["indicator"], row["value"]) for row in told["rows"]] == [("Nk2", "5"), ("nK2", "6")]

    told = json.loads(send("NK2;;Östra;2023;5;;").stdout)
    (error,) = told["errors"]
    assert (told["status"], error["row"], error["column"]) == ("refused", 2, "Indikatorkod")
    assert error["message"] == "”NK2” kan vara ”Nk2”, ”nK2”, som bara skiljer sig i stora och små bokstäver. Skriv koden exakt."


@pytest.mark.parametrize("more", [0, 300], ids=["row by row", "column by column"])
def test_a_name_that_is_nobodys_is_told_and_the_code_counts(send, more):
    rows = [f"N1;Kontinuitet;Östra;{1970 + n // 12}-{n % 12 + 1:02};5;;" for n in range(more)]
    told = json.loads(send("N1;kontinuitet;Östra;2023;5;;", *rows, "N1;Väntetid;Östra;2022;5;;", "N1;Köer;Östra;2021;5;;").stdout)

    assert (told["status"], len(told["rows"])) == ("accepted", more + 3)
    words = "N1 är ”Kontinuitet”, men filen säger ”Köer”, som ingen indikator heter. Det är koden som gäller."
    assert words in [warning["message"] for warning in told["warnings"]]
    assert len(told["warnings"]) == 1
