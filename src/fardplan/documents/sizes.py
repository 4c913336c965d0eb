"""How tall rows and tables come out on paper, roughly: enough to decide what may be divided over two pages."""

from .paper import Row, Table
from .widths import GUTTER, MEASURED, text_width

# Millimetres.
TALLEST_WHOLE_ROW = 110.0  # a taller row may be divided, or it would leave a page nearly empty
TALLEST_WHOLE_TABLE = 95.0  # a shorter table moves to the next page rather than being divided
_LINE, _ROW_AIR = 4.4, 4.5


def keeps_together(table: Table) -> bool:
    return len(table.rows) <= 20 and sum(row_height(row, table) for row in table.rows) <= TALLEST_WHOLE_TABLE


def row_height(row: Row, table: Table) -> float:
    """Millimetres, roughly."""
    return max(_lines(cell.text, width) for cell, width in zip(row.cells, table.widths.columns, strict=True)) * _LINE + _ROW_AIR


def _lines(text: str, width: float) -> int:
    length = text_width(text) * max(1.0, len(text) / MEASURED)
    return int(length / max(width - GUTTER, 1)) + 1 + text.count("\n")
