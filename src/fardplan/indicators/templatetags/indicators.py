"""How periods of figures are written on a page."""

from django import template

from fardplan.indicators.drawing import period_words

register = template.Library()
register.filter("period_words", period_words)
