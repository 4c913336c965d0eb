"""How many took part, as far as anybody has said."""

import pytest

from fardplan.kit.icons import SHAPES as DRAWN
from fardplan.plan.rules import CLOSED, HAS_TAKEN_PLACE, SHAPES, State, participants

A, B, OLD, YOUNG = 1, 2, 10, 11


@pytest.mark.parametrize(
    "counts, known",
    [
        ([], None),
        ([(None, None, 0)], 0),  # counted, and nobody came
        ([(None, None, 265)], 265),
        ([(None, None, 265), (A, None, 40), (B, None, 30)], 265),  # the whole holds, the parts are not all there
        ([(A, None, 40), (B, None, 30)], 70),
        ([(None, OLD, 12), (None, YOUNG, 3)], 15),
        ([(A, None, 40), (None, OLD, 60)], 60),  # the same people divided in two ways: never 100
        ([(A, OLD, 5), (B, OLD, 6), (A, YOUNG, 1)], 12),
        ([(A, None, 4), (A, OLD, 3)], 4),
    ],
)
def test_participants(counts, known):
    assert participants(counts) == known


@pytest.mark.parametrize(
    "counts, whom, known",
    [
        ([(None, None, 265)], {"party": A}, None),
        ([(A, None, 40), (B, None, 30)], {"party": A}, 40),
        ([(A, OLD, 5), (A, YOUNG, 2), (B, OLD, 9)], {"party": A}, 7),
        ([(A, OLD, 5), (B, OLD, 9)], {"target_group": OLD}, 14),
        ([(None, OLD, 20), (A, OLD, 5)], {"target_group": OLD}, 20),
        ([(A, None, 40)], {"target_group": OLD}, None),
        ([(A, None, 0)], {"party": A}, 0),
    ],
)
def test_participants_of_one(counts, whom, known):
    assert participants(counts, **whom) == known


def test_every_state_has_a_shape_and_no_state_is_both_open_and_closed():
    assert set(SHAPES) == set(State)
    assert set(SHAPES.values()) <= set(DRAWN)
    assert HAS_TAKEN_PLACE | CLOSED | {State.PLANNED} == set(State)
