"""The picture's arithmetic: dates and words in, pixels out."""

from datetime import date

import pytest

from fardplan.overview import roadmap
from fardplan.overview.letters import lines_of, shortened, width_of
from fardplan.overview.roadmap import BAR_ROW, LABELS, QUARTER, RIGHT, WIDTH, YEAR, Item, Scale, draw

TODAY = date(2024, 10, 15)


def item(starts=None, ends=None, label="Teamet", words="", **values):
    return Item(None, label, "/", words, starts, ends, **values)


def milestone(starts=None, ends=None, label="Klart", words="VT 2024"):
    return item(starts, ends, label, words, is_milestone=True)


def picture(*items, year=2024, today=TODAY):
    return draw(items, [(None, None, "Gemensamt", "")], year=year, today=today)


def only(*items, **values):
    (shape,) = picture(*items, **values).lanes[0].shapes
    return shape


@pytest.mark.parametrize(
    "day, x",
    [
        (date(2024, 1, 1), LABELS),
        (date(2024, 7, 1), LABELS + round(182 / 366 * 4 * QUARTER)),  # a leap year
        (date(2025, 1, 1), LABELS + 4 * QUARTER),
        (date(2025, 12, 31), LABELS + round((1 + 364 / 365) * 4 * QUARTER)),
        (date(2026, 1, 1), LABELS + 8 * QUARTER),  # from here a year is a narrow column
        (date(2027, 1, 1), LABELS + 8 * QUARTER + YEAR),
        (date(2029, 12, 31), LABELS + 8 * QUARTER + round((3 + 364 / 365) * YEAR)),
        (date(2030, 1, 1), RIGHT),
        (date(2019, 5, 1), LABELS),  # before: on the edge
        (date(2040, 1, 1), RIGHT),  # after: on the edge
    ],
)
def test_where_a_day_begins(day, x):
    assert Scale(2024).x(day) == x


def test_columns_are_quarters_for_two_years_and_then_years():
    columns = list(Scale(2024).columns())

    assert [(year, quarter) for _x, year, quarter in columns] == [
        (2024, 1), (2024, 2), (2024, 3), (2024, 4), (2025, 1), (2025, 2), (2025, 3), (2025, 4), (2026, None), (2027, None), (2028, None), (2029, None),
    ]  # fmt: skip
    assert [x for x, _year, _quarter in columns] == [LABELS + n * QUARTER for n in range(9)] + [
        LABELS + 8 * QUARTER + n * YEAR for n in (1, 2, 3)
    ]


@pytest.mark.parametrize(
    "starts, ends, x1, x2, before, beyond",
    [
        (date(2024, 1, 1), date(2025, 1, 1), LABELS, LABELS + 4 * QUARTER, False, False),
        (date(2022, 1, 1), date(2025, 1, 1), LABELS, LABELS + 4 * QUARTER, True, False),  # began earlier: pointed at the left
        (None, date(2025, 1, 1), LABELS, LABELS + 4 * QUARTER, True, False),  # nobody knows when it began
        (date(2024, 1, 1), date(2035, 1, 1), LABELS, RIGHT, False, True),  # goes on after the picture
        (date(2024, 1, 1), date(2030, 1, 1), LABELS, RIGHT, False, False),  # ends with the picture
        (date(2024, 1, 1), None, LABELS, Scale(2024).x(date(2024, 10, 16)), False, True),  # no end set: to today, pointed at the right
        (date(2025, 1, 1), None, LABELS + 4 * QUARTER, LABELS + 4 * QUARTER + 6, False, True),  # not begun: as short as can be seen
    ],
)
def test_bars(starts, ends, x1, x2, before, beyond):
    shape = only(item(starts, ends))

    assert (shape.x1, shape.x2, shape.before, shape.beyond) == (x1, x2, before, beyond)


@pytest.mark.parametrize(
    "starts, ends, is_milestone, seen",
    [
        (None, None, False, False),  # no time at all
        (None, None, True, False),
        (date(2020, 1, 1), date(2024, 1, 1), False, False),  # ended the day before the picture
        (date(2020, 1, 1), date(2024, 1, 2), False, True),
        (date(2030, 1, 1), date(2031, 1, 1), False, False),  # begins the day after it
        (date(2029, 12, 31), None, False, True),
        (date(2020, 1, 1), None, False, True),  # goes on
        (date(2023, 12, 31), date(2024, 1, 1), True, False),
        (date(2029, 12, 31), date(2030, 1, 1), True, True),
        (date(2030, 1, 1), date(2030, 2, 1), True, False),
        (None, date(2023, 12, 31), True, False),  # at the latest before the picture
        (None, date(2035, 1, 1), True, False),  # at the latest after it
    ],
)
def test_what_lies_outside_the_years_is_left_out(starts, ends, is_milestone, seen):
    assert bool(picture(item(starts, ends, is_milestone=is_milestone)).lanes[0].shapes) is seen


@pytest.mark.parametrize(
    "starts, ends, kind, x1, x2",
    [
        (date(2025, 1, 1), date(2025, 1, 2), "day", LABELS + 4 * QUARTER, LABELS + 4 * QUARTER),
        (
            date(2025, 1, 1),
            date(2025, 2, 1),
            "day",
            Scale(2024).x(date(2025, 1, 16)),
            Scale(2024).x(date(2025, 1, 16)),
        ),  # a month: its middle
        (date(2024, 1, 1), date(2024, 7, 1), "span", LABELS, Scale(2024).x(date(2024, 7, 1))),  # VT: a bracket, a diamond at its end
        (date(2022, 1, 1), date(2025, 1, 1), "span", LABELS, LABELS + 4 * QUARTER),  # began before
        (date(2029, 1, 1), date(2035, 1, 1), "span", LABELS + 8 * QUARTER + 3 * YEAR, RIGHT),  # ends after
        (date(2025, 1, 1), None, "span", LABELS + 4 * QUARTER, RIGHT),  # at the earliest
        (None, date(2025, 1, 1), "by", LABELS + 4 * QUARTER, LABELS + 4 * QUARTER),  # at the latest
    ],
)
def test_milestones(starts, ends, kind, x1, x2):
    shape = only(milestone(starts, ends))

    assert (shape.kind, shape.x1, shape.x2) == (kind, x1, x2)


def test_a_milestone_that_ends_after_the_picture_has_no_diamond_in_it():
    assert only(milestone(date(2029, 1, 1), date(2035, 1, 1))).beyond
    assert not only(milestone(date(2029, 1, 1), date(2029, 6, 1))).beyond


@pytest.mark.parametrize(
    "label, starts, ends, anchor, inside",
    [
        ("Kort", date(2024, 1, 1), date(2025, 1, 1), "start", True),
        ("Kort", date(2024, 1, 1), date(2024, 1, 20), "start", False),  # beside, at the right
        ("Ganska långt namn på ett arbete", date(2029, 10, 1), date(2030, 1, 1), "end", False),  # no room at the right
    ],
)
def test_labels_stand_on_the_bar_or_beside_it(label, starts, ends, anchor, inside):
    shape = only(item(starts, ends, label))

    assert (shape.label, shape.anchor, shape.is_inside) == (label, anchor, inside)


@pytest.mark.parametrize("starts", [date(2024, 1, 1), date(2025, 6, 1), date(2027, 1, 1), date(2029, 11, 1)])
@pytest.mark.parametrize(
    "label", ["Kort", "Ett arbete med ett namn som är så långt att det knappt ryms någonstans i bilden, ens om allt annat är tomt " * 2]
)
@pytest.mark.parametrize("is_milestone", [False, True])
def test_no_label_is_cut_by_the_edges(starts, label, is_milestone):
    shape = only(item(starts, date(starts.year, 12, 28), label, "hösten", is_milestone=is_milestone))

    text_left = shape.text_x - width_of(shape.label) if shape.anchor == "end" else shape.text_x
    text_right = shape.text_x if shape.anchor == "end" else shape.text_x + width_of(shape.label)
    assert LABELS <= text_left
    assert text_right <= WIDTH


def test_nothing_touches_anything_else_on_its_row():
    starts = [date(2024 + n % 5, 1 + n % 12, 1) for n in range(60)]
    items = [
        item(day, None if n % 7 == 0 else date(day.year + n % 3, 12, 31), f"Arbete nummer {n}", "HT", is_milestone=n % 3 == 0)
        for n, day in enumerate(starts)
    ]

    shapes = picture(*items).lanes[0].shapes

    for shape in shapes:
        for other in shapes:
            if other is not shape and other.y == shape.y:
                assert shape.right < other.left or other.right < shape.left


def test_what_does_not_overlap_shares_a_row():
    lane = picture(
        item(date(2024, 1, 1), date(2024, 7, 1)), item(date(2025, 1, 1), date(2025, 7, 1)), item(date(2024, 3, 1), date(2024, 9, 1))
    ).lanes[0]

    assert [shape.y - lane.y - roadmap.AIR for shape in lane.shapes] == [0, 0, BAR_ROW]


def test_too_many_rows_are_told_and_the_first_in_the_list_are_kept():
    items = [item(date(2024, 1, 1), date(2026, 1, 1), f"Arbete {n}") for n in range(30)]

    lane = picture(*items).lanes[0]

    assert lane.left_out == 30 - roadmap.MOST_BARS
    assert {shape.item.label for shape in lane.shapes} == {f"Arbete {n}" for n in range(roadmap.MOST_BARS)}


def test_lanes_follow_each_other_and_hold_their_own():
    lanes = [(1, 1, "Nära", "Jag får hjälp där jag är"), (2, 2, "Plan", ""), (None, None, "Gemensamt", "")]
    items = [Item(2, "I tvåan", "/", "", date(2024, 1, 1), None), item(date(2024, 1, 1), label="Gemensam")]

    first, second, third = draw(items, lanes, year=2024, today=TODAY).lanes

    assert [[shape.label for shape in lane.shapes] for lane in (first, second, third)] == [[], ["I tvåan"], ["Gemensam"]]
    assert (second.y, third.y) == (first.low, second.low)


@pytest.mark.parametrize(
    "today, shown", [(date(2024, 1, 1), True), (date(2029, 12, 31), True), (date(2023, 12, 31), False), (date(2030, 1, 1), False)]
)
def test_today_is_drawn_when_it_is_in_the_picture(today, shown):
    assert (picture(today=today).today_x is not None) is shown


def test_coordinates_are_whole_numbers():
    """A decimal comma in an svg is no coordinate."""
    shape = only(item(date(2024, 2, 3), date(2024, 11, 5)))

    assert "," not in shape.path
    assert "." not in shape.path + shape.diamond


@pytest.mark.parametrize(
    "text, room, result",
    [
        ("Kort", 400, "Kort"),
        ("Ett ganska långt namn", 50, "Ett …"),
        ("Ett ganska långt namn", 100, "Ett ganska …"),
        ("Landsbygdsutvecklingssamordning", 60, "Landsb…"),
        ("", 50, ""),
    ],
)
def test_a_long_name_is_ended_at_a_word(text, room, result):
    assert shortened(text, room) == result


@pytest.mark.parametrize(
    "text, most, lines",
    [
        ("Jag har en vård", 3, ["Jag har en vård"]),
        ("Jag har en vård som är tillgänglig för mina behov", 3, ["Jag har en vård", "som är tillgänglig", "för mina behov"]),
        ("Jag har en vård som är tillgänglig för mina behov", 2, ["Jag har en vård", "som är tillgänglig …"]),
        ("", 3, []),
    ],
)
def test_names_of_lanes_are_broken_at_words(text, most, lines):
    assert lines_of(text, 110, most) == lines
