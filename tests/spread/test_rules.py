"""How a party's phases follow on each other. Pure."""

from datetime import date
from types import SimpleNamespace

import pytest

from fardplan.kit.timing import Timing
from fardplan.spread.pace import pictures
from fardplan.spread.queries import YearRow
from fardplan.spread.rules import Backwards, Overlap, Phase, Told, behind, counting, lines_of, periods, reached, ticked


def told(key, began, ended=None, seen=None):
    return Told(key, Timing.parse(began) if began else None, seen, Timing.parse(ended) if ended else None)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], {}),
        ([("a", "2023-03-01")], {"a": ("2023-03-01", None)}),
        # The next phase ends the one before, whatever order they are told in.
        ([("b", "2024-01-01"), ("a", "2023-03-01")], {"a": ("2023-03-01", "2024-01-01"), "b": ("2024-01-01", None)}),
        # Words are read kindly: begun for certain on the last day they can mean.
        ([("a", "HT 2023")], {"a": ("2023-12-31", None)}),
        ([("a", "2022", "HT 2023")], {"a": ("2022-12-31", "2024-01-01")}),
        # An end in the same half-year as the next begins overlaps under no reading that must hold.
        ([("a", "2022", "HT 2023"), ("b", "2023-10-01")], {"a": ("2022-12-31", "2023-10-01"), "b": ("2023-10-01", None)}),
    ],
)
def test_periods(rows, expected):
    found = {key: tuple(day and day.isoformat() for day in period) for key, period in periods(told(*row) for row in rows).items()}
    assert found == expected


def test_what_was_only_seen_holds_from_that_day():
    assert periods([told("a", "", seen=date(2023, 12, 31))]) == {"a": (date(2023, 12, 31), None)}


@pytest.mark.parametrize(
    "rows",
    [
        [("a", "2023-01-01"), ("b", "2023-01-01")],
        [("a", "2023-01-01", "2023-06-30"), ("b", "2023-06-30")],
        [("a", "2022", "2024"), ("b", "2023-05-01")],
    ],
)
def test_what_overlaps_under_every_reading_is_refused(rows):
    with pytest.raises(Overlap) as refused:
        periods(told(*row) for row in rows)
    assert (refused.value.first.key, refused.value.second.key) == ("a", "b")


def test_the_day_after_is_no_overlap():
    periods([told("a", "2023-01-01", "2023-06-30"), told("b", "2023-07-01")])


def test_an_end_before_the_beginning():
    with pytest.raises(Backwards):
        periods([told("a", "2023-05-01", "2023-04-30")])


@pytest.mark.parametrize(
    ("phase", "aim", "come"),
    [(None, "pilot", False), ("not_relevant", "pilot", False), ("pilot", "pilot", True), ("pilot", "introduced", False), ("in_line", "introduced", True), ("ended", "pilot", False)],
)  # fmt: skip
def test_how_far(phase, aim, come):
    assert reached(phase, aim) is come
    assert (phase in counting(aim)) is come


@pytest.mark.parametrize(("aimed", "come", "on", "missing"), [(8, 5, "2023-12-31", 3), (8, 5, "2023-12-30", 0), (4, 5, "2024-02-01", 0)])
def test_behind(aimed, come, on, missing):
    assert behind(aimed, come, year=2023, on=date.fromisoformat(on)) == missing


def test_every_phase_has_its_place():
    assert {phase for phase in Phase if phase != Phase.NOT_RELEVANT} == {
        Phase(each) for each in ("exploring", "pilot", "introduced", "in_line", "ended")
    }


def test_a_check_list_written_anew_takes_nothing_away():
    found = ticked(["b", "c"], ["a", "b"])
    assert (found.done, found.left, found.others) == (["b"], ["c"], ["a"])
    assert not found.is_all
    assert ticked(["a"], ["a"]).is_all
    assert not ticked([], []).is_all
    assert lines_of(" a \n\nb\na") == ["a", "b"]


class TestThePaceDrawn:
    def years(self):
        aim = SimpleNamespace(parties=4)
        return [
            YearRow(2022, 1, [], True),
            YearRow(2023, 2, [(aim, 2, 2)], True),
            YearRow(2024, 0, [(SimpleNamespace(parties=8), 0, 0)], False),
        ]

    def test_a_bar_for_each_year_that_is_over_and_a_line_for_each_ambition(self):
        for drawing in pictures(self.years(), label="Takt"):
            assert drawing.svg.count('"k-bar"') == 2
            assert drawing.svg.count('"k-bar2"') == 1
            assert drawing.svg.count('class="k-mark"') == 2
            for said in (">1<", ">2/4<", ">mål 8<", ">2022<", ">2024<"):
                assert said in drawing.svg

    def test_nothing_meant_and_nothing_come_is_no_picture(self):
        assert pictures([YearRow(2023, 0, [], True)], label="Takt") == []
