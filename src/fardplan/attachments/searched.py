"""What the search knows of this room's rows: a document is found by its name and by what it is, by those who may read the row it hangs on."""

from django.apps import apps
from django.utils.translation import gettext_lazy as _

from fardplan.attachments.models import Attachment
from fardplan.attachments.registry import OWNERS
from fardplan.search import kinds


def _shown_at(attachment):
    """The page of the row it hangs on; the row is always there while the document is."""
    row = apps.get_model(attachment.row_model)._base_manager.select_related("programme").get(pk=attachment.row_id)
    return OWNERS[attachment.row_model].shown_at(row)


def register():
    kinds.register(
        Attachment,
        name=_("Documents that hang on something"),
        title=lambda row: row.label,
        texts=("name",),
        url=_shown_at,
        rows=lambda rows: rows.there().exclude(row_model__in=[label for label, owner in OWNERS.items() if not owner.is_searched]),
    )
