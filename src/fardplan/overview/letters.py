"""How wide words are in the picture, and how they are made to fit. Pure, and never too narrow: a label is not cut by an edge."""

#: Widths of the letters of Source Sans 3 Semibold at the size labels are set (13.5 px), in tenths of a pixel, rounded up.
_WIDTHS = {
    28: " ",
    38: "iljI.,:;'’·",
    50: "frt()/!-",
    64: "csz?–",
    71: "aegkvxyåäé",
    77: "bdhnopquö",
    92: "DGHNOQUÖ",
    104: "wMW",
    118: "m@%—→",
    131: "…",
}


class _Widths(dict):
    def __missing__(self, letter):
        """Digits are alike; of other letters most are capitals."""
        self[letter] = width = 70 if letter.isdigit() else 82
        return width


_WIDTH_OF = _Widths({letter: width for width, letters in _WIDTHS.items() for letter in letters})


def width_of(text: str) -> int:
    """How many pixels `text` takes at most, as far as the letters are known."""
    return -(-sum(map(_WIDTH_OF.__getitem__, text)) // 10)


def shortened(text: str, room: float) -> str:
    """`text` ended with "…" when it needs more pixels than `room`: at a word, or inside the first one when not even that fits."""
    if width_of(text) <= room:
        return text
    kept = []
    for word in text.split():
        if width_of(" ".join([*kept, word, "…"])) > room:
            break
        kept.append(word)
    if kept:
        return " ".join([*kept, "…"])
    cut = text
    while len(cut) > 1 and width_of(f"{cut}…") > room:
        cut = cut[:-1]
    return f"{cut}…"


def lines_of(text: str, room: float, most: int) -> list[str]:
    """`text` broken at words into at most `most` lines of `room` pixels; the last one ends in "…" when something is left."""
    lines = []
    for word in text.split():
        if lines and width_of(f"{lines[-1]} {word}") <= room:
            lines[-1] += f" {word}"
        elif len(lines) == most:
            lines[-1] += " …"
            break
        else:
            lines.append(word)
    return lines
