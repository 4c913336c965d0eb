"""Long texts: plain text in which headings, lists, tables and emphasis are written as people write them in a letter.

    # A heading            ## one below it
    - a point              1. a numbered point
    | Part | Kostnad |     a row of a table; a second row of dashes makes the first one its head
    **strong**, *emphasis*

An empty line ends a paragraph. What is none of this is a paragraph, so every text has a reading and none is refused. The editor in the
browser (static/kit/rich.js) reads and writes the same. Pure, but for the words round a table.
"""

import re
from dataclasses import dataclass

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from fardplan.documents import blocks

_HEADING = re.compile(r"(#{1,3})[ \t]+(\S.*)")
_POINT = re.compile(r"\s*[-•–*][ \t]+(.*)")
_NUMBERED = re.compile(r"\s*([0-9]{1,2})[.)][ \t]+(\S.*)")
_ROW = re.compile(r"\s*\|.*\|\s*")
_RULE = re.compile(r"\s*\|(?:\s*:?-+:?\s*\|)+\s*")
_STRONG = re.compile(r"(?<!\*)\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*(?!\*)|(?<![\w*])\*\*\*(?=[^\s*])(.+?)(?<=[^\s*])\*\*\*(?![\w*])")
_EM = re.compile(r"(?<![\w*])\*(?=[^\s*])([^*]+?)(?<=[^\s*])\*(?![\w*])")


@dataclass(frozen=True)
class Run:
    text: str
    strong: bool = False
    em: bool = False


@dataclass(frozen=True)
class Block:
    """`kind`: heading (`lines` is its one line), text (`lines`), list (`lines` are its points) or table (`rows` of cells)."""

    kind: str
    lines: tuple[str, ...] = ()
    level: int = 0
    ordered: bool = False
    head: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def parse(text: str) -> list[Block]:
    """The text as blocks. Lines and cells still carry their emphasis: `runs` reads it."""
    found, kind, held = [], "", []

    def close():
        nonlocal kind
        if kind == "table":
            found.append(_table(held))
        elif kind:
            found.append(
                Block("list", tuple(held), ordered=kind == "numbered") if kind in ("point", "numbered") else Block(kind, tuple(held))
            )
        kind = ""
        held.clear()

    for line in text.replace("\r\n", "\n").split("\n"):
        what, words = _read(line, kind)
        if what in ("blank", "heading"):
            close()
            if what == "heading":
                found.append(Block("heading", (words[1],), level=words[0]))
        elif what == "more":  # a point that goes on in the next line
            held[-1] += f" {words}"
        else:
            if what != kind:
                close()
                kind = what
            held.append(words)
    close()
    return found


def _read(line, kind):
    """What one line is, after lines of `kind`, and its words."""
    if not line.strip():
        return "blank", ""
    if heading := _HEADING.fullmatch(line.strip()):
        return "heading", (len(heading[1]), heading[2].strip())
    if _ROW.fullmatch(line) and line.count("|") > 1:
        return "table", line.strip()
    if point := _POINT.fullmatch(line):
        return "point", point[1].strip()
    number = _NUMBERED.fullmatch(line)
    # A list begins at one: "25. " at the beginning of a line is otherwise a day or a paragraph's number.
    if number and (kind == "numbered" or number[1] == "1"):
        return "numbered", number[2].strip()
    return ("more" if kind in ("point", "numbered") else "text"), line.strip()


def _table(lines):
    rows = [_cells(line) for line in lines if not _RULE.fullmatch(line)]
    width = max((len(row) for row in rows), default=0)
    rows = [tuple(row) + ("",) * (width - len(row)) for row in rows]
    has_head = len(lines) > 1 and bool(_RULE.fullmatch(lines[1]))
    return Block("table", head=rows[0] if has_head and rows else (), rows=tuple(rows[1:] if has_head else rows))


def _cells(line):
    parts = re.split(r"(?<!\\)\|", line.strip()[1:-1])
    return [part.replace("\\|", "|").strip() for part in parts]


def runs(line: str) -> list[Run]:
    """One line as runs of plain, strong and emphasised words."""
    found, place = [], 0
    for match in _STRONG.finditer(line):
        found += _emphasised(line[place : match.start()], strong=False)
        found += [Run(match[2], True, True)] if match[2] else _emphasised(match[1], strong=True)
        place = match.end()
    return found + _emphasised(line[place:], strong=False)


def _emphasised(piece, *, strong):
    found, place = [], 0
    for match in _EM.finditer(piece):
        found += [Run(piece[place : match.start()], strong), Run(match[1], strong, True)]
        place = match.end()
    return [run for run in [*found, Run(piece[place:], strong)] if run.text]


def plain(line: str) -> str:
    """A line without its marks of emphasis."""
    return "".join(run.text for run in runs(line))


# On a page ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def html(text: str) -> SafeString:
    """The text for a page, under an <h2>. Escapes everything."""
    parsed = parse(text)
    steps = {level: place for place, level in enumerate(sorted({block.level for block in parsed if block.kind == "heading"}), 3)}
    tables = 0
    out = []
    for block in parsed:
        if block.kind == "heading":
            out.append(format_html("<h{0}>{1}</h{0}>", steps[block.level], _line(block.lines[0])))
        elif block.kind == "list":
            items = format_html_join("", "<li>{}</li>", ((_line(line),) for line in block.lines))
            out.append(format_html("<ol>{}</ol>" if block.ordered else '<ul class="fp-points">{}</ul>', items))
        elif block.kind == "table":
            tables += 1
            out.append(_html_table(block, tables))
        else:
            out.append(format_html("<p>{}</p>", SafeString("<br>".join(_line(line) for line in block.lines))))
    return SafeString("".join(out))


def _line(line):
    out = []
    for run in runs(line):
        words = escape(run.text)
        words = format_html("<em>{}</em>", words) if run.em else words
        out.append(format_html("<strong>{}</strong>", words) if run.strong else words)
    return SafeString("".join(out))


def _html_table(block, number):
    name = gettext("Table %(n)s: %(words)s") % {"n": number, "words": ", ".join(map(plain, block.head or block.rows[0]))}
    head = format_html_join("", '<th scope="col">{}</th>', ((_line(cell),) for cell in block.head))
    body = format_html_join(
        "", "<tr>{}</tr>", ((format_html_join("", "<td>{}</td>", ((_line(cell),) for cell in row)),) for row in block.rows)
    )
    return format_html(
        '<div class="fp-scroll" role="region" aria-label="{}" tabindex="0"><table class="fp-table">{}<tbody>{}</tbody></table></div>',
        name,
        format_html("<thead><tr>{}</tr></thead>", head) if head else "",
        body,
    )


# In a document ──────────────────────────────────────────────────────────────────────────────────────────────────────


def document_blocks(text: str, *, name: str, reads=None, level: int = 1) -> list[dict]:
    """The text as blocks of a document (`fardplan.documents`). Lines of a paragraph run together.

    `name` begins the tables' ids, which are one of a kind in a document; `reads(line)` gives a line's runs (its emphasis unless told);
    `level` is the step of its highest headings.
    """
    reads = reads or document_runs
    parsed = parse(text)
    steps = {each: place for place, each in enumerate(sorted({block.level for block in parsed if block.kind == "heading"}), level)}
    found = []
    for number, block in enumerate(parsed, 1):
        if block.kind == "heading":
            found.append(blocks.heading(plain(block.lines[0]), steps[block.level]))
        elif block.kind == "list":
            found.append(blocks.bullets(*(reads(line) for line in block.lines), ordered=block.ordered))
        elif block.kind == "table":
            found.append(_document_table(block, f"{name}-{number}", reads))
        else:
            found.append(blocks.text(*reads(" ".join(block.lines))))
    return found


def document_runs(line: str) -> list[dict]:
    return [blocks.run(run.text, strong=run.strong, em=run.em) for run in runs(line)] or [blocks.run("")]


def _document_table(block, id, reads):
    head, *rows = (block.head, *block.rows) if block.head else block.rows
    columns = [blocks.column(f"c{place}", plain(cell) or " ") for place, cell in enumerate(head)]
    told = [{f"c{place}": "".join(run["text"] for run in reads(cell)) for place, cell in enumerate(row)} for row in rows]
    return blocks.table(id, gettext("Table"), columns, told)
