"""Imports: shown first, stored on a yes, taken back as one."""

import hashlib
import os
from collections import Counter

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.audit import scope, writes
from fardplan.imports.kind_values import CHANGED, NEW, SAME, Refusal
from fardplan.imports.models import ColumnMapping, ImportJob, ImportPart
from fardplan.imports.packing import IN_A_PART, Columns, opened, packed, unpacked

CHUNK = 1 << 20
FILE, ROWS = ImportPart.Kind.FILE, ImportPart.Kind.ROWS


class Moved(Refusal):
    """What was stored since the file was shown makes other differences of it: they are shown anew."""


@transaction.atomic
def show(kind, context, understood, *, path, file_name):
    """Keep a file that could be read, with its differences, until somebody says yes. Nothing else is stored. Returns the ImportJob."""
    with scope.entry(f"import show {kind.key}"), writes.told_once():
        job = writes.create(
            ImportJob,
            by=context.by,
            programme=context.programme,
            register=kind.key,
            party=context.party,
            file_name=os.path.basename(file_name)[:200],
            file_size=os.path.getsize(path),
            sha256=sha256_of(path),
            sheet=understood.table.sheet[:120],
            warnings=understood.complaints.warnings,
            shown_at=timezone.now(),
            shown_by=context.by_key,
            basis=kind.basis(context),
            facts=understood.facts,
        )
        with open(path, "rb") as file:
            number = 0
            while chunk := file.read(CHUNK):
                ImportPart.objects.create(job=job, kind=FILE, number=number, content=chunk)
                number += 1
        counts = _compare(kind, context, job, understood.parts)
        return writes.change(job, by=context.by, verb="shown", **counts)


def sha256_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _compare(kind, context, job, parts):
    """Write the rows with their differences; {new, changed, same}."""
    counts, number, waiting = dict.fromkeys((NEW, CHANGED, SAME), 0), 0, []

    def put(part):
        nonlocal number
        compared = kind.compare(context, part, **_facts(job))
        for change, many in changes_in(compared).items():
            counts[change] += many
        ImportPart.objects.create(job=job, kind=ROWS, number=number, content=packed(compared))
        number += 1

    for part in parts:
        if type(part) is Columns:
            put(part)
            continue
        waiting += part
        if len(waiting) >= IN_A_PART:
            put(waiting)
            waiting = []
    if waiting:
        put(waiting)
    return counts


def _facts(job):
    """What a kind has to know of the file to compare its rows: nothing, for most."""
    return {"facts": job.facts} if job.facts else {}


def changes_in(compared):
    """{change: how many rows} of rows that were compared."""
    if type(compared) is Columns and (change := compared.same(-3)):
        return {change: len(compared)}
    return Counter(row[-3] for row in compared)


def parts_of(job):
    """The rows of an import, some thousands at a time, as Columns."""
    numbers = job.parts.filter(kind=ROWS).order_by("number").values_list("number", flat=True)
    for number in list(numbers):
        yield opened(job.parts.get(kind=ROWS, number=number).content)


def file_of(job):
    """The file as it was sent, in pieces."""
    for number in list(job.parts.filter(kind=FILE).order_by("number").values_list("number", flat=True)):
        yield bytes(job.parts.get(kind=FILE, number=number).content)


@transaction.atomic
def store(job, kind, context):
    """The yes: all rows or none. A second yes changes nothing. Raises Refusal; Moved when other differences came of it meanwhile."""
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.is_stored:
        return job
    if job.is_undone:
        raise Refusal(_("The import has been taken back. Read the file again."))
    if not kind.may(context):
        raise Refusal(_("You may not import these rows."))
    moved = _compare_again(kind, context, job)
    if moved:
        return moved
    with scope.entry(f"import {kind.key} {job.file_name}"), writes.told_once():
        facts = kind.store(context, job, parts_of(job))
        return writes.change(
            job, by=context.by, verb="stored", state=ImportJob.State.STORED, stored_at=timezone.now(), stored_by=context.by_key, **facts
        )


def _compare_again(kind, context, job):
    """The job with its new differences when they are no longer those that were shown, else None."""
    basis = kind.basis(context)
    if basis and basis == job.basis:
        return None
    counts, differs = dict.fromkeys((NEW, CHANGED, SAME), 0), False
    for number in list(job.parts.filter(kind=ROWS).order_by("number").values_list("number", flat=True)):
        part = job.parts.get(kind=ROWS, number=number)
        shown = unpacked(part.content)
        compared = kind.compare(context, [row[:-3] for row in shown], **_facts(job))
        for row in compared:
            counts[row[-3]] += 1
        if [row[-3:] for row in compared] != [row[-3:] for row in shown]:
            differs = True
            part.content = packed(compared)
            part.save(update_fields=["content"])
    return writes.change(job, by=context.by, verb="compared again", basis=basis, **counts) if differs else None


@transaction.atomic
def undo(job, kind, context):
    """Take back all that an import stored, as one. Raises Refusal when something has been built on it since."""
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if not job.is_stored:
        raise Refusal(_("Only an import that is stored can be taken back."))
    if not kind.may(context):
        raise Refusal(_("You may not take back these rows."))
    with scope.entry(f"import undo {kind.key} {job.file_name}"), writes.told_once():
        kind.undo(context, job, parts_of(job))
        return writes.change(
            job, by=context.by, verb="undone", state=ImportJob.State.UNDONE, undone_at=timezone.now(), undone_by=context.by_key
        )


@transaction.atomic
def put_away(job, *, by):
    """A file that was shown and that nobody wants: nothing is kept of it."""
    job = ImportJob.objects.select_for_update().get(pk=job.pk)
    if job.is_shown:
        writes.remove(job, by=by)


# -- columns ----------------------------------------------------------------------------------------------------------


def mappings(kind, context):
    """{template: {folded heading: column key}} as remembered for the party."""
    found = ColumnMapping.objects.filter(programme=context.programme, party=context.party, register=kind.key)
    return dict(found.values_list("template", "columns"))


@transaction.atomic
def remember(kind, context, template, columns):
    """Which heading means which column in this template, from now on."""
    ColumnMapping.objects.update_or_create(
        programme=context.programme,
        party=context.party,
        register=kind.key,
        template=template,
        defaults={"columns": columns, "decided_by": context.by_key},
    )
