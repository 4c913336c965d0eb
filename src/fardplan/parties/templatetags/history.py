"""`{% load history %}{% history row %}`: a link to everything that has happened to a row, for those who may read the log."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from fardplan.accounts.permissions import Permission

register = template.Library()


@register.simple_tag(takes_context=True)
def history(context, row):
    """The link in a paragraph; nothing outside a programme, and nothing for those who may not read the log."""
    authority = context.get("authority")
    if authority is None or not authority.may(Permission.READ_AUDIT) or not getattr(row, "pk", None):
        return ""
    url = f"{reverse('events', args=[authority.programme.slug])}?rad={row._meta.label}:{row.pk}"
    return format_html(
        '<p class="fp-small fp-under"><a href="{}">{}<span class="ds-sr-only"> {}</span></a></p>',
        url,
        _("Everything that has happened to it"),
        row,
    )
