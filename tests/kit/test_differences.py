"""Two texts side by side, and both in one."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.kit.differences import LONG, Piece, differences, merged, shortened


def marked(pieces):
    return "".join(f"[{piece.text}]" if piece.differs else piece.text for piece in pieces)


@pytest.mark.parametrize(
    "theirs, mine, left, right",
    [
        ("Lika", "Lika", "Lika", "Lika"),
        ("", "Nytt", "", "[Nytt]"),
        ("Hjälpen är nära", "Hjälpen är här", "Hjälpen är [nära]", "Hjälpen är [här]"),
        ("en två tre", "ett tre tre", "[en två] tre", "[ett] tre[ tre]"),
        ("Rad ett\nRad två", "Rad ett\nRad tre", "Rad ett\nRad [två]", "Rad ett\nRad [tre]"),
        ("Vård 👩‍⚕️ nära", "Vård 👩‍⚕️ hemma", "Vård 👩‍⚕️ [nära]", "Vård 👩‍⚕️ [hemma]"),
        ("مرحبا بك", "مرحبا بكم", "مرحبا [بك]", "مرحبا [بكم]"),
    ],
)
def test_what_differs_is_marked(theirs, mine, left, right):
    one, other = differences(theirs, mine)
    assert (marked(one), marked(other)) == (left, right)


@given(st.text(max_size=200), st.text(max_size=200))
def test_no_word_is_lost(theirs, mine):
    one, other = differences(theirs, mine)
    assert ("".join(p.text for p in one), "".join(p.text for p in other)) == (theirs, mine)


@given(st.lists(st.text("abc å", max_size=12), max_size=8), st.lists(st.text("abc å", max_size=12), max_size=8))
def test_merged_holds_every_line_of_both(theirs, mine):
    both = merged("\n".join(theirs), "\n".join(mine))
    for line in [*"\n".join(theirs).splitlines(), *"\n".join(mine).splitlines()]:
        assert line in both


@pytest.mark.parametrize(
    "theirs, mine, both",
    [
        ("Ett\nTvå", "Ett\nTre", "Ett\nTvå\nTre"),
        ("Ett", "Ett\nTvå", "Ett\nTvå"),
        ("Vi börjar", "Vi börjar i höst", "Vi börjar i höst"),
        ("", "Mitt", "Mitt"),
    ],
)
def test_merged(theirs, mine, both):
    assert merged(theirs, mine) == both


def test_a_long_unchanged_stretch_is_cut():
    found = shortened([Piece("x" * 5_000), Piece("ny", True), Piece("y" * 5_000)])
    assert [piece.is_cut for piece in found].count(True) == 2
    assert sum(len(piece.text) for piece in found) == LONG + 2


@pytest.mark.parametrize("ends", ["\n", " "])
def test_300_000_characters_are_compared_in_a_moment(ends):
    theirs = ends.join(f"Mening {n} om vården" for n in range(12_000))
    mine = ends.join(f"Sats {n} om omsorgen" for n in range(12_000))
    began = time.process_time()
    one, _other = differences(theirs, mine)
    merged(theirs, mine)
    assert time.process_time() - began < 2
    assert "".join(piece.text for piece in one) == theirs
