"""Which tests are asked again on PostgreSQL: the rule of tests/second_database.py, told with made-up tests."""

from pathlib import Path
from types import SimpleNamespace

from tests.second_database import CASES, PAGES, asked_again


def item(name, *fixtures, marks=(), parameters=()):
    return SimpleNamespace(
        nodeid=name,
        path=Path(name.split("::")[0]),
        fixturenames=[*fixtures, *parameters],
        callspec=SimpleNamespace(params=dict.fromkeys(parameters)),
        get_closest_marker=lambda mark: mark in marks,
    )


def names(items):
    return [each.nodeid for each in asked_again(items)]


def test_what_knows_no_rows_is_left_out_and_what_is_marked_once():
    assert names([item("a.py::rule"), item("a.py::look", "db", marks={"once"}), item("a.py::kept", "db")]) == ["a.py::kept"]


def test_all_below_the_pages_is_asked_and_of_pages_some_with_the_first_of_each_file():
    below = [item(f"a.py::verb_{number}", "programme", "db") for number in range(40)]
    pages = [item(f"{file}.py::page_{number}", "db", "logged_in") for file in "bc" for number in range(200)]
    asked = names([*below, *pages])
    assert asked[:40] == [each.nodeid for each in below]
    assert "b.py::page_0" in asked
    assert "c.py::page_0" in asked
    assert 0.5 * 400 / PAGES < len(asked) - 40 < 2 * 400 / PAGES


def test_of_a_long_table_some_cases_and_the_first_and_of_a_short_one_all():
    long = [item(f"a.py::reads[{number}]", "db", parameters=["page"]) for number in range(400)]
    short = [item(f"a.py::counts[{number}]", "db") for number in range(30)]
    asked = names([*long, *short])
    assert asked[0] == "a.py::reads[0]"
    assert asked[-30:] == [each.nodeid for each in short]
    assert 0.5 * 400 / CASES < len(asked) - 30 < 2 * 400 / CASES


def test_another_test_changes_nothing_for_the_rest():
    pages = [item(f"a.py::page_{number}", "db", "client") for number in range(50)]
    with_one_more = [*pages[:20], item("a.py::new", "db", "client"), *pages[20:]]
    assert [name for name in names(with_one_more) if name != "a.py::new"] == names(pages)


def test_a_journey_is_asked_again_when_it_says_so():
    walk, two = item("j.py::walk", "live_server", marks={"journey"}), item("j.py::two", "live_server", marks={"journey", "twice"})
    assert names([walk, two]) == ["j.py::two"]
