from datetime import date

import pytest

from fardplan.followup.rules import Standing, State, covers, may_move, standing, takes_part
from fardplan.kit.periods import ReportPeriod

DUE, BEFORE, AFTER = date(2024, 1, 31), date(2024, 1, 20), date(2024, 2, 10)


@pytest.mark.parametrize(
    "state, ready, due, on, expected",
    [
        (State.OPEN, None, DUE, BEFORE, Standing.WAITING),
        (State.OPEN, None, DUE, DUE, Standing.WAITING),  # the last day is still in time
        (State.OPEN, None, DUE, AFTER, Standing.LATE),
        (State.OPEN, None, None, AFTER, Standing.WAITING),  # nobody has set a day
        (State.LOCKED, BEFORE, DUE, AFTER, Standing.READY),
        (State.LOCKED, DUE, DUE, AFTER, Standing.READY),
        (State.LOCKED, AFTER, DUE, AFTER, Standing.READY_LATE),
        (State.REOPENED, None, DUE, BEFORE, Standing.REOPENED),
        (State.REOPENED, None, DUE, AFTER, Standing.LATE),
    ],
)
def test_how_a_year_stands(state, ready, due, on, expected):
    assert standing(state, ready=ready, due=due, on=on) == expected


@pytest.mark.parametrize(
    "locked, period, expected",
    [
        ("2023", "2023", True),
        ("2023", "2023-H1", True),
        ("2023", "2023-05", True),
        ("2023-H1", "2023", False),
        ("2023-H1", "2023-Q2", True),
        ("2023-H1", "2023-Q3", False),
        ("2023", "2024", False),
    ],
)
def test_what_a_locked_period_covers(locked, period, expected):
    assert covers(locked, period) is expected


@pytest.mark.parametrize(
    "from_date, until_date, expected",
    [
        (None, None, True),
        (None, date(2023, 1, 1), False),  # left before the year began
        (None, date(2023, 1, 2), True),
        (None, date(2023, 7, 1), True),  # left in the middle: still asked
        (date(2023, 12, 31), None, True),
        (date(2024, 1, 1), None, False),
    ],
)
def test_who_is_asked(from_date, until_date, expected):
    assert takes_part(ReportPeriod.of_year(2023), from_date=from_date, until_date=until_date) is expected


def test_a_locked_year_is_opened_only_by_reopening():
    assert [to for to in State if may_move(State.LOCKED, to)] == [State.REOPENED]
    assert [to for to in State if may_move(State.REOPENED, to)] == [State.LOCKED]
