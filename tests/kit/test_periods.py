from datetime import date, timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from fardplan.kit.periods import Period, PeriodError, ReportPeriod, days_in_words, month_name, stretch_in_words

days = st.dates(date(1950, 1, 1), date(2099, 12, 30))
JAN, FEB, MAR, APR = (date(2023, month, 1) for month in (1, 2, 3, 4))


@st.composite
def periods(draw):
    first, until = draw(st.none() | days), draw(st.none() | days)
    if first and until:
        first, until = min(first, until), max(first, until) + timedelta(days=1)
    return Period(first, until)


@pytest.mark.parametrize(
    ("period", "day", "inside"),
    [
        (Period(JAN, FEB), date(2022, 12, 31), False),
        (Period(JAN, FEB), JAN, True),
        (Period(JAN, FEB), date(2023, 1, 31), True),
        (Period(JAN, FEB), FEB, False),
        (Period(None, FEB), date.min, True),
        (Period(JAN, None), date.max, True),
        (Period(), JAN, True),
    ],
)
def test_contains(period, day, inside):
    assert period.contains(day) is inside
    assert (day in period) is inside


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Period(JAN, FEB), Period(FEB, MAR), False),
        (Period(JAN, MAR), Period(FEB, APR), True),
        (Period(JAN, APR), Period(FEB, MAR), True),
        (Period(JAN, None), Period(None, FEB), True),
        (Period(FEB, None), Period(None, FEB), False),
        (Period(), Period(JAN, FEB), True),
    ],
)
def test_overlaps(one, other, overlap):
    assert one.overlaps(other) is other.overlaps(one) is overlap


@given(periods(), periods(), days)
def test_the_intersection_is_the_days_in_both(one, other, day):
    both = one.intersection(other)
    assert (both is not None) is one.overlaps(other)
    assert (both is not None and day in both) is (day in one and day in other)


@pytest.mark.parametrize("until", [JAN, date(2022, 12, 31)])
def test_a_period_ends_after_it_begins(until):
    with pytest.raises(PeriodError):
        Period(JAN, until)


def test_inclusive():
    assert Period.inclusive(JAN, date(2023, 1, 31)) == Period(JAN, FEB)
    assert Period.inclusive(JAN, JAN).last_day == JAN
    assert Period.inclusive(JAN, None) == Period(JAN, None)


@pytest.mark.parametrize(
    ("period", "swedish", "english"),
    [
        (Period(date(2021, 7, 1), date(2023, 7, 1)), "1 juli 2021 – 30 juni 2023", "1 July 2021 – 30 June 2023"),
        (Period(JAN, date(2024, 1, 1)), "1 januari – 31 december 2023", "1 January – 31 December 2023"),
        (Period(date(2023, 10, 16), date(2023, 10, 23)), "16–22 oktober 2023", "16–22 October 2023"),
        (Period(JAN, date(2023, 1, 2)), "1 januari 2023", "1 January 2023"),
        (Period(date(2021, 7, 1), None), "från och med 1 juli 2021", "from 1 July 2021"),
        (Period(None, date(2023, 8, 2)), "till och med 1 augusti 2023", "until and including 1 August 2023"),
        (Period(), "tills vidare", "until further notice"),
    ],
)
def test_for_screen(period, swedish, english):
    with translation.override("sv"):
        assert period.for_screen == str(period) == swedish
    with translation.override("en"):
        assert period.for_screen == english


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        ("2023-01-01", "2023-12-31", "2023"),
        ("2018-01-01", "2019-12-31", "2018–2019"),
        ("2023-05-01", "2023-05-31", "maj 2023"),
        ("2024-02-01", "2024-02-29", "februari 2024"),
        ("2024-02-01", "2024-02-28", "1–28 februari 2024"),
        ("2023-07-01", "2023-12-31", "juli–december 2023"),
        ("2023-12-01", "2024-01-31", "december 2023 – januari 2024"),
        ("2023-01-02", "2023-12-31", "2 januari – 31 december 2023"),
        ("2023-12-30", "2024-01-05", "30 december 2023 – 5 januari 2024"),
    ],
)
def test_the_shortest_name(first, last, words):
    assert stretch_in_words(date.fromisoformat(first), date.fromisoformat(last)) == words


@given(days, days)
def test_different_days_have_different_words(one, other):
    first, last = min(one, other), max(one, other)
    if first != last:
        assert days_in_words(first, last) != days_in_words(first + timedelta(days=1), last)
        assert stretch_in_words(first, last) != stretch_in_words(first + timedelta(days=1), last)


def test_month_names_follow_the_language():
    assert month_name(5) == "maj"
    with translation.override("en"):
        assert month_name(5) == "May"


@pytest.mark.parametrize(
    ("code", "first", "last", "swedish", "english"),
    [
        ("2023", "2023-01-01", "2023-12-31", "2023", "2023"),
        ("2023-H1", "2023-01-01", "2023-06-30", "första halvåret 2023", "the first half of 2023"),
        ("2023-H2", "2023-07-01", "2023-12-31", "andra halvåret 2023", "the second half of 2023"),
        ("2023-Q1", "2023-01-01", "2023-03-31", "kvartal 1 2023", "quarter 1 2023"),
        ("2023-Q4", "2023-10-01", "2023-12-31", "kvartal 4 2023", "quarter 4 2023"),
        ("2023-05", "2023-05-01", "2023-05-31", "maj 2023", "May 2023"),
        ("2023-12", "2023-12-01", "2023-12-31", "december 2023", "December 2023"),
        ("2024-02", "2024-02-01", "2024-02-29", "februari 2024", "February 2024"),
    ],
)
def test_report_periods(code, first, last, swedish, english):
    period = ReportPeriod.parse(code)
    assert (period.first_day, period.last_day) == (date.fromisoformat(first), date.fromisoformat(last))
    assert period.until_date == period.last_day + timedelta(days=1)
    assert period.period == Period(period.first_day, period.until_date)
    assert period.code == str(period) == code
    assert ReportPeriod.parse(f" {code.lower()} ") == period
    assert period.previous.next == period.next.previous == period
    assert period.previous.until_date == period.first_day
    assert period.next.first_day == period.until_date
    assert period.label == swedish
    with translation.override("en"):
        assert period.label == english


@pytest.mark.parametrize(
    "text",
    [
        "",
        "23",
        "2023-H3",
        "2023-Q0",
        "2023-Q5",
        "2023-13",
        "2023-00",
        "2023-1",
        "2023-05-01",
        "HT 2023",
        "２０２３",
        "1823",
        "9999",
        "2023\n2024",
    ],
)
def test_what_is_no_report_period(text):
    with pytest.raises(PeriodError) as refused:
        ReportPeriod.parse(text)
    assert "2023-Q1" in str(refused.value)


@given(st.text(max_size=12))
def test_any_text_is_a_report_period_or_refused(text):
    try:
        assert ReportPeriod.parse(text).code == text.strip().upper()
    except PeriodError:
        pass


def test_months_of_a_period():
    assert [month.code for month in ReportPeriod.parse("2023-Q4").months()] == ["2023-10", "2023-11", "2023-12"]
    assert len(list(ReportPeriod.of_year(2023).months())) == 12
