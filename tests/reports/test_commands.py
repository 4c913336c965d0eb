"""`fardplan report annual` and `fardplan check`."""

import json
from datetime import UTC, datetime

import docx
import openpyxl
import pptx
import pytest
from click.testing import CliRunner

from fardplan.audit.models import Entry
from fardplan.economy import services as economy
from fardplan.economy.models import BudgetLine
from fardplan.reports import services
from fardplan.reports.commands import check, report
from fardplan.reports.models import Report
from tests.factories import StatedFigureFactory
from tests.templates_of_ours import word_template

pytestmark = pytest.mark.django_db


def run(command, *arguments):
    return CliRunner().invoke(command, [str(argument) for argument in arguments])


def annual(out, *arguments):
    return run(report, "annual", "--programme", "nara-vard", "--out", out, *arguments)


def written(out):
    return json.loads((out / "report.json").read_text(encoding="utf-8"))


def test_all_formats(filled, tmp_path):
    out = tmp_path / "ny" / "mapp"
    answer = annual(out, "--period", "2023")
    assert answer.exit_code == 0, answer.output
    names = ["report.json", *(f"arsrapport-2023-nara-vard.{suffix}" for suffix in ("html", "docx", "pdf", "pptx", "xlsx"))]
    assert answer.stdout.split() == [str(out / name) for name in names]
    assert written(out)["sections"]
    assert (out / names[1]).read_text(encoding="utf-8").startswith("<!doctype html>")
    assert (out / names[2]).read_bytes().startswith(b"PK")
    assert (out / names[3]).read_bytes().startswith(b"%PDF")
    assert pptx.Presentation(out / names[4]).slides[0].shapes.title.text_frame.text == "Årsrapport 2023"
    assert "Innehåll" in openpyxl.load_workbook(out / names[5]).sheetnames
    assert not Report.objects.exists()
    assert not Entry.objects.filter(what__contains="report").exists(), "a command that reads writes nothing"


def test_the_draft_gives_its_texts_and_the_frozen_one_its_own(filled, alva, tmp_path):
    draft = services.start_draft(by=alva, programme=filled, period="2023")
    services.write_text(draft, by=alva, section="closing", text="Vi använde [[budget.outturn]].")
    annual(tmp_path, "--year", "2023")
    assert "850\u00a0000" in json.dumps(written(tmp_path), ensure_ascii=False)
    assert (tmp_path / "arsrapport-2023-nara-vard-v1.pdf").exists()

    at = datetime(2024, 1, 31, tzinfo=UTC)
    for verb in (services.review, services.approve, services.freeze):
        frozen = verb(draft, by=alva, at=at)
    economy.set_outturn(BudgetLine.objects.get(slug="personal"), by=alva, outturn=(1, ""))
    services.start_draft(by=alva, programme=filled, period="2023")

    annual(tmp_path, "--period", "2023", "--frozen")
    assert (tmp_path / "report.json").read_text(encoding="utf-8") == frozen.document_text
    annual(tmp_path, "--period", "2023")
    assert written(tmp_path)["version"] == "2"


def test_in_a_template_of_ones_own(programme, tmp_path):
    (tmp_path / "mall.docx").write_bytes(word_template("Region Exempel"))
    asked = ("--programme", "nara-vard", "--period", "2023", "--formats", "docx", "--template", tmp_path / "mall.docx")
    answer = run(report, "annual", "--out", tmp_path / "ut", *asked)
    assert answer.exit_code == 0, answer.output
    made = docx.Document(tmp_path / "ut" / "arsrapport-2023-nara-vard.docx")
    assert made.sections[0].header.paragraphs[0].text == "Region Exempel"

    (tmp_path / "mall.pptx").write_bytes(word_template())
    answer = run(report, "annual", "--out", tmp_path / "ut", *asked[:-1], tmp_path / "mall.pptx")
    assert (answer.exit_code, answer.stderr.strip()) == (1, "mall.pptx: Filens innehåll är av ett annat slag än namnet säger.")


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--programme", "nara-vord", "--period", "2023"], "Det finns inget program som heter ”nara-vord”. Menade du ”nara-vard”?"),
        (["--programme", "nara-vard", "--period", "2O23"], "går inte att läsa som period"),
        (["--programme", "nara-vard", "--period", "2023", "--frozen"], "Det finns ingen låst rapport för 2023."),
    ],
)
def test_what_is_wrong_is_told_in_swedish(programme, tmp_path, arguments, message):
    answer = run(report, "annual", "--out", tmp_path / "ut", *arguments)
    assert answer.exit_code == 1
    assert message in answer.stderr
    assert not (tmp_path / "ut").exists(), "nothing is made when nothing can be written"


def test_a_folder_that_is_a_file(filled, tmp_path):
    (tmp_path / "fil").write_text("x")
    assert annual(tmp_path / "fil" / "mapp", "--period", "2023").exit_code == 1


def test_an_option_forgotten_is_usage(programme):
    assert run(report, "annual", "--programme", "nara-vard").exit_code == 2
    assert run(check).exit_code == 2


def test_check_in_words(filled):
    answer = run(check, "--programme", "nara-vard")
    assert answer.exit_code == 0
    assert "Utveckling och dess delar, budget (50\u00a0000\u00a0kr)" in answer.output
    assert "2 saker stämmer inte." in answer.output


def test_check_as_json(filled):
    StatedFigureFactory(
        programme=filled, value="2", words="två", register="initiatives.closed@2023", document="Rapporten", place="tabell 2"
    )
    answer = json.loads(run(check, "--programme", "nara-vard", "--json").stdout)
    assert (answer["programme"], answer["agreeing"]) == ("nara-vard", 0)
    assert {"code", "title", "statements", "register"} <= answer["findings"][0].keys()
    (finding,) = [finding for finding in answer["findings"] if finding["code"] == "register_differs"]
    assert finding["statements"] == [{"value": 2, "words": "två", "document": "Rapporten", "place": "tabell 2"}]
    assert finding["register"][0] == {
        "reference": "initiatives.closed@2023",
        "value": 1,
        "words": "1",
        "place": "Registret, portfölj: faser under 2023",
    }


def test_check_of_a_programme_that_is_not_there(programme):
    answer = run(check, "--programme", "borta")
    assert answer.exit_code == 1
    assert "Det finns inget program som heter ”borta”" in answer.stderr


def test_a_document_is_read_and_told(tmp_path):
    path = tmp_path / "rapport.txt"
    path.write_text("Post\tBelopp (kk)\nLön\t100\nResor\t20\nSumma\t130\n", encoding="utf-8")
    answer = run(check, "document", path)
    assert (answer.exit_code, "Raderna blir 120" in answer.output, "2 uppgifter" in answer.output or "2 saker" in answer.output) == (
        0,
        True,
        True,
    )
    told = json.loads(run(check, "document", path, "--json").stdout)
    assert [finding["code"] for finding in told["findings"]] == ["sum_differs", "unit"]
    gone = run(check, "document", tmp_path / "borta.txt")
    assert (gone.exit_code, "finns inte" in gone.output) == (1, True)


def test_a_check_of_nothing_says_what_to_name():
    assert run(check).exit_code == 2
