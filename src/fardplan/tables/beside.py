"""What stands in a workbook beside its cells: notes, headers and footers, texts on drawings, what the file says of itself.

None of it is read as rows. It is looked through, because the file is kept as it was sent.
"""

import re

from fardplan.tables.refusal import Refused
from fardplan.tables.workbook import Part

#: Letters of all of it together.
MOST_TEXT = 4_000_000
_PARTS = re.compile(r"xl/(?:comments|threadedcomments|drawings)|docprops/|xl/worksheets/[^/]*$", re.IGNORECASE)
_TAIL = 400_000


class Texts(Part):
    """(cell or "", text) for each piece of text in a part; the pieces of one note are one text."""

    def __init__(self, book, name):
        self.found, self.size, self._place, self._pieces = [], 0, "", []
        super().__init__(book, name)

    def start(self, name, attributes):
        self._gather()
        if name in ("comment", "threadedComment"):
            self._close()
            self._place = attributes.get("ref", "")[:12]

    def end(self, name):
        self._gather()
        if name in ("comment", "threadedComment", "p") or not self._place:
            self._close()
        if name in ("comment", "threadedComment"):
            self._place = ""

    def _gather(self):
        self._pieces += self.text
        self.size += sum(map(len, self.text))
        if self.size > MOST_TEXT:
            raise Refused("large")
        self.text.clear()

    def _close(self):
        if text := "".join(self._pieces).strip():
            self.found.append((self._place, text))
        self._pieces.clear()


def texts_of(book):
    """[[cell or "", text], …] of what people may have written beside the cells."""
    found, size = [], 0
    for name in book.namelist():
        if not _PARTS.match(name) or not name.lower().endswith(".xml"):
            continue
        texts = _headers(book, name) if name.lower().startswith("xl/worksheets/") else Texts(book, name).read().found
        size += sum(len(text) for _place, text in texts)
        if size > MOST_TEXT:
            raise Refused("large")
        found += map(list, texts)
    return found


_HEADER = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)[^>]*>([^<]*)<")


def _headers(book, name):
    """The headers and footers of a sheet's pages: they stand after its cells, near the end of the part."""
    tail = b""
    with book.open(name) as part:
        while chunk := part.read(_TAIL):
            tail = (tail + chunk)[-_TAIL:]
    return [("", found.decode("utf-8", "replace")) for found in _HEADER.findall(tail)]
