"""What a scale is, what points are, and what may be shown of small groups."""

from decimal import Decimal
from itertools import product

import pytest

from fardplan.selfassessment.rules import ScaleError, Step, mean, points, scale_of, scale_text, shown, takes_hand_in

SCALE = "0 Stämmer inte alls\n1. Stämmer delvis\n\n2 = Stämmer helt"


def test_a_scale_is_written_a_step_to_a_line():
    steps = scale_of(SCALE)
    assert steps == [Step(0, "Stämmer inte alls"), Step(1, "Stämmer delvis"), Step(2, "Stämmer helt")]
    assert scale_of(scale_text(steps)) == steps


@pytest.mark.parametrize("text", ["", "0 Nej", "Nej\nJa", "0 Nej\n0 Ja", "0\n1"])
def test_a_scale_that_cannot_be_read_says_why(text):
    with pytest.raises(ScaleError, match=r"\w+"):
        scale_of(text)


@pytest.mark.parametrize(
    "score, weight, low, high, expected",
    [
        (8, 2, 0, 4, "100.0"),
        (0, 2, 0, 4, "0.0"),
        (3, 1, 0, 4, "75.0"),
        (3, 1, 1, 5, "50.0"),  # a scale that begins at one
        (2 * 3 + 4, 4, 0, 4, "62.5"),  # weights 3 and 1
        (1, 3, 0, 1, "33.3"),
        (None, None, 0, 4, None),  # nothing answered is not nought
        (0, 0, 0, 4, None),
        (1, 1, 2, 2, None),
    ],
)
def test_points(score, weight, low, high, expected):
    assert points(score, weight, low, high) == (None if expected is None else Decimal(expected))


def test_each_unit_counts_alike():
    assert mean([Decimal(100), Decimal(0), Decimal("0.1")]) == Decimal("33.4")
    assert mean([]) is None


@pytest.mark.parametrize(
    "people, minimum, total, alone",
    [
        ({}, 5, False, ""),
        ({"a": 4}, 5, False, ""),
        ({"a": 5}, 5, True, "a"),
        ({"a": 5, "b": 9}, 5, True, "ab"),
        # b alone would be the total less a: nothing can be shown, for a knows its own
        ({"a": 9, "b": 3}, 5, False, ""),
        # c is hidden with b, and a with them: of ten people c knows seven
        ({"a": 9, "b": 3, "c": 7}, 5, True, ""),
        ({"a": 9, "b": 3, "c": 7, "d": 20}, 5, True, "d"),
        # many small ones keep each other hidden
        ({"a": 3, "b": 3, "c": 3, "d": 20}, 5, True, "d"),
        ({"a": 1, "b": 1}, 1, True, "ab"),
    ],
)
def test_what_is_shown_of_small_groups(people, minimum, total, alone):
    found = shown(people, minimum)
    assert (found.total, "".join(sorted(found.alone))) == (total, alone)


def test_a_group_that_is_never_shown_alone_is_hidden_with_others():
    assert shown({"a": 9, "b": 9, "c": 9}, 5, never={"a"}).alone == {"c"}


@pytest.mark.parametrize("minimum", [3, 5])
def test_nobody_reckons_out_a_small_group(minimum):
    """Whatever the sizes: what is hidden, less what any one of the hidden knows of itself, is never of fewer than the minimum."""
    for sizes in product([1, 2, minimum - 1, minimum, minimum + 4], repeat=4):
        people = dict(enumerate(sizes))
        found = shown(people, minimum)
        hidden = [count for key, count in people.items() if key not in found.alone]
        assert all(people[key] >= minimum for key in found.alone)
        if found.total and hidden:
            assert all(sum(hidden) - own >= minimum for own in hidden)
        if not found.total:
            assert not found.alone


@pytest.mark.parametrize(
    "state, admitted, takes",
    [("preparing", False, False), ("preparing", True, False), ("open", False, True), ("closed", False, False), ("closed", True, True)],
)
def test_a_closed_round_takes_only_who_is_let_in(state, admitted, takes):
    assert takes_hand_in(state, admitted=admitted) is takes
