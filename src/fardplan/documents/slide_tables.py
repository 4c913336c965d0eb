"""A table on slides: how large its letters may be, which rows go on which slide, and what has to be shortened."""

from dataclasses import dataclass

from .paper import Cell, Column, Row, Table
from .widths import text_width

ARIAL = 1.09
SIZES = (14.0, 12.0, 11.0, 10.0)
MOST_SLIDES = 8  # of one table; a longer one is read in the document, and its last slide says so
MOST_LINES = 7  # of a cell
_LINE = 0.3528 * 1.2
AIR = 2.8  # above and below the text of a row, together
_LONGEST_WORD = 34.0  # millimetres; a longer one is broken
SIDE = 4.5  # to the right of a cell's text


@dataclass(frozen=True)
class SlideTable:
    """What one slide shows of a table. `widths` and `heights` (head, rows, sum) in millimetres; `cut` has in full what is shortened."""

    label: str
    caption: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    total: tuple[Cell, ...] | None
    widths: tuple[float, ...]
    heights: tuple[float, ...]
    size: float
    cut: tuple[str, ...] = ()


def divided(table: Table, width: float, height: float) -> tuple[list[SlideTable], int]:
    """The table as slides of `width` x `height` mm, and how many of its rows are not on them."""
    parts: list[SlideTable] = []
    left = 0
    for columns in _groups(table, width):
        size, widths = _fitted(table, columns, width)
        found, left = _rows(table, columns, size, widths, height)
        parts += found
    return parts, left


def _natural(table: Table) -> list[float]:
    """What each column is wide on paper, but never so narrow that an ordinary word of it is broken."""
    found = []
    for place, (column, wide) in enumerate(zip(table.columns, table.widths.columns, strict=True)):
        words = [word for text in (column.title, *(row.cells[place].text for row in table.rows[:100])) for word in text.split()]
        longest = max((text_width(word, bold=True) for word in words), default=0.0)
        found.append(max(wide, min(longest, _LONGEST_WORD) + SIDE))
    return found


def _groups(table: Table, width: float) -> list[list[int]]:
    """Columns that go together. A table too wide for the smallest letters is divided, its first column on every slide."""
    natural = _natural(table)
    most = width / (SIZES[-1] / 10 * ARIAL)
    if sum(natural) <= most * 1.12:
        return [list(range(len(natural)))]
    groups: list[list[int]] = [[0]]
    used = natural[0]
    for place in range(1, len(natural)):
        if len(groups[-1]) > 1 and used + natural[place] > most:
            groups.append([0])
            used = natural[0]
        groups[-1].append(place)
        used += natural[place]
    return groups


def _fitted(table: Table, columns: list[int], width: float) -> tuple[float, list[float]]:
    natural = [_natural(table)[place] for place in columns]
    size = next((size for size in SIZES if sum(natural) * size / 10 * ARIAL <= width * 1.02), SIZES[-1])
    return size, [width * share / sum(natural) for share in natural]


def _rows(table: Table, columns: list[int], size: float, widths: list[float], height: float) -> tuple[list[SlideTable], int]:
    heads = tuple(table.columns[place] for place in columns)
    head = max(_lines(column.title, size, width, bold=True) for column, width in zip(heads, widths, strict=True))
    head_height = head * size * _LINE + AIR
    total = tuple(table.total[place] for place in columns) if table.total else None
    total_height = _height(total, size, widths) if total else 0.0
    pages: list[list[tuple[Row, float, list[str]]]] = [[]]
    used = head_height
    for row in table.rows:
        cells = [row.cells[place] for place in columns]
        cut = []
        for at, (cell, room) in enumerate(zip(cells, widths, strict=True)):
            short = _cut(cell.text, size, room)
            if short != cell.text:
                cut.append(f"{cells[0].text}, {heads[at].title}: {cell.text}")
                cells[at] = Cell(short, cell.nothing)
        tall = _height(tuple(cells), size, widths)
        if pages[-1] and used + tall > height:
            pages.append([])
            used = head_height
        pages[-1].append((Row(tuple(cells), row.depth), tall, cut))
        used += tall
    if total and used + total_height > height and pages[-1]:
        # The sum is not left alone: the last row goes with it.
        pages.append([pages[-1].pop()] if len(pages[-1]) > 1 else [])
    left = sum(len(page) for page in pages[MOST_SLIDES:])
    shown = pages[:MOST_SLIDES]
    return [
        SlideTable(
            table.label,
            table.caption,
            heads,
            tuple(row for row, _tall, _cut in page),
            total if page is shown[-1] else None,
            tuple(widths),
            (head_height, *(tall for _row, tall, _cut in page), *((total_height,) if total and page is shown[-1] else ())),
            size,
            tuple(line for _row, _tall, cut in page for line in cut),
        )
        for page in shown
    ], left


def _height(cells: tuple[Cell, ...], size: float, widths: list[float]) -> float:
    return (
        max(_lines(cell.text, size, width, bold=not at) for at, (cell, width) in enumerate(zip(cells, widths, strict=True))) * size * _LINE
        + AIR
    )


def _lines(text: str, size: float, width: float, *, bold: bool = False) -> int:
    """As many lines as the words take, broken where a line is full; words that are too wide are broken too."""
    room = max((width - SIDE) / (size / 10 * ARIAL), 3.0)
    count = 0
    for line in text.split("\n"):
        count, used = count + 1, 0.0
        for word in line.replace("-", "- ").replace("/", "/ ").split(" "):
            long = text_width(word, bold=bold) * max(1.0, len(word) / 400)
            if used and used + long > room:
                count, used = count + 1, 0.0
            count += int(long // room)
            used += long % room + text_width(" ")
    return count


def _cut(text: str, size: float, width: float) -> str:
    if _lines(text, size, width) <= MOST_LINES:
        return text
    low, high = 1, min(len(text), 1500)
    while low < high:
        middle = (low + high + 1) // 2
        if _lines(text[:middle] + "…", size, width) <= MOST_LINES:
            low = middle
        else:
            high = middle - 1
    at = text.rfind(" ", 0, low)
    return text[: at if at > low / 2 else low].rstrip(" ,;–-") + "…"
