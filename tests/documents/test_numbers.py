from decimal import Decimal

import pytest

from fardplan.documents import numbers


@pytest.mark.parametrize(
    "value, options, text",
    [
        (0, {}, "0"),
        (999, {}, "999"),
        (5938000, {}, "5_938_000"),
        (-219000, {}, "−219_000"),
        (168000, {"signed": True}, "+168_000"),
        (-19000, {"signed": True}, "−19_000"),
        (0, {"signed": True}, "0"),
        (0.25, {}, "0,25"),
        (Decimal("1234.5"), {}, "1_234,5"),
        (2.5, {"decimals": 0}, "3"),
        (-0.4, {"decimals": 0}, "0"),
        ("94.30", {}, "94,3"),
        (1 / 3, {}, "0,333"),
        (10**40, {"decimals": 1}, "10" + "_000" * 13 + ",0"),
    ],
)
def test_numbers(value, options, text):
    assert numbers.number_text(numbers.as_decimal(value), **options) == text.replace("_", "\u00a0")


@pytest.mark.parametrize("value, text", [(94.253968, "94,3_%"), (70, "70_%"), ("50.0", "50_%"), (-1.25, "−1,3_%")])
def test_percent(value, text):
    assert numbers.percent_text(numbers.as_decimal(value)) == text.replace("_", "\u00a0")


@pytest.mark.parametrize("value, text", [(6300000, "6_300_000"), ("0.5", "0,50"), (12.0, "12")])
def test_money(value, text):
    assert numbers.money_text(numbers.as_decimal(value)) == text.replace("_", "\u00a0")


@pytest.mark.parametrize("value", ["HT 2023", "2–3", "1e5", "", "NaN", True, None, float("nan"), float("inf"), {}])
def test_what_is_not_a_number(value):
    assert numbers.as_decimal(value) is None


@pytest.mark.parametrize(
    "value, text", [("2023-10-25", "25_oktober_2023"), ("HT 2023", "HT 2023"), ("2023-02-30", "2023-02-30"), ("25-okt", "25-okt")]
)
def test_dates_stay_as_worded_unless_iso(value, text):
    assert numbers.date_text(value) == text.replace("_", "\u00a0")
