from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fardplan.kit.nothing import NOUGHT_SIGN, Absence, Sum, total

MISSING, NOT_APPLICABLE, CONFIDENTIAL = Absence


def known(*values):
    return [(Decimal(value), None) for value in values]


@pytest.mark.parametrize(
    ("absence", "words", "sign"), [(MISSING, "uppgift saknas", ".."), (NOT_APPLICABLE, "ej aktuellt", "."), (CONFIDENTIAL, "döljs", "x")]
)
def test_words_and_signs(absence, words, sign):
    assert (str(absence.label), absence.sign) == (words, sign)
    assert Absence.from_text(sign) is Absence.from_text(f" {words.upper()} ") is absence


@pytest.mark.parametrize("text", ["", "0", "-", NOUGHT_SIGN, "−", "5", "...", "saknad", "nan"])
def test_what_is_no_absence(text):
    assert Absence.from_text(text) is None


@pytest.mark.parametrize("text", ["<5", "< 5", "X"])
def test_hidden(text):
    assert Absence.from_text(text) is CONFIDENTIAL


@pytest.mark.parametrize(
    ("parts", "value", "absence", "complete"),
    [
        ([], None, MISSING, True),
        (known(0), 0, None, True),
        (known(1, 2), 3, None, True),
        (known("1.50", "-0.50"), 1, None, True),
        ([(None, MISSING)], None, MISSING, False),
        ([(None, None)], None, MISSING, False),
        ([(None, "")], None, MISSING, False),
        ([(None, NOT_APPLICABLE)], None, NOT_APPLICABLE, True),
        ([(None, NOT_APPLICABLE), (None, MISSING)], None, MISSING, False),
        ([*known(5), (None, NOT_APPLICABLE)], 5, None, True),
        ([*known(5), (None, MISSING)], 5, None, False),
        ([*known(5), (None, CONFIDENTIAL)], None, CONFIDENTIAL, False),
        ([*known(5), (None, "confidential"), (None, MISSING)], None, CONFIDENTIAL, False),
    ],
)
def test_total(parts, value, absence, complete):
    result = total(parts)
    assert (result.value, result.absence, result.is_complete) == (value, absence, complete)


def test_a_total_may_be_told_to_pass_the_hidden_parts():
    result = total([*known(5, 6), (None, CONFIDENTIAL)], past_confidential=True)
    assert (result.value, result.is_complete, result.confidential) == (11, False, 1)


def test_a_part_is_a_value_or_an_absence():
    with pytest.raises(ValueError, match="both"):
        total([(Decimal(5), MISSING)])


def test_the_sum_counts_its_parts():
    result = total([*known(5), (None, MISSING), (None, MISSING), (None, CONFIDENTIAL), (None, NOT_APPLICABLE)])
    assert result == Sum(None, known=1, missing=2, confidential=1, not_applicable=1)
    assert result.note == "2 uppgifter saknas, 1 döljs"
    assert total(known(5)).note == ""
    assert total([(None, MISSING)]).note == "1 uppgift saknas"


parts = st.tuples(st.integers(-1000, 1000).map(Decimal), st.none()) | st.tuples(st.none(), st.sampled_from([*Absence, None]))


@given(st.lists(parts))
def test_nothing_is_lost_and_nothing_becomes_nought(given):
    result = total(given)
    assert result.known + result.missing + result.confidential + result.not_applicable == len(given)
    assert (result.value is None) is (result.absence is not None)
    if result.value is not None:
        assert result.known
        assert result.value == sum(value for value, _ in given if value is not None)


@given(st.lists(parts), st.randoms())
def test_order_does_not_matter(given, random):
    shuffled = random.sample(given, len(given))
    assert total(given) == total(shuffled)
