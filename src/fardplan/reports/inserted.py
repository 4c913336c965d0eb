"""Tables and charts that people put in their own text as references: a line of its own, `[[risks.table]]`, names a part of the register.

It is drawn anew each time the document is composed, so it stays true until the report is locked, and is what it was from then on.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fardplan.reports import subjects
from fardplan.reports.parts import PARTS, Part
from fardplan.reports.texts import TEXT_NAME, Trouble, text_blocks

_ALONE = re.compile(r"^[ \t]*\[\[([a-z0-9_.-]+)\]\][ \t]*$", re.MULTILINE)


@dataclass(frozen=True)
class Insert:
    """A part that a text may name: what it is, and how it is written."""

    title: str
    reference: str


def inserts_for(about) -> list[Insert]:
    """What a document about `about` (a noun of `reports.subjects`, or "programme") may put in a text, by title."""
    return sorted((Insert(str(part.title), name) for name, part in PARTS.items() if part.fits(about)), key=lambda insert: insert.title)


def blocks_of(text: str, draft, section: str, troubles: list[Trouble]) -> list[dict]:
    """The text under a heading as blocks, with the parts it names where it names them."""
    pieces, found = _ALONE.split(text), []
    held = ""
    for place, piece in enumerate(pieces):
        if place % 2 == 0:
            held += piece
        elif piece not in PARTS:
            held += f"[[{piece}]]"  # a figure alone on its line, or a mistake: `text_blocks` tells
        else:
            found += _written(held, draft, section, troubles, len(found))
            held = ""
            found += _part(PARTS[piece], draft, section, troubles, len(found))
    return found + _written(held, draft, section, troubles, len(found))


def _written(text, draft, section, troubles, number):
    name = f"{TEXT_NAME}{section}-{number}" if number else f"{TEXT_NAME}{section}"
    return text_blocks(text, draft.figure, troubles, name=name) if text.strip() else []


def _part(part: Part, draft, section, troubles, number):
    if not part.fits(_about(draft)):
        troubles.append(Trouble(part.name, _("“%(title)s” is about something else than this document.") % {"title": part.title}))
        return []
    made = part.make(draft)
    # The part may stand under a heading of its own too: tables and figures have ids that are one of a kind.
    return [block | {"id": f"in-{section}-{number}-{block['id']}"} if "id" in block else block for block in made]


def _about(draft):
    if draft.subject is None:
        return subjects.PROGRAMME
    return next((noun for noun, subject in subjects.SUBJECTS.items() if isinstance(draft.subject, subject.model)), "")
