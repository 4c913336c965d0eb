from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.kit.numbers import NumberError, format_number, format_percent, parse_number, parse_percent

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", "0"),
        ("7", "7"),
        ("1714", "1714"),
        ("1 714", "1714"),
        ("1 714,5", "1714.5"),
        ("1\u00a0714\u00a0285", "1714285"),
        ("1\u2009714", "1714"),
        ("1\u202f714", "1714"),
        ("1\u2007714", "1714"),
        ("1\u00a0714 285", "1714285"),
        ("0,05", "0.05"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("− 5,0", "-5.0"),
        ("+5", "5"),
        ("-0", "0"),
        ("  12\t", "12"),
        ("999 999 999 999,99", "999999999999.99"),
        ("123456789012345678901234567890,12", "123456789012345678901234567890.12"),
    ],
)
def test_read(text, value):
    assert str(parse_number(text)) == value


REFUSED = [
    "", " ", "-", "–", "−", "+", ",", ",5", "5,", "1,2,3", "1 ,5", "1, 5", "1,714,285", "1,234.50", "1.5.2",
    "nan", "NaN", "inf", "-inf", "Infinity", "1e3", "1E3", "0x10", "1_000", "1'000", "١٢٣", "１２", "²", "½", "Ⅷ",
    "1  714", "17 14", "1 7145", "0 714", "1714 285", "007", "00", "--5", "+-5", "5-", "–5", "(5)", "5 st", "kr 5", "5%", "<5", "..", ".",
    "1\n714", "1\u200b714", "5\x00", "1 714 ,5", "1/2", "=5", "5.", ".5 5", "9" * 41,
]  # fmt: skip


@pytest.mark.parametrize("text", REFUSED)
def test_refused(text):
    with pytest.raises(NumberError) as refused:
        parse_number(text)
    assert str(refused.value)


@pytest.mark.parametrize(
    ("text", "message", "suggestion"),
    [
        ("1.234", "”1.234” går att läsa på två sätt. Skriv 1 234 eller 1,234.", None),
        ("-1.234", "”-1.234” går att läsa på två sätt. Skriv -1 234 eller -1,234.", None),
        ("1.234.567", "”1.234.567” går inte att läsa som tal. Menade du 1 234 567?", "1 234 567"),
        ("94.3", "”94.3” går inte att läsa som tal. Menade du 94,3?", "94,3"),
        ("0.234", "”0.234” går inte att läsa som tal. Menade du 0,234?", "0,234"),
        ("", "Inget tal är angivet.", None),
    ],
)
def test_a_dot_is_asked_about(text, message, suggestion):
    with pytest.raises(NumberError) as refused:
        parse_number(text)
    assert (refused.value.message, refused.value.suggestion) == (message, suggestion)
    if suggestion:
        parse_number(suggestion)


@given(st.text(max_size=45))
def test_any_text_is_a_number_or_refused(text):
    try:
        value = parse_number(text)
    except NumberError as error:
        str(error).encode()
    else:
        assert value.is_finite()
        assert set(text) <= set("0123456789 ,+-−\u00a0\u2007\u2009\u202f\t\r\n")


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15, places=3))
def test_what_is_written_can_be_read(value):
    assert parse_number(format_number(value, 3)) == value
    assert parse_number(format_number(value, 3, sign=True)) == value


@pytest.mark.parametrize(
    ("text", "value"), [("94,3 %", "94.3"), ("94,3%", "94.3"), ("94,3\u00a0%", "94.3"), ("5 procent", "5"), ("−2 %", "-2"), ("70", "70")]
)
def test_percent_read(text, value):
    assert str(parse_percent(text)) == value


@pytest.mark.parametrize("text", ["%", "94,3 %%", "94.3 %", "% 5", "5 % av"])
def test_percent_refused(text):
    with pytest.raises(NumberError):
        parse_percent(text)


@pytest.mark.parametrize(
    ("value", "decimals", "sign", "text"),
    [
        (0, 0, False, "0"),
        (1714, 0, False, f"1{NBSP}714"),
        (-1714285, 0, False, f"−1{NBSP}714{NBSP}285"),
        (Decimal("1714.5"), 1, False, f"1{NBSP}714,5"),
        (Decimal("0.5"), 0, False, "1"),
        (Decimal("1.5"), 0, False, "2"),
        (Decimal("2.5"), 0, False, "3"),
        (Decimal("-2.5"), 0, False, "−3"),
        (Decimal("-0.4"), 0, False, "0"),
        (Decimal("2.675"), 2, False, "2,68"),
        (2.675, 2, False, "2,68"),
        (Decimal("1E+3"), 0, False, f"1{NBSP}000"),
        (3, 1, False, "3,0"),
        (5, 0, True, "+5"),
        (-5, 0, True, "−5"),
        (0, 0, True, "0"),
        (Decimal("0.04"), 1, True, "0,0"),
        (Decimal(10) ** 40, 0, False, f"10{f'{NBSP}000' * 13}"),
    ],
)
def test_written(value, decimals, sign, text):
    assert format_number(value, decimals, sign) == text


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN"), Decimal("-Infinity")])
def test_what_is_no_number_is_not_written(value):
    with pytest.raises(ValueError, match="Not a number"):
        format_number(value)


def test_percent_written():
    assert format_percent(Decimal("94.3"), 1) == f"94,3{NBSP}%"
    assert format_percent(-5, sign=True) == f"−5{NBSP}%"
