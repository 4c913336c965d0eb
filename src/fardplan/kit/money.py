"""Money: Decimal kronor in Python, whole öre in storage, kronor or tkr on screen."""

import re
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from .nothing import Absence
from .numbers import _EDGES, HARD_SPACE, SPACES, NumberError, format_number, parse_number
from .text import quote

MOST_ORE = 2**63 - 1  # what the database's big integer holds: 92 million billion kronor

FACTORS = {"kr": 1, "tkr": 1_000, "mnkr": 1_000_000, "mdkr": 1_000_000_000}
# Written -> code. Those not in FACTORS are understood, and the writer is told which word to use.
_WRITTEN = {
    **{code: code for code in FACTORS},
    "kr.": "kr", "kronor": "kr", "krona": "kr", "sek": "kr", ":-": "kr",
    "kk": "tkr", "kkr": "tkr", "ksek": "tkr", "tsek": "tkr", "tusen kr": "tkr", "tusen kronor": "tkr",
    "mkr": "mnkr", "msek": "mnkr", "mn kr": "mnkr", "milj": "mnkr", "milj.": "mnkr", "milj kr": "mnkr", "milj. kr": "mnkr",
    "miljon kronor": "mnkr", "miljoner": "mnkr", "miljoner kr": "mnkr", "miljoner kronor": "mnkr",
    "md kr": "mdkr", "miljard kronor": "mdkr", "miljarder": "mdkr", "miljarder kr": "mdkr", "miljarder kronor": "mdkr",
}  # fmt: skip
_IN_FULL = ("krona", "kronor", "miljon", "miljard", "tusen")  # plain language, nothing to correct
_AMOUNT = re.compile(rf"(?P<number>.*?[0-9])[{SPACES}]?(?P<unit>[^0-9{SPACES}][^0-9]*)?", re.DOTALL)


class MoneyError(NumberError):
    pass


@dataclass(frozen=True)
class MoneyUnit:
    """The unit an amount was written in: `code` is the official one, `written` what stood there."""

    code: str
    written: str

    @property
    def factor(self) -> int:
        return FACTORS[self.code]

    @property
    def advice(self) -> str | None:
        """The word to use instead, when the one written is not standard."""
        word = self.written.casefold()
        return None if word in (self.code, "kr.", ":-") or word.startswith(_IN_FULL) else self.code

    @property
    def message(self) -> str:
        if not self.advice:
            return ""
        return _("“%(written)s” is read as %(advice)s. Write %(advice)s.") % {"written": self.written, "advice": self.advice}


def unit_of(text: str) -> MoneyUnit | None:
    """The unit in "1 714 kkr", or in a column head such as "kk"; None when there is none."""
    stripped = text.strip(_EDGES)
    found = _AMOUNT.fullmatch(stripped)
    written = (found["unit"] or "") if found else stripped
    code = _WRITTEN.get(" ".join(written.casefold().split()))
    return MoneyUnit(code, written) if code else None


def parse_money(text: str, unit: str | None = None) -> Decimal:
    """Kronor. `unit` is what the column head says; a unit written beside the number goes before it."""
    stripped = text.strip(_EDGES)
    found = _AMOUNT.fullmatch(stripped)
    number, written = (found["number"], found["unit"]) if found else (stripped, None)
    try:
        value = parse_number(number)
    except NumberError as error:
        raise MoneyError(error.message, suggestion=error.suggestion) from None
    beside = unit_of(written or unit or "kr")
    if beside is None:
        raise MoneyError(
            _("“%(unit)s” in “%(text)s” is not an amount of money. Write kr, tkr, mnkr or mdkr.")
            % {"unit": quote(written or unit), "text": quote(stripped)}
        )
    kronor = value * beside.factor
    to_ore(kronor)
    return kronor


# -- storage ----------------------------------------------------------------------------------------------------------


def to_ore(kronor: Decimal | int) -> int:
    """Whole öre, exactly. What cannot be said in öre is refused, never rounded."""
    if isinstance(kronor, bool) or not isinstance(kronor, Decimal | int):
        raise TypeError(f"Money is a Decimal, not {type(kronor).__name__}")
    number = Decimal(kronor)
    if not number.is_finite():
        raise MoneyError(_("That is not an amount of money."))
    if number.adjusted() > 18:
        raise MoneyError(_("The amount is larger than can be stored."))
    numerator, denominator = number.as_integer_ratio()
    ore, rest = divmod(numerator * 100, denominator)
    if rest:
        raise MoneyError(_("An amount has at most two decimals of a krona."))
    if abs(ore) > MOST_ORE:
        raise MoneyError(_("The amount is larger than can be stored."))
    return ore


def from_ore(ore: int) -> Decimal:
    return Decimal(ore).scaleb(-2)


# -- screen -----------------------------------------------------------------------------------------------------------


def format_kr(kronor: Decimal | None, absence: Absence | str | None = None, *, decimals: int | None = None, sign: bool = False) -> str:
    """“6 300 000 kr”; öre are shown when there are any. Without a value, the words that say why."""
    if kronor is None:
        return _in_words(absence)
    if decimals is None:
        decimals = 0 if kronor == int(kronor) else 2
    return _with_unit(kronor, "kr", decimals, sign)


def format_tkr(kronor: Decimal | None, absence: Absence | str | None = None, *, decimals: int = 0, sign: bool = False) -> str:
    """“6 300 tkr” for 6300000."""
    return _in_words(absence) if kronor is None else _with_unit(kronor, "tkr", decimals, sign)


def format_mnkr(kronor: Decimal | None, absence: Absence | str | None = None, *, decimals: int = 1, sign: bool = False) -> str:
    """“6,3 mnkr” for 6300000."""
    return _in_words(absence) if kronor is None else _with_unit(kronor, "mnkr", decimals, sign)


def _with_unit(kronor: Decimal, unit: str, decimals: int, sign: bool) -> str:
    return f"{format_number(Decimal(kronor) / FACTORS[unit], decimals, sign)}{HARD_SPACE}{unit}"


def _in_words(absence: Absence | str | None) -> str:
    return str(Absence(absence or Absence.MISSING).label)
