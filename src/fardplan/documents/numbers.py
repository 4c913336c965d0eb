"""Numbers and dates as Swedish text: hard space between thousands, minus sign U+2212, decimal comma.

Rounding is half away from zero, as in Swedish accounts; storage is never rounded, only what is shown.
"""

import re
from datetime import date
from decimal import ROUND_HALF_UP, Context, Decimal, InvalidOperation

HARD_SPACE = "\u00a0"
MINUS = "\u2212"
MONTHS = ("januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december")
COUNTS = ("noll", "en", "två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")


def as_decimal(value: object) -> Decimal | None:
    """The number in an int, float, Decimal or decimal string ("94.3"); None for words, bools and values that are not finite."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal | str):
        return None
    if isinstance(value, str) and not _NUMBER.fullmatch(value.strip()):
        return None
    try:
        number = Decimal(str(value).strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def number_text(value: Decimal | int | float, *, decimals: int | None = None, signed: bool = False) -> str:
    """5938000 -> "5 938 000", -0.25 -> "−0,25". `decimals` fixes their number; None shows up to three, as many as there are.

    `signed` puts a plus before positive numbers, for variances: "+168 000".
    """
    number = as_decimal(value)
    if number is None:
        raise ValueError(f"not a number: {value!r}")
    places = min(max(0, -number.as_tuple().exponent), 3) if decimals is None else decimals
    rounded = number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=_wide(number))
    whole, _, fraction = f"{rounded.copy_abs():f}".partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    grouped = f"{int(whole):,}".replace(",", HARD_SPACE)
    sign = MINUS if rounded < 0 else "+" if signed and rounded > 0 else ""
    return sign + grouped + ("," + fraction if fraction else "")


def percent_text(value: Decimal | int | float, *, decimals: int | None = None, signed: bool = False) -> str:
    """94.3 -> "94,3 %" (per cent, not a share). At most one decimal unless told."""
    number = as_decimal(value)
    if decimals is None and number is not None:
        decimals = 0 if number == number.to_integral_value() else 1
    return number_text(value, decimals=decimals, signed=signed) + HARD_SPACE + "%"


def money_text(value: Decimal | int | float, *, decimals: int | None = None, signed: bool = False) -> str:
    """Kronor, or whatever the column's unit says: no decimals when the amount is whole, else two."""
    number = as_decimal(value)
    if decimals is None and number is not None:
        decimals = 0 if number == number.to_integral_value() else 2
    return number_text(value, decimals=decimals, signed=signed)


def date_text(value: str) -> str:
    """2023-10-25 -> "25 oktober 2023" with hard spaces; anything that is not an ISO date stays as worded."""
    try:
        day = date.fromisoformat(value) if len(value) == 10 else None
    except ValueError:
        day = None
    return HARD_SPACE.join((str(day.day), MONTHS[day.month - 1], str(day.year))) if day else value


def count_word(count: int) -> str:
    """8 -> "åtta"; figures from thirteen on."""
    return COUNTS[count] if 0 <= count < len(COUNTS) else number_text(count)


def _wide(number: Decimal) -> Context:
    # The default context has 28 digits and raises on a longer number; a hostile figure should be shown, not crash a report.
    return Context(prec=max(28, len(number.as_tuple().digits) + abs(number.adjusted()) + 8))
