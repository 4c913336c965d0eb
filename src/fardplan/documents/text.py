"""Text at the edge: what may be in a document, and what a printed page can show."""

import re
import unicodedata

# C0 except tab and newline, DEL and C1, surrogates, bidi overrides and isolates, non-characters. None of them says anything to a
# reader; several break XML, and the bidi ones can make a sum read backwards.
_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufff9-\uffff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_ENDS = re.compile("\r\n|[\r\x85\u2028\u2029]")

# What the two shipped families plus Typst's own DejaVu Sans Mono can draw (first, last). PDF/UA refuses a page with a missing glyph,
# so anything else becomes REPLACEMENT there. tests/documents/test_text.py draws them all.
_DRAWN = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x391, 0x3A1), (0x3A3, 0x3A9), (0x3B1, 0x3C9), (0x410, 0x44F), (0x2010, 0x2023), (0x2026, 0x2026),
    (0x2030, 0x2037), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2190, 0x21FF), (0x2200, 0x2213),
    (0x2215, 0x2215), (0x2217, 0x2220), (0x2234, 0x223D), (0x2241, 0x2265), (0x25A0, 0x25FF), (0x2713, 0x2718), (0x2756, 0x2756),
)  # fmt: skip
_SAME_LOOK = str.maketrans({"\u202f": "\u00a0", "\u2007": "\u00a0", "\u2011": "-", "\t": " "})
# Four different facts, four different words; nought is written as 0.
NOTHING_WORDS = {"missing": "uppgift saknas", "not_applicable": "ej aktuellt", "confidential": "döljs"}
REPLACEMENT = "□"
ZERO_WIDTH_SPACE = "\u200b"


def clean(text: str) -> str:
    """The text without control characters, in NFC, with `\\n` as the only line end. Every text passes here before it is stored or drawn."""
    return unicodedata.normalize("NFC", _UNWANTED.sub("", _LINE_ENDS.sub("\n", text)))


def drawable(text: str) -> str:
    """`text` with every character the page fonts lack replaced by a white square; line ends and break opportunities stay."""
    return "".join(
        character if character in "\n\u200b" or _is_drawn(character) else _stand_in(character) for character in text.translate(_SAME_LOOK)
    )


def breakable(text: str, limit: int) -> str:
    """`text` with break opportunities inside words longer than `limit` characters, so that no word leaves its column."""
    return re.sub(rf"\S{{{limit + 1},}}", lambda word: _broken(word[0], limit), text)


def _broken(word: str, limit: int) -> str:
    step = max(1, limit // 2)
    return ZERO_WIDTH_SPACE.join(word[start : start + step] for start in range(0, len(word), step))


def _is_drawn(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _DRAWN)


def _stand_in(character: str) -> str:
    # Joiners and variation selectors are invisible in themselves; a square for each would double every emoji.
    return "" if unicodedata.category(character) in ("Cf", "Mn", "Me") else REPLACEMENT
