"""Trends, development, closing and outlook: what the programme says of the year, as it is kept in the register."""

from itertools import pairwise

from django.utils.translation import gettext as _

from fardplan.documents import blocks
from fardplan.portfolio.models import Reflection

from .draft import one_line, prose


def _said(draft, kind):
    """What was said of the year. A shorter period leaves it to the year's report."""
    if not draft.is_whole_year:
        return []
    return [row for row in draft.register.reflections if row.kind == kind and row.year == draft.period.year]


def _listed(rows, heading=""):
    if not rows:
        return []
    return [*([blocks.heading(heading)] if heading else []), blocks.bullets(*(one_line(row.text) for row in rows))]


def trends(draft):
    rows, lessons = _said(draft, Reflection.Kind.TREND), _said(draft, Reflection.Kind.LESSON)
    draft.mark([*rows, *lessons])
    return _listed(rows) + _listed(lessons, _("Lessons"))


def development(draft):
    rows = _said(draft, Reflection.Kind.DEVELOPMENT_AREA)
    draft.mark(rows)
    return _listed(rows)


def closing(draft):
    rows = _said(draft, Reflection.Kind.SUCCESS_FACTOR)
    draft.mark(rows)
    return _listed(rows, _("What has helped"))


def outlook(draft):
    """Messages to the coming year, by the office of whoever says them; told once where one says several."""
    rows = _said(draft, Reflection.Kind.MESSAGE)
    found = []
    for row, after in pairwise([*rows, None]):
        paragraphs = prose(row.text, row.slug)
        quoted = [blocks.quote(block["runs"]) for block in paragraphs if block["kind"] == "text"]
        if quoted and (after is None or after.said_by != row.said_by):
            quoted[-1]["by"] = row.said_by
        found += quoted + [block for block in paragraphs if block["kind"] != "text"]
    draft.mark(rows)
    return found
