"""Text as people write it: cleaning, folding for search, Swedish order, slugs, and the personal number nobody may store."""

import re
import unicodedata
from datetime import date
from functools import lru_cache


class Unreadable(ValueError):
    """What a person wrote and we could not read, told in words for that person.

    Times, numbers, amounts and periods raise their own kind. `suggestion` is what we believe was meant, or None.
    """

    def __init__(self, message, *, suggestion: str | None = None):
        super().__init__(message)
        self.message = str(message)
        self.suggestion = suggestion

    def __str__(self):
        return self.message


# -- cleaning ---------------------------------------------------------------------------------------------------------

_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")
# Controls but newline and tab, lone surrogates (UTF-8 cannot carry them), bidi embeddings, overrides and isolates (they
# show a text in another order than it is stored), byte order marks, and the code points Unicode reserves as never-text.
_NEVER_TEXT = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff"
    + "".join(chr(plane * 0x10000 + 0xFFFE) + chr(plane * 0x10000 + 0xFFFF) for plane in range(17))
    + "]"
)


def clean_text(text: str) -> str:
    """The same text, safe to store: composed (NFC), with newline as the only line end and nothing invisible that misleads."""
    return unicodedata.normalize("NFC", _NEVER_TEXT.sub("", _LINE_ENDS.sub("\n", text)))


def quote(text: str, longest: int = 40) -> str:
    """A piece of input, made short and harmless enough to be repeated in a message."""
    words = " ".join(clean_text(str(text)).split())
    return words if len(words) <= longest else words[: longest - 1] + "…"


def shortened(text: str, longest: int) -> str:
    """The beginning of a text on one line, ended at a word: "Att finna en process …". textwrap.shorten does it too, in milliseconds."""
    if len(text) > 2 * longest:
        text = text[: 2 * longest]
    words = " ".join(text.split())
    if len(words) <= longest:
        return words
    return (words[: longest - 1].rpartition(" ")[0] or words[: longest - 2]) + " …"


# -- search -----------------------------------------------------------------------------------------------------------

_SWEDISH = frozenset("åäö")
_SAME_LETTER = {"æ": "ä", "ø": "ö", "đ": "d", "ð": "d", "þ": "th", "œ": "oe", "ł": "l", "ı": "i"}


def fold(text: str) -> str:
    """The form two spellings share when someone searches.

    Case goes, and so do foreign accents (é is e, ü is u, and the neighbours' æ and ø are ä and ö). Swedish å, ä and ö stay:
    they are letters of their own, and a search for "mal" that finds "mål" finds too much to be useful.
    """
    if text.isascii():
        return text.lower()
    return "".join(map(_fold_letter, unicodedata.normalize("NFC", text).casefold()))


@lru_cache(maxsize=4096)
def _fold_letter(letter: str) -> str:
    if letter in _SWEDISH:
        return letter
    if letter in _SAME_LETTER:
        return _SAME_LETTER[letter]
    if letter.isspace() and not letter.isascii():
        return " "
    composed = unicodedata.normalize("NFC", letter)
    if composed in _SWEDISH:
        return composed
    return "".join(c for c in unicodedata.normalize("NFD", letter) if not unicodedata.combining(c)) or letter


# -- order ------------------------------------------------------------------------------------------------------------

_AS_IN_SWEDISH = {"ü": "y", "ű": "y"}  # the Swedish alphabet files them under y; `fold` does not, people search for u
_RANK = {letter: rank for rank, letter in enumerate("abcdefghijklmnopqrstuvwxyzåäö")}
_RUN = re.compile("[0-9]+|[^0-9]")


@lru_cache(maxsize=8192)  # a list is sorted at every request, and SQLite asks for the key at every comparison
def swedish_sort_key(text: str) -> tuple:
    """Order by the Swedish alphabet: å, ä, ö last, V and W apart, case only between equals, and "Etapp 2" before "Etapp 10"."""
    composed = unicodedata.normalize("NFC", text)
    letters = "".join(_AS_IN_SWEDISH.get(c) or _fold_letter(c) for c in composed.casefold())
    return tuple(map(_weight, _RUN.findall(letters))), letters, composed.swapcase()


@lru_cache(maxsize=1024)  # few letters: their weights are shared by all keys
def _weight(run: str) -> tuple:
    # Signs, then numbers, then letters. A number weighs its length first: as int() it would be slow and, past 4,300 digits, refused.
    if run in _RANK:
        return 2, _RANK[run], ""
    if run.isascii() and run.isdigit():
        significant = run.lstrip("0")
        return 1, len(significant), significant
    return (3, ord(run), "") if run.isalpha() else (0, ord(run), "")


# -- addresses --------------------------------------------------------------------------------------------------------


def slugify_swedish(text: str, max_length: int = 50) -> str:
    """An address part of a-z, 0-9 and hyphens ("Nära vård på ön" becomes "nara-vard-pa-on"), cut between words where it can be.

    Text with no such letters gives an empty string; the caller knows what to use instead.
    """
    ascii_text = fold(text).translate(str.maketrans("åäö", "aao")).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", ascii_text)
    slug = "-".join(words)
    if len(slug) <= max_length:
        return slug
    cut = slug[: max_length + 1].rpartition("-")[0]
    return cut or slug[:max_length]


# -- personal numbers -------------------------------------------------------------------------------------------------

_PERSONAL_NUMBER = re.compile(r"(?<![0-9])([0-9]{2})?([0-9]{2})([0-9]{2})([0-9]{2})\s?[-+–−‐‑]?\s?([0-9]{4})(?![0-9])")


def looks_like_personal_number(text: str) -> bool:
    """Whether a Swedish personal or coordination number stands anywhere in the text.

    The date must exist (day + 60 for coordination numbers) and the check digit must agree, so that numbers of
    organisations, reference numbers and amounts pass.
    """
    return any(_is_personal(*found) for found in _PERSONAL_NUMBER.findall(unicodedata.normalize("NFKC", text)))


def _is_personal(century: str, year: str, month: str, day: str, tail: str) -> bool:
    return _luhn(year + month + day + tail) and any(
        _exists(int(c + year), int(month), int(day) - offset) for c in ([century] if century else ["19", "20"]) for offset in (0, 60)
    )


def _exists(year: int, month: int, day: int) -> bool:
    try:
        return date(year, month, day).year >= 1800
    except ValueError:
        return False


def _luhn(digits: str) -> bool:
    doubled = (int(d) * (2 - i % 2) for i, d in enumerate(digits))
    return sum(n - 9 if n > 9 else n for n in doubled) % 10 == 0
