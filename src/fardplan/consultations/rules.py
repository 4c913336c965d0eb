"""Rules of consultations. Pure: no rows, no clock.

From being prepared to compiled: a consultation is sent with a last day, closes, and is compiled. Late answers are taken until it is
compiled, and are marked late. A text that is sent never changes: what comes next is a new consultation.
"""

import re
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Kind(TextChoices):
    CONSULTATION = "consultation", _("Consultation")
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")


class State(TextChoices):
    PREPARING = "preparing", _("Being prepared")
    SENT = "sent", _("Sent")
    CLOSED = "closed", pgettext_lazy("consultation", "Closed")
    COMPILED = "compiled", _("Compiled")


MAY_MOVE = {
    State.PREPARING: {State.SENT},
    State.SENT: {State.CLOSED, State.COMPILED},
    State.CLOSED: {State.SENT, State.COMPILED},  # back to sent when the last day is moved ahead
    State.COMPILED: {State.CLOSED},
}

#: States in which the parties may answer.
TAKES_ANSWERS = frozenset({State.SENT, State.CLOSED})


class Stance(TextChoices):
    """What a party says. The codes are the same for both kinds; the words are `STANCE_WORDS`."""

    SUPPORTS = "supports", _("Supports")
    SUPPORTS_WITH_COMMENTS = "supports_with_comments", _("Supports with comments")
    REJECTS = "rejects", _("Rejects")


STANCE_WORDS = {
    Kind.CONSULTATION: dict(Stance.choices),
    Kind.LETTER_OF_INTENT: {
        Stance.SUPPORTS: _("Adopted"),
        Stance.SUPPORTS_WITH_COMMENTS: _("Adopted with addition"),
        Stance.REJECTS: _("Not adopted"),
    },
}

#: stance -> the mark on the line of squares
MARKS = {Stance.SUPPORTS: "yes", Stance.SUPPORTS_WITH_COMMENTS: "plus", Stance.REJECTS: "no"}


def may_move(now: str, to: str) -> bool:
    return to in MAY_MOVE[State(now)]


def is_open(state: str, last_day: date | None, today: date) -> bool:
    """Sent, and the last day has not passed: it holds to and including that day."""
    return state == State.SENT and (last_day is None or today <= last_day)


def is_late(sent: date | None, last_day: date | None) -> bool:
    """An answer sent after the last day. Unknown days make nothing late."""
    return sent is not None and last_day is not None and sent > last_day


@dataclass(frozen=True)
class Piece:
    """A chapter or section of a pasted text. `level` is 1 for a chapter."""

    heading: str
    number: str = ""
    level: int = 1
    text: str = ""


NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+(?P<heading>\S.*)")
LONGEST_HEADING = 120
DEEPEST = 4


def pieces_of(text: str, *, untitled: str) -> list[Piece]:
    """Chapters and sections of a pasted text, in order.

    A heading is a line that begins with "#" (more of them, further down), or a numbered line of its own such as "2.1 Mål": short,
    with an empty line before it and no full stop at its end. What stands before the first heading is called `untitled`.
    """
    found, lines, blank = [], [], True
    heading = None
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        here = _heading(line.strip(), after_blank=blank)
        blank = not line.strip()
        if here is None:
            lines.append(line.rstrip())
            continue
        _close(found, heading, lines, untitled)
        heading, lines, blank = here, [], True  # a section may begin with its first subsection
    _close(found, heading, lines, untitled)
    return found


def _heading(line, *, after_blank):
    hashes = len(line) - len(line.lstrip("#"))
    words = line[hashes:].strip()
    if hashes and words:
        numbered = NUMBERED.fullmatch(words)
        number, words = (numbered["number"], numbered["heading"]) if numbered else ("", words)
        return Piece(words[:LONGEST_HEADING], number, min(hashes, DEEPEST))
    numbered = NUMBERED.fullmatch(line)
    if numbered and after_blank and len(line) <= LONGEST_HEADING and not line.endswith((".", ",", ";", ":")):
        return Piece(numbered["heading"], numbered["number"], min(numbered["number"].count(".") + 1, DEEPEST))
    return None


def _close(found, heading, lines, untitled):
    text = "\n".join(lines).strip()
    if heading is None:
        if text:
            found.append(Piece(untitled, text=text))
    else:
        found.append(Piece(heading.heading, heading.number, heading.level, text))


def pasted(pieces) -> str:
    """The text again, as it could be pasted: what `pieces_of` reads back. `pieces` have heading, number, level and text."""
    parts = []
    for piece in pieces:
        parts.append(f"{'#' * piece.level} {' '.join(filter(None, (piece.number, piece.heading)))}")
        if piece.text:
            parts.append(piece.text)
    return "\n\n".join(parts)
