"""The log's seal: each event carries the SHA-256 of the event before it in its programme's chain, and of its own text.

What is rewritten, taken out, put in or moved no longer agrees with what follows; what is cut off at the end no longer agrees with the
chain's head. Whoever can write in the database can make a whole new chain: a head kept elsewhere (`fardplan audit head`) tells that too.

The text and the sum are frozen: a log that was sealed by an older version is checked by the newest. Changing them is a new kind of chain.
"""

import hashlib
import json
import unicodedata
from datetime import UTC

from django.db import connection

from fardplan.audit.models import ChainHead, Event

#: What the first event of a chain follows.
BEGINNING = "0" * 64


def canonical_text(event, entry):
    """What an event says, with who, when and what of its entry, as one line: sorted keys, NFC, nothing that is rounded.

    Line breaks and quotation marks inside values are escaped by JSON, so that no value can look like another line.
    """
    said = {
        "after": event.after,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "before": event.before,
        "by": entry.by,
        "label": event.label,
        "model": event.model,
        "number": event.number,
        "object": event.object_id,
        "programme": event.programme,
        "request": str(entry.request_id),
        "verb": event.verb,
        "what": entry.what,
    }
    return unicodedata.normalize("NFC", json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")))


def link(previous, event, entry):
    """The event's sum: hexadecimal SHA-256 of the sum before it and its own text, in UTF-8."""
    # A surrogate cannot be stored by us, but somebody else may have put one in the database: it has a sum too.
    return hashlib.sha256(f"{previous}\n{canonical_text(event, entry)}".encode("utf-8", "surrogatepass")).hexdigest()


def append(entry, **said):
    """Store an event of `entry` last in its programme's chain. Only writers of that programme wait for each other, until they commit."""
    number, previous = _locked_head(said["programme"])
    event = Event(entry=entry, number=number + 1, **said)
    event.hash = link(previous, event, entry)
    event.save(force_insert=True)
    _move_head(event)
    return event


def append_many(events):
    """Store a list of events, each with its `entry`, in the order given: as `append`, a thousand at a time."""
    last = {}
    for event in events:
        before = last.get(event.programme)
        number, previous = (before.number, before.hash) if before else _locked_head(event.programme)
        event.number = number + 1
        event.hash = link(previous, event, event.entry)
        last[event.programme] = event
    Event.objects.bulk_create(events, batch_size=1_000)
    for event in last.values():
        _move_head(event)


# Plain SQL: these two are run for every row that is written, and cost a fourth of what the same would through the models.


def _locked_head(programme):
    """(number, sum) of the last event of a chain, locked until the transaction ends. A chain begins with its first event."""
    lock = "SELECT number, hash FROM audit_chainhead WHERE programme = %s FOR UPDATE"
    if not connection.features.has_select_for_update:
        lock = lock.removesuffix(" FOR UPDATE")  # SQLite: the transaction holds the only right to write
    with connection.cursor() as cursor:
        cursor.execute(lock, [programme])
        head = cursor.fetchone()
        if head is None:
            # Two who begin the same chain at once: the second waits here, and finds what the first made.
            ChainHead.objects.bulk_create([ChainHead(programme=programme, number=0, hash=BEGINNING)], ignore_conflicts=True)
            cursor.execute(lock, [programme])
            head = cursor.fetchone()
    return head


def _move_head(event):
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE audit_chainhead SET number = %s, hash = %s WHERE programme = %s", [event.number, event.hash, event.programme]
        )
