"""How wide each column of a table should be on paper.

Numbers and dates get the width they need and never wrap. What is left goes, millimetre by millimetre, to the text column that
makes the table longest just now, so that a table of long texts becomes as short as it can be.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

# Millimetres. A4 less margins of 22 mm.
PORTRAIT = 166.0
LANDSCAPE = 253.0
GUTTER = 4.4  # space between two columns, counted into the column
# A longer word is divided rather than allowed to take the page; the fewer columns, the longer the words that stay whole.
LONGEST_WORDS = (38.0, 34.0, 31.0, 27.0)
MEASURED = 400  # characters measured of a text; a longer one has the same mixture of letters
_WIDEST_TEXT = 400.0  # more text than this in a cell does not change the proportions
_SAMPLE = 300  # rows looked at; a table of thousands has the shape of its beginning
_BREAKS = re.compile("([-–/])")
_NARROW, _WIDE = frozenset("iljtfrI.,:;'|!()[]- \u00a0"), frozenset("mwMWÅÄÖ%@—")
_MM_PER_EM = 3.53  # 10 pt


@dataclass(frozen=True)
class Widths:
    """`columns` in millimetres, in order; `landscape` when the words do not fit an upright page."""

    columns: tuple[float, ...]
    landscape: bool


def text_width(text: str, *, bold: bool = False) -> float:
    """Millimetres of one line of 10 pt sans serif, a few per cent too wide rather than too narrow."""
    ems = sum(0.3 if c in _NARROW else 0.84 if c in _WIDE else 0.6 if c.isupper() else 0.51 for c in text[:MEASURED])
    return ems * _MM_PER_EM * (1.05 if bold else 1.0)


def column_widths(heads: Sequence[str], rows: Sequence[Sequence[str]], fixed: Sequence[bool]) -> Widths:
    """Widths for the columns with these heads and cells; `fixed[i]` marks columns that never wrap (numbers)."""
    sample = [*rows[:_SAMPLE]]
    longest = [_longest_line(heads[i], [row[i] for row in sample], bold=i == 0) for i in range(len(heads))]
    words = [_longest_word(heads[i], [row[i] for row in sample], bold=i == 0) for i in range(len(heads))]
    for longest_word in LONGEST_WORDS:
        least = [min(longest[i] if fixed[i] else words[i], longest_word) + GUTTER for i in range(len(heads))]
        if sum(least) <= 0.92 * PORTRAIT:
            break
    landscape = sum(least) > PORTRAIT
    room = LANDSCAPE if landscape else PORTRAIT
    if sum(least) >= room:
        widths = [width * room / sum(least) for width in least]
    else:
        widths = _share(room, least, [width + GUTTER for width in longest], sample, fixed)
    return Widths(tuple(round(width, 2) for width in widths), landscape)


def _share(room: float, least: list[float], natural: list[float], rows: list[Sequence[str]], fixed: Sequence[bool]) -> list[float]:
    widths = [*least]
    texts = [i for i in range(len(widths)) if not fixed[i]]
    lengths = [[min(text_width(row[i]), _WIDEST_TEXT) for i in texts] for row in rows]
    spare = room - sum(widths)
    while spare >= 1 and any(widths[i] < natural[i] for i in texts):
        gains = dict.fromkeys((i for i in texts if widths[i] < natural[i]), 0.0)
        for row in lengths:
            tallest, position = max((length / (widths[i] - GUTTER + 1), i) for length, i in zip(row, texts, strict=True))
            if position in gains:
                gains[position] += tallest / widths[position]
        widest_need = max(gains, key=lambda i: (gains[i], natural[i] - widths[i]))
        widths[widest_need] += 1
        spare -= 1
    # Everything fits on one line: the rest goes to the text columns, the first one most, which keeps figures together at the right.
    takers = texts or [0]
    weights = [natural[i] * (1.6 if i == 0 else 1.0) for i in takers]
    for i, weight in zip(takers, weights, strict=True):
        widths[i] += spare * weight / sum(weights)
    return widths


def _longest_line(head: str, cells: list[str], *, bold: bool) -> float:
    lines = [line for cell in cells for line in cell.split("\n")]
    return max([text_width(head, bold=True), *(text_width(line, bold=bold) for line in lines)])


def _longest_word(head: str, cells: list[str], *, bold: bool) -> float:
    words = [word for cell in cells for word in _BREAKS.sub(r"\1 ", cell).split(" ") for word in word.split("\n")]
    heads = [text_width(word, bold=True) for word in head.split(" ")]
    return max([*heads, *(text_width(word, bold=bold) for word in words)])
