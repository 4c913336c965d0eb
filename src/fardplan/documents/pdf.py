"""A document as PDF: tagged (PDF/UA-1), A4, drawn by Typst from JSON.

Typst gets an empty folder as root, only our own fonts, no packages and no markup made of user text, so nothing in a document can
read a file, reach the network or become code.
"""

import json
import re
import shutil
import tempfile
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import typst

from . import chart, cover
from .paper import EMPTY_TABLE, Block, Bullets, Cell, Figure, Heading, Note, Paper, Quote, Row, Run, Section, Table, Text, prepared
from .sizes import TALLEST_WHOLE_ROW, keeps_together, row_height
from .text import ZERO_WIDTH_SPACE, breakable, drawable
from .widths import GUTTER, text_width

_HERE = Path(__file__).parent
_LONGEST_WORD = 60  # characters on a line of running text
_MM_PER_CHARACTER = 1.85


def render_pdf(document: dict) -> bytes:
    """PDF/UA-1, the same bytes for the same document and the same version of Typst."""
    paper = prepared(document)
    payload = json.dumps(_paper(paper), ensure_ascii=False)
    stamp = datetime.fromisoformat(paper.as_of).replace(tzinfo=UTC) if paper.as_of else datetime(2000, 1, 1, tzinfo=UTC)
    return compile_typst(
        _template("template.typ"), {"paper": payload}, format="pdf", pdf_standards=["ua-1"], timestamp=int(stamp.timestamp())
    )


def svg_to_png(svg: str, *, ppi: float = 220, clear: bool = False) -> bytes:
    """The drawing as PNG in our fonts; one SVG unit is 0.75 pt. `clear` leaves what is not drawn transparent instead of white."""
    source = (
        "#set page(width: auto, height: auto, margin: 0pt"
        + (", fill: none" if clear else "")
        + ')\n#image(bytes(sys.inputs.svg), format: "svg")'
    )
    return compile_typst(source, {"svg": svg}, format="png", ppi=ppi)


def compile_typst(source: str, inputs: dict[str, str], **options: object) -> bytes:
    """Compile `source`, one of our own texts, with `inputs` as its data."""
    folder = tempfile.mkdtemp(prefix="fardplan-typst-")
    try:
        main = Path(folder, "main.typ")
        main.write_text(source, encoding="utf-8")
        return typst.compile(
            str(main),
            root=folder,
            font_paths=[str(_HERE / "fonts")],
            ignore_system_fonts=True,
            package_path=folder,
            package_cache_path=folder,
            sys_inputs=inputs,
            **options,
        )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@lru_cache(maxsize=4)
def _template(name: str) -> str:
    return (_HERE / name).read_text(encoding="utf-8")


def _paper(paper: Paper) -> dict:
    size = _title_size(paper.title)
    subtitle = 16.5 if len(paper.subtitle) <= 110 else 12.5
    return {
        "language": paper.language,
        "title": _shown(paper.title),
        "programme": _shown(paper.programme_name),
        "subtitle": _shown(paper.subtitle),
        "cover": {"title": _shown(_on_two_lines(paper.title)), "size": size, "gap": 21 if size > 40 else 14, "subtitle": subtitle},
        "date": dict(zip(("year", "month", "day"), map(int, paper.as_of.split("-")), strict=True)) if paper.as_of else None,
        "parties": [_shown(name) for name in paper.parties],
        "parties-heading": paper.parties_heading,
        "state": [_shown(line) for line in paper.state],
        "foot": _shown(paper.foot),
        "contact": _shown(paper.contact),
        "has-cover": paper.has_cover,
        "hills": cover.hills(paper.goals),
        "empty": EMPTY_TABLE,
        "words": {"contents": "Innehåll", "contact": "Kontakt"},
        "sections": [_section(section) for section in paper.sections],
    }


def _title_size(title: str) -> float:
    """Points. A short title is large; a long one gets smaller until it fits above the hills."""
    longest = max((len(word) for word in title.split()), default=0)
    for size, characters, word in ((57, 24, 15), (40, 56, 21), (29, 110, 29), (21, 240, 40)):
        if len(title) <= characters and longest <= word:
            return size
    return 14


def _on_two_lines(title: str) -> str:
    """ "Årsrapport 2023" -> the year on its own line, as on the sketch."""
    head, _, last = title.rpartition(" ")
    return f"{head}\n{last}" if head and last[:1].isdigit() and len(title) <= 24 else title


def _section(section: Section) -> dict:
    return {
        "heading": _shown(section.heading),
        "depth": section.depth,
        "blocks": [_block(block) for block in section.blocks],
    }


def _block(block: Block) -> dict:
    match block:
        case Heading(text, depth):
            return {"kind": "heading", "text": _shown(text), "depth": depth}
        case Text(runs):
            return {"kind": "text", "runs": _runs(runs)}
        case Bullets(ordered, items):
            return {"kind": "list", "ordered": ordered, "items": [_runs(item) for item in items]}
        case Quote(runs, by):
            return {"kind": "quote", "runs": _runs(runs), "by": _shown(by)}
        case Note(text, tag):
            return {"kind": "note", "text": _shown(text), "tag": _shown(tag)}
        case Table():
            return _table(block)
        case Figure():
            drawing = chart.svg(block.chart, paint=chart.paper)
            unit = _shown(chart.unit_line(block.chart))
            return {"kind": "figure", "caption": _caption(block), "alt": drawable(block.alt), "unit": unit, "svg": drawing}


def _table(table: Table) -> dict:
    columns = [
        {"parts": _parts(column.title, width), "numeric": column.numeric, "width": width}
        for column, width in zip(table.columns, table.widths.columns, strict=True)
    ]
    return {
        "kind": "table",
        "caption": _caption(table),
        "columns": columns,
        "rows": [_row(row, table) for row in table.rows],
        "total": _cells(table.total, table) if table.total else None,
        "note": _shown(table.note),
        "keep": keeps_together(table),
        "landscape": table.widths.landscape,
    }


def _row(row: Row, table: Table) -> dict:
    return {"cells": _cells(row.cells, table), "depth": min(row.depth, 4), "whole": row_height(row, table) <= TALLEST_WHOLE_ROW}


def _cells(cells: tuple[Cell, ...], table: Table) -> list[dict]:
    return [{"parts": _parts(cell.text, width), "nothing": cell.nothing} for cell, width in zip(cells, table.widths.columns, strict=True)]


def _parts(text: str, width: float) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether Typst should hyphenate it: only words wider than their column."""
    room = max(width - GUTTER, 4.0)
    parts: list[tuple[str, bool]] = []
    kept = ""
    for piece in re.split(r"(\s+|(?<=[/–-]))", drawable(text)):
        if text_width(piece, bold=True) <= room:
            # Typst does not break after a slash by itself.
            kept += piece + (ZERO_WIDTH_SPACE if piece.endswith("/") else "")
            continue
        parts += [(kept, False)] if kept else []
        kept = ""
        if len(piece) <= _LONGEST_WORD and piece.strip(",.;:()/–-").isalpha():
            parts.append((piece, True))
        else:
            kept = breakable(piece, max(2, int(room / _MM_PER_CHARACTER)))
    return [*parts, (kept, False)] if kept or not parts else parts


def _runs(runs: tuple[Run, ...]) -> list[dict]:
    return [{"text": _shown(run.text), "strong": run.strong, "em": run.em} for run in runs]


def _caption(block: Table | Figure) -> str:
    return _shown(f"{block.label}. {block.caption}" if block.caption else block.label)


def _shown(text: str) -> str:
    return breakable(drawable(text), _LONGEST_WORD)
