"""How periods of figures are written on a page, and the icons of what figures say."""

from functools import lru_cache
from html import escape

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from fardplan import spc
from fardplan.indicators.drawing import period_words
from fardplan.kit.svg import Drawing

register = template.Library()
register.filter("period_words", period_words)


@register.simple_tag
def sign_cells(row, programme_slug):
    """The cells of one indicator in the overview, each with its icons and a way to the chart. Put together here and not in a template:
    a county's page has hundreds, a nation's twenty thousand."""
    if not any(sign.points for sign in row.signs):
        return format_html('<td colspan="{}"><span class="fp-na">{}</span></td>', len(row.signs), _("no figures yet"))
    address = reverse("control_chart", args=[programme_slug, row.indicator.slug])
    nothing = format_html('<td class="fp-hide-s"><span class="fp-na">..<span class="ds-sr-only"> {}</span></span></td>', _("no figures"))
    icons = {code: format_html("{}{}", *_icons(*code)) for code in {(sign.variation, sign.assurance) for sign in row.signs}}
    return mark_safe("".join([_cell(sign, address, icons) if sign.points else nothing for sign in row.signs]))  # noqa: S308 escaped in _cell


@lru_cache(maxsize=1024)
def _escaped(text):
    return escape(text)


def _cell(sign, address, icons):
    """Addresses are made of keys, icons are our own; the name is escaped."""
    name = _escaped(sign.organisation.short_name)
    icon = icons[sign.variation, sign.assurance]
    return (
        f'<td data-l="{name}"><a class="fp-sign" href="{address}?for={sign.organisation.slug}&amp;rules=mdc-excel">{icon}'
        f'<span class="ds-sr-only"> {name}</span></a></td>'
    )


def _icons(variation, assurance):
    return Drawing(spc.variation_icon(variation)), Drawing(spc.assurance_icon(assurance)) if assurance else ""


def key_of_icons():
    """(icon, words) of every icon there is, for the key above the table; a word once."""
    found = {}
    for codes, icon in ((spc.VARIATION, spc.variation_icon), (spc.ASSURANCE, spc.assurance_icon)):
        for code, words in codes.items():
            if code:
                found.setdefault(words, Drawing(icon(code)))
    return [(icon, words) for words, icon in found.items()]
