"""Pure rules of figures: periods, what counts as a revision, ranks. No rows, no clock."""

import re
from datetime import timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

_PERIOD = re.compile(r"(?P<year>(?:19|20)\d{2})(?:-(?:Q(?P<quarter>[1-4])|H(?P<half>[12])|(?P<month>0[1-9]|1[0-2])))?")
#: A line through fewer real points than this says nothing about where it is going.
POINTS_FOR_A_TREND = 3


def is_period(text):
    """2023, 2023-H1, 2023-Q1 or 2023-05. A school year is the year it ends in the source's own words: Kolada writes 2023."""
    return _PERIOD.fullmatch(text) is not None


@lru_cache(maxsize=4096)
def period_kind(text):
    """ "year", "half", "quarter" or "month" of a period that is_period."""
    found = _PERIOD.fullmatch(text)
    return next((kind for kind in ("quarter", "half", "month") if found[kind]), "year")


@lru_cache(maxsize=4096)
def position(period):
    """Where a period begins, as years with parts: 2023-Q3 is 2023.5. For the axis of a chart and for order between kinds."""
    found = _PERIOD.fullmatch(period)
    year = int(found["year"])
    if found["quarter"]:
        return year + (int(found["quarter"]) - 1) / 4
    if found["half"]:
        return year + (int(found["half"]) - 1) / 2
    if found["month"]:
        return year + (int(found["month"]) - 1) / 12
    return float(year)


MONTHS = {"year": 12, "half": 6, "quarter": 3, "month": 1}


def is_over(period, day):
    """Whether a period has ended by `day`, the last one counted."""
    after = day + timedelta(days=1)
    return round(position(period) * 12) + MONTHS[period_kind(period)] <= after.year * 12 + after.month - 1


def break_between(before, after, broken):
    """Whether the figures changed source or definition (from the period `broken`, empty where they never did) between two periods."""
    return is_period(broken) and position(before) < position(broken) <= position(after)


STEP = {"year": 1.0, "half": 0.5, "quarter": 0.25, "month": 1 / 12}


def periods_between(first, last):
    """Every period from `first` to `last`, two of the same kind: ["2021-Q4", "2022-Q1", …]."""
    kind = period_kind(first)
    step = MONTHS[kind]
    months = range(round(position(first) * 12), round(position(last) * 12) + 1, step)
    part = {"year": "", "half": "-H{}", "quarter": "-Q{}", "month": "-{:02}"}[kind]
    return [f"{month // 12}" + part.format(month % 12 // step + 1) for month in months]


def period_of(day, kind):
    """The period of a kind ("year", "half", "quarter", "month") that a day lies in: 2024, 2024-H2, 2024-Q3, 2024-07."""
    number = (day.month - 1) // MONTHS[kind] + 1
    return {"year": f"{day.year}", "half": f"{day.year}-H{number}", "quarter": f"{day.year}-Q{number}", "month": f"{day:%Y-%m}"}[kind]


def next_to(earlier, later):
    """Whether `later` is the very period after `earlier`: between others there is a gap, and no line is drawn over it."""
    kind = period_kind(earlier)
    return kind == period_kind(later) and abs(position(later) - position(earlier) - STEP[kind]) < 0.01


def same_figure(stored, incoming, *, decimals=None):
    """Whether a figure says what the stored one says. `decimals`: one of the two had been rounded to so many by its source."""
    if stored == incoming:
        return True
    if stored is None or incoming is None or decimals is None:
        return False
    step = Decimal(1).scaleb(-decimals)
    return Decimal(stored).quantize(step, ROUND_HALF_UP) == Decimal(incoming).quantize(step, ROUND_HALF_UP)


def rank(value, values, direction):
    """(place, how many) of `value` among `values`, 1 = best; equal figures share the place. None without a direction or a value."""
    if value is None or direction not in ("increase", "decrease"):
        return None
    known = [each for each in values if each is not None]
    better = sum(each > value for each in known) if direction == "increase" else sum(each < value for each in known)
    return better + 1, len(known)


def decimals_for(values, unit=""):
    """With how many decimals figures of one series are shown: per cent one, large figures none, small ones two. The store keeps them all."""
    known = [value for value in values if value is not None]
    if all(value == value.to_integral_value() for value in known):
        return 0
    if unit in ("%", "procent", "per cent"):
        return 1
    largest = max(abs(value) for value in known)
    return 0 if largest >= 1000 else 1 if largest >= 10 else 2
