"""Rows on their way from the reading process, column by column: what stands in many cells is sent once.

    {"first": 61, "rows": 4000, "columns": [{"same": ""}, {"new": ["N1", "N2"], "codes": "…"}, {"joined": "1,5|2"}, {"cells": […]}]}

`new` are texts that join those already sent for the column, `codes` the place of each cell's text among them: two bytes each, base64.
"""

from array import array
from base64 import b64decode, b64encode
from dataclasses import dataclass

#: Different texts remembered for a column (two bytes count to 65 536), and for all columns together.
MOST_KNOWN, MOST_IN_ALL = 50_000, 200_000
BAR = "|"


class Sender:
    """Packs blocks of rows of one width; remembers which texts of each column have been sent."""

    def __init__(self):
        self.known = {}

    def packed(self, first, columns):
        return {
            "first": first,
            "rows": len(columns[0]),
            "columns": [self._column(place, column) for place, column in enumerate(columns)],
        }

    def _column(self, place, column):
        known = self.known.get(place, {})
        if known is None:
            return _one_by_one(column)
        new, fresh = set(column).difference(known), False
        if len(known) + len(new) > MOST_KNOWN:
            known, new, fresh = {}, set(column), True
        if len(new) * 4 > len(column) > 20 or sum(map(len, filter(None, self.known.values()))) > MOST_IN_ALL:
            self.known[place] = None  # nearly all different: not tried again
            return _one_by_one(column)
        self.known[place] = known
        told = sorted(new)
        known.update(zip(told, range(len(known), len(known) + len(told)), strict=True))
        codes = array("H", map(known.__getitem__, column)) if len(known) > 1 else b""
        return {"new": told, "fresh": fresh, "codes": b64encode(codes).decode()}


def _one_by_one(column):
    text = BAR.join(column)
    return {"joined": text} if text.count(BAR) == len(column) - 1 else {"cells": column}


@dataclass
class Coded:
    """A column of few different texts: `texts`, and the place among them of each cell."""

    texts: list
    codes: array

    def cells(self):
        texts = self.texts
        return [texts[code] for code in self.codes]


@dataclass
class Listed:
    """A column of many different texts. `text` is all of them with bars between, when none has a bar in it."""

    texts: list | None
    text: str | None

    def cells(self):
        return self.text.split(BAR) if self.texts is None else self.texts


@dataclass
class Block:
    """Rows of one width: their numbers (they follow each other) and their columns."""

    numbers: range
    columns: list

    def rows(self):
        """[number, cells] one by one, as blocks that are sent row by row."""
        cells = zip(*(column.cells() for column in self.columns), strict=True)
        return [[number, list(row)] for number, row in zip(self.numbers, cells, strict=True)]


class Receiver:
    """Unpacks what one Sender packed. What comes is data from a process that may have met anything: codes beyond the texts raise IndexError."""

    def __init__(self):
        self.known = {}

    def block(self, message):
        first, rows = message["first"], message["rows"]
        return Block(range(first, first + rows), [self._column(*each, rows) for each in enumerate(message["columns"])])

    def _column(self, place, column, rows):
        if "joined" in column:
            return Listed(None, column["joined"])
        if "cells" in column:
            return Listed(column["cells"], None)
        if column["fresh"]:
            self.known[place] = []
        texts = self.known.setdefault(place, [])
        texts += column["new"]
        codes = array("H", b64decode(column["codes"])) if column["codes"] else array("H", bytes(2 * rows))
        if len(codes) != rows or max(codes) >= len(texts):
            raise IndexError("codes without texts")
        return Coded(texts, codes)
