"""What is wrong with a file, cell by cell: all of it at once, each with its place."""

import re
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from functools import lru_cache

from django.utils.translation import gettext as _

from fardplan.kit.text import clean_text, quote

#: How many are kept. All are counted.
KEPT = 1_000
SHOWN = 100
#: Letters of a cell that are looked at for what is repeated of it.
LONGEST = 1_000


@dataclass(frozen=True)
class Complaint:
    """`row` is the number a person counts in the file, heading included; None when it is about the whole file."""

    file: str
    sheet: str = ""
    row: int | None = None
    column: str = ""
    found: str = ""
    expected: str = ""
    message: str = ""

    def as_json(self):
        return asdict(self)

    @property
    def place(self):
        """ "values.xlsx, sheet Blad1, row 5, column Värde"."""
        parts = [self.file]
        if self.sheet:
            parts.append(_("sheet %(name)s") % {"name": self.sheet})
        if self.row:
            parts.append(_("row %(row)s") % {"row": self.row})
        if self.column:
            parts.append(_("column %(column)s") % {"column": self.column})
        return ", ".join(parts)

    def __str__(self):
        return f"{self.place}: {self.message}"


class Bad(Exception):
    """A cell that cannot be what its column wants."""

    def __init__(self, message, expected=""):
        super().__init__(message)
        self.message, self.expected = str(message), str(expected)


class Complaints:
    """The first KEPT complaints in the order they were found, how many there are, and what is worth saying besides."""

    def __init__(self, file):
        self.file = without_personal_number(clean_text(file))
        self.names_somebody = is_personal_number(file)
        self.kept, self.count, self.warnings = [], 0, []

    def add(self, message, *, sheet="", row=None, column="", found="", expected=""):
        self.count += 1
        if len(self.kept) < KEPT:
            told = (quote(column[:LONGEST]), quote(found[:LONGEST]), str(expected), str(message))
            self.kept.append(Complaint(self.file, without_personal_number(sheet), row, *map(without_personal_number, told)))

    def warn(self, message):
        message = without_personal_number(str(message))
        if message not in self.warnings and len(self.warnings) < SHOWN:
            self.warnings.append(message)

    def __bool__(self):
        return self.count > 0

    @property
    def sorted(self):
        return sorted(self.kept, key=lambda each: (each.sheet, each.row or 0))


# -- personal numbers -------------------------------------------------------------------------------------------------

_DASHES = "-+–—−‐‑‒"
#: With a sign or a century the shape is enough; ten digits in a row may be an amount, so there the check digit must agree.
_SHAPE = re.compile(
    rf"(?<![0-9])([0-9]{{2}})?([0-9]{{2}})([0-9]{{2}})([0-9]{{2}})(\s*[{_DASHES}]\s*|\s+|)([0-9TRSUWXJKLMN][0-9]{{3}})(?![0-9])"
)
#: Written with other signs, or with signs inside the day, as "1912-12-12 1212": these too must have the check digit that agrees.
_LOOSE = re.compile(
    r"(?<![0-9])((?:18|19|20)[\s./]?)?([0-9]{2})"
    rf"([{_DASHES}\s./]?)([0-9]{{2}})\3([0-9]{{2}})[{_DASHES}\s./:_]{{0,3}}([0-9]{{2}}\s?[0-9]{{2}})(?!\s?[{_DASHES}]?[0-9])"
)
_SPACES = re.compile(r"\s")
_MASK = "••••••"


def is_personal_number(text, *, in_figures=False):
    """Whether a Swedish personal or coordination number stands anywhere in the text, however it is written.

    `in_figures`: the text is a number in a column of numbers; then the check digit must agree for it to count.
    """
    if len(text) < 10:
        return False
    return _in_long(text, in_figures) if len(text) > LONGEST else _is_in(text, in_figures)


@lru_cache(maxsize=32)
def _in_long(text, in_figures):
    """Many cells may share a long text: it is gone through once."""
    return _is_in(text, in_figures)


def _is_in(text, in_figures):
    plain = _plain(text)
    if any(_is_personal(*found, in_figures=in_figures) for found in _SHAPE.findall(plain)):
        return True
    return not in_figures and any(map(_is_loose, _LOOSE.finditer(plain)))


def _is_loose(found):
    century, year, _sign, month, day, tail = (_SPACES.sub("", part or "").strip("./") for part in found.groups())
    return _is_personal(century, year, month, day, "", tail, in_figures=True)


def _plain(text):
    """The text with each digit as 0-9 and without anything that does not show: what hides in a number does not hide it."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(map(_plain_letter, unicodedata.normalize("NFKC", text)))


def _plain_letter(letter):
    kind = unicodedata.category(letter)
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return "" if kind in ("Cf", "Mn", "Cs", "Co") or (kind == "Cc" and not letter.isspace()) else letter


def _is_personal(century, year, month, day, sign, tail, *, in_figures):
    if century not in ("", "18", "19", "20"):
        return False
    if not any(
        _exists(int(c + year), int(month), int(day) - offset) for c in ([century] if century else ["19", "20"]) for offset in (0, 60)
    ):
        return False
    if not tail.isdigit():
        return bool(sign.strip())
    if sign.strip() or (century and not in_figures):
        return True
    return _luhn(year + month + day + tail) or not (in_figures or sign == "")


def _exists(year, month, day):
    with suppress(ValueError):
        return bool(date(year, month, day))
    return False


def _luhn(digits):
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(digits))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0


def without_personal_number(text):
    """The text with anything like a personal number blotted out: for names of files, sheets and columns."""
    if not is_personal_number(text):
        return text
    return _LOOSE.sub(lambda found: _MASK if _is_loose(found) else found[0], _SHAPE.sub(_MASK, _plain(text)))
