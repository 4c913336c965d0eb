"""Long texts: headings, lists, tables and emphasis, on pages and in documents; what people paste from Word."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.documents import render_docx, render_html, render_pdf, validate
from fardplan.kit import forms
from fardplan.kit.pasted import looks_like_html, prose_of
from fardplan.kit.prose import Run, document_blocks, html, parse, plain, runs

TEXT = """# Bakgrund
Vi har **tre** mål
och *ett* hinder.

- trygg hemgång
- en kontakt
  som håller

1. först
2. sedan

## Kostnad

| Part | Kostnad |
|---|---|
| Ekby | 1 714 tkr |
| Lindnäs \\| kust | **0** |
"""


def test_a_text_on_a_page():
    assert html(TEXT) == (
        "<h3>Bakgrund</h3><p>Vi har <strong>tre</strong> mål<br>och <em>ett</em> hinder.</p>"
        '<ul class="fp-points"><li>trygg hemgång</li><li>en kontakt som håller</li></ul><ol><li>först</li><li>sedan</li></ol>'
        '<h4>Kostnad</h4><div class="fp-scroll" role="region" aria-label="Tabell 1: Part, Kostnad" tabindex="0"><table class="fp-table">'
        '<thead><tr><th scope="col">Part</th><th scope="col">Kostnad</th></tr></thead><tbody><tr><td>Ekby</td><td>1 714 tkr</td></tr>'
        "<tr><td>Lindnäs | kust</td><td><strong>0</strong></td></tr></tbody></table></div>"
    )


@pytest.mark.parametrize(
    "line, found",
    [
        ("5*3*2 och 2 * 3", [Run("5*3*2 och 2 * 3")]),
        ("**a** b *c*", [Run("a", True), Run(" b "), Run("c", em=True)]),
        ("***båda***", [Run("båda", True, True)]),
        ("**för**bättra", [Run("för", True), Run("bättra")]),
        ("**öppen", [Run("**öppen")]),
        ("", []),
    ],
)
def test_emphasis(line, found):
    assert runs(line) == found


@pytest.mark.parametrize("line", ["25. oktober", "2023. Året", "#utan mellanrum", "a | b", "-utan", "|", "3) tre"])
def test_what_only_looks_like_it_is_a_paragraph(line):
    assert [(block.kind, block.lines) for block in parse(line)] == [("text", (line,))]


@given(st.text(alphabet=st.sampled_from("ab #*|-1.\n å<&"), max_size=80))
def test_any_text_is_shown_and_escaped(text):
    shown = html(text)
    assert "<a" not in shown.replace("aria", "")
    validate(
        {
            "schema": 1,
            "programme": "p",
            "period": "2024",
            "sections": [{"id": "s", "title": "S", "blocks": document_blocks(text, name="s")}],
        }
    )


def test_a_text_in_documents():
    document = {
        "schema": 1,
        "programme": "p",
        "period": "2024",
        "cover": False,
        "title": "Underlag",
        "sections": [{"id": "s", "title": "Ärendet", "blocks": document_blocks(TEXT, name="s")}],
    }
    validate(document)
    page = render_html(document)
    assert "<strong>tre</strong>" in page
    assert "1 714 tkr" in page
    assert render_pdf(document).startswith(b"%PDF")
    assert render_docx(document).startswith(b"PK")


WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office"><head><style>p.MsoNormal {margin:0cm}</style><xml><w:View>Normal</w:View></xml></head>
<body lang=SV><!--StartFragment--><h1><span style='mso-fareast-font-family:"Times New Roman"'>Bakgrund<o:p></o:p></span></h1>
<p class=MsoNormal>Vi har <b style='mso-bidi-font-weight:normal'>tre</b> m&aring;l.<o:p>&nbsp;</o:p></p>
<p class=MsoListParagraphCxSpFirst style='text-indent:-18.0pt;mso-list:l0 level1 lfo1'><span style='font-family:Symbol'>·<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span>trygg hemgång</p>
<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>·<span>&nbsp;&nbsp; </span>en kontakt</p>
<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>1.<span>&nbsp; </span>först</p>
<table class=MsoTableGrid border=1><tr><td><p class=MsoNormal>Part</p></td><td><p class=MsoNormal>Kostnad</p></td></tr>
<tr><td><p class=MsoNormal>Ekby | kust</p></td><td><p class=MsoNormal>1 714 tkr</p></td></tr></table><!--EndFragment--><script>alert(1)</script></body></html>"""


def test_pasted_word_html_becomes_text():
    assert prose_of(WORD) == (
        "# Bakgrund\n\nVi har **tre** mål.\n\n- trygg hemgång\n- en kontakt\n1. först\n\n"
        "| Part | Kostnad |\n|---|---|\n| Ekby \\| kust | 1 714 tkr |"
    )


def test_a_rich_field_takes_what_is_pasted_without_scripts():
    class Form(forms.Form):
        text = forms.RichTextField(label="Text", required=False)

    form = Form({"text": WORD})
    assert form.is_valid()
    assert form.cleaned_data["text"].startswith("# Bakgrund")
    assert Form({"text": "<3 kolleger </3"}).is_valid()
    assert not looks_like_html("a <b och c> d </e>")


@given(st.text(alphabet=st.sampled_from("<>/ptdrli h1b&;a \n="), max_size=120))
def test_any_html_is_read(text):
    assert "<td>" not in prose_of("<p>" + text).lower()


def test_300_000_characters_are_read_in_a_moment():
    text = "Vården **kommer** hem. " * 13_000
    began = time.process_time()
    html(text)
    prose_of(f"<p>{text}</p>" * 2)
    html("| a | b |\n" * 30_000)
    html("*" * 300_000)
    assert time.process_time() - began < 4


def test_plain():
    assert plain("**a** *b*") == "a b"
