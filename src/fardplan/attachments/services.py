"""Writes about documents that hang on rows."""

import secrets
import unicodedata

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.attachments import store
from fardplan.attachments.kinds import Refused, kind_of
from fardplan.attachments.models import Attachment
from fardplan.audit import writes
from fardplan.kit.numbers import format_number
from fardplan.kit.text import clean_text

LONGEST_NAME = 150


class Withdrawn(Exception):
    """Somebody else has withdrawn it already."""


def most_megabytes():
    return settings.ATTACHMENT_MOST_BYTES // 1_000_000


@transaction.atomic
def attach(row, *, by, name, chunks, size, note=""):
    """Hang a file on `row`: `chunks` are its bytes, `size` how many somebody says there are. Returns the Attachment.

    The same content on the same row twice is one attachment: the first is returned. Raises ValidationError for `file`.
    """
    if size > settings.ATTACHMENT_MOST_BYTES:
        raise ValidationError({"file": _too_big(size)})
    with store.written(_at_most(chunks)) as (stored_as, path, total, sha256):
        name = clean_name(name)
        try:
            kind = kind_of(path, name)
        except Refused as refused:
            raise ValidationError({"file": str(refused)}) from refused
        # Two who hang the same file on the same row at once: the second waits here, and finds the first's.
        type(row)._base_manager.select_for_update().get(pk=row.pk)
        there = Attachment.objects.there().of(row).filter(sha256=sha256).first()
        if there is not None:
            path.unlink()
            return there
        return writes.create(
            Attachment, by=by, programme=row.programme, slug=secrets.token_hex(16), row_model=row._meta.label, row_id=row.pk, name=name, kind=kind,
            size=total, sha256=sha256, stored_as=stored_as, note=note, added_at=timezone.now(), added_by=None if isinstance(by, str) else by,
        )  # fmt: skip


@transaction.atomic
def withdraw(attachment, *, by, reason="", at=None):
    """It is no longer shown or given out. The file is kept: what has been public record goes only when the archive says so."""
    current = Attachment.objects.select_for_update().get(pk=attachment.pk)
    if current.withdrawn_at is not None:
        raise Withdrawn(_("Somebody else has withdrawn the file already."))
    return writes.change(current, by=by, verb="withdrawn", withdrawn_at=at or timezone.now(), reason=reason)


def clean_name(name):
    """A file's name without folders, controls or what a file system trips over; its ending is kept."""
    words = clean_text(str(name)).replace("\\", "/").rpartition("/")[2]
    words = "".join(" " if letter in '<>:"|?*\n\t' or unicodedata.category(letter) in {"Cc", "Cf"} else letter for letter in words)
    words = " ".join(words.split()).rstrip(". ")
    stem, dot, ending = words.rpartition(".")
    if not dot:
        return words[:LONGEST_NAME]
    return f"{(stem.strip() or 'fil')[: LONGEST_NAME - len(ending) - 1]}.{ending[:10]}"


def _at_most(chunks):
    """The chunks, until there are more than may be: what somebody says of a size is not believed."""
    total = 0
    for chunk in chunks:
        total += len(chunk)
        if total > settings.ATTACHMENT_MOST_BYTES:
            raise ValidationError({"file": _too_big(total)})
        yield chunk


def _too_big(size):
    megabytes = format_number(size / 1_000_000, 1)
    return _("The file is %(size)s MB. At most %(most)s MB fit.") % {"size": megabytes, "most": most_megabytes()}
