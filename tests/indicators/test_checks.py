"""What to look out for in figures: rules without rows."""

from decimal import Decimal

import pytest

from fardplan.indicators import checks, rules
from fardplan.indicators.drawing import Curve, chart, period_words, runs, scale, spark
from fardplan.indicators.reading import Point


def points(**by_year):
    return [Point(year[1:].replace("_", "-"), None if value is None else Decimal(str(value))) for year, value in by_year.items()]


PLACES = "abcdef"


def series(*rows):
    return {place: list(zip(("2021", "2022"), row, strict=True)) for place, row in zip(PLACES, rows, strict=False)}


ONE = series((1, 4), (2, 5), (3, 6), (4, 7), (5, 8))


@pytest.mark.parametrize(
    "other, periods",
    [
        (ONE, ("2021", "2022")),
        (series((1, 9), (2, 5), (3, 6), (4, 7), (5, 8)), ("2021",)),
        (series((9, 9), (2, 5), (3, 6), (4, 7), (5, 8)), None),
        (series((1, 4), (2, 5)), None),  # too few places to say
    ],
)
def test_the_same_figures_under_two_definitions_are_found(other, periods):
    found = checks.identical({"U1": ONE, "U2": other})
    assert [same.periods for same in found] == ([periods] if periods else [])


def test_places_that_all_have_one_and_the_same_figure_prove_nothing():
    flat = series(*[(1, 1)] * 6)
    assert checks.identical({"U1": flat, "U2": flat}) == []


@pytest.mark.parametrize(
    "title, year",
    [("Mått, index (-2024)", "2024"), ("Mått (- 2024)", "2024"), ("Mått (-2024) ", "2024"), ("Mått 2020-2024", None), ("Mått", None)],
)
def test_a_title_tells_that_a_key_figure_has_ended(title, year):
    assert checks.ended_year(title) == year


@pytest.mark.parametrize(
    "values, steps",
    [([10, 11, 10, 20, 21, 20], True), ([10, 11, 10, 11, 10, 11], False), ([10, None, None, 20, None, None], False)],
)
def test_a_step_where_the_source_changed(values, steps):
    told = [(str(2018 + n), value) for n, value in enumerate(values)]
    assert bool(checks.step_at(told, "2021")) is steps


def test_gaps_are_told_and_never_filled():
    told = [("2016", 1), ("2018", 2), ("2019", None), ("2020", 3)]
    assert checks.gaps(told) == [("2016", "2018"), ("2018", "2020")]
    assert [len(run) for run in runs(points(p2016=1, p2018=2, p2019=None, p2020=3, p2021=4))] == [1, 1, 2]


@pytest.mark.parametrize("values, may", [([1, 2], False), ([1, None, 2], False), ([1, 2, 3], True)])
def test_two_points_are_never_a_trend(values, may):
    assert checks.may_show_a_trend([(str(n), value) for n, value in enumerate(values)]) is may


@pytest.mark.parametrize("period, words", [("2023", "2023"), ("2023-Q1", "1 kv 2023"), ("2023-05", "maj 2023"), ("2023-H2", "HT 2023")])
def test_periods_as_people_write_them(period, words):
    assert rules.is_period(period)
    assert period_words(period).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    "earlier, later, follows",
    [
        ("2022", "2023", True),
        ("2022-Q4", "2023-Q1", True),
        ("2022-12", "2023-01", True),
        ("2022", "2024", False),
        ("2022", "2023-Q1", False),
        ("2022-H1", "2022-H2", True),
    ],
)
def test_which_period_follows_on_which(earlier, later, follows):
    assert rules.next_to(earlier, later) is follows


@pytest.mark.parametrize(
    "value, values, direction, place",
    [
        (5, [1, 5, 9], "increase", (2, 3)),
        (5, [1, 5, 9, None], "decrease", (2, 3)),
        (9, [9, 9, 1], "increase", (1, 3)),
        (5, [5], "neutral", None),
        (None, [5], "increase", None),
    ],
)
def test_a_place_only_where_a_direction_is_set(value, values, direction, place):
    assert rules.rank(value, values, direction) == place


@pytest.mark.parametrize(
    "values, unit, decimals",
    [([1, 2], "antal", 0), (["13.94"], "procent", 1), (["1234.5"], "kr", 0), (["1.85"], "dagar", 2), (["560.1"], "", 1)],
)
def test_how_many_decimals_are_shown(values, unit, decimals):
    assert rules.decimals_for([Decimal(str(value)) for value in values], unit) == decimals


@pytest.mark.parametrize("low, high", [(0, 0), (1, 1), (-5, -5), (0.001, 0.002), (1e6, 5e6), (-3, 4), (60, 62)])
def test_an_axis_holds_its_figures(low, high):
    start, end, step = scale(low, high)
    assert start <= low <= high <= end
    assert step > 0
    assert (end - start) / step <= 8


@pytest.mark.parametrize("values", [[1], [1, 1], [1, None, 3], [-1, 2]])
@pytest.mark.parametrize("width", [820, 310])
def test_a_chart_of_anything_is_drawn_and_says_itself(values, width):
    told = [Point(str(2020 + n), None if value is None else Decimal(value)) for n, value in enumerate(values)]
    drawing = chart(
        [Curve("<Länet>", told), Curve("Riket", told, is_reference=True)],
        label='"a" <b>',
        decimals=0,
        width=width,
        targets=[("2030", Decimal(9), "mål 9")],
        break_at="2021",
        break_words="Ny <definition>",
    )
    assert 'aria-label="&quot;a&quot; &lt;b&gt;"' in str(drawing)
    assert "<Länet>" not in str(drawing)
    assert "nan" not in str(drawing)


def test_nothing_to_draw_is_no_drawing():
    assert chart([Curve("a", points(p2020=None))], label="", decimals=0) is None
    assert spark(points(p2020=None)) is None


def test_no_line_goes_over_a_break():
    drawing = str(chart([Curve("Länet", points(p2019=1, p2020=2, p2021=3, p2022=4))], label="x", decimals=0, break_at="2021"))
    assert drawing.count('class="k-l1"') == 2
