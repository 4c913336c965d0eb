"""How things are judged: colours, the worst part, periods."""

from datetime import date

import pytest

from fardplan.status.rules import Rhythm, colour_of, last_day_for, level_of, needs_reason, period_containing, period_due, worst


@pytest.mark.parametrize(
    "overall, parts, reason",
    [
        ("ok", ["ok", "ok"], False),
        ("ok", ["ok", "warn"], True),
        ("ok", ["bad"], True),
        ("warn", ["bad", "ok"], True),
        ("warn", ["warn", ""], False),
        ("bad", ["ok"], False),
        ("ok", ["", ""], False),  # nothing is known to be worse
        ("", ["bad"], False),  # no judgement is no claim
    ],
)
def test_the_whole_is_never_better_than_its_worst_part_without_a_reason(overall, parts, reason):
    assert needs_reason(overall, parts) == reason


@pytest.mark.parametrize("levels, found", [([], ""), (["", "ok"], "ok"), (["ok", "bad", "warn"], "bad"), (["", ""], "")])
def test_the_worst(levels, found):
    assert worst(levels) == found


@pytest.mark.parametrize(
    "likelihood, impact, level, colour",
    [
        (1, 1, 1, "ok"),
        (1, 2, 2, "ok"),
        (1, 3, 3, "warn"),
        (4, 4, 16, "warn"),
        (4, 5, 20, "bad"),
        (5, 5, 25, "bad"),
        (None, 5, None, "off"),
        (5, None, None, "off"),
    ],
)
def test_colours_of_risks(likelihood, impact, level, colour):
    assert level_of(likelihood, impact) == level
    assert colour_of(level) == colour


def test_a_programme_may_set_its_own_limits():
    assert [colour_of(level, 6, 12) for level in (5, 6, 11, 12)] == ["ok", "warn", "warn", "bad"]


@pytest.mark.parametrize(
    "today, rhythm, code",
    [
        (date(2023, 12, 17), Rhythm.HALF_YEAR, "2023-H1"),
        (date(2023, 12, 18), Rhythm.HALF_YEAR, "2023-H2"),  # fourteen days before it ends
        (date(2024, 1, 31), Rhythm.HALF_YEAR, "2023-H2"),
        (date(2024, 6, 30), Rhythm.HALF_YEAR, "2024-H1"),
        (date(2024, 3, 10), Rhythm.MONTH, "2024-02"),
        (date(2024, 3, 20), Rhythm.QUARTER, "2024-Q1"),
        (date(2024, 5, 1), Rhythm.YEAR, "2023"),
    ],
)
def test_the_period_that_is_asked_for(today, rhythm, code):
    assert period_due(today, rhythm).code == code


def test_days_to_write():
    assert last_day_for(period_containing(date(2023, 5, 1), Rhythm.HALF_YEAR), 14) == date(2023, 7, 14)
