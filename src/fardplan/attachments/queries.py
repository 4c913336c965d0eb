"""Reads about documents that hang on rows."""

from fardplan.attachments.models import Attachment
from fardplan.attachments.registry import OWNERS


def files_of(model, programme):
    """{key: [Attachment]} for every row of a kind in a programme, for a page that shows many of them. One query."""
    found = {}
    rows = Attachment.objects.there().filter(programme=programme, row_model=model._meta.label).select_related("added_by")
    for file in rows:
        found.setdefault(file.row_id, []).append(file)
    return found


def on(row):
    """The documents that hang on `row`, of whatever kind it is; none where the kind has no documents. At most one query."""
    return list(Attachment.objects.there().of(row)) if row._meta.label in OWNERS else []
