"""Figures of a part of an organisation: of one sex, or of a unit or an age. They travel with their period until they are stored.

A row of a file has one place for the period. "2023-Q1" is all of an organisation; what is of a part is written "2023-Q1", a tab, the
sex and a tab, the breakdown.
"""

from django.utils.translation import gettext as _

from fardplan.imports import figures
from fardplan.imports.complaints import Bad
from fardplan.kit.text import quote

ALL = "T"
SEXES = {"": ALL, "t": ALL, "totalt": ALL, "alla": ALL, "k": "K", "kvinnor": "K", "f": "K", "m": "M", "män": "M"}
LONGEST = 60
_TAB = "\t"


def sex(cell):
    """T, K or M of what a cell says; nothing is all together."""
    word = figures.words(cell) or ""
    if word.casefold() not in SEXES:
        raise Bad(_("“%(found)s” is no sex that figures are told apart by.") % {"found": quote(word)}, "K, M")
    return SEXES[word.casefold()]


def breakdown(cell):
    """The part of an organisation as it is written, or nothing."""
    word = figures.words(cell) or ""
    if len(word) > LONGEST:
        raise Bad(_("The breakdown is longer than %(n)s characters.") % {"n": LONGEST}, "")
    return word


def joined(period, of_sex, of_part):
    """How a row says the period, sex and part of its figure."""
    return period if period is None or (of_sex == ALL and not of_part) else _TAB.join((period, of_sex or ALL, of_part or ""))


def is_part(text):
    return _TAB in text


def parted(text):
    """(period, sex, breakdown) of what `joined` wrote."""
    return tuple(text.split(_TAB)) if is_part(text) else (text, ALL, "")


def as_json(text):
    """{"period": …}, and of a part its sex and breakdown."""
    period, of_sex, part = parted(text)
    return {"period": period} | ({"sex": of_sex, "breakdown": part} if is_part(text) else {})


def in_words(text):
    """For people: 2023-Q1, kvinnor, 65–79 år."""
    period, of_sex, part = parted(text)
    named = {"K": _("women"), "M": _("men")}
    return ", ".join(filter(None, (period, named.get(of_sex, ""), part)))
