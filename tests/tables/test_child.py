"""The reading process itself: what it hands over, and that it gives up instead of taking the machine with it."""

import io
import zipfile

import pytest

from fardplan.tables.reader import sheets_in
from fardplan.tables.refusal import Refused


def rows(path, names=()):
    sheets = sheets_in(path, names)
    about = next(sheets)
    return about, {sheet.name: [row for batch in sheet.batches for row in batch] for sheet in sheets}


def test_a_csv_file(tmp_path):
    path = tmp_path / "fil"
    path.write_bytes('Kod;Värde\r\nN1;1 714,5\r\n\r\nN2;"två\r\nrader"\r\n'.encode("cp1252"))
    about, found = rows(path, {"kod", "värde"})
    assert about == {"kind": "csv", "delimiter": ";", "encoding": "cp1252"}
    assert found == {"": [[1, ["Kod", "Värde"]], [2, ["N1", "1 714,5"]], [4, ["N2", "två\r\nrader"]]]}


def test_what_it_cannot_read_has_a_name(tmp_path):
    path = tmp_path / "fil"
    path.write_bytes(b"%PDF-1.7")
    with pytest.raises(Refused, match="pdf"):
        rows(path)


def test_it_gives_up_rather_than_eat_the_memory(tmp_path):
    """Twenty million short texts fit in no 360 MB; the zip itself is small."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("[Content_Types].xml", "<Types/>")
        book.writestr("_rels/.rels", '<Relationships><Relationship Id="r" Target="xl/workbook.xml"/></Relationships>')
        book.writestr("xl/workbook.xml", "<workbook/>")
        book.writestr("xl/_rels/workbook.xml.rels", "<Relationships/>")
        with book.open("xl/sharedStrings.xml", "w") as part:
            part.write(b"<sst>")
            for _n in range(200):
                part.write(b"<si><t>a</t></si>" * 20_000)
            part.write(b"</sst>")
    path = tmp_path / "fil"
    path.write_bytes(out.getvalue())
    with pytest.raises(Refused, match=r"large|gave_up|no_sheets"):
        rows(path)
