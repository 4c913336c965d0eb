"""Number formats of a workbook: what a person sees when the cell holds a number."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

BUILT_IN_DAYS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
BUILT_IN_MONTHS = {17}
BUILT_IN_TIMES = {18, 19, 20, 21, 45, 46, 47}
BUILT_IN_PERCENT = {9, 10}
MONEY = {"kr", "kronor", "sek", "tkr", "kkr", "kk", "ksek", "tsek", "mnkr", "mkr", "msek", "mdkr", "milj", "milj.", "milj kr"}
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,4})?|[+-]?\.[0-9]+(?:[eE][+-]?[0-9]{1,4})?")
_EXCEL = Context(prec=15, rounding=ROUND_HALF_EVEN)


def meaning_of(format_id, codes):
    """One of "n" number, "p" percent, "d" day, "m" month, "t" time, "k" shown in thousands, or ("u", unit) when the format writes one."""
    code = codes.get(format_id)
    if code is None:
        if format_id in BUILT_IN_PERCENT:
            return "p"
        if format_id in BUILT_IN_TIMES:
            return "t"
        if format_id in BUILT_IN_MONTHS:
            return "m"
        return "d" if format_id in BUILT_IN_DAYS else "n"
    return _of_code(code)


def _of_code(code):
    section = code.split(";")[0]
    literals = " ".join(re.findall(r'"([^"]*)"', section) + re.findall(r"\[\$([^\]-]*)", section))
    bare = re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", section)
    hours = re.search(r"\[(h+|m+|s+)\]", section, re.IGNORECASE)
    if "%" in bare:
        return "p"
    if bare.casefold() in ("general", "standard", "@"):
        return "n"
    letters = set(re.sub(r"[eE][+-]", "", bare).casefold()) & set("ymdhså") if not re.search(r"[0#?]", bare) else set()
    if hours or letters & set("ymdh"):
        if letters & {"y", "d"} or ("m" in letters and not letters & {"h", "s"} and not hours):
            return "d" if "d" in letters else "m"
        return "t"
    if re.search(r"[0#?],+(?![0#?])", bare):
        return "k"
    unit = " ".join((literals + " " + re.sub(r"[^a-zåäö.]", " ", bare.casefold())).casefold().split())
    return ("u", unit) if unit in MONEY else "n"


def plain_number(written):
    """The number of a cell as exact decimal text without exponent; None when the text is no number of a sane size.

    Spreadsheets keep binary fractions and show fifteen digits: 0.30000000000000004 is what they call 0,3. A whole number of more
    digits than that has lost some already and is nobody's number any more.
    """
    if not _NUMBER.fullmatch(written) or len(written) > 60:
        return None
    value = Decimal(written)
    if not value:
        return "0"
    if not -30 < value.adjusted() < 30:
        return None
    digits = len(value.normalize().as_tuple().digits)
    if digits > 15:
        if value.adjusted() >= 15:
            return None
        value = _EXCEL.plus(value)
    return f"{value.normalize():f}"


def day_of(serial, *, since_1904):
    """ISO date of a serial number; None when it is no day."""
    try:
        number = float(serial) if _NUMBER.fullmatch(serial) else -1.0
        if not 0 <= number < 2_958_466:
            return None
        origin = date(1904, 1, 1) if since_1904 else date(1899, 12, 31 if number < 60 else 30)
        return (origin + timedelta(days=int(number))).isoformat()
    except (ValueError, OverflowError):
        return None


def iso_day(written):
    try:
        return date.fromisoformat(written[:10]).isoformat()
    except ValueError:
        return None
