"""Long lists are turned over; a row that is linked to is found on whichever page it stands."""

from types import SimpleNamespace

import pytest
from django.test import RequestFactory

from fardplan.kit.turning import address_of, on_page, turned

ROWS = [SimpleNamespace(slug=f"rad-{n}") for n in range(25)]


@pytest.mark.parametrize(
    "asked, first",
    [
        ("", 0),
        ("?sida=2", 10),
        ("?sida=3", 20),
        ("?sida=99", 20),
        ("?sida=x", 0),
        ("?visa=rad-7", 0),
        ("?visa=rad-10", 10),
        ("?visa=rad-24", 20),
        ("?visa=borta", 0),
        ("?visa=rad-24&sida=1", 0),
    ],
)
def test_the_page_that_is_asked_for(asked, first):
    page = turned(RequestFactory().get(f"/{asked}"), ROWS, on_a_page=10)
    assert page.object_list[0] is ROWS[first]


def test_a_list_of_parts():
    page = turned(RequestFactory().get("/?sida=2"), ROWS, on_a_page=10)
    assert on_page(page, ROWS[:12]) == ROWS[10:12]
    assert on_page(page, ROWS[12:]) == ROWS[12:20]


def test_where_a_row_stands():
    assert address_of("/lista/", ROWS[3]) == "/lista/?visa=rad-3#rad-3"
