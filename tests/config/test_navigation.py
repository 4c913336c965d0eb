"""The menu: the same for everybody in the programme, with the place where you are marked; none outside."""

import re

import pytest

from fardplan.config.navigation import MENU

WORDS = ["Läget", "Portfölj", "Färdplan", "Aktiviteter", "Spridning", "Mål", "Beslut", "Ekonomi", "Rapporter", "Parter"]


def menu(answer, which="fp-nav"):
    nav = re.search(rf'<nav class="{which}".*?</nav>', answer.content.decode(), re.DOTALL)
    found = re.findall(r'<a href="([^"]+)"( aria-current="[a-z]+")?>([^<]+)</a>', nav.group()) if nav else []
    return [(words, url, bool(current)) for url, current, words in found]


def test_the_same_for_the_lead_and_the_reader(logged_in, alva, bo, programme):
    lead, reader = (menu(logged_in(user).get(f"/{programme.slug}/")) for user in (alva, bo))
    assert lead == reader
    assert [words for words, _url, _current in reader] == WORDS


PLACES = [
    (paths if isinstance(paths, str) else paths[0], words, len(pages))
    for pages, words in zip(MENU, WORDS, strict=True)
    for _route, _label, paths in pages
]


@pytest.mark.parametrize("path, current, pages", PLACES)
def test_where_you_are_is_marked(logged_in, bo, programme, path, current, pages):
    answer = logged_in(bo).get(f"/{programme.slug}/{path}")
    assert [words for words, _url, marked in menu(answer) if marked] == [current]
    below = menu(answer, "fp-subnav")
    assert len(below) == (pages if pages > 1 else 0)
    assert [url for _words, url, marked in below if marked] == ([f"/{programme.slug}/{path}"] if pages > 1 else [])


def test_a_page_below_marks_the_item_above(logged_in, alva, programme):
    shown = menu(logged_in(alva).get(f"/{programme.slug}/mal/nytt/"))
    assert [words for words, _url, marked in shown if marked] == ["Mål"]


@pytest.mark.parametrize("path", ["/logga-in/", "/program/"])
def test_there_is_no_menu_outside_a_programme(logged_in, alva, path):
    assert menu(logged_in(alva).get(path)) == []


def test_who_has_one_programme_comes_straight_to_it(logged_in, alva, programme):
    assert logged_in(alva).get("/").headers["Location"] == f"/{programme.slug}/"


def test_who_has_none_is_told_whom_to_ask(logged_in, db):
    from tests.factories import UserFactory

    page = logged_in(UserFactory()).get("/").content.decode()
    assert "Du är inte med i något program ännu" in page
    assert "/program/nytt/" not in page


def test_an_operator_may_start_one(logged_in, db):
    from tests.factories import UserFactory

    assert "/program/nytt/" in logged_in(UserFactory(is_operator=True)).get("/").content.decode()
