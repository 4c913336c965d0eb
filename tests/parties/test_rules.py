"""Who holds what on which day. As in the roll of a real programme: two people overlap on one day, and the sum passes the plan."""

from dataclasses import dataclass
from datetime import date

import pytest

from fardplan.parties.rules import days_of_change, people_on, share_on, spans

YEAR = date(2023, 1, 1), date(2023, 12, 31)


@dataclass
class Row:
    from_date: date | None = None
    until_date: date | None = None
    share: int | None = 100
    is_vacant: bool = False
    holder: str = ""


def day(text):
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    "row, on, share",
    [
        (Row(), "2023-06-01", 100),
        (Row(from_date=day("2023-08-01")), "2023-07-31", 0),
        (Row(from_date=day("2023-08-01")), "2023-08-01", 100),
        (Row(until_date=day("2023-08-02")), "2023-08-01", 100),
        (Row(until_date=day("2023-08-02")), "2023-08-02", 0),
        (Row(share=None, is_vacant=True), "2023-06-01", 0),
        (Row(share=50, is_vacant=True), "2023-06-01", 0),
        (Row(share=None), "2023-06-01", 0),
        (Row(share=0), "2023-06-01", 0),
    ],
)
def test_share_on_a_day(row, on, share):
    assert share_on([row], day(on)) == share


@pytest.mark.parametrize(
    "rows, people",
    [
        ([], 0),
        ([Row(holder="A"), Row(holder="A")], 1),
        ([Row(holder="A"), Row(holder="B")], 2),
        ([Row(), Row()], 2),
        ([Row(holder="A"), Row(is_vacant=True)], 1),
        ([Row(holder="A", until_date=day("2023-01-01"))], 0),
    ],
)
def test_people_on_a_day(rows, people):
    assert people_on(rows, day("2023-06-01")) == people


def test_days_of_change_stay_inside():
    rows = [Row(day("2022-05-01"), day("2023-08-02")), Row(day("2023-08-01"), None), Row(None, day("2024-03-01"))]

    assert days_of_change(rows, *YEAR) == [day("2023-01-01"), day("2023-08-01"), day("2023-08-02")]


POST = Row(share=200)
LEAVES, COMES = Row(until_date=day("2023-08-02"), share=50), Row(from_date=day("2023-08-01"), share=90)
STAYS = Row(share=150)


@pytest.mark.parametrize(
    "posts, assignments, expected",
    [
        ([], [], [("2023-01-01", "2023-12-31", 0, 0)]),
        ([POST], [], [("2023-01-01", "2023-12-31", 200, 0)]),
        # The words of a source overlap: one leaves after the day the next begins.
        (
            [POST],
            [STAYS, LEAVES, COMES],
            [("2023-01-01", "2023-07-31", 200, 200), ("2023-08-01", "2023-08-01", 200, 290), ("2023-08-02", "2023-12-31", 200, 240)],
        ),
        # One hands over to another of the same share: nothing to tell.
        (
            [POST],
            [Row(until_date=day("2023-11-01"), share=50), Row(from_date=day("2023-11-01"), share=50)],
            [("2023-01-01", "2023-12-31", 200, 50)],
        ),
        # The plan changes too.
        (
            [Row(share=100), Row(from_date=day("2023-07-01"), share=50)],
            [Row(share=100)],
            [("2023-01-01", "2023-06-30", 100, 100), ("2023-07-01", "2023-12-31", 150, 100)],
        ),
        ([Row(until_date=day("2023-12-31"))], [], [("2023-01-01", "2023-12-30", 100, 0), ("2023-12-31", "2023-12-31", 0, 0)]),
    ],
)
def test_a_year_in_stretches(posts, assignments, expected):
    found = spans(posts, assignments, *YEAR)

    assert [(str(span.first), str(span.last), span.planned, span.filled) for span in found] == expected
    assert sum(span.days for span in found) == 365


@pytest.mark.parametrize(
    "planned, filled, over, difference", [(470, 510, True, 40), (470, 460, False, -10), (470, 470, False, 0), (0, 0, False, 0)]
)
def test_more_than_planned(planned, filled, over, difference):
    span = spans([Row(share=planned)], [Row(share=filled)], *YEAR)[0]

    assert (span.is_over, span.difference) == (over, difference)
