"""Which phase follows which, and which one holds on a day."""

import datetime
from dataclasses import dataclass

import pytest

from fardplan.kit.icons import SHAPES as DRAWN
from fardplan.kit.timing import Timing
from fardplan.portfolio.rules import ACTIVE, IN_PORTFOLIO, MAY_MOVE, ON_PAGES, SHAPES, Phase, may_move, phase_on, place_of


@dataclass
class Row:
    phase: Phase
    began: Timing


def history(*pairs):
    return [Row(phase, Timing.parse(words)) for phase, words in pairs]


@pytest.mark.parametrize(
    "now, to, then, allowed",
    [
        (Phase.IDEA, Phase.PROPOSED, None, True),
        (Phase.IDEA, Phase.RUNNING, None, False),
        (Phase.PROPOSED, Phase.INCLUDED, None, True),
        (Phase.RUNNING, Phase.PAUSED, None, True),
        (Phase.PAUSED, Phase.RUNNING, None, True),
        (Phase.RUNNING, Phase.CLOSED, None, True),
        (Phase.CLOSED, Phase.RUNNING, None, True),
        (Phase.CLOSED, Phase.IDEA, None, False),
        (Phase.WITHDRAWN, Phase.IDEA, None, True),
        (None, Phase.RUNNING, None, True),
        (None, Phase.WITHDRAWN, None, False),
        # filled in between two phases that are known
        (Phase.RUNNING, Phase.PAUSED, Phase.CLOSED, True),
        (Phase.INCLUDED, Phase.RUNNING, Phase.CLOSED, True),
        (None, Phase.INCLUDED, Phase.IDEA, False),
    ],
)
def test_may_move(now, to, then, allowed):
    assert may_move(now, to, then) is allowed


def test_no_phase_is_a_dead_end_and_every_phase_can_be_reached():
    assert all(MAY_MOVE[phase] for phase in Phase)
    assert set().union(*MAY_MOVE.values()) == set(Phase)
    assert all(phase not in following for phase, following in MAY_MOVE.items())


def test_each_phase_has_a_place_and_a_shape_of_its_own():
    assert set(ON_PAGES) == set(Phase)
    shapes = [SHAPES[phase] for phase in (*Phase, None)]
    assert len(set(shapes)) == len(shapes)
    assert set(shapes) <= set(DRAWN)
    assert "ok" not in shapes  # a phase is no judgement
    assert ACTIVE < IN_PORTFOLIO


@pytest.mark.parametrize(
    "day, phase",
    [
        ("2020-12-30", None),
        ("2021-12-31", Phase.INCLUDED),
        ("2023-12-30", Phase.RUNNING),
        ("2023-12-31", Phase.CLOSED),  # "HT 2023" has begun for certain on its last day
    ],
)
def test_phase_on(day, phase):
    rows = history((Phase.INCLUDED, "2021"), (Phase.RUNNING, "1 mars 2022"), (Phase.CLOSED, "HT 2023"))

    assert phase_on(rows, datetime.date.fromisoformat(day)) == phase


def test_words_without_a_beginning_never_begin():
    assert phase_on(history((Phase.RUNNING, "löpande")), datetime.date(2030, 1, 1)) is None


def test_what_is_told_last_is_last_though_its_words_are_narrower():
    rows = history((Phase.RUNNING, "2023"), (Phase.CLOSED, "1 dec 2023"))

    assert phase_on(rows, datetime.date(2023, 12, 15)) == Phase.CLOSED
    assert phase_on(rows, datetime.date(2024, 1, 1)) == Phase.CLOSED


@pytest.mark.parametrize(
    "words, place",
    [
        ("2024", 3),
        ("1 dec 2023", 3),  # some day of 2023 comes before it
        ("2023", 3),
        ("HT 2022", 2),
        ("mars 2022", 2),
        ("2021", 1),
        ("1 mars 2021", 1),
        ("2020", 0),
    ],
)
def test_where_a_phase_is_filled_in(words, place):
    rows = history((Phase.INCLUDED, "2021"), (Phase.RUNNING, "mars 2022"), (Phase.PAUSED, "2023"))

    assert place_of(Timing.parse(words), rows) == place
