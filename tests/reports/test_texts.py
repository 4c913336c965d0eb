"""What people write, read as blocks."""

import pytest

from fardplan.documents import blocks
from fardplan.reports.figures import Figure, Kind, UnknownFigure
from fardplan.reports.texts import said, text_blocks


def look(reference):
    if reference != "känd":
        raise UnknownFigure(f"{reference} är okänd")
    return Figure("känd@2023", None, Kind.NUMBER, "8", "Registret", "1 uppgift saknas")


FIGURE = {"text": "8 (1 uppgift saknas)", "ref": "känd@2023"}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", []),
        (" \n\n ", []),
        ("Ett stycke.", [blocks.text("Ett stycke.")]),
        ("Rader\nsom hör ihop.", [blocks.text("Rader som hör ihop.")]),
        ("Ett.\n\nTvå.", [blocks.text("Ett."), blocks.text("Två.")]),
        ("Ett.\r\n\r\nTvå.", [blocks.text("Ett."), blocks.text("Två.")]),
        ("- a\n- b", [blocks.bullets("a", "b")]),
        ("Först:\n- a\n  mer\n- b", [blocks.text("Först:"), blocks.bullets("a mer", "b")]),
        ("• a\n* b\n– c", [blocks.bullets("a", "b", "c")]),
        ("-5 grader", [blocks.text("-5 grader")]),
        ("Vi är [[känd]] nu.", [blocks.text("Vi är ", FIGURE, " nu.")]),
        ("[[ känd ]]", [blocks.text(FIGURE)]),
        ("- [[känd]]", [blocks.bullets([FIGURE])]),
        ("<b>[fet]</b> [[", [blocks.text("<b>[fet]</b> [[")]),
    ],
)
def test_paragraphs_lists_and_figures(text, expected):
    troubles = []
    assert text_blocks(text, look, troubles) == expected
    assert troubles == []


def test_what_is_unknown_is_shown_and_kept():
    troubles = []
    (block,) = text_blocks("Vi är [[okänd]] och [[]].", look, troubles)
    assert [run["text"] for run in block["runs"]] == ["Vi är ", "[uppgift saknas: okänd]", " och ", "[uppgift saknas: ]", "."]
    assert [trouble.reference for trouble in troubles] == ["okänd", ""]


def test_a_sentence_of_our_own():
    assert said("100 %% av %(vad)s: %(antal)s.", vad="allt", antal=look("känd")) == [
        {"text": "100 % av "},
        {"text": "allt"},
        {"text": ": "},
        FIGURE,
        {"text": "."},
    ]
