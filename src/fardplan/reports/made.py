"""Files of a report are made by the job runner, never in a page's request: asked for, made, handed over, thrown away after a week.

A file belongs to the text it was made of, by its checksum: the same text is not drawn twice, and a draft that has moved on is not handed
over as if it were the new one.
"""

import hashlib
import json
import logging
from datetime import timedelta

from fardplan.looks.services import content_of
from fardplan.reports.content import text_of
from fardplan.reports.files import FORMATS, stem
from fardplan.reports.jobs import make_file
from fardplan.reports.models import MadeFile

logger = logging.getLogger("fardplan.reports")

#: How long a made file is kept: it can be made again from the report.
KEPT = timedelta(days=7)
#: Drawn by the runner; the others are the report's own text as it is read, and are answered at once.
MADE = tuple(suffix for suffix in FORMATS if suffix not in ("json", "html"))
State = MadeFile.State


def mark_of(text) -> str:
    """The checksum that a text's files are found by."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def ask(report, suffixes, *, at, looks=()) -> str:
    """Ask for files of a report as it stands now. Returns the mark of its text; what is already made of it is not made again.

    `looks` are the organisations' templates that files are asked for in besides.
    """
    text = text_of(report)
    mark, name = mark_of(text), stem(json.loads(text))
    for suffix, look in [*((suffix, None) for suffix in suffixes), *((look.kind, look) for look in looks)]:
        row, is_new = MadeFile.objects.get_or_create(
            report=report, suffix=suffix, mark=mark, look=look, defaults={"text": text, "name": name, "asked_at": at}
        )
        if is_new:
            make_file.enqueue(row.pk)
        elif row.state == State.FAILED:
            MadeFile.objects.filter(pk=row.pk).update(state=State.WAITING, text=text, asked_at=at)
            make_file.enqueue(row.pk)
    return mark


def make(pk, *, at) -> str:
    """Draw one file that waits. Called again after a runner was killed, it draws what is not drawn. Returns its state."""
    row = MadeFile.objects.filter(pk=pk).exclude(state=State.DONE).select_related("look").first()
    if row is None:
        return State.DONE
    MadeFile.objects.filter(pk=pk).update(state=State.WORKING)
    try:
        content = FORMATS[row.suffix].make(row.text, **({"template": content_of(row.look)} if row.look else {}))
    except Exception:
        logger.exception("the %s of report %s could not be drawn", row.suffix, row.report_id)
        MadeFile.objects.filter(pk=pk).update(state=State.FAILED, done_at=at)
        return State.FAILED
    MadeFile.objects.filter(pk=pk).update(state=State.DONE, content=content, size=len(content), text="", done_at=at)
    return State.DONE


def found(report, suffix, mark, look="") -> MadeFile | None:
    """The file of a text, when it is made; `look` is the key of the template that it is drawn with."""
    rows = MadeFile.objects.filter(report=report, suffix=suffix, mark=mark, state=State.DONE)
    return (rows.filter(look__slug=look) if look else rows.filter(look__isnull=True)).first()


def rows_of(report, mark) -> list[MadeFile]:
    """What has been asked for of a text, in the order of the formats; without the contents."""
    rows = (
        MadeFile.objects.filter(report=report, mark=mark).select_related("look__organisation", "look__programme").defer("content", "text")
    )
    return sorted(rows, key=lambda row: (MADE.index(row.suffix), row.look.owner if row.look else ""))


def throw_away(*, before):
    """Files asked for before a moment go. Returns how many."""
    return MadeFile.objects.filter(asked_at__lt=before).delete()[0]
