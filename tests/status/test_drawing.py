"""The heat map as a drawing: every risk stands in its field, none covers another, and nothing runs over the edge."""

from xml.etree import ElementTree

import pytest

from fardplan.status.drawing import NARROW, RADIUS, WIDE, Mark, Words, heat_map

WORDS = Words("Karta <&>", "Sannolikhet", "Konsekvens")


def colour_of(level):
    return "bad" if level >= 15 else "ok"


def drawn(marks, width):
    return ElementTree.fromstring(heat_map(marks, colour_of=colour_of, words=WORDS, width=width).svg)


def mark(number, likelihood, impact):
    return Mark(number, likelihood, impact, f"/r/{number}/", f'Risk {number}: "a<b"')


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("how_many", [1, 4, 23])
def test_each_disc_is_in_its_own_field_and_covers_no_other(width, how_many):
    marks = [mark(n, 5, 5) for n in range(1, how_many + 1)] + [mark(90, 1, 1), mark(91, 5, 1)]
    svg = drawn(marks, width)
    fields = {(5 - n // 5, n % 5 + 1): rect for n, rect in enumerate(svg.iter("rect"))}
    assert len(fields) == 25
    centres = []
    for link in svg.iter("a"):
        number = int(link.find("text").text)
        place = next((each.likelihood, each.impact) for each in marks if each.number == number)
        box = {key: float(fields[place].get(key)) for key in ("x", "y", "width", "height")}
        x, y = (float(link.find("circle").get(key)) for key in ("cx", "cy"))
        assert box["x"] + RADIUS <= x <= box["x"] + box["width"] - RADIUS
        assert box["y"] + RADIUS <= y <= box["y"] + box["height"] - RADIUS
        assert all((x - a) ** 2 + (y - b) ** 2 >= (2 * RADIUS) ** 2 for a, b in centres)
        assert (link.get("href"), link.get("aria-label")) == (f"/r/{number}/", f'Risk {number}: "a<b"')
        centres.append((x, y))
    assert len(centres) == len(marks)


def test_likelihood_grows_upwards_and_impact_to_the_right():
    svg = drawn([mark(1, 5, 1), mark(2, 1, 5)], WIDE)
    first, second = ((float(c.get("cx")), float(c.get("cy"))) for c in svg.iter("circle"))
    assert first[0] < second[0]
    assert first[1] < second[1]


def test_every_field_tells_its_level_and_colour():
    svg = drawn([], NARROW)
    levels = [int(text.text) for text in svg.iter("text") if text.get("class") == "k-t" and text.text.isdecimal()]
    assert levels == [likelihood * impact for likelihood in (5, 4, 3, 2, 1) for impact in (1, 2, 3, 4, 5)]
    assert [rect.get("class") for rect in svg.iter("rect")] == [f"h-{colour_of(level)}" for level in levels]
    assert (svg.get("aria-label"), svg.get("width")) == ("Karta <&>", str(NARROW))
