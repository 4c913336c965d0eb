"""Small pieces that stand in hundreds of rows on one page: made once, kept, and put in as they are."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, gettext

from fardplan.kit import icons

register = template.Library()


@register.filter
def rings(marks, otherwise=""):
    """Goals as numbers in rings, dashed where no source states the link; `otherwise` when there are none.

    `marks`: GoalMarks, or other objects with `number` and `title`.
    """
    told = tuple((mark.number, mark.title, getattr(mark, "is_invented", False)) for mark in marks)
    return _rings(told, get_language()) if told else otherwise


PLAIN = '<span class="fp-g" title="{}"><span class="ds-sr-only">{} </span>{}</span>'
DASHED = '<span class="fp-g" data-invented title="{}"><span class="ds-sr-only">{} </span>{}<span class="ds-sr-only"> ({})</span></span>'


@lru_cache(maxsize=512)
def _rings(marks, _language):
    word, invented = gettext("Goal"), gettext("invented example")
    each = [
        format_html(DASHED, title, word, number, invented) if made_up else format_html(PLAIN, title, word, number)
        for number, title, made_up in marks
    ]
    return format_html('<span class="fp-gs">{}</span>', format_html_join("", "{}", ((ring,) for ring in each)))


@register.filter
def state(label, shape):
    """A state as shape and word: `{{ row.state_label|state:row.shape }}`."""
    return _state(shape, label)


@lru_cache(maxsize=128)
def _state(shape, label):
    return format_html('<span class="fp-st" data-s="{}">{}<span>{}</span></span>', shape, icons.icon(shape), label)


@register.filter
def drawn(shape):
    """One thing on the roadmap: a link with what it is in words, its shape and its label."""
    return format_html(
        '<a href="{}"><title>{}</title>{}</a>', shape.item.url, shape.told, _bar(shape) if shape.kind == "bar" else _milestone(shape)
    )


def _bar(shape):
    css = "r-on" if shape.on_fill else "r-in" if shape.is_inside else "r-in k-halo"
    return format_html(
        '<path class="r-b" data-s="{}" d="{}"/><text class="{}" x="{}" y="{}" text-anchor="{}">{}</text>',
        shape.item.style, shape.path, css, shape.text_x, shape.text_y, shape.anchor, shape.label,
    )  # fmt: skip


def _milestone(shape):
    span = shape.kind == "span"
    line = format_html('<path class="r-mr" d="M{} {}H{}"/>', shape.x1, shape.middle, shape.x2) if span else ""
    bracket = format_html('<path class="r-mr2" d="M{} {}m0 -6v12"/>', shape.x1, shape.middle) if span and not shape.before else ""
    end = "" if shape.beyond else format_html('<path class="{}" d="{}"/>', "r-m" if shape.kind == "day" else "r-mv", shape.diamond)
    return format_html(
        '{}{}{}<text class="r-in k-halo" x="{}" y="{}" text-anchor="{}"><tspan class="k-tb">{}</tspan> {}</text>',
        line, bracket, end, shape.text_x, shape.text_y, shape.anchor, shape.label_words, shape.label_rest,
    )  # fmt: skip
