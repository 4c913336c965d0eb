import io
import shutil
import subprocess
import zipfile

import docx
import pytest
from docx.oxml.ns import qn
from pypdf import PdfReader

from fardplan.documents import blocks as b
from fardplan.documents import render_docx

from . import sample


@pytest.fixture(scope="module")
def word(docx_bytes):
    return docx.Document(io.BytesIO(docx_bytes))


def text_of(word) -> str:
    return "\n".join("".join(node.itertext()) for node in word.element.body.iter(qn("w:p")))


def test_properties_and_language(word):
    assert (word.core_properties.title, word.core_properties.language) == ("Årsrapport 2023", "sv-SE")
    assert 'w:lang w:val="sv-SE"' in word.styles.element.xml


def test_headings_are_headings(word):
    headings = [(line.style.name, line.text) for line in word.paragraphs if line.style.name.startswith("Heading")]
    assert ("Heading 1", "Sammanfattning") in headings
    assert ("Heading 2", "4.3 Budget och utfall") in headings
    assert ("Heading 3", "Inkluderade utvecklingsarbeten") in headings


def test_contents_are_a_field_that_is_filled_already(word):
    assert any("TOC" in (field.text or "") for field in word.element.iter(qn("w:instrText")))
    assert any("4.3 Budget och utfall" in line.text for line in word.paragraphs if line.style.name == "TOC 2")


def test_tables_repeat_their_head_and_keep_rows_whole(word):
    tables = [table for table in word.tables if table._tbl.find(qn("w:tr")).find(f".//{qn('w:tblHeader')}") is not None]
    assert len(tables) == 4
    budget = tables[3]
    assert [cell.text for cell in budget.rows[3].cells][:2] == ["varav särskild utbildning", "600\u00a0000"]
    assert [cell.text for cell in budget.rows[-1].cells][3] == "−362\u00a0000"
    assert budget.rows[1].cells[1].paragraphs[0].alignment == 2
    assert all(row._tr.find(f".//{qn('w:cantSplit')}") is not None for row in budget.rows)


def test_pictures_have_text_alternatives(word):
    described = [shape._inline.docPr.get("descr") for shape in word.inline_shapes]
    assert described[0] == ""
    assert len(described) == 3
    assert "Programresurser 95 procent" in described[2]


def test_captions_and_page_fields(word):
    captions = [line.text for line in word.paragraphs if line.style.name == "Caption"]
    assert captions[0] == "Tabell 1. Stödjande programaktiviteter 2023"
    section = word.sections[-1]
    fields = [field.text.strip() for field in section.footer._element.iter(qn("w:instrText"))]
    assert fields == ["PAGE", "NUMPAGES"]
    assert "Årsrapport 2023" in section.header.paragraphs[0].text


def test_the_same_document_gives_the_same_bytes(report, docx_bytes):
    assert render_docx(report) == docx_bytes
    with zipfile.ZipFile(io.BytesIO(docx_bytes)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_ordered_list_starts_at_one():
    lists = [b.bullets("a", "b", ordered=True), b.text("emellan"), b.bullets("c", ordered=True)]
    word = docx.Document(io.BytesIO(render_docx(sample.document(sections=[b.section("s", "S", lists)]))))
    numbers = [line._p.pPr.numPr.numId.val for line in word.paragraphs if line.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


def test_a_poor_template_still_gives_a_whole_report(report):
    """No page size, no Caption, List Bullet or Quote: what organisations' templates often lack."""
    template = docx.Document()
    template.add_paragraph("Gammal text")
    for name in ("Caption", "List Bullet", "List Number", "Quote", "Heading 2", "Subtitle"):
        style = template.styles[name]
        style.element.getparent().remove(style.element)
    size = template.sections[0]._sectPr.find(qn("w:pgSz"))
    size.getparent().remove(size)
    saved = io.BytesIO()
    template.save(saved)
    word = docx.Document(io.BytesIO(render_docx(report, template=saved.getvalue())))
    text = text_of(word)
    assert "Gammal text" not in text
    assert "• Digitala lärseminarier" in text
    assert "4.3 Budget och utfall" in text


def test_hostile_text_is_text():
    hostile = "{{7*7}} #import <script>&amp;</script> \x00\x0b\ud800\uffff]]>"
    table = b.table("t", hostile, [b.column("a", hostile)], [{"a": hostile}, {"a": "x" * 5000}], total={})
    document = {
        "schema": 1,
        "programme": hostile,
        "period": hostile,
        "title": hostile,
        "sections": [b.section(hostile, hostile, [table, b.text(hostile)])],
    }
    word = docx.Document(io.BytesIO(render_docx(document)))
    assert text_of(word).count("{{7*7}} #import <script>&amp;</script> ]]>") >= 5


def test_thousands_of_rows():
    rows = [{"a": f"Rad {n}", "n": n} for n in range(5000)]
    table = b.table("t", "T", [b.column("a", "A"), b.column("n", "N", "number")], rows)
    word = docx.Document(
        io.BytesIO(render_docx({"schema": 1, "programme": "p", "period": "1", "sections": [b.section("s", "S", [table])]}))
    )
    assert len(word.tables[-1]._tbl.tr_lst) == 5001


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_libreoffice_opens_it(docx_bytes, tmp_path):
    (tmp_path / "rapport.docx").write_bytes(docx_bytes)
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    ]
    subprocess.run([*command, str(tmp_path / "rapport.docx")], check=True, capture_output=True, timeout=120)
    pages = PdfReader(tmp_path / "rapport.pdf").pages
    text = "\n".join(page.extract_text() for page in pages)
    assert 7 <= len(pages) <= 12
    assert "Åtta likvärdiga parter" in text
    assert "Älvstrand" in text


def test_papers_without_a_cover_begin_with_a_head(tmp_path):
    word = docx.Document(io.BytesIO(render_docx(sample.papers_of_a_page())))
    told = [line.text for line in word.paragraphs if line.text]
    assert told[:2] == ["Styrgruppen 5 november", "5 november 2024, kl. 9.00–11.30, Digitalt"]
    assert "Innehåll" not in told
    assert len(word.sections) == 1
    assert word.sections[0].header.paragraphs[0].text.startswith("Styrgruppen 5 november")
    assert not any(line.paragraph_format.page_break_before for line in word.paragraphs)
