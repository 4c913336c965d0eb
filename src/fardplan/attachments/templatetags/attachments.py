"""`{% load attachments %}{% attachments row %}`: the documents that hang on a row, and for those who may, how to hang on another."""

from django import template

from fardplan.attachments import registry
from fardplan.attachments.models import Attachment

register = template.Library()


@register.inclusion_tag("attachments/_attachments.html", takes_context=True)
def attachments(context, row, level=2, id="bilagor", files=None):
    """A section of its own, with one query; none where the page has asked for all rows at once (`queries.files_of`) and gives `files`.

    Nothing for kinds of rows that no room has registered, and outside a programme. `id`: of the section, where a page has several.
    """
    owner, authority = registry.owner_of(row), context.get("authority")
    if owner is None or authority is None:
        return {"is_there": False}
    may_write = owner.may_write(authority, row)
    if files is None:
        files = list(Attachment.objects.there().of(row).filter(programme=authority.programme).select_related("added_by"))
    return {
        "is_there": bool(files or may_write),
        "files": files,
        "may_write": may_write,
        "slug": authority.programme.slug,
        "row": f"{row._meta.label}:{row.pk}",
        "level": level,
        "id": id,
        "owner": row,
        "request": context.get("request"),
    }


@register.filter
def bytes_in_words(size):
    """ "12 kB", "3,4 MB"."""
    from fardplan.kit.numbers import HARD_SPACE, format_number

    if size < 1_000_000:
        return f"{format_number(max(round(size / 1000), 1), 0)}{HARD_SPACE}kB"
    return f"{format_number(size / 1_000_000, 1)}{HARD_SPACE}MB"
