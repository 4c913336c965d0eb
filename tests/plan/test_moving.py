"""Times moved to the next year in their own words; what cannot be moved is said, never guessed."""

import pytest

from fardplan.kit.timing import Timing
from fardplan.plan.moving import move


@pytest.mark.parametrize(
    ("words", "year", "becomes", "why"),
    [
        ("25-okt", 2023, "25-okt", ""),
        ("3 februari", 2023, "3 februari", "weekend"),
        ("2023-10-25", None, "2024-10-25", ""),
        ("HT 2023", None, "HT 2024", ""),
        ("Ht 22 - dec 23", None, "Ht 23 - dec 24", ""),
        ("oktober 2023 - mars 2024", None, "oktober 2024 - mars 2025", ""),
        ("februari - juni", 2023, "februari - juni", ""),
        ("feb", 2023, "feb", ""),
        ("2021", None, "2022", ""),
        ("juni och december", 2023, "juni och december", ""),
        ("löpande", 2023, "löpande", "undated"),
        ("varannan vecka", 2023, "varannan vecka", "undated"),
        ("v. 12 2023", None, "v. 12 2023", "unmoved"),
        ("29 februari 2024", None, "29 februari 2024", "unmoved"),
    ],
)
def test_moved_one_year(words, year, becomes, why):
    moved = move(Timing.parse(words, year=year), years=1, year=year)
    assert (moved.time.words, moved.why) == (becomes, why)
    if moved.is_moved:
        before = Timing.parse(words, year=year)
        assert moved.time.starts_earliest.year == before.starts_earliest.year + 1
        assert moved.time.starts_earliest.month == before.starts_earliest.month


def test_there_and_back_is_the_same():
    for words in ("25 oktober 2023", "VT 2023", "mars - maj 2023", "Q1 2023"):
        time = Timing.parse(words)
        there = move(time, years=1, year=None)
        assert move(there.time, years=-1, year=None).time == time
