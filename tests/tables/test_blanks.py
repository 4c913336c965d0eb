"""Formatted cells without anything in them: what is read is the same with and without them taken out, and a million rows of them are read in time."""

import io
import zipfile

import pytest

from fardplan.tables import workbook
from fardplan.tables.blanks import without_blanks
from fardplan.tables.reader import sheets_in

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
BEFORE, AFTER = f'<worksheet xmlns="{MAIN}"><sheetData>', "</sheetData></worksheet>"


def book(path, pieces):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        link = '<Relationships xmlns="{}"><Relationship Id="r1" Type="{}/{}" Target="{}"/></Relationships>'
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("_rels/.rels", link.format(RELATIONS, TYPES, "officeDocument", "xl/workbook.xml"))
        archive.writestr("xl/_rels/workbook.xml.rels", link.format(RELATIONS, TYPES, "worksheet", "worksheets/sheet1.xml"))
        sheets = '<sheets><sheet name="Blad1" sheetId="1" r:id="r1"/></sheets>'
        archive.writestr("xl/workbook.xml", f'<workbook xmlns="{MAIN}" xmlns:r="{TYPES}">{sheets}</workbook>')
        with archive.open("xl/worksheets/sheet1.xml", "w") as part:
            for piece in (BEFORE, *pieces, AFTER):
                part.write(piece.encode())


def cell(place, text):
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def test_a_million_rows_of_empty_cells(tmp_path):
    empty = (f'<row r="{n}" spans="1:7">' + "".join(f'<c r="{c}{n}" s="1"/>' for c in "ABCDEFG") + "</row>" for n in range(3, 1_048_576))
    first, last = (f'<row r="{n}">{cell(f"A{n}", "N1")}<c r="B{n}" s="1"/>{cell(f"C{n}", n)}</row>' for n in (2, 1_048_576))
    book(tmp_path / "v.xlsx", (first, *empty, last))

    sheets = sheets_in(tmp_path / "v.xlsx")
    next(sheets)
    assert [[row for batch in sheet.batches for row in batch] for sheet in sheets] == [
        [[2, ["N1", None, "2"]], [1_048_576, ["N1", None, "1048576"]]]
    ]


BLANK = '<row r="2"><c r="A2" s="1"/><c r="B2"/></row>'
SHEETS = {
    "no places after": f'<row r="1"><c r="A1" s="1"/><c t="str"><v>b</v></c></row>{BLANK}<row>{cell("A3", "x")}</row>',
    "between": f'<row r="1">{cell("A1", "a")}<c r="B1" s="2"></c><c r="C1" t="s" s="3" />{cell("D1", "d")}</row>{BLANK}',
    "hidden": f'<row r="1" hidden="1"><c r="A1"/></row>{BLANK}<row r="3" hidden="true"/><row r="5">{cell("B5", "x")}</row>',
    "closed at once": f'<row r="1"/><row r="2" ht="15" customHeight="1"/><row>{cell("C3", "x")}</row><row r="9"/><row/>',
    "a comment": f"<!-- {BLANK} --><row r=\"1\">{cell('A1', 'a')}</row>{BLANK}",
    "bare text": f'<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[{BLANK}<row r="]]></t></is></c></row>',
    "a formula": '<row r="1"><c r="A1" s="1"><f>1+1</f></c><c r="B1" t="str"><v></v></c></row><row r="2"><c r="A2"><v>0</v></c></row>',
    "a row of one width": f'<row r="1">{"".join(f"""<c r="{workbook.column_letters(n)}1" s="1"/>""" for n in range(1, 400))}{cell("OK1", "x")}</row>',
}  # fmt: skip


@pytest.mark.parametrize("size", [1, 7, 64, 65_536])
@pytest.mark.parametrize("rows", SHEETS.values(), ids=SHEETS)
def test_what_is_read_is_the_same(tmp_path, monkeypatch, rows, size):
    def read(pieces):
        monkeypatch.setattr(workbook.Sheet, "pieces", pieces)
        with zipfile.ZipFile(tmp_path / "v.xlsx") as archive:
            ((_name, _state, sheet),) = workbook.sheets_of(archive)
            return list(sheet.rows()), sheet.facts

    book(tmp_path / "v.xlsx", [rows])
    assert read(lambda self, stream: without_blanks(stream, size)) == read(workbook.Part.pieces)


def test_they_are_taken_out():
    rows = "".join(f'<row r="{n}"><c r="A{n}" s="1"/></row>' for n in range(1, 5_000))
    left = b"".join(without_blanks(io.BytesIO((BEFORE + rows + AFTER).encode()), 4_096))
    assert len(left) < 10_000
