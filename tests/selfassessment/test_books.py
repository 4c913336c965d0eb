"""Answers out to Excel and in again, and the points of a round out."""

import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from fardplan.selfassessment import books, pages
from fardplan.selfassessment.sheets import steps_of
from tests.selfassessment.conftest import answered
from tests.selfassessment.test_answering import BASE, post


@pytest.fixture
def mine(year):
    return year.assessments.get(unit__slug="ekby-1")


def filled(made, answers):
    """The workbook with something in the columns of answer and comment, row by row."""
    book = openpyxl.load_workbook(io.BytesIO(made))
    for number, (said, comment) in enumerate(answers, 2):
        book.active.cell(number, 4).value, book.active.cell(number, 5).value = said, comment
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_what_is_downloaded_is_what_is_read_in(logged_in, rut, lind, mine):
    client = logged_in(rut)
    made = client.get(f"{BASE}/svar/{mine.slug}/svar.xlsx").content
    file = SimpleUploadedFile("svar.xlsx", filled(made, [("Stämmer helt", None), (2, "Delvis."), ("Gäller inte oss", None)]))
    assert post(client, f"{BASE}/svar/{mine.slug}/las-in/", file=file).status_code == 302
    assert [(row.value, row.not_applicable, row.comment) for row in mine.answers.all()] == [
        (4, False, ""),
        (2, False, "Delvis."),
        (None, True, ""),
    ]
    again = client.get(f"{BASE}/svar/{mine.slug}/svar.xlsx").content
    cells = [row[3].value for row in openpyxl.load_workbook(io.BytesIO(again)).active.iter_rows(min_row=2)]
    assert cells == ["Stämmer helt", "Stämmer delvis", "Gäller inte oss"]
    assert logged_in(lind).get(f"{BASE}/svar/{mine.slug}/svar.xlsx").status_code == 403


def test_a_file_with_something_wrong_stores_nothing_and_says_all_of_it(logged_in, rut, mine):
    client = logged_in(rut)
    made = client.get(f"{BASE}/svar/{mine.slug}/svar.xlsx").content
    file = SimpleUploadedFile("svar.xlsx", filled(made, [("Kanske", None), ("Stämmer helt", None), ("9", None)]))
    page = post(client, f"{BASE}/svar/{mine.slug}/las-in/", file=file)
    assert page.status_code == 422
    said = page.content.decode()
    assert "Rad 2" in said
    assert "Rad 4" in said
    assert not mine.answers.exists()
    for wrong in (b"Ingenting;alls\n1;2\n", b"Nyckel;Svar\n", b"Nyckel;Svar\nfinns-inte;4\n"):
        assert post(client, f"{BASE}/svar/{mine.slug}/las-in/", file=SimpleUploadedFile("svar.csv", wrong)).status_code == 422


def test_a_key_twice_is_told(mine, tmp_path):
    steps = steps_of(mine)
    path = tmp_path / "svar.csv"
    path.write_text("Nyckel;Svar\np1;4\np1;3\n", encoding="utf-8")
    with pytest.raises(books.Unreadable, match="3"):
        books.answers_in(path, steps)


def test_the_points_of_a_round_as_its_reader_sees_them(year, parties):
    for slug in ("ekby-1", "ekby-2", "lindnas-1"):
        answered(year, slug, (4, 4, 2))
    made = books.points_book(pages.round_page(year, own={parties["Ekby"].pk}))
    rows = [[cell.value for cell in row] for row in openpyxl.load_workbook(io.BytesIO(made)).active.iter_rows(min_row=2)]
    assert [row[1:3] for row in rows[:2]] == [["Alla som visas", None], ["Ekby", 100]]
    assert "Lindnäs" not in {row[1] for row in rows}
