"""Every table of a document as a workbook: one sheet each, numbers as numbers, beginning with a sheet that says what they are.

The values of the figures are tables too. No text becomes a formula or a link, whatever it begins with: all of it is written as text.
"""

import io
import re
from datetime import UTC, datetime

import xlsxwriter

from . import chart, numbers
from .paper import EMPTY_TABLE, Cell, Figure, Paper, Section, Table, prepared
from .text import clean

MOST_TEXT = 32_767  # what Excel keeps in a cell
MOST_ROWS = 1_048_000
_UNFIT = re.compile(r"[\[\]:*?/\\']")
_WIDEST = 60  # characters


def render_xlsx(document: dict) -> bytes:
    """The workbook: the same bytes for the same document."""
    paper = prepared(document)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    stamp = datetime.fromisoformat(paper.as_of) if paper.as_of else datetime(2000, 1, 1, tzinfo=UTC)
    book.set_properties({"title": paper.title[:255], "author": paper.programme_name[:255], "created": stamp.replace(tzinfo=None)})
    _Book(book, paper).fill()
    book.close()
    return out.getvalue()


class _Book:
    def __init__(self, book, paper: Paper) -> None:
        self.book, self.paper = book, paper
        top = {"valign": "top", "text_wrap": True}
        self.plain = book.add_format(top)
        self.strong = book.add_format({**top, "bold": True})
        self.head = book.add_format({**top, "bold": True, "bottom": 2})
        self.title = book.add_format({"bold": True, "font_size": 14})
        self.second = book.add_format({"font_color": "#58554E"})
        self.nothing = book.add_format({**top, "font_color": "#58554E", "italic": True})
        self.formats: dict[tuple[str, bool, int], object] = {}
        self.names: set[str] = set()

    def fill(self) -> None:
        first = self.book.add_worksheet(self._name("Innehåll"))
        found = [(section, block) for section in self.paper.sections for block in section.blocks if isinstance(block, Table | Figure)]
        listed = [(section, block, self._sheet(section, block)) for section, block in found]
        paper = self.paper
        first.write_string(0, 0, paper.title[:MOST_TEXT], self.title)
        for row, line in enumerate([paper.programme_name, *paper.state], 1):
            first.write_string(row, 0, line, self.second)
        row = 6
        for at, head in enumerate(("Blad", "Vad", "Avsnitt", "Rader")):
            first.write_string(row, at, head, self.head)
        for number, (section, block, name) in enumerate(listed, row + 1):
            first.write_string(number, 0, name, self.plain)
            first.write_string(number, 1, block.caption[:MOST_TEXT], self.plain)
            first.write_string(number, 2, section.heading[:MOST_TEXT], self.plain)
            first.write_number(number, 3, len(block.rows) if isinstance(block, Table) else len(block.chart["rows"]))
        if not listed:
            first.write_string(row + 1, 0, "Dokumentet har inga tabeller.", self.plain)
        first.set_column(0, 0, 16)
        first.set_column(1, 2, 60)
        first.set_landscape()
        first.fit_to_pages(1, 0)

    def _name(self, wanted: str) -> str:
        """A sheet's name that Excel takes: at most 31 characters, some signs forbidden, one of a kind."""
        name, number = _UNFIT.sub(" ", wanted)[:31].strip() or "Blad", 1
        while name.casefold() in self.names:
            number += 1
            name = f"{name[:26]} {number}"
        self.names.add(name.casefold())
        return name

    def _sheet(self, section: Section, block: Table | Figure) -> str:
        name = self._name(block.label)
        sheet = self.book.add_worksheet(name)
        sheet.write_string(0, 0, block.caption[:MOST_TEXT] or block.label, self.title)
        sheet.write_string(1, 0, section.heading[:MOST_TEXT], self.second)
        if isinstance(block, Table):
            self._table(sheet, block)
        else:
            self._figure(sheet, block)
        sheet.freeze_panes(4, 1)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(3)
        return name

    def _table(self, sheet, table: Table) -> None:
        for at, column in enumerate(table.columns):
            sheet.write_string(3, at, column.title, self.head)
            texts = [column.title, *(row.cells[at].text for row in table.rows[:200])]
            longest = max(max((len(line) for line in text.split("\n")), default=0) for text in texts)
            sheet.set_column(at, at, min(max(longest + 2, 9), _WIDEST))
        place = 4
        for row in table.rows[:MOST_ROWS]:
            for at, cell in enumerate(row.cells):
                self._cell(sheet, place, at, cell, indent=row.depth if at == 0 else 0)
            place += 1
        if not table.rows:
            sheet.write_string(place, 0, EMPTY_TABLE, self.nothing)
            place += 1
        if table.total:
            for at, cell in enumerate(table.total):
                self._cell(sheet, place, at, cell, strong=True)
            place += 1
        if table.note:
            sheet.write_string(place + 1, 0, table.note[:MOST_TEXT], self.second)

    def _figure(self, sheet, figure: Figure) -> None:
        fields = ("budget", "outturn") if figure.chart["type"] == "budget_bars" else ("value",)
        unit = clean(figure.chart.get("unit") or "").strip()
        heads = (
            "Benämning",
            *({"budget": "Budget", "outturn": "Utfall", "value": "Värde"}[field] + (f", {unit}" if unit else "") for field in fields),
        )
        for at, head in enumerate(heads):
            sheet.write_string(3, at, head, self.head)
        for place, (row, words) in enumerate(zip(figure.chart["rows"], chart.data_rows(figure.chart), strict=True), 4):
            sheet.write_string(place, 0, words[0][:MOST_TEXT], self.plain)
            for at, field in enumerate(fields, 1):
                number = numbers.as_decimal(row.get(field))
                self._cell(sheet, place, at, Cell(words[at], number is None, number=number))
        sheet.write_string(len(figure.chart["rows"]) + 5, 0, figure.alt[:MOST_TEXT], self.second)
        sheet.set_column(0, 0, 40)
        sheet.set_column(1, 2, 16)

    def _cell(self, sheet, row: int, at: int, cell: Cell, *, strong: bool = False, indent: int = 0) -> None:
        if cell.number is not None and abs(cell.number) < 10**15:
            # Excel keeps fifteen figures: a longer number is text rather than another number.
            sheet.write_number(row, at, float(cell.number), self._number(cell, strong))
        elif indent:
            sheet.write_string(row, at, cell.text[:MOST_TEXT], self._indented(indent))
        else:
            sheet.write_string(row, at, cell.text[:MOST_TEXT], self.nothing if cell.nothing else self.strong if strong else self.plain)

    def _number(self, cell: Cell, strong: bool):
        """As many decimals as are shown; per cent stays as it is written, 94.3, with the sign after it."""
        shown = cell.text.rstrip("%").rstrip().rpartition(",")[2] if "," in cell.text else ""
        kind = "%" if cell.text.endswith("%") else ""
        key = (kind, strong, len(shown))
        if key not in self.formats:
            form = "#,##0" + ("." + "0" * len(shown) if shown else "") + (' "%"' if kind else "")
            self.formats[key] = self.book.add_format(
                {"num_format": form, "valign": "top", "bold": strong, **({"top": 1} if strong else {})}
            )
        return self.formats[key]

    def _indented(self, depth: int):
        key = ("indent", False, depth)
        if key not in self.formats:
            self.formats[key] = self.book.add_format(
                {"valign": "top", "text_wrap": True, "indent": min(depth, 10), "font_color": "#58554E"}
            )
        return self.formats[key]
