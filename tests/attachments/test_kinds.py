"""What a file is, by its content; and every kind that is not kept here, with the reason in words."""

import io
import zipfile
import zlib

import pytest

from fardplan.attachments.kinds import Kind, Refused, kind_of

PDF = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 40
JPG = b"\xff\xd8\xff\xe0" + b"\0" * 40
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
MACRO = "application/vnd.ms-word.document.macroEnabled.main+xml"
ODT = "application/vnd.oasis.opendocument.text"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def office(main, *parts):
    types = f'<Types><Override PartName="/x" ContentType="{main}"/></Types>'
    return zipped([("[Content_Types].xml", types), ("_rels/.rels", "<Relationships/>"), *parts])


def odt(*parts, kind=ODT):
    return zipped([("mimetype", kind), ("content.xml", "<office:document-content/>"), *parts])


def in_objects(names):
    packed = zlib.compress(names)
    return PDF.replace(
        b"trailer",
        b"2 0 obj<</Type/ObjStm/Filter/FlateDecode/N 1/First 4/Length %d>>stream\n%s\nendstream endobj\ntrailer" % (len(packed), packed),
    )


def locked(content):
    """The same archive with the flag that says that its parts are encrypted."""
    marked = bytearray(content)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = marked.find(mark)
        while at >= 0:
            marked[at + offset] |= 1
            at = marked.find(mark, at + 4)
    return bytes(marked)


def read(tmp_path, content, name):
    path = tmp_path / "f"
    path.write_bytes(content)
    return kind_of(path, name)


@pytest.mark.parametrize(
    "content, name, kind",
    [
        (PDF, "Protokoll.pdf", Kind.PDF),
        (PDF, "PROTOKOLL.PDF", Kind.PDF),
        (office(WORD), "Slutrapport.docx", Kind.DOCX),
        (office(EXCEL), "Budget.xlsx", Kind.XLSX),
        (office(SLIDES), "Bilder.pptx", Kind.PPTX),
        (odt(), "Avtal.odt", Kind.ODT),
        (odt(kind="application/vnd.oasis.opendocument.spreadsheet"), "Tal.ods", Kind.ODS),
        (PNG, "karta.png", Kind.PNG),
        (JPG, "foto.jpeg", Kind.JPG),
        (JPG, "foto.JPG", Kind.JPG),
        ("Vi är överens.\n".encode(), "anteckning.txt", Kind.TXT),
        ("Vi är överens.\n".encode("utf-16"), "anteckning.txt", Kind.TXT),
        ("kommun;antal\nEkby;3\n".encode("cp1252"), "antal.csv", Kind.CSV),
        (in_objects(b"1 0 <</Type/Font>>"), "packad.pdf", Kind.PDF),
    ],
)
def test_what_is_kept(tmp_path, content, name, kind):
    assert read(tmp_path, content, name) is kind


HOSTILE = {
    "nothing": (b"", "a.txt", "empty"),
    "only white space": (b" \n\t", "a.txt", "empty"),
    "a program": (b"MZ" + b"\0" * 100, "a.pdf", "program"),
    "a program for Linux": (b"\x7fELF" + b"\0" * 100, "a.txt", "program"),
    "a shell script": (b"#!/bin/sh\nrm -rf /\n", "a.txt", "program"),
    "a script by its name": (b"Dim x\nx = 1\n", "a.vbs", "unknown"),
    "a batch file by its name": (b"echo hej\r\n", "a.bat", "unknown"),
    "a web page": (b"<!doctype html><script>alert(1)</script>", "a.txt", "web"),
    "a web page called PDF": (b"<html><body>hej</body></html>", "a.pdf", "web"),
    "script in the middle of text": (b"Hej\n<script>alert(1)</script>\n", "a.txt", "script"),
    "php in text": (b"Hej <?php system('x'); ?>", "a.csv", "script"),
    "a drawing with script": (b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "a.png", "unknown"),
    "binary called text": (b"hej\x00\x01\x02", "a.txt", "unknown"),
    "an animated picture": (b"GIF89a" + b"\0" * 50, "a.png", "unknown"),
    "a database": (b"SQLite format 3\x00" + b"\0" * 90, "a.csv", "unknown"),
    "an archive": (zipped([("a.txt", "hej")]), "a.zip", "unknown"),
    "an archive called Word": (zipped([("a.txt", "hej")]), "a.docx", "unknown"),
    "an app for phones": (zipped([("META-INF/MANIFEST.MF", "x"), ("classes.dex", "x")]), "a.docx", "unknown"),
    "rar": (b"Rar!\x1a\x07\x00", "a.docx", "unknown"),
    "gzip": (b"\x1f\x8b\x08" + b"\0" * 30, "a.csv", "unknown"),
    "old Word": (OLE + "WordDocument".encode("utf-16-le"), "a.doc", "old"),
    "old Excel": (OLE + "Workbook".encode("utf-16-le"), "a.xls", "old"),
    "Excel with a password": (OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "password"),
    "Word with macros": (office(WORD, ("word/vbaProject.bin", "x")), "a.docx", "macro"),
    "Word with macros by its type": (office(MACRO), "a.docm", "macro"),
    "macros called Word": (office(MACRO), "a.docx", "macro"),
    "Excel 4 macros": (office(EXCEL, ("xl/macrosheets/sheet1.xml", "x")), "a.xlsx", "macro"),
    "ActiveX": (office(WORD, ("word/activeX/activeX1.xml", "x")), "a.docx", "script"),
    "a program inside": (office(WORD, ("word/embeddings/oleObject1.bin", "x")), "a.docx", "script"),
    "an exe inside": (office(WORD, ("word/media/a.exe", "x")), "a.docx", "script"),
    "a template from elsewhere": (
        office(
            WORD,
            (
                "word/_rels/settings.xml.rels",
                '<Relationships><Relationship Id="r" Type="http://x/attachedTemplate" Target="https://ond.example/a.dotm" TargetMode="External"/></Relationships>',
            ),
        ),
        "a.docx",
        "script",
    ),
    "a document type with entities": (
        zipped([("[Content_Types].xml", f"<!DOCTYPE x [<!ENTITY a 'b'>]><Types>{WORD}</Types>")]),
        "a.docx",
        "damaged",
    ),
    "two kinds at once": (office(WORD + " " + EXCEL), "a.docx", "unknown"),
    "parts outside": (office(WORD, ("../../etc/passwd", "x")), "a.docx", "damaged"),
    "a locked archive": (locked(office(WORD)), "a.docx", "password"),
    "a cut archive": (office(WORD)[:80], "a.docx", "damaged"),
    "OpenDocument with Basic": (odt(("Basic/Standard/Module1.xml", "x")), "a.odt", "macro"),
    "OpenDocument with Python": (odt(("Scripts/python/a.py", "x")), "a.odt", "script"),
    "OpenDocument with a password": (odt(("META-INF/manifest.xml", "<manifest:encryption-data/>")), "a.odt", "password"),
    "OpenDocument of another kind": (odt(kind="application/vnd.oasis.opendocument.base"), "a.odt", "unknown"),
    "PDF with JavaScript": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "a.pdf", "script"),
    "PDF with JavaScript spelt otherwise": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/J#61vaScript>>"), "a.pdf", "script"),
    "PDF with JavaScript in packed objects": (in_objects(b"1 0 <</S/JavaScript/JS(x)>>"), "a.pdf", "script"),
    "PDF that starts a program": (PDF.replace(b"/Catalog", b"/Catalog/OpenAction<</S/Launch/F(cmd.exe)>>"), "a.pdf", "script"),
    "PDF with files inside": (PDF.replace(b"/Catalog", b"/Catalog/Names<</EmbeddedFiles 3 0 R>>"), "a.pdf", "script"),
    "PDF with a password": (PDF.replace(b"/Root", b"/Encrypt 5 0 R/Root"), "a.pdf", "password"),
    "a cut PDF": (b"%PDF-1.7\n1 0 obj", "a.pdf", "damaged"),
    "PDF called Word": (PDF, "a.docx", "name"),
    "Word called PDF": (office(WORD), "a.pdf", "name"),
    "text called PDF": (b"hej", "a.pdf", "name"),
    "a picture called page": (PNG, "a.html", "unknown"),
    "two endings": (PDF, "a.pdf.exe", "unknown"),
    "no ending": (PDF, "a", "unknown"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_refused(tmp_path, what):
    content, name, code = HOSTILE[what]
    with pytest.raises(Refused) as refused:
        read(tmp_path, content, name)

    assert refused.value.code == code
    assert str(refused.value)


def test_a_size_that_lies_is_not_believed(tmp_path):
    """A part that says it is small and is 30 MB when opened."""
    huge = office(WORD).replace(b"</Types>", b"</Types>")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types>{WORD}" + " " * 30_000_000 + "</Types>")
    with pytest.raises(Refused) as refused:
        read(tmp_path, out.getvalue(), "a.docx")
    assert refused.value.code == "damaged"
    assert read(tmp_path, huge, "a.docx") is Kind.DOCX
