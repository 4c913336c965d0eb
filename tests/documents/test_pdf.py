import io

import pytest
from pypdf import PdfReader

from fardplan.documents import blocks as b
from fardplan.documents import render_pdf
from fardplan.documents.pdf import svg_to_png

from . import sample


@pytest.fixture(scope="module")
def reader(pdf_bytes):
    return PdfReader(io.BytesIO(pdf_bytes))


def words(reader) -> str:
    return "\n".join(page.extract_text() for page in reader.pages).replace("\u00a0", " ")


def tags(node, found=None) -> list[dict]:
    """Every structure element, parents first."""
    found = [] if found is None else found
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            tags(child, found)
    elif isinstance(node, dict):
        if "/S" in node:
            found.append(node)
        if "/K" in node:
            tags(node["/K"], found)
    return found


def test_it_is_tagged_swedish_and_says_it_is_pdf_ua(reader, pdf_bytes):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"].startswith("sv")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata.title == "Årsrapport 2023"
    assert b"pdfuaid" in root["/Metadata"].get_data()


def test_structure(reader):
    found = tags(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    kinds = [tag["/S"] for tag in found]
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure", "/TOC", "/Caption"} <= set(kinds)
    assert kinds.count("/Table") == 4
    assert sum("/Alt" in tag for tag in found) == 2
    heads = [tag for tag in found if tag["/S"] == "/TH"]
    assert heads
    assert all("Scope" in str(tag.get("/A")) for tag in heads)


def test_text_contents_and_page_numbers(reader):
    text = words(reader)
    assert "Åtta likvärdiga parter" in text
    assert "Björkåsen" in text
    assert "Älvstrand" in text
    assert "Innehåll" in text
    assert "4.3 Budget och utfall" in text
    assert "Tabell 4. Budget och utfall 2023" in text
    assert "−362 000" in text
    assert "varav särskild utbildning" in text
    assert "Version 1.0, fastställd 31 januari 2024" in text
    count = len(reader.pages)
    assert 7 <= count <= 10
    assert f"{count} ({count})" in reader.pages[-1].extract_text()


def test_bookmarks_follow_the_sections(reader):
    assert [item.title for item in reader.outline if not isinstance(item, list)][:2] == ["Sammanfattning", "1 Inledning"]


def test_the_same_document_gives_the_same_bytes(report, pdf_bytes):
    assert render_pdf(report) == pdf_bytes


def test_hostile_text_is_text():
    hostile = '{{7*7}} #import "/etc/passwd" <script> $x$ *a* _b_ \x00\ud800\u202e 中😀'
    cells = [{"a": hostile, "n": 10**60}, {"a": "x" * 3000, "n": "x" * 300}, {"a": "ord " * 3000}]
    table = b.table("t", hostile, [b.column("a", hostile), b.column("n", "y" * 200, "number")], cells, total={})
    figure = b.figure("f", hostile, hostile, {"type": "budget_bars", "rows": [{"label": hostile, "budget": 0, "outturn": 9}]})
    blocks = [
        b.heading(hostile, 5),
        b.text(hostile, "z" * 3000),
        b.text(),
        b.bullets(),
        b.quote("", hostile),
        b.note("", ""),
        table,
        figure,
    ]
    sections = [b.section(hostile, hostile, blocks), b.section("tom", "", level=4)]
    long = "Ett mycket långt namn " * 20
    document = sample.document(
        title=long, subtitle=long, programme_name=hostile, parties=[long] * 3, goals=list(range(30)), sections=sections
    )
    text = words(PdfReader(io.BytesIO(render_pdf(document)))).replace("\n", " ")
    assert text.count("{{7*7}} #import") >= 6
    assert "<script> $x$ *a* _b_" in text


@pytest.mark.parametrize(
    "chart_type, row", [("columns", {"label": "a", "value": -4}), ("budget_bars", {"label": "a", "budget": None, "outturn": 3})]
)
@pytest.mark.parametrize("count", [0, 1, 40])
def test_figures_of_any_size(chart_type, row, count):
    figure = b.figure("f", "F", "alt", {"type": chart_type, "rows": [row] * count})
    document = {"schema": 1, "programme": "p", "period": "1", "sections": [b.section("s", "S", [figure])]}
    assert render_pdf(document).startswith(b"%PDF")


def test_empty_documents_and_tables():
    empty = {"schema": 1, "programme": "p", "period": "1", "sections": []}
    assert len(PdfReader(io.BytesIO(render_pdf(empty))).pages) >= 1
    table = b.table("t", "", [b.column("a", "")], [])
    assert "Inga rader." in words(PdfReader(io.BytesIO(render_pdf(empty | {"sections": [b.section("s", "S", [table])]}))))


def test_thousands_of_rows_repeat_their_head():
    rows = [{"a": f"Rad {n}", "n": n} for n in range(5000)]
    table = b.table("t", "T", [b.column("a", "Aktivitet"), b.column("n", "N", "number")], rows)
    reader = PdfReader(io.BytesIO(render_pdf({"schema": 1, "programme": "p", "period": "1", "sections": [b.section("s", "S", [table])]})))
    assert len(reader.pages) > 100
    assert "Aktivitet" in reader.pages[-1].extract_text()


def test_a_wide_table_gets_its_own_landscape_page():
    columns = [b.column(str(n), f"Kolumnrubrik {n}") for n in range(12)]
    table = b.table("t", "T", columns, [{str(n): "Kompetensförsörjning" for n in range(12)}] * 3)
    sections = [b.section("s", "S", [b.text("före"), table, b.text("efter")])]
    boxes = [page.mediabox for page in PdfReader(io.BytesIO(render_pdf(sample.document(sections=sections)))).pages]
    assert [box.width > box.height for box in boxes] == [False, False, False, True, False]


def test_svg_becomes_png():
    assert svg_to_png('<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="10" height="10"/></svg>').startswith(
        b"\x89PNG"
    )


def test_papers_without_a_cover_begin_with_a_head_and_may_be_one_page():
    papers = sample.papers_of_a_page()
    reader = PdfReader(io.BytesIO(render_pdf(papers)))
    text = words(reader)
    assert len(reader.pages) == 1
    assert text.index("Styrgruppen 5 november") < text.index("Digitalt") < text.index("Förslaget")
    assert "Innehåll" not in text
    assert len(PdfReader(io.BytesIO(render_pdf(papers | {"cover": True}))).pages) == 3
