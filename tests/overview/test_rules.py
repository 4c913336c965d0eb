"""The phase line: what is passed, what is now, what may come."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import translation

from fardplan.kit.timing import Timing
from fardplan.overview.rules import steps
from fardplan.portfolio.rules import Phase

TODAY = date(2024, 10, 15)


def told(*phases):
    rows = [SimpleNamespace(phase=phase, began=Timing.parse(words)) for phase, words in phases]
    with translation.override("en"):
        return [(step.label, step.note, step.state) for step in steps(rows, TODAY)]


@pytest.mark.parametrize(
    "phases, line",
    [
        ([], []),
        ([(Phase.RUNNING, "2020")], [("Running", "since 2020", "now"), ("Closed", "not yet", "")]),
        (
            [(Phase.IDEA, "HT 2022"), (Phase.INCLUDED, "14 februari 2023"), (Phase.RUNNING, "mars 2023")],
            [
                ("Idea", "HT 2022", "was"),
                ("Included", "14 februari 2023", "was"),
                ("Running", "since mars 2023", "now"),
                ("Closed", "not yet", ""),
            ],
        ),
        # A phase counts from the day it has begun for certain; until then it is to come, in its own words.
        ([(Phase.INCLUDED, "2023"), (Phase.RUNNING, "HT 2024")], [("Included", "since 2023", "now"), ("Running", "HT 2024", ""), ("Closed", "not yet", "")]),
        # Off the usual way and back.
        ([(Phase.RUNNING, "2022"), (Phase.PAUSED, "2023")], [("Running", "2022", "was"), ("Paused", "since 2023", "now"), ("Closed", "not yet", "")]),
        ([(Phase.SPREAD_DECIDED, "2023")], [("Spread decided", "since 2023", "now"), ("Closed", "not yet", "")]),
        # Ended, or never came: nothing follows.
        ([(Phase.RUNNING, "2022"), (Phase.CLOSED, "2023")], [("Running", "2022", "was"), ("Closed", "since 2023", "now")]),
        ([(Phase.WITHDRAWN, "2023")], [("Withdrawn", "since 2023", "now")]),
        # An early dialogue is for those who want it.
        (
            [(Phase.IDEA, "2023")],
            [("Idea", "since 2023", "now"), ("Proposed", "not yet", ""), ("Included", "not yet", ""), ("Running", "not yet", ""), ("Closed", "not yet", "")],
        ),
        # Nothing has begun yet.
        ([(Phase.RUNNING, "2026")], [("Running", "2026", ""), ("Closed", "not yet", "")]),
        # What history tells before the phase of today has been, also when its words reach further.
        ([(Phase.INCLUDED, "2024"), (Phase.RUNNING, "mars 2024")], [("Included", "2024", "was"), ("Running", "since mars 2024", "now"), ("Closed", "not yet", "")]),
    ],
)  # fmt: skip
def test_the_line(phases, line):
    assert told(*phases) == line
