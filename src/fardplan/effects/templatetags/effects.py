from django import template

from fardplan.effects import learning

register = template.Library()


@register.filter
def hoped(effect):
    """“sänka med 2 procentenheter”."""
    return learning.hoped_words(effect)


@register.filter
def how_large(row):
    """The difference that was found, with its unit; None when nothing was counted."""
    return learning.size_words(row) or None


@register.filter
def how_sure(row):
    """Its interval; None when nothing was counted."""
    return learning.sure_words(row) or None
