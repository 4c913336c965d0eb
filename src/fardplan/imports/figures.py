"""Cells of figures and periods: strict, in Swedish notation, never a guess. Each reader gives the value or raises Bad."""

import re
from difflib import get_close_matches
from functools import lru_cache

from django.utils.dates import MONTHS
from django.utils.translation import gettext as _
from django.utils.translation import override

from fardplan.imports.complaints import Bad
from fardplan.kit.money import FACTORS, unit_of
from fardplan.kit.nothing import NOUGHT_SIGN, Absence
from fardplan.kit.numbers import HARD_SPACE, MINUS, NumberError, parse_number
from fardplan.kit.text import clean_text, fold, quote
from fardplan.tables.cells import text_of

# -- numbers ----------------------------------------------------------------------------------------------------------

#: What nearly every cell is: digits, perhaps a minus, perhaps a comma. Anything else takes the long way.
_PLAIN = re.compile(r"-?(?:0|[1-9][0-9]{0,17})(?:,[0-9]{1,18})?")
_SIGNS = {"..": Absence.MISSING, ".": Absence.NOT_APPLICABLE, "x": Absence.CONFIDENTIAL, "<5": Absence.CONFIDENTIAL}
_LOST = "\ufffd"
#: å, ä, ö, é and their capitals when the two bytes of UTF-8 have been taken for two letters of Windows.
_TWICE_ENCODED = re.compile("Ã[¥¤¶…„–©‰\x85\x84\x96\x89\xa0]|â€[™“”œ¢¦\x9d]|Â[\xa0°²³½§]")


def exact_text(number):
    """A Decimal without exponent and needless zeros: "1714.5"."""
    text = f"{number:f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def plain_figure(cell):
    """The exact text of a cell that is only a number, or None: the quick way for most of a large file."""
    if type(cell) is str:
        if not _PLAIN.fullmatch(cell):
            return None
        if "," in cell:
            cell = cell.replace(",", ".").rstrip("0").rstrip(".")
        return "0" if cell == "-0" else cell
    return cell[1] if cell is not None and cell[0] == "n" else None


def figure(cell, unit=""):
    """(exact text or None, absence, sign) of a cell for a figure in `unit`. Raises Bad.

    The four kinds of nothing stay apart: “..” missing, “.” not applicable, “x” and “<5” withheld, “–” nought. An empty cell is missing.
    """
    if (text := plain_figure(cell)) is not None:
        return text, "", ""
    if cell is None:
        return None, Absence.MISSING, ""
    return _typed(cell, unit) if isinstance(cell, tuple) else _written(cell, unit)


def expected_number():
    return _("a number such as 1 714,5, or one of the signs .. . x –")


def _typed(cell, unit):
    kind, text = cell[0], cell[1]
    if kind == "u":
        return _in_unit(text.replace(".", ","), cell[2], unit), "", ""
    sentences = {
        "p": _(
            "The cell has the format per cent: it holds %(found)s and shows something else. Write the number of per cent in a cell with the format General."
        ),
        "k": _("The cell shows thousands but holds %(found)s. Write the number in a cell with the format General."),
        "d": _("The cell holds a date (%(found)s), not a number. Often the program made a date of something else."),
        "t": _("The cell holds a time of day, not a number."),
        "b": _("The cell holds true or false, not a number."),
        "e": _("The cell holds the error %(found)s. Mend the formula, or write the number."),
        "f": _(
            "The cell holds a formula whose result is not in the file. Open it in your spreadsheet program, let it calculate, and save."
        ),
        "x": _("The number in the cell (%(found)s) is not a figure of a size that can be kept exactly."),
    }
    kind = "d" if kind in "myo" else kind
    raise Bad(sentences[kind] % {"found": quote(text.replace(".", ",") if kind in "pk" else text)}, expected_number())


def _written(text, unit):
    stripped = text.strip(" \t\r\n\u00a0\u2007\u2009\u202f")
    if not stripped:
        return None, Absence.MISSING, ""
    if stripped == NOUGHT_SIGN:
        return "0", "", NOUGHT_SIGN
    if absence := _SIGNS.get(stripped.casefold()) or Absence.from_text(stripped):
        return None, absence, {Absence.MISSING: "..", Absence.NOT_APPLICABLE: ".", Absence.CONFIDENTIAL: "x"}[absence]
    if stripped in ("-", "−", "—"):
        raise Bad(_("A lone hyphen can mean nought, missing or not applicable. Write 0, .. or a full stop."), expected_number())
    number, written = _parted(stripped)
    try:
        if written and (percent := written.casefold() in ("%", "procent")):
            _same_unit("%", unit)
        if not written or percent:
            return exact_text(parse_number(number)), "", ""
        return _in_unit(number, written, unit), "", ""
    except NumberError as error:
        raise Bad(error.message, expected_number()) from None


_PARTS = re.compile(r"(?P<number>[^A-Za-zÅÄÖåäö%:]*[0-9])[\s]*(?P<unit>%|:-|[A-Za-zÅÄÖåäö][A-Za-zÅÄÖåäö. ]*)")


def _parted(text):
    """A number and the unit beside it: ("1 714", "tkr"). Without a unit that can be one, all of it is the number."""
    found = _PARTS.fullmatch(text)
    if found and (found["unit"].casefold() in ("%", "procent") or unit_of(found["unit"])):
        return found["number"], found["unit"]
    return text, ""


def _in_unit(number, written, unit):
    """The figure in the indicator's own unit: "1 714 tkr" for an indicator in kronor is 1714000."""
    code = unit_of(written)
    own = unit_of(unit) if unit else None
    if code is None:
        raise Bad(_("“%(unit)s” is not an amount of money. Write kr, tkr, mnkr or mdkr.") % {"unit": quote(written)}, unit)
    if own is None:
        raise Bad(_("The figure is given in %(found)s, but the unit is %(unit)s.") % {"found": code.code, "unit": quote(unit) or "–"}, unit)
    return exact_text(parse_number(number) * code.factor / FACTORS[own.code])


def says_its_unit(cell):
    """Whether the unit stands in the value's own cell, which goes before the column's."""
    return bool(_said(cell))


def in_words(text):
    """An exact text as people read it: "1 714,5"."""
    if not text:
        return ""
    whole, _dot, part = text.lstrip("-").partition(".")
    return (MINUS if text.startswith("-") else "") + f"{int(whole):,d}".replace(",", HARD_SPACE) + (f",{part}" if part else "")


# -- units ------------------------------------------------------------------------------------------------------------

_PERCENT = {"%", "procent", "andel (%)", "andel, %", "andel %", "per cent", "percent", "i procent", "andel i procent"}


def _unit_key(unit):
    name = " ".join(fold(clean_text(unit)).split())
    if name in _PERCENT:
        return "%"
    money = unit_of(name)
    return f"money {money.code}" if money else name.replace(" ", "")


def _same_unit(found, unit):
    if unit and _unit_key(found) != _unit_key(unit):
        raise Bad(_("The figure is given in %(found)s, but the unit is %(unit)s.") % {"found": quote(found), "unit": quote(unit)}, unit)


@lru_cache(maxsize=2048)
def factor_of_unit(found, unit):
    """What to multiply figures with that are given in `found`, for an indicator in `unit`, as a pair of whole numbers. Raises Bad."""
    if not found or _unit_key(found) == _unit_key(unit):
        return 1, 1
    theirs, ours = unit_of(found), unit_of(unit)
    if theirs and ours:
        return theirs.factor, ours.factor
    raise Bad(_("The indicator is given in %(unit)s, not in %(found)s.") % {"unit": quote(unit), "found": quote(found)}, unit)


def same_units(cell, word, heading, own):
    """Raises Bad where a row says two units: the cell one and its column another, or the column one and the value's heading another.

    A column that only repeats the indicator's own unit stands in no cell's way.
    """
    said = _said(cell)
    if word and heading and _unit_key(word) != _unit_key(heading):
        raise Bad(_("The heading says %(one)s, and the row %(other)s.") % {"one": quote(heading), "other": quote(word)}, heading)
    if word and said and _unit_key(said) != _unit_key(word) != _unit_key(own):
        raise Bad(_("The figure is given in %(found)s, but the unit is %(unit)s.") % {"found": quote(said), "unit": quote(word)}, said)


def _said(cell):
    """The unit that stands in the value's own cell."""
    if isinstance(cell, tuple):
        return cell[2] if cell[0] == "u" else ""
    return _parted(cell.strip())[1] if type(cell) is str else ""


# -- periods ----------------------------------------------------------------------------------------------------------

_CODE = re.compile(r"((?:19|20)[0-9]{2})(?:-(?:(Q[1-4])|(H[12])|(0[1-9]|1[0-2])))?")
_QUARTER = re.compile(
    r"(?:(?P<year>(?:19|20)[0-9]{2})[ -]?(?:q|k|kv|kvartal)\.? ?(?P<n>[1-4])|(?:q|k|kv|kvartal)\.? ?(?P<m>[1-4])[ -]?(?P<y>(?:19|20)[0-9]{2}))"
)
_HALF = re.compile(r"(?P<year>(?:19|20)[0-9]{2}) (?P<half>h[12])")
_TERM = re.compile(r"(?:vt|ht) ?-?(?P<year>(?:19|20)[0-9]{2})|(?P<y>(?:19|20)[0-9]{2}) ?-?(?:vt|ht)")
_MONTH = re.compile(
    r"(?P<name>[a-zåäö]+)\.? (?P<year>(?:19|20)[0-9]{2})|(?P<y>(?:19|20)[0-9]{2}) (?P<n>[a-zåäö]+)|(?P<z>(?:19|20)[0-9]{2})m(?P<m>0[1-9]|1[0-2])"
)


@lru_cache(maxsize=1)
def _months():
    with override("sv"):
        names = {number: str(name).casefold() for number, name in MONTHS.items()}
    full = {name: number for number, name in names.items()}
    return full | {name[:3]: number for name, number in full.items()} | {"sept": 9}


def expected_period():
    return _("2023, 2023-Q1 or 2023-05")


def period(cell):
    """A year, half-year, quarter or month as its code: 2023, 2023-H2, 2023-Q1, 2023-05. Raises Bad; days and two-digit years are refused."""
    if isinstance(cell, tuple):
        cell = _typed_period(cell)
    text = " ".join((cell or "").replace("–", "-").replace("−", "-").split())
    if not text:
        raise Bad(_("The period is missing."), expected_period())
    found = _CODE.fullmatch(text.upper())
    if found:
        return text.upper()
    low = text.casefold()
    if found := _QUARTER.fullmatch(low):
        return f"{found['year'] or found['y']}-Q{found['n'] or found['m']}"
    if found := _HALF.fullmatch(low):
        return f"{found['year']}-{found['half'].upper()}"
    if found := _TERM.fullmatch(low):
        raise Bad(
            _("“%(found)s” is a term, and a term is not half a year. Write %(year)s-H%(half)s if you mean half the year.")
            % {"found": quote(text), "year": found["year"] or found["y"], "half": 1 if "vt" in low else 2},
            expected_period(),
        )
    if found := _MONTH.fullmatch(low):
        number = int(found["m"]) if found["m"] else _months().get(found["name"] or found["n"])
        if number:
            return f"{found['year'] or found['y'] or found['z']}-{number:02}"
    raise Bad(_("“%(found)s” is not a period. Write 2023, 2023-Q1 or 2023-05.") % {"found": quote(text)}, expected_period())


def _typed_period(cell):
    kind, text = cell[0], cell[1]
    if kind == "n":
        return text
    if kind == "m" and text.endswith("-01"):
        return text[:7]
    if kind == "y" and text.endswith("-01-01"):
        return text[:4]
    if kind in "dmyo":
        raise Bad(
            _("The cell holds a day (%(found)s), not a period. Write 2023, 2023-Q1 or 2023-05 as text.") % {"found": text},
            expected_period(),
        )
    if kind == "f":
        raise Bad(
            _("The cell holds a formula whose result is not in the file. Open it in your spreadsheet program, let it calculate, and save."),
            expected_period(),
        )
    raise Bad(_("“%(found)s” is not a period. Write 2023, 2023-Q1 or 2023-05.") % {"found": quote(text)}, expected_period())


# -- words ------------------------------------------------------------------------------------------------------------


def words(cell, *, longest=300):
    """The text of a cell, clean. Raises Bad when it is an error, a formula without result, too long, or has lost letters."""
    if isinstance(cell, tuple):
        if cell[0] == "e":
            raise Bad(
                _("The cell holds the error %(found)s. Mend the formula, or write the text.") % {"found": quote(cell[1])}, _("a text")
            )
        if cell[0] == "f":
            raise Bad(
                _(
                    "The cell holds a formula whose result is not in the file. Open it in your spreadsheet program, let it calculate, and save."
                ),
                _("a text"),
            )
    text = clean_text(unguarded(text_of(cell))).strip()
    if _TWICE_ENCODED.search(text):
        raise Bad(
            _("Letters have become others on the way (“%(found)s”). Save the file again from where it came.") % {"found": quote(text)},
            _("a text"),
        )
    if _LOST in text:
        raise Bad(_("Letters have been lost in the text (�). Save the file again from where it came."), _("a text"))
    if len(text) > longest:
        raise Bad(
            _("The text is %(length)s characters. At most %(longest)s fit.") % {"length": len(text), "longest": longest},
            _("a shorter text"),
        )
    return text


#: Texts that a spreadsheet program would take for a formula, also after spaces, in full-width forms, or already guarded.
_FORMULA = re.compile(r"'*\s*[=+\-@＝＋－＠\t\r]")


def guarded(text):
    """The text with an apostrophe before it when a spreadsheet program would take it for a formula in a csv file."""
    return f"'{text}" if text and (_FORMULA.match(text) or text[0] in "\t\r") else text


def unguarded(text):
    """What `guarded` was given: an apostrophe before a text like a formula is taken away."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def nearest(word, names, *, many=3):
    """Names like `word`, for a suggestion."""
    folded = {fold(name): name for name in names}
    return [folded[found] for found in get_close_matches(fold(word), folded, n=many, cutoff=0.6)]


def did_you_mean(word, names):
    """ " Did you mean A or B?", or nothing."""
    close = nearest(word, names)
    return " " + _("Did you mean %(names)s?") % {"names": _(" or ").join(f"“{name}”" for name in close)} if close else ""
