"""The drawing of forums: nothing on top of anything, every line told in words, as many boxes as forums in the tree."""

from itertools import combinations

import pytest
from django.urls import reverse

from fardplan.governance.chart import BOX, HIGH, chart
from fardplan.governance.models import Forum, ForumLine
from fardplan.governance.rules import hierarchy
from tests.access.making import make_row

LINES = [("styr", "bered", "styr"), ("styr", "grupp", "styr"), ("bered", "a", "ger uppdrag åt"), ("bered", "b", "ger uppdrag åt")]


def drawn(lines=LINES, others=()):
    keys = list(dict.fromkeys(key for line in lines for key in line[:2]))
    return chart(hierarchy(keys, lines), others, name=str, where=lambda key: "x")


def test_no_box_lies_on_another_and_all_are_inside():
    made = drawn([*LINES, ("grupp", "c", "styr"), ("andra", "d", "styr")])
    assert len(made.boxes) == 8
    for one, other in combinations(made.boxes, 2):
        assert abs(one.x - other.x) >= BOX or abs(one.y - other.y) >= HIGH
    assert all(0 <= box.x and box.right <= made.width and box.y + HIGH <= made.height for box in made.boxes)


def test_each_line_is_told():
    made = drawn(others=[("a", "styr", "rapporterar till"), ("styr", "bered", "stödjer"), ("a", "okänd", "stödjer")])
    assert [line.title for line in made.lines if not line.is_dashed] == [
        "styr styr bered", "bered ger uppdrag åt a", "bered ger uppdrag åt b", "styr styr grupp",
    ]  # fmt: skip
    assert [line.title for line in made.lines if line.is_dashed] == ["a rapporterar till styr"]


def test_a_long_name_is_broken_and_cut():
    box = min(
        drawn([("Länsgemensam styrgrupp för omställningen till en god och nära vård i hela länet", "b", "styr")]).boxes,
        key=lambda each: each.x,
    )
    assert len(box.lines) == 2
    assert box.lines[1].endswith("…")


@pytest.mark.django_db
def test_on_the_page_as_of_any_day(programme, bo, logged_in):
    styr, grupp = (make_row(Forum, programme, slug=slug, name=slug.capitalize()) for slug in ("styrgruppen", "arbetsgruppen"))
    make_row(ForumLine, programme, from_forum=styr, to_forum=grupp, kind="steers")
    page = logged_in(bo).get(reverse("forums", args=[programme.slug])).content.decode()
    assert 'class="fp-org"' in page
    assert "Styrgruppen" in page.split("</svg>")[0].split("fp-org")[-1] or "Styrgruppen" in page
    assert "<title>Styrgruppen" in page
