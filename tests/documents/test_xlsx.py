import io

import openpyxl

from fardplan.documents import blocks as b
from fardplan.documents import render_xlsx

from . import sample


def opened(document):
    return openpyxl.load_workbook(io.BytesIO(render_xlsx(document)))


def of(*blocks):
    return opened(sample.document(sections=[b.section("s", "Läget", list(blocks))]))


def test_every_table_and_figure_has_a_sheet_and_the_first_sheet_lists_them(report):
    book = opened(report)
    assert book.sheetnames == ["Innehåll", "Tabell 1", "Tabell 2", "Figur 1", "Tabell 3", "Tabell 4", "Figur 2"]
    first = [[cell.value for cell in row] for row in book["Innehåll"].iter_rows()]
    assert first[0][0] == "Årsrapport 2023"
    assert ["Tabell 4", "Budget och utfall 2023", "4.3 Budget och utfall", 7] in first


def test_numbers_are_numbers_with_the_decimals_that_are_shown():
    columns = [b.column("a", "Del"), b.column("p", "Andel", "percent", unit="%"), b.column("k", "Kostnad", "money")]
    sheet = of(
        b.table("t", "T", columns, [{"a": "Ekby", "p": "94.3", "k": 1234567}, {"a": "Vik", "p": None, "k": 10**17}], total={"k": 5})
    )["Tabell 1"]
    assert (sheet["B5"].value, sheet["B5"].number_format) == (94.3, '#,##0.0 "%"')
    assert (sheet["C5"].value, sheet["C5"].number_format) == (1234567, "#,##0")
    assert sheet["B6"].value == "uppgift saknas"
    assert sheet["C6"].value == "100\u00a0000\u00a0000\u00a0000\u00a0000\u00a0000", "Excel would round it"
    assert (sheet["A7"].value, sheet["C7"].value) == ("Summa", 5)


def test_nothing_becomes_a_formula_or_a_link():
    leaders = ["=1+1", "+1", "-1", "@SUM(A1)", "{=1}", '=HYPERLINK("http://x")', "http://x.example", "\t=1"]
    book = of(b.table("t", "=T", [b.column("a", "=A")], [{"a": leader} for leader in leaders]))
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell.coordinate for cell in cells if cell.hyperlink] == []


def test_a_document_without_tables_says_so():
    book = of(b.text("Bara text."))
    assert book.sheetnames == ["Innehåll"]
    assert book["Innehåll"]["A8"].value == "Dokumentet har inga tabeller."


def test_an_empty_table_and_a_text_too_long_for_a_cell():
    book = of(b.table("t", "T", [b.column("a", "A")], []), b.table("u", "U", [b.column("a", "A")], [{"a": "x" * 50_000}]))
    assert book["Tabell 1"]["A5"].value == "Inga rader."
    assert len(book["Tabell 2"]["A5"].value) == 32_767


def test_the_values_of_a_figure_and_its_words():
    sheet = of(sample.columns_figure())["Figur 1"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4, max_row=9, max_col=2)]
    assert rows == [["Benämning", "Värde, antal"], ["2019", 4], ["2020", 7], ["2021", "uppgift saknas"], ["2022", 12], ["2023", 8]]


def test_the_same_document_gives_the_same_bytes(report):
    assert render_xlsx(report) == render_xlsx(report)
