"""A document as HTML for a page that has its own frame and h1: classes of fardplan.css, no inline styles, everything escaped."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

from . import chart
from .paper import EMPTY_TABLE, Block, Bullets, Cell, Figure, Heading, Note, Paper, Quote, Run, Section, Table, Text, prepared

# "kommun/region/civilsamhälle" may break after a slash; the slash of a tag we wrote ourselves is left alone.
_SLASH = re.compile(r"(?<!<)/(?=\w)")
_LONG_WORD = 30  # characters; longer ones may break anywhere rather than push the page sideways


@dataclass(frozen=True)
class Entry:
    """One line of the contents: link to `#anchor`, show `number title`, indent by `depth` (1 outermost)."""

    anchor: str
    number: str
    title: str
    depth: int


def render_html(document: dict) -> str:
    """An HTML fragment to put inside `<article class="fp-doc">`. Sections are h2 and deeper; their ids are those of `contents`."""
    return fragment(prepared(document))


def contents(document: dict) -> list[Entry]:
    """The sections in order, for a table of contents."""
    return entries(prepared(document))


def entries(paper: Paper) -> list[Entry]:
    return [Entry(section.anchor, section.number, section.title, section.depth) for section in paper.sections]


def fragment(paper: Paper) -> str:
    return "\n".join(_section(section) for section in paper.sections)


def _section(section: Section) -> str:
    # Flat, without <section> elements: .fp-doc spaces its headings as siblings.
    tag = _heading_tag(section.depth)
    heading = f'<{tag} id="{escape(section.anchor)}"{_long(section.title)}>{escape(section.heading)}</{tag}>'
    return "\n".join([heading, *(_block(block) for block in section.blocks)])


def _block(block: Block) -> str:
    match block:
        case Heading(text, depth):
            tag = _heading_tag(depth)
            return f"<{tag}{_long(text)}>{escape(text)}</{tag}>"
        case Text(runs):
            return f"<p{_long(_plain(runs))}>{_runs(runs)}</p>"
        case Bullets(ordered, items):
            tag = "ol" if ordered else "ul"
            return f"<{tag}>" + "".join(f"<li{_long(_plain(item))}>{_runs(item)}</li>" for item in items) + f"</{tag}>"
        case Quote(runs, by):
            source = f'<p class="fp-small">{escape(by)}</p>' if by else ""
            return f'<blockquote class="fp-quote"><p>{_runs(runs)}</p>{source}</blockquote>'
        case Note(text, tag):
            label = f'<span class="fp-tag">{escape(tag)}</span> ' if tag else ""
            return f'<p class="fp-small{" fp-long" if _long(text) else ""}">{label}{_lines(text)}</p>'
        case Table():
            return _table(block)
        case Figure():
            return _figure(block)


def _heading_tag(depth: int) -> str:
    return f"h{min(depth + 1, 6)}"


def _runs(runs: Iterable[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    text = _lines(run.text)
    if run.ref:
        text = f'<span class="fp-ref">{text}</span>'
    if run.href:
        text = f'<a href="{escape(run.href)}">{text}</a>'
    if run.em:
        text = f"<em>{text}</em>"
    return f"<strong>{text}</strong>" if run.strong else text


def _plain(runs: Iterable[Run]) -> str:
    return "".join(run.text for run in runs)


def _lines(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _long(text: str) -> str:
    """A class for text with a word that would not fit a phone."""
    if max((len(word) for word in text.split()), default=0) <= _LONG_WORD:
        return ""
    return ' class="fp-long"'


def _table(table: Table) -> str:
    head = "".join(f'<th scope="col"{_number_class(column.numeric)}>{escape(column.title)}</th>' for column in table.columns)
    body = "".join(_row(row.cells, table, " class=fp-of" if row.depth else "") for row in table.rows)
    if not table.rows:
        body = f'<tr><td colspan="{len(table.columns)}">{EMPTY_TABLE}</td></tr>'
    foot = f"<tfoot>{_row(table.total, table, '')}</tfoot>" if table.total else ""
    note = f'<p class="fp-small">{_lines(table.note)}</p>' if table.note else ""
    return (
        f'<div class="fp-scroll" role="region" aria-label="{table.label}, rullbar yta" tabindex="0">'
        f'<table class="fp-table" id="tabell-{table.number}"><caption>{_caption(table)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>{note}"
    )


def _row(cells: tuple[Cell, ...], table: Table, attributes: str) -> str:
    first, *rest = zip(cells, table.columns, strict=True)
    row_head = f'<th scope="row"{_cell_class(first[0], first[1].numeric)}>{_cell(first[0])}</th>'
    others = "".join(f"<td{_cell_class(cell, column.numeric)}>{_cell(cell)}</td>" for cell, column in rest)
    return f"<tr{attributes}>{row_head}{others}</tr>"


def _cell(cell: Cell) -> str:
    if cell.nothing:
        return f'<span class="fp-na">{cell.text}</span>'
    text = _SLASH.sub("/<wbr>", _lines(cell.text))
    return f'<a href="{escape(cell.href)}">{text}</a>' if cell.href else text


def _cell_class(cell: Cell, numeric: bool) -> str:
    return ' class="n"' if numeric and len(cell.text) <= _LONG_WORD else _long(cell.text)


def _number_class(numeric: bool) -> str:
    return ' class="n"' if numeric else ""


def _caption(block: Table | Figure) -> str:
    return f"{block.label}. {escape(block.caption)}" if block.caption else block.label


def _figure(figure: Figure) -> str:
    label = f'role="img" aria-label="{escape(figure.alt)}"'
    wide = chart.svg(figure.chart, paint=chart.screen, width=chart.WIDE, attributes=f'class="fp-only-l" {label}')
    narrow = chart.svg(figure.chart, paint=chart.screen, width=chart.NARROW, attributes=f'class="fp-only-s" {label}')
    unit = chart.unit_line(figure.chart)
    return (
        f'<figure class="fp-fig" id="figur-{figure.number}" aria-labelledby="figur-{figure.number}-t">'
        f'<p class="fp-fig__t" id="figur-{figure.number}-t">{_caption(figure)}</p>'
        + (f'<p class="fp-fig__u">{escape(unit)}</p>' if unit else "")
        + f"{wide}{narrow}</figure>"
    )
