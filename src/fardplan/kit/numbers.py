"""Numbers in Swedish notation, read by a strict grammar and written the same way in every language of the interface.

Never `float()`, `int()` or `Decimal()` on raw text: they accept nan, inf, 1_000, full-width and Arabic digits.
"""

import re
from decimal import ROUND_HALF_UP, Context, Decimal

from django.utils.translation import gettext as _

from .text import Unreadable, quote

HARD_SPACE = "\u00a0"
MINUS = "\u2212"
SPACES = " \u00a0\u2007\u2009\u202f"  # ordinary, hard, figure, thin, narrow hard
LONGEST = 40

_NUMBER = re.compile(
    rf"(?P<sign>[+\-{MINUS}])?[{SPACES}]?"
    rf"(?P<whole>[1-9][0-9]{{0,2}}(?:[{SPACES}][0-9]{{3}})+|0|[1-9][0-9]*)"
    r"(?:,(?P<part>[0-9]+))?"
)
_DROP_SPACES = str.maketrans("", "", SPACES)
_EDGES = SPACES + "\t\r\n"
_EXACT = Context(prec=200, rounding=ROUND_HALF_UP)


class NumberError(Unreadable):
    pass


def parse_number(text: str) -> Decimal:
    """“1 714,5” as 1714.5. Spaces group by three, the decimal sign is a comma, and nothing else may stand beside it."""
    stripped = text.strip(_EDGES)
    found = _NUMBER.fullmatch(stripped) if len(stripped) <= LONGEST else None
    if not found:
        raise _complaint(stripped)
    digits = found["whole"].translate(_DROP_SPACES)
    if found["part"]:
        digits += "." + found["part"]
    value = Decimal(digits)
    return -value if found["sign"] in ("-", MINUS) and value else value


def parse_percent(text: str) -> Decimal:
    """“94,3 %” as 94.3. The sign may be left out; the number is per cent either way, never a share of one."""
    stripped = text.strip(_EDGES)
    for ending in ("%", "procent"):
        if stripped.casefold().endswith(ending):
            return parse_number(stripped[: -len(ending)].rstrip(SPACES))
    return parse_number(stripped)


_DOT = re.compile(r"([+\-−]?)([0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+\.[0-9]+)")


def _complaint(text: str) -> NumberError:
    if not text:
        return NumberError(_("No number is given."))
    found = {"text": quote(text)}
    if _DOT.fullmatch(text):
        as_groups = text.replace(".", " ") if re.fullmatch(r"[+\-−]?[1-9][0-9]{0,2}(\.[0-9]{3})+", text) else None
        as_comma = text.replace(".", ",") if text.count(".") == 1 else None
        if as_groups and as_comma:
            return NumberError(
                _("“%(text)s” can be read in two ways. Write %(groups)s or %(comma)s.") % {**found, "groups": as_groups, "comma": as_comma}
            )
        if suggestion := as_groups or as_comma:
            return NumberError(
                _("“%(text)s” is not a number here. Did you mean %(suggestion)s?") % {**found, "suggestion": suggestion},
                suggestion=suggestion,
            )
    return NumberError(_("“%(text)s” is not a number. Write for example 1 714,5: space between thousands, comma before decimals.") % found)


# -- writing ----------------------------------------------------------------------------------------------------------

_SWEDISH = str.maketrans({",": HARD_SPACE, ".": ",", "-": MINUS})
_STEPS = [Decimal(1).scaleb(-decimals) for decimals in range(13)]


def format_number(value: Decimal | int | float, decimals: int = 0, sign: bool = False) -> str:
    """“1 714,5”, with hard spaces and a true minus. Halves round away from zero, as people do; `sign` shows a plus too."""
    if type(value) is int and not decimals:
        text = f"{value:,d}"
    else:
        number = value if isinstance(value, Decimal) else Decimal(str(value))
        if not number.is_finite():
            raise ValueError(f"Not a number to show: {value!r}")
        number = number.quantize(_STEPS[decimals], context=_EXACT)
        text = f"{number if number else abs(number):,f}"
    if sign and text[0] != "-" and text.strip("0.,"):
        text = "+" + text
    return text.translate(_SWEDISH)


def format_percent(value: Decimal | int | float, decimals: int = 0, sign: bool = False) -> str:
    """“94,3 %” for 94.3, with a hard space before the sign."""
    return f"{format_number(value, decimals, sign)}{HARD_SPACE}%"
