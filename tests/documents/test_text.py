import pytest

from fardplan.documents import pdf, text
from fardplan.documents.text import ZERO_WIDTH_SPACE, breakable, clean, drawable


@pytest.mark.parametrize(
    "given, kept",
    [
        ("a\x00b\x07c", "abc"),
        ("rad\r\nnästa\rslut", "rad\nnästa\nslut"),
        ("tab\tstår", "tab\tstår"),
        ("a\u202eb\u2066c", "abc"),
        ("\ud800\uffff\ufffe\U0001ffff!", "!"),
        ("A\u030angermanland", "Ångermanland"),
        ("\x9f\x7f", ""),
        ("Åäö “” ” – − · … ❖ → \u00a0", "Åäö “” ” – − · … ❖ → \u00a0"),
    ],
)
def test_clean(given, kept):
    assert clean(given) == kept


def test_what_cannot_be_drawn_becomes_one_square():
    assert drawable("a中b👩\u200d👩 č") == "a□b□□ č"


@pytest.mark.parametrize("family", ["Fardplan Sans", "Fardplan Serif"])
def test_every_character_called_drawable_is_drawn(family):
    """PDF/UA refuses a missing glyph, so this fails if a range promises too much."""
    characters = " ".join(chr(code) for first, last in text._DRAWN for code in range(first, last + 1))
    source = '#set document(title: "x")\n#set text(font: (sys.inputs.family, "DejaVu Sans Mono"), fallback: false)\n#sys.inputs.words'
    inputs = {"words": characters, "family": family}
    assert pdf.compile_typst(source, inputs, format="pdf", pdf_standards=["ua-1"]).startswith(b"%PDF")


def test_long_words_get_places_to_break_and_nothing_else_changes():
    assert breakable("kort ord", 10) == "kort ord"
    broken = breakable("x" * 25, 10)
    assert broken.replace(ZERO_WIDTH_SPACE, "") == "x" * 25
    assert max(len(piece) for piece in broken.split(ZERO_WIDTH_SPACE)) <= 10
