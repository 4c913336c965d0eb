"""Number formats of a workbook: what a person sees when the cell holds a number."""

import re
from datetime import date, timedelta
from decimal import ROUND_HALF_EVEN, Context, Decimal

BUILT_IN_DAYS = {14, 15, 16, 17, 22, *range(27, 37), *range(50, 59)}
BUILT_IN_MONTHS = {17}
BUILT_IN_TIMES = {18, 19, 20, 21, 45, 46, 47}
BUILT_IN_PERCENT = {9, 10}
#: Formats that a workbook does not write out: the program shows them in the money of its country.
BUILT_IN_MONEY = {5, 6, 7, 8, 42, 44}
MONEY = {
    "kr", "kronor", "sek", "tkr", "kkr", "kk", "ksek", "tsek", "mnkr", "mkr", "msek", "mdkr", "milj", "milj.", "milj kr", "milj. kr",
    "tusen kr", "tusen kronor", "miljoner", "miljoner kr", "miljoner kronor", "mn kr", "kr.", ":-",
}  # fmt: skip
_FOREIGN = re.compile(r"[$€£¥]|\b(?:eur|euro|usd|nok|dkk|gbp|chf)\b", re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,4})?|[+-]?\.[0-9]+(?:[eE][+-]?[0-9]{1,4})?")
_EXCEL = Context(prec=15, rounding=ROUND_HALF_EVEN)


def meaning_of(format_id, codes):
    """What a format shows: "n" number, "p" percent, "k" thousands, ("u", unit) when it writes a unit of money; of a day "d" the day,
    "m" the month with its year, "y" the year alone, "o" some other part of it that does not tell which; "t" a time of day."""
    code = codes.get(format_id)
    if code is None:
        if format_id in BUILT_IN_PERCENT:
            return "p"
        if format_id in BUILT_IN_MONEY:
            return "u", "kr"
        if format_id in BUILT_IN_TIMES:
            return "t"
        if format_id in BUILT_IN_MONTHS:
            return "m"
        return "d" if format_id in BUILT_IN_DAYS else "n"
    return _of_code(code)


def _of_code(code):
    sections = [_bare(section) for section in _sections(code)]
    if any("%" in bare for bare in sections):
        return "p"
    first, bare = _sections(code)[0], sections[0]
    meaning = _of_day(first, bare)
    if meaning:
        return meaning
    if any(re.search(r"[0#?],+(?![0#?])", bare) for bare in sections):
        return "k"
    literals = " ".join(re.findall(r'"([^"]*)"', first) + re.findall(r"\[\$([^\]-]*)", first))
    escaped = re.sub(r'"[^"]*"|\[[^\]]*\]|_.|\*.', "", first)
    literals += " " + "".join(re.findall(r"\\(.)", escaped))
    words = " ".join(f"{literals} {re.sub(r'general|standard', ' ', re.sub(r'[^a-zåäö.$€£¥]', ' ', bare.casefold()))}".casefold().split())
    if words.replace(" .", "").strip(" .") in MONEY:
        return "u", words.replace(" .", "").strip(" .")
    return ("u", words[:20]) if _FOREIGN.search(words) else "n"


def _sections(code):
    """The format for positive numbers, negative ones, nought and text: semicolons divide them, but for those in quotation marks."""
    return re.findall(r'(?:"[^"]*"|\\.|\[[^\]]*\]|[^;])+', code) or [""]


def _bare(section):
    return re.sub(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]', "", section)


def _of_day(section, bare):
    """What a format shows of a day or a time; None when it is one of numbers."""
    low = re.sub(r"s[.,]0+", "s", bare.casefold())
    if re.search(r"\[(h+|m+|s+)\]", section, re.IGNORECASE) or "am/pm" in low:
        return "t" if not re.search(r"[yd]", low.replace("am/pm", "")) else "d"
    if low in ("general", "standard", "@") or re.search(r"[0#?]", low):
        return None
    letters = set(re.sub(r"general|standard", "", low)) & set("ymdhså")
    if not letters & set("ymdhs"):
        return None
    if letters & {"h", "s"}:
        return "d" if letters & {"y", "d", "å"} else "t"
    year = low.count("y") > 2 or "å" in letters or (low.count("y") == 2 and "m" in letters)
    if "d" in letters:
        return "d"
    if year:
        return "m" if "m" in letters else "y"
    return "o"


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
