from datetime import date
from types import SimpleNamespace

import pytest

from fardplan.consultations import rules
from fardplan.consultations.rules import Piece, State


@pytest.mark.parametrize(
    "text, pieces",
    [
        ("", []),
        ("Bara text.", [Piece("Inledning", text="Bara text.")]),
        ("# Mål\n\nVi vill.\n## Delmål\nEtt.", [Piece("Mål", text="Vi vill."), Piece("Delmål", level=2, text="Ett.")]),
        ("Först.\r\n\r\n1 Mål\r\nText.\r\n\r\n1.2 Vägen\r\n\r\nMer.", [Piece("Inledning", text="Först."), Piece("Mål", "1", 1, "Text."), Piece("Vägen", "1.2", 2, "Mer.")]),
        ("1 Mål\n1.1 Effektmål", [Piece("Mål", "1"), Piece("Effektmål", "1.1", 2)]),
        ("# Mål\nVi gör\n1. Detta", [Piece("Mål", text="Vi gör\n1. Detta")]),
        ("# Mål\n\n2 parter har sagt nej till förslaget.", [Piece("Mål", text="2 parter har sagt nej till förslaget.")]),
        ("#", [Piece("Inledning", text="#")]),
    ],
)  # fmt: skip
def test_pasted_text_becomes_sections(text, pieces):
    assert rules.pieces_of(text, untitled="Inledning") == pieces
    rows = [SimpleNamespace(heading=piece.heading, number=piece.number, level=piece.level, text=piece.text) for piece in pieces]
    if "#" not in "".join(piece.text for piece in pieces):
        assert rules.pieces_of(rules.pasted(rows), untitled="Inledning") == pieces


@pytest.mark.parametrize(
    "sent, last, late",
    [
        (date(2024, 10, 30), date(2024, 10, 31), False),
        (date(2024, 10, 31), date(2024, 10, 31), False),
        (date(2024, 11, 1), date(2024, 10, 31), True),
        (None, date(2024, 10, 31), False),
        (date(2024, 11, 1), None, False),
    ],
)
def test_late_is_after_the_last_day(sent, last, late):
    assert rules.is_late(sent, last) is late


@pytest.mark.parametrize("now", State)
@pytest.mark.parametrize("to", State)
def test_moves(now, to):
    allowed = {"preparing sent", "sent closed", "sent compiled", "closed sent", "closed compiled", "compiled closed"}
    assert rules.may_move(now, to) is (f"{now} {to}" in allowed)
