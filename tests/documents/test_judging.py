"""Templates that organisations send: what is dangerous is refused, what is missing is told, what may be used has been tried."""

import io
import os
import zipfile

import docx
import pptx
import pytest

from fardplan.documents import render_docx, render_pptx
from fardplan.documents.judging import REFUSALS, REMARKS, judged
from fardplan.documents.sample_page import sample_page


def word(change=None):
    made = docx.Document()
    if change:
        change(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def show(change=None):
    made = pptx.Presentation()
    if change:
        change(made)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


def repacked(content, **parts):
    """The file with parts added or changed: name -> bytes, or a function of what stands there."""
    saved = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(saved, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            told = source.read(name)
            change = parts.pop(name, None)
            target.writestr(name, told if change is None else change(told) if callable(change) else change)
        for name, told in parts.items():
            target.writestr(name, told)
    return saved.getvalue()


def codes(content, name="mall.docx"):
    return {finding.code for finding in judged(content, name).findings}


def outside(kind):
    relation = f'<Relationship Id="rX" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="http://x.example/a" TargetMode="External"/>'
    return lambda told: told.replace(b"</Relationships>", relation.encode() + b"</Relationships>")


def only(*names):
    def change(made):
        for layout in list(made.slide_layouts):
            if layout.name not in names:
                made.slide_layouts.remove(layout)

    return change


RELS = "word/_rels/document.xml.rels"
BOMB = b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"


@pytest.mark.parametrize(
    "content, name, code",
    [
        (b"", "mall.docx", "empty"),
        (os.urandom(20_000_001), "mall.docx", "too_big"),
        (b"%PDF-1.7", "mall.pdf", "name"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 99, "mall.docx", "old"),
        (b"x", "mall.doc", "old"),
        (b"PK\x03\x04 nonsense", "mall.docx", "broken"),
        (word()[:-400], "mall.docx", "broken"),
        (repacked(word(), **{"word/styles.xml": b"<not closed"}), "mall.docx", "broken"),
        (repacked(word(), **{"word/styles.xml": BOMB}), "mall.docx", "broken"),
        (word(), "mall.docm", "macro"),
        (repacked(word(), **{"word/vbaProject.bin": b"x"}), "mall.docx", "macro"),
        (repacked(word(), **{"word/activeX/activeX1.xml": b"<a/>"}), "mall.docx", "active"),
        (repacked(show(), **{"ppt/embeddings/oleObject1.bin": b"x"}), "mall.pptx", "active"),
        (repacked(word(), **{RELS: outside("attachedTemplate")}), "mall.docx", "external_template"),
        (repacked(word(), **{RELS: outside("image")}), "mall.docx", "external_picture"),
        (repacked(word(), **{RELS: outside("oleObject")}), "mall.docx", "external"),
        (word(), "mall.pptx", "other_kind"),
        (show(only("Blank")), "mall.pptx", "no_title_layout"),
    ],
)
def test_what_is_refused(content, name, code):
    verdict = judged(content, name)
    assert [finding.code for finding in verdict.findings] == [code]
    assert code in REFUSALS
    assert not verdict.may_be_used
    assert verdict.content == b""


def test_a_link_that_people_follow_is_let_be():
    assert judged(repacked(word(), **{RELS: outside("hyperlink")}), "mall.docx").may_be_used


def without(*styles):
    def change(made):
        for name in styles:
            element = made.styles[name].element
            element.getparent().remove(element)

    return change


def numbered(made):
    made.sections[0].footer.paragraphs[0].text = "Region X"


@pytest.mark.parametrize(
    "content, name, code",
    [
        (word(without("Heading 1")), "mall.docx", "no_heading"),
        (word(without("Caption", "Quote")), "mall.docx", "no_styles"),
        (word(), "mall.docx", "no_header"),
        (word(lambda made: made.add_paragraph("Gammalt")), "mall.docx", "old_text"),
        (show(), "mall.pptx", "narrow"),
        (show(only("Title Only")), "mall.pptx", "no_body_layout"),
        (show(lambda made: made.slides.add_slide(made.slide_layouts[6])), "mall.pptx", "old_slides"),
    ],
)
def test_what_is_told_of_one_that_may_be_used(content, name, code):
    verdict = judged(content, name)
    assert verdict.may_be_used
    assert code in {finding.code for finding in verdict.findings}
    assert code in REMARKS


def test_a_whole_template_has_nothing_to_remark_on():
    assert "no_header" not in codes(word(numbered))
    assert "no_number" not in codes(show(), "mall.pptx")


def test_a_template_file_is_used_as_a_document():
    def as_template(told):
        return told.replace(b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml")

    verdict = judged(repacked(word(numbered), **{"[Content_Types].xml": as_template}), "mall.dotx")
    assert (verdict.kind, verdict.may_be_used) == ("docx", True)
    made = docx.Document(io.BytesIO(render_docx(sample_page(), template=verdict.content)))
    assert "Provsida" in [line.text for line in made.paragraphs]
    assert made.sections[0].footer.paragraphs[0].text == "Region X"


def test_the_sample_page_holds_one_of_everything():
    kinds = {block["kind"] for section in sample_page()["sections"] for block in section["blocks"]}
    assert kinds == {"heading", "text", "list", "quote", "note", "table", "figure"}
    assert pptx.Presentation(io.BytesIO(render_pptx(sample_page()))).slides[0].shapes.title.text_frame.text == "Provsida"
