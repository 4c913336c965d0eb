"""Two texts side by side: what differs, word by word, and both in one. Pure; texts of 300 000 characters take well under a second."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

_PIECES = re.compile(r"\w+|\s+|[^\w\s]")
#: More words than this in one changed stretch are marked whole: comparing them word by word would take seconds.
MOST_WORDS = 1_500
#: Lines compared one by one at most; beyond, what is common at both ends is found and the rest is marked whole.
MOST_LINES = 2_000
#: An unchanged stretch longer than this is cut in the middle.
LONG = 400


@dataclass(frozen=True)
class Piece:
    text: str
    differs: bool = False
    is_cut: bool = False  # stands for an unchanged stretch that is left out


def differences(theirs: str, mine: str) -> tuple[list[Piece], list[Piece]]:
    """The two texts as pieces, each the same as in the other text or not. Joined, the pieces are the text (before `shortened`)."""
    left, right = [], []
    lines = theirs.splitlines(keepends=True), mine.splitlines(keepends=True)
    for tag, a, b, c, d in _opcodes(*lines, MOST_LINES):
        one, other = "".join(lines[0][a:b]), "".join(lines[1][c:d])
        if tag == "equal":
            left.append(Piece(one))
            right.append(Piece(other))
            continue
        words = _PIECES.findall(one), _PIECES.findall(other)
        for word_tag, e, f, g, h in _opcodes(*words, MOST_WORDS):
            differs = word_tag != "equal"
            left.append(Piece("".join(words[0][e:f]), differs))
            right.append(Piece("".join(words[1][g:h]), differs))
    return _joined(left), _joined(right)


def _opcodes(one, other, most):
    """difflib's opcodes; where there are more than `most` things to compare, only what is common at the two ends."""
    if len(one) <= most and len(other) <= most:
        return SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    shortest = min(len(one), len(other))
    start = next((n for n in range(shortest) if one[n] != other[n]), shortest)
    end = next((n for n in range(shortest - start) if one[-1 - n] != other[-1 - n]), shortest - start)
    codes = [
        ("equal", 0, start, 0, start),
        ("replace", start, len(one) - end, start, len(other) - end),
        ("equal", len(one) - end, len(one), len(other) - end, len(other)),
    ]
    return [code for code in codes if code[1] < code[2] or code[3] < code[4]]


def _joined(pieces):
    """Neighbours of a kind are one piece. A space between two changed words is marked with them."""
    found = []
    for piece in pieces:
        if not piece.text:
            continue
        if found and found[-1].differs == piece.differs:
            found[-1] = Piece(found[-1].text + piece.text, piece.differs)
        elif len(found) > 1 and piece.differs and found[-2].differs and found[-1].text.isspace() and "\n" not in found[-1].text:
            space = found.pop()
            found[-1] = Piece(found[-1].text + space.text + piece.text, True)
        else:
            found.append(piece)
    return found


def shortened(pieces: list[Piece]) -> list[Piece]:
    """The pieces for a screen: of a long unchanged stretch only what stands nearest to what differs."""
    found = []
    for place, piece in enumerate(pieces):
        if piece.differs or len(piece.text) <= LONG:
            found.append(piece)
            continue
        before = piece.text[: LONG // 2] if place else ""
        after = piece.text[-LONG // 2 :] if place < len(pieces) - 1 else ""
        if not before and not after:
            before = piece.text[:LONG]
        found += [each for each in (Piece(before), Piece("", is_cut=True), Piece(after)) if each.text or each.is_cut]
    return found


def merged(theirs: str, mine: str) -> str:
    """Both texts in one: what is common once, and where they differ theirs followed by mine. Never loses a word of either."""
    lines = theirs.splitlines(), mine.splitlines()
    found = []
    for tag, a, b, c, d in _opcodes(*lines, MOST_LINES):
        if tag == "equal":
            found += lines[0][a:b]
            continue
        one, other = lines[0][a:b], lines[1][c:d]
        if len(one) == len(other) == 1 and (longer := _longer(one[0], other[0])):
            found.append(longer)
        else:
            found += one + other
    return "\n".join(found)


def _longer(one, other):
    """The one that holds the other whole, at its beginning or end; nothing when neither does."""
    short, long = sorted((one, other), key=len)
    return long if long.startswith(short) or long.endswith(short) else ""
