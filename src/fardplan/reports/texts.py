"""What people write in a report: paragraphs, lists that begin with "- ", and figures as `[[budget.outturn]]`."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.kit import prose
from fardplan.reports.figures import Figure, UnknownFigure

_REFERENCE = re.compile(r"\[\[([^\[\]]*)\]\]")

#: How the ids of tables begin that stand in people's own texts.
TEXT_NAME = "text-"

Look = Callable[[str], Figure]


@dataclass(frozen=True)
class Trouble:
    """A reference in a text that stands for nothing the register knows."""

    reference: str
    message: str


def text_blocks(text: str, look: Look, troubles: list[Trouble], *, name: str = "text") -> list[dict]:
    """The text as blocks of a document. `look` works out a figure; what it does not know is shown as missing and noted in `troubles`.

    The text is that of `kit.prose`. `name` begins the ids of its tables: one of a kind in the document.
    """
    return prose.document_blocks(text, name=name, reads=lambda line: runs_of(line, look, troubles))


def runs_of(line: str, look: Look, troubles: list[Trouble]) -> list[dict]:
    """One line as runs: what people wrote, and figures that know where they come from."""
    runs = []
    for place, piece in enumerate(_REFERENCE.split(line)):
        if place % 2 == 0:
            runs += prose.document_runs(piece) if piece else []
            continue
        try:
            shown = look(piece.strip())
        except UnknownFigure as unknown:
            troubles.append(Trouble(piece.strip(), str(unknown)))
            runs.append(blocks.run(_("[figure missing: %(reference)s]") % {"reference": piece.strip()}, strong=True))
        else:
            runs.append(blocks.run(shown.told, ref=shown.reference))
    return runs or [blocks.run("")]


def said(template: str, /, **values) -> list[dict]:
    """A sentence of our own with figures in it, as runs: `said(_("%(used)s of %(budget)s"), used=figure, budget=figure)`.

    A Figure becomes a run with its reference; anything else stands as it is.
    """
    runs = []
    for place, piece in enumerate(re.split(r"%\((\w+)\)s", template)):
        if place % 2 == 0:
            text = piece.replace("%%", "%")
            if text:
                runs.append(blocks.run(text))
            continue
        value = values[piece]
        runs.append(blocks.run(value.told, ref=value.reference) if isinstance(value, Figure) else blocks.run(str(value)))
    return runs
