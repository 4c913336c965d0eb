"""Cells that are formatted and empty, taken out before the sheet is parsed: a million rows of them cost seconds and say nothing."""

import re

#: One cell with a place of its own and nothing in it, as spreadsheet programs write it.
_CELL = rb'<c r="[A-Z]{1,3}+[1-9][0-9]{0,6}+"(?: [st]="[A-Za-z0-9]{1,9}+")*+ ?+(?:/>|></c>)'
#: What comes after it must have a place of its own too: cells without one are counted from the cell before.
_CELLS = re.compile(rb"(?:" + _CELL + rb')+(?=</row>|<c r=")')
#: Rows of nothing else. A hidden one is told of, and a number beyond the last row is complained of: those stay.
_ROWS = re.compile(
    rb'(?:<row r="(?:[1-9][0-9]{0,5}|10[0-3][0-9]{4})"(?: (?!hidden)[A-Za-z0-9:]++="[^"<>&]*+")*+ ?+(?:/>|>(?:' + _CELL + rb")*+</row>))+"
    rb'(?=<row r="|</sheetData>)'
)
_NEXT = b'<row r="'
#: A row longer than this is passed on as it comes.
LONGEST = 1 << 20


def without_blanks(stream, size):
    """The bytes of a sheet, `size` at a time from `stream`, less the empty cells and rows. From the first "<!" (a comment, a section of
    bare text) nothing is taken out any more: what looks like a cell there may be text."""
    kept, plain = b"", True
    while chunk := stream.read(size):
        kept += chunk
        plain = plain and b"<!" not in kept
        if not plain:
            yield kept
            kept = b""
        elif (end := kept.rfind(_NEXT)) > 0:
            yield _CELLS.sub(b"", _ROWS.sub(b"", kept[: end + len(_NEXT)]))[: -len(_NEXT)]
            kept = kept[end:]
        elif len(kept) > LONGEST:
            end = kept.rfind(b">") + 1
            yield kept[:end]
            kept = kept[end:]
    yield kept
