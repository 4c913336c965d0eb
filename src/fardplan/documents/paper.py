"""A document made ready to draw: numbered, worded and measured once, so that the three writers say the same thing.

Nothing here knows HTML, Word or PDF. What a cell says is decided here; how it looks is the writers' business.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from . import numbers
from .blocks import DEEPEST, validate
from .text import NOTHING_WORDS, clean
from .widths import Widths, column_widths

EMPTY_TABLE = "Inga rader."
EMPTY_TEXT = "–"
SUM_WORD = "Summa"
PART_WORD = "varav"
_INDENT = "\u00a0" * 4  # as wide as the indent of a "varav" row, when columns are measured
_TITLES = {
    "annual_report": "Årsrapport",
    "arsrapport": "Årsrapport",
    "county_report": "Länsrapport",
    "local_report": "Lokal uppföljning",
    "status_report": "Statusrapport",
    "meeting_pack": "Möteshandling",
}


@dataclass(frozen=True)
class Run:
    text: str
    strong: bool = False
    em: bool = False
    ref: str = ""
    href: str = ""


@dataclass(frozen=True)
class Heading:
    """`depth` is the outline level in the whole document, 2 or deeper: never more than one below the heading before it."""

    text: str
    depth: int


@dataclass(frozen=True)
class Text:
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Bullets:
    ordered: bool
    items: tuple[tuple[Run, ...], ...]


@dataclass(frozen=True)
class Quote:
    runs: tuple[Run, ...]
    by: str


@dataclass(frozen=True)
class Note:
    text: str
    tag: str


@dataclass(frozen=True)
class Cell:
    """`nothing` marks a word that stands for an absent value. The text is never empty."""

    text: str
    nothing: bool = False
    #: The page of the row that the line tells of; on the first cell only.
    href: str = ""
    #: The number that the text says, whole, for workbooks.
    number: Decimal | None = field(default=None, compare=False)


@dataclass(frozen=True)
class Column:
    title: str
    numeric: bool


@dataclass(frozen=True)
class Row:
    """`depth` is 0 for a row that counts in the sum, 1 or more for a "varav" row."""

    cells: tuple[Cell, ...]
    depth: int


@dataclass(frozen=True)
class Table:
    number: int
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Cell, ...] | None
    note: str
    widths: Widths

    @property
    def label(self) -> str:
        return f"Tabell {self.number}"


@dataclass(frozen=True)
class Figure:
    number: int
    caption: str
    alt: str
    chart: dict

    @property
    def label(self) -> str:
        return f"Figur {self.number}"


Block = Heading | Text | Bullets | Quote | Note | Table | Figure


@dataclass(frozen=True)
class Section:
    """`anchor` is safe as an HTML id and unique in the document; `number` is "4.1" or empty."""

    anchor: str
    number: str
    title: str
    depth: int
    blocks: tuple[Block, ...]

    @property
    def heading(self) -> str:
        return f"{self.number} {self.title}".strip()


@dataclass(frozen=True)
class Paper:
    language: str
    title: str
    subtitle: str
    programme_name: str
    parties: tuple[str, ...]
    goals: int
    as_of: str
    version: str
    state_words: str
    contact: str
    has_cover: bool
    sections: tuple[Section, ...]

    @property
    def parties_heading(self) -> str:
        if len(self.parties) < 2:
            return "Part"
        return f"{numbers.count_word(len(self.parties)).capitalize()} likvärdiga parter"

    @property
    def foot(self) -> str:
        """As in "Version 1.0, fastställd 31 januari 2024"."""
        version = f"Version {self.version}" if self.version else ""
        words = self.state_words[:1].lower() + self.state_words[1:] if version else self.state_words
        return ", ".join(part for part in (version, words) if part)

    @property
    def state(self) -> tuple[str, ...]:
        """The lines at the bottom of the cover: state and version, and the day the figures hold for."""
        first = " · ".join(part for part in (self.state_words, f"version {self.version}" if self.version else "") if part)
        second = f"Siffrorna gäller {numbers.date_text(self.as_of)}" if self.as_of else ""
        return tuple(line for line in (first, second) if line)


def prepared(document: dict) -> Paper:
    """The document ready to draw. Raises DocumentError when it breaks the schema."""
    validate(document)
    return Paper(
        language=document.get("language") or "sv",
        title=_title(document),
        subtitle=_line(document.get("subtitle")),
        programme_name=_line(document.get("programme_name")) or _line(document["programme"]),
        parties=tuple(_line(name) for name in document.get("parties") or []),
        goals=len(document.get("goals") or []),
        as_of=document.get("as_of") or "",
        version=_line(document.get("version")),
        state_words=_line(document.get("state_words")),
        contact=_line(document.get("contact")),
        has_cover=document.get("cover", True),
        sections=tuple(_sections(document["sections"])),
    )


def _title(document: dict) -> str:
    given = _line(document.get("title"))
    kind = _TITLES.get(document.get("kind") or "", "Rapport")
    return given or f"{kind} {_line(document['period'])}".strip()


def _sections(parts: list[dict]) -> Iterator[Section]:
    counters = [0] * DEEPEST
    tables, figures = iter(range(1, 10**9)), iter(range(1, 10**9))
    anchors: set[str] = set()
    depth = 0
    for part in parts:
        depth = min(part.get("level", 1), depth + 1)
        number = ""
        if part.get("numbered", True):
            counters[depth - 1] += 1
            counters[depth:] = [0] * (DEEPEST - depth)
            number = ".".join(str(count) for count in counters[:depth])
        yield Section(
            anchor=_anchor(part["id"], anchors),
            number=number,
            title=_line(part["title"]) or "Utan rubrik",
            depth=depth,
            blocks=tuple(_blocks(part["blocks"], depth, tables, figures)),
        )


def _blocks(blocks: list[dict], section_depth: int, tables: Iterator[int], figures: Iterator[int]) -> Iterator[Block]:
    depth = section_depth
    for block in blocks:
        match block["kind"]:
            case "heading":
                # Levels may not be skipped: screen readers and PDF/UA walk them one by one.
                depth = max(section_depth + 1, min(section_depth + block.get("level", 1), depth + 1))
                depth = min(depth, DEEPEST - 1)
                yield Heading(_line(block["text"]), depth)
            case "text":
                yield Text(_runs(block["runs"]))
            case "list":
                yield Bullets(bool(block.get("ordered")), tuple(_runs(item) for item in block["items"]))
            case "quote":
                yield Quote(_runs(block["runs"]), _line(block.get("by")))
            case "note":
                yield Note(clean(block["text"]).strip(), _line(block.get("tag")))
            case "table":
                yield _table(block, next(tables))
            case "figure":
                yield Figure(next(figures), _line(block["caption"]), _line(block["alt"]), block["chart"])


def address(href: object) -> str:
    """An address of ours, or nothing: never a place outside, whoever wrote the document."""
    return href if isinstance(href, str) and re.fullmatch(r"/(?:[\w.~-]+/)*(?:#[\w-]+)?", href) else ""


def _runs(runs: list[dict]) -> tuple[Run, ...]:
    return tuple(
        Run(
            clean(run["text"]),
            bool(run.get("strong")),
            bool(run.get("em")),
            clean(str(run["ref"])) if run.get("ref") else "",
            address(run.get("href")),
        )
        for run in runs
    )


def _table(block: dict, number: int) -> Table:
    columns = tuple(Column(_head(column), column.get("type") in ("number", "percent", "money")) for column in block["columns"])
    rows = tuple(_rows(block))
    total = None if block.get("total") is None else _total(block)
    texts = [[_INDENT * row.depth + row.cells[0].text, *(cell.text for cell in row.cells[1:])] for row in rows]
    texts += [[cell.text for cell in total]] if total else []
    widths = column_widths([column.title for column in columns], texts, [column.numeric for column in columns])
    return Table(number, _line(block["caption"]), columns, rows, total, clean(block.get("note") or "").strip(), widths)


def _head(column: dict) -> str:
    """The unit stands in the head, "Budget, kr"; a per cent sign stands in the cells, where it is part of the number."""
    title, unit = _line(column["title"]), _line(column.get("unit"))
    if column.get("type") == "percent" and unit == "%":
        unit = ""
    if column.get("type") == "money" and not unit and "kr" not in title:
        unit = "kr"
    return f"{title}, {unit}" if unit and title else title or unit or EMPTY_TEXT


def _rows(block: dict) -> Iterator[Row]:
    depths: dict[object, int] = {}
    for row in block["rows"]:
        depth = 0 if row.get("part_of") is None else depths[row["part_of"]] + 1
        if isinstance(row.get("id"), str | int):
            depths[row["id"]] = depth
        cells = [_cell(row.get(column["key"]), column) for column in block["columns"]]
        first = cells[0]
        if depth and not first.text.casefold().startswith(PART_WORD):
            # Indent and colour alone would be lost to a screen reader.
            cells[0] = Cell(f"{PART_WORD} {first.text}", first.nothing)
        if href := address(row.get("href")):
            cells[0] = replace(cells[0], href=href)
        yield Row(tuple(cells), depth)


def _total(block: dict) -> tuple[Cell, ...]:
    total = block["total"]
    cells = [_total_cell(total, column) for column in block["columns"]]
    if cells[0].nothing or cells[0].text == EMPTY_TEXT:
        cells[0] = Cell(SUM_WORD)
    return tuple(cells)


def _total_cell(total: dict, column: dict) -> Cell:
    if column["key"] in total:
        return _cell(total[column["key"]], column)
    if "difference" in column:
        # Worked out from the two sums that are given, so that the third never contradicts them.
        whole, part = (numbers.as_decimal(total.get(key)) for key in column["difference"])
        if whole is not None and part is not None:
            return _cell(whole - part, column)
    return Cell(EMPTY_TEXT)


def _cell(value: object, column: dict) -> Cell:
    kind = column.get("type", "text")
    if isinstance(value, dict):
        return Cell(NOTHING_WORDS[value["nothing"]], nothing=True)
    if value is None:
        return Cell(NOTHING_WORDS["missing"], nothing=True)
    number = numbers.as_decimal(value)
    if number is not None and (kind in _NUMBER_TEXTS or not isinstance(value, str)):
        write = _NUMBER_TEXTS.get(kind, numbers.number_text)
        return Cell(write(number, decimals=_decimals(column), signed=bool(column.get("signed"))), number=number)
    text = clean(str(value)).strip()
    if not text:
        return Cell(EMPTY_TEXT) if kind == "text" else Cell(NOTHING_WORDS["missing"], nothing=True)
    return Cell(numbers.date_text(text) if kind == "date" else text)


_NUMBER_TEXTS = {"number": numbers.number_text, "percent": numbers.percent_text, "money": numbers.money_text}


def _decimals(column: dict) -> int | None:
    decimals = column.get("decimals")
    return decimals if isinstance(decimals, int) and not isinstance(decimals, bool) and 0 <= decimals <= 9 else None


def _anchor(name: str, taken: set[str]) -> str:
    safe = "".join(character if character.isalnum() or character in "-_" else "-" for character in clean(name)).strip("-") or "avsnitt"
    anchor, count = safe, 1
    while anchor in taken:
        count += 1
        anchor = f"{safe}-{count}"
    taken.add(anchor)
    return anchor


def _line(text: str | None) -> str:
    """Clean text on one line: titles, captions and names have no line breaks of their own."""
    return " ".join(part for part in clean(text or "").replace("\n", " ").replace("\t", " ").split(" ") if part)
