"""Sub-reports put together: each thing once, the latest version, nothing told twice."""

import pytest

from fardplan.kit.periods import ReportPeriod
from fardplan.reports.compiling import SubReport, compiled, is_within
from fardplan.reports.told import when


def said(about, period, number=1, row=None):
    return SubReport(about, ReportPeriod.parse(period), number, row or f"{about} {period} v{number}")


def rows(found, about):
    return [report.row for report in found[about].reports]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        ("2024-H1", "2024", True),
        ("2024-H1", "2024-H1", True),
        ("2024-Q2", "2024-H1", True),
        ("2024", "2024-H1", False),
        ("2023-H2", "2024", False),
        ("2024-H2", "2024-H1", False),
    ],
)
def test_within(part, whole, expected):
    assert is_within(ReportPeriod.parse(part), ReportPeriod.parse(whole)) is expected


def test_a_year_from_two_half_years_counts_each_thing_once():
    found = compiled([said("team", "2024-H2"), said("team", "2024-H1"), said("app", "2024-H1")], ReportPeriod.parse("2024"))
    assert len(found) == 2
    assert rows(found, "team") == ["team 2024-H1 v1", "team 2024-H2 v1"], "the oldest first, whatever order they came in"
    assert (found["team"].first, found["team"].latest) == ("team 2024-H1 v1", "team 2024-H2 v1")
    assert found["team"].has_several
    assert not found["app"].has_several


def test_a_correction_replaces_what_it_corrects():
    found = compiled([said("team", "2024-H1", 2), said("team", "2024-H1", 1)], ReportPeriod.parse("2024-H1"))
    assert rows(found, "team") == ["team 2024-H1 v2"]


def test_what_months_tell_day_by_day_is_not_told_again_by_the_quarter():
    months = [said("team", f"2024-0{month}") for month in (1, 2, 3)]
    found = compiled([said("team", "2024-Q1"), *months], ReportPeriod.parse("2024-H1"))
    assert rows(found, "team") == [month.row for month in months]


def test_a_longer_report_stays_when_shorter_ones_leave_days_untold():
    found = compiled([said("team", "2024-06"), said("team", "2024-H1")], ReportPeriod.parse("2024"))
    assert rows(found, "team") == ["team 2024-H1 v1", "team 2024-06 v1"], "the one that ends last, and is shortest, counts"


def test_what_lies_outside_is_left_out():
    assert compiled([said("team", "2024"), said("app", "2023-H2")], ReportPeriod.parse("2024-H1")) == {}


@pytest.mark.parametrize(("words", "told"), [("2024-06-18", "18 juni 2024"), ("VT 2024", "VT 2024"), ("", ""), ("2024", "2024")])
def test_a_day_is_told_as_documents_write_it(words, told):
    assert when(words) == told
