"""Writes about templates: kept when they have been judged, taken into use, out of use, withdrawn."""

import secrets

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.attachments import store
from fardplan.attachments.services import clean_name
from fardplan.audit import writes
from fardplan.documents.judging import MOST_BYTES, Finding, judged
from fardplan.looks.models import Look
from fardplan.looks.words import told


class Withdrawn(Exception):
    """Somebody else has withdrawn it already."""


@transaction.atomic
def add_look(*, by, at, programme, name, content, organisation=None):
    """Keep a template: `content` is the file, whole. Judged and tried on a sample page first; ValidationError for `file` says what is wrong.

    The first of its kind that an organisation has is taken into use at once. `at` is the moment.
    """
    verdict = judged(content, name)
    if not verdict.may_be_used:
        raise ValidationError({"file": [told(finding) for finding in verdict.findings if finding.is_refusal]})
    same = Look.objects.there().filter(programme=programme, organisation=organisation, kind=verdict.kind)
    with store.written([verdict.content]) as (stored_as, path, size, sha256):
        if there := same.filter(sha256=sha256).first():
            path.unlink()
            return there
        return writes.create(
            Look,
            by=by,
            programme=programme,
            slug=secrets.token_hex(16),
            organisation=organisation,
            kind=verdict.kind,
            name=_as_kept(clean_name(name), verdict.kind),
            size=size,
            sha256=sha256,
            stored_as=stored_as,
            findings=[[finding.code, finding.values] for finding in verdict.findings],
            added_at=at,
            added_by=None if isinstance(by, str) else by,
            used_at=None if same.in_use().exists() else at,
        )


def _as_kept(name, kind):
    """A .dotx has been made a .docx (see `judging`): its name follows."""
    stem, _dot, _ending = name.rpartition(".")
    return f"{stem}.{kind}"


def too_big(size):
    """The refusal of a file that is too large to be read at all, or None."""
    if size <= MOST_BYTES:
        return None
    return told(Finding("too_big", {"size": f"{size / 1_000_000:.1f}".replace(".", ","), "most": MOST_BYTES // 1_000_000}))


@transaction.atomic
def use(look, *, by, at):
    """Documents are made with it from now on, instead of the one that its organisation had."""
    current = _there(look)
    for other in (
        Look.objects.in_use()
        .filter(programme=current.programme_id, organisation=current.organisation_id, kind=current.kind)
        .exclude(pk=current.pk)
    ):
        writes.change(other, by=by, verb="rested", used_at=None)
    return current if current.is_used else writes.change(current, by=by, verb="used", used_at=at)


@transaction.atomic
def rest(look, *, by):
    """No longer in use: documents get the product's own look again."""
    return writes.change(_there(look), by=by, verb="rested", used_at=None)


@transaction.atomic
def withdraw(look, *, by, at):
    """No longer offered. Documents that were made with it are as they were."""
    return writes.change(_there(look), by=by, verb="withdrawn", used_at=None, withdrawn_at=at)


def _there(look):
    current = Look.objects.select_for_update().get(pk=look.pk)
    if current.withdrawn_at is not None:
        raise Withdrawn(_("Somebody else has withdrawn the template already."))
    return current


def content_of(look) -> bytes:
    """The template itself, for those who draw with it."""
    return store.path_of(look.stored_as).read_bytes()
