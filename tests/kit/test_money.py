from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.kit.money import MOST_ORE, MoneyError, format_kr, format_mnkr, format_tkr, from_ore, parse_money, to_ore, unit_of
from fardplan.kit.nothing import Absence

NBSP = "\u00a0"


@pytest.mark.parametrize(
    ("text", "unit", "kronor"),
    [
        ("1 714", None, "1714"),
        ("1 714 285 kr", None, "1714285"),
        ("1 714 tkr", None, "1714000"),
        ("1 714", "tkr", "1714000"),
        ("1 714", "kk", "1714000"),
        ("1 714 kk", None, "1714000"),
        ("1 714 kkr", None, "1714000"),
        ("1 714 KKR", None, "1714000"),
        ("1,7 mnkr", None, "1700000"),
        ("1,7 Mkr", None, "1700000"),
        ("1,7 MSEK", None, "1700000"),
        ("12 miljoner kronor", None, "12000000"),
        ("2 mdkr", None, "2000000000"),
        ("6\u00a0300\u202f000\u00a0kr", None, "6300000"),
        ("6300tkr", None, "6300000"),
        ("12,50 kr", None, "12.50"),
        ("500:-", None, "500"),
        ("−300 000 kr", None, "-300000"),
        ("1 714 285 kr", "tkr", "1714285"),
        ("0", None, "0"),
    ],
)
def test_read(text, unit, kronor):
    assert parse_money(text, unit) == Decimal(kronor)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "kr",
        "tkr",
        "1.714 kr",
        "1,2,3 kr",
        "5 %",
        "5 euro",
        "5 kr 3",
        "kr 5",
        "(300)",
        "0,005 kr",
        "1,2345678 tkr",
        "9" * 18,
        "-" + "9" * 18,
        "9" * 30 + " mdkr",
        "nan kr",
        "1 714 kr/mån",
    ],
)
def test_refused(text):
    with pytest.raises(MoneyError) as refused:
        parse_money(text)
    assert str(refused.value)


def test_the_message_names_what_stood_there():
    with pytest.raises(MoneyError, match=r"”euro” i ”5 euro” går inte att läsa som belopp\. Skriv kr, tkr, mnkr eller mdkr\."):
        parse_money("5 euro")
    with pytest.raises(MoneyError, match=r"”1\.714” går att läsa på två sätt\. Skriv 1 714 eller 1,714\."):
        parse_money("1.714 kr")


@given(st.text(max_size=30))
def test_any_text_is_an_amount_or_refused(text):
    try:
        to_ore(parse_money(text))
    except MoneyError as error:
        str(error).encode()


@pytest.mark.parametrize(
    ("text", "code", "advice"),
    [
        ("1 714 kk", "tkr", "tkr"),
        ("kk", "tkr", "tkr"),
        ("1 kkr", "tkr", "tkr"),
        ("tkr", "tkr", None),
        ("TKR", "tkr", None),
        ("Mkr", "mnkr", "mnkr"),
        ("5 milj. kr", "mnkr", "mnkr"),
        ("5 miljoner kronor", "mnkr", None),
        ("5 kr", "kr", None),
        ("5 SEK", "kr", "kr"),
    ],
)
def test_unit_and_advice(text, code, advice):
    unit = unit_of(text)
    assert (unit.code, unit.advice) == (code, advice)
    assert unit.message == (f"”{unit.written}” läses som {advice}. Skriv {advice}." if advice else "")


@pytest.mark.parametrize("text", ["1 714", "", "euro", "5 st"])
def test_no_unit(text):
    assert unit_of(text) is None


@given(st.integers(-MOST_ORE, MOST_ORE))
def test_ore_round_trip(ore):
    assert to_ore(from_ore(ore)) == ore


@given(st.integers(-MOST_ORE, MOST_ORE))
def test_what_is_written_can_be_read(ore):
    assert parse_money(format_kr(from_ore(ore))) == from_ore(ore)


@pytest.mark.parametrize(
    "kronor",
    [Decimal("0.005"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+400"), from_ore(MOST_ORE) + Decimal("0.01"), Decimal("1E-400")],
)
def test_what_ore_cannot_say_is_refused(kronor):
    with pytest.raises(MoneyError):
        to_ore(kronor)


@pytest.mark.parametrize("kronor", [1.5, True, "100", None])
def test_money_is_decimal(kronor):
    with pytest.raises(TypeError):
        to_ore(kronor)


def test_written():
    assert format_kr(Decimal(6300000)) == f"6{NBSP}300{NBSP}000{NBSP}kr"
    assert format_kr(from_ore(1250)) == f"12,50{NBSP}kr"
    assert format_kr(from_ore(630000000)) == f"6{NBSP}300{NBSP}000{NBSP}kr"
    assert format_kr(Decimal(0)) == f"0{NBSP}kr"
    assert format_kr(Decimal(-362000), sign=True) == f"−362{NBSP}000{NBSP}kr"
    assert format_tkr(Decimal(6300000)) == f"6{NBSP}300{NBSP}tkr"
    assert format_tkr(Decimal(1714285)) == f"1{NBSP}714{NBSP}tkr"
    assert format_mnkr(Decimal(6300000)) == f"6,3{NBSP}mnkr"


@pytest.mark.parametrize("write", [format_kr, format_tkr, format_mnkr])
@pytest.mark.parametrize(
    ("absence", "words"),
    [(None, "uppgift saknas"), ("", "uppgift saknas"), (Absence.NOT_APPLICABLE, "ej aktuellt"), ("confidential", "döljs")],
)
def test_no_amount_is_told_in_words(write, absence, words):
    assert write(None, absence) == words
