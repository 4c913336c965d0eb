import io
import shutil
import subprocess
import zipfile

import pptx
import pytest
from pptx.enum.shapes import PP_PLACEHOLDER as PLACEHOLDER
from pypdf import PdfReader

from fardplan.documents import blocks as b
from fardplan.documents import render_pptx

from . import sample


@pytest.fixture(scope="module")
def made(report) -> bytes:
    return render_pptx(report)


@pytest.fixture(scope="module")
def show(made):
    return pptx.Presentation(io.BytesIO(made))


def opened(document, **more):
    return pptx.Presentation(io.BytesIO(render_pptx(document, **more)))


def words(show) -> str:
    told = []
    for slide in show.slides:
        for shape in slide.shapes:
            told += [shape.text_frame.text] if shape.has_text_frame else []
            told += [cell.text for row in shape.table.rows for cell in row.cells] if shape.has_table else []
    return "\n".join(told)


def test_every_slide_has_a_title_of_its_own_kind(show):
    assert all(slide.shapes.title is not None and slide.shapes.title.text_frame.text for slide in show.slides)
    assert [slide.slide_layout.name for slide in show.slides][:2] == ["Rubrikbild", "Text"]
    assert {slide.slide_layout.name for slide in show.slides} == {"Rubrikbild", "Avsnitt", "Text", "Tabell eller bild"}


def test_what_is_shown_stands_in_the_layouts_placeholders(show):
    for slide in show.slides:
        for shape in slide.shapes:
            assert shape.is_placeholder or shape.name == "Dekor", f"{slide.shapes.title.text_frame.text}: {shape.name}"


def test_no_placeholder_is_left_empty(show):
    assert [shape.name for slide in show.slides for shape in slide.placeholders if shape.has_text_frame and not shape.text_frame.text] == []


def test_slides_are_numbered_and_carry_state(show):
    for number, slide in enumerate(show.slides, 1):
        found = [shape for shape in slide.placeholders if shape.placeholder_format.type == PLACEHOLDER.SLIDE_NUMBER]
        if slide.slide_layout.name in ("Text", "Tabell eller bild"):
            assert found[0].text_frame.text == str(number)
            assert 'type="slidenum"' in found[0]._element.xml
            low = next(shape for shape in slide.placeholders if shape.placeholder_format.type == PLACEHOLDER.FOOTER)
            assert "Version 1.0" in low.text_frame.text


def test_pictures_and_tables_say_what_they_show(show):
    pictures = [shape for slide in show.slides for shape in slide.shapes if shape._element.tag.endswith("}pic")]
    alts = [shape._element.nvPicPr.cNvPr.get("descr") for shape in pictures if shape.name != "Dekor"]
    assert alts == [sample.columns_figure()["alt"], sample.bars()["alt"]]
    tables = [shape for slide in show.slides for shape in slide.shapes if shape.has_table]
    assert all(shape._element.nvGraphicFramePr.cNvPr.get("descr") and shape.table.first_row for shape in tables)


def test_the_notes_hold_the_whole_text(show):
    notes = "\n".join(slide.notes_slide.notes_text_frame.text for slide in show.slides if slide.has_notes_slide)
    assert sample.LONG in notes
    assert "budget.utfall, budget.budget" in notes


def test_language_title_and_fixed_bytes(report, made, show):
    assert (show.core_properties.title, show.core_properties.language) == ("Årsrapport 2023", "sv-SE")
    assert 'lang="sv-SE"' in show.slides[2].shapes.title._element.xml
    assert render_pptx(report) == made
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_hostile_text_is_text():
    hostile = "{{7*7}} =1+1 <script>&amp;</script> \x00\x0b\ud800\uffff]]> \u202e=cmd|"
    table = b.table("t", hostile, [b.column("a", hostile)], [{"a": hostile}, {"a": "x" * 5000}], total={})
    figure = b.figure("f", hostile, hostile, {"type": "columns", "rows": [{"label": hostile, "value": 1}], "unit": hostile})
    blocks = [b.text(hostile), b.quote(hostile, by=hostile), b.bullets(hostile), b.note(hostile, hostile), table, figure]
    document = {"schema": 1, "programme": hostile, "period": hostile, "title": hostile, "sections": [b.section(hostile, hostile, blocks)]}
    assert words(opened(document)).count("{{7*7}} =1+1 <script>&amp;</script> ]]> =cmd|") >= 6


def own_template(*, keep=None, wide=True, old="Gammal bild"):
    """What an organisation sends: old slides, and layouts of its own. `keep` are the layouts it has."""
    show = pptx.Presentation()
    if wide:
        show.slide_width, show.slide_height = 12192000, 6858000
    for layout in list(show.slide_layouts):
        if keep is not None and layout.name not in keep:
            show.slide_layouts.remove(layout)
    if old:
        show.slides.add_slide(show.slide_layouts[0]).shapes.title.text = old
    saved = io.BytesIO()
    show.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("wide", [True, False])
@pytest.mark.parametrize("keep", [None, {"Title Only"}, {"Title Slide", "Title and Content"}, {"Picture with Caption"}])
def test_the_organisations_own_layouts(report, keep, wide):
    made = render_pptx(report, template=own_template(keep=keep, wide=wide))
    show = pptx.Presentation(io.BytesIO(made))
    told = words(show)
    assert "Gammal bild" not in told
    assert "4.3 Budget och utfall" in told
    assert "Workshops, föreläsningar, konferenser" in told
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert len([name for name in archive.namelist() if name.startswith("ppt/slides/slide")]) == len(show.slides)
    for slide in show.slides:
        for shape in slide.shapes:
            if shape.has_table or shape._element.tag.endswith("}pic"):
                assert shape.top + shape.height <= show.slide_height
                assert shape.left + shape.width <= show.slide_width * 1.01


def test_a_template_without_titles_is_refused(report):
    with pytest.raises(ValueError, match="title"):
        render_pptx(report, template=own_template(keep={"Blank"}, old=None))


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
@pytest.mark.parametrize("own", [False, True])
def test_libreoffice_opens_it_and_nothing_runs_over(report, tmp_path, own):
    made = render_pptx(report, template=own_template() if own else None)
    (tmp_path / "rapport.pptx").write_bytes(made)
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(tmp_path / "rapport.pptx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    pages = PdfReader(tmp_path / "rapport.pdf").pages
    assert len(pages) == len(pptx.Presentation(io.BytesIO(made)).slides)
    outside = []
    for number, page in enumerate(pages, 1):
        high, wide = float(page.mediabox.height), float(page.mediabox.width)

        def seen(text, _matrix, at, _font, _size, number=number, high=high, wide=wide):
            # The footer and the number stand in the lowest part, and nothing else does.
            x, y = at[4], at[5]
            if text.strip() and not (0 <= x <= wide and high * 0.02 <= y <= high):
                outside.append((number, text.strip(), round(x), round(y)))

        page.extract_text(visitor_text=seen)
    assert outside == []
    told = "\n".join(page.extract_text() for page in pages)
    assert "Workshops" in told
    assert "Varifrån detta kommer" in told
