"""One way's answer for a goal and a party. A tag and not a template: a page has hundreds of them."""

from django import template
from django.utils.html import format_html

from fardplan.kit.icons import icon

register = template.Library()


@register.simple_tag
def said(answer, where="", to=""):
    """A `nearer.Said`, leading to `where` (an address with its query) and `to` on it, when there is somewhere to go."""
    shape = "" if answer.is_missing else icon(answer.shape)
    name, place = ("fp-na" if answer.is_missing else "fp-st"), (f"{where}#{to}" if to else where)
    words = format_html("{}<span>{}</span>", shape, answer.words)
    if where:
        shown = format_html('<a class="{}" data-s="{}" href="{}">{}</a>', name, answer.shape, place, words)
    else:
        shown = format_html('<span class="{}" data-s="{}">{}</span>', name, answer.shape, words)
    if answer.more and answer.more != answer.words:
        shown = format_html('{}<span class="fp-sub">{}</span>', shown, answer.more)
    return shown
