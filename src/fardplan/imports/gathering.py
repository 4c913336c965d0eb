"""Figures in any order, gathered line by line: a line that came in many pieces would be read and written anew for each of them.

Two turns, by way of disk: first how many figures each line has, then every figure to the stretch of lines that it belongs to. Memory
grows with the number of lines, not of figures.
"""

import numpy as np

from fardplan.imports.packing import Spool
from fardplan.indicators import store

#: Figures that are put together as lines at a time.
AT_A_TIME = 30_000
#: Keys of lines that wait to be counted.
_WAITING = 200_000


def gathered(columns, at_a_time=AT_A_TIME):
    """`store.Columns` of about `at_a_time` figures, in order of line and no line in two of them, from Columns in any order."""
    spool, places, counts = Spool(), [], _Counts()
    for each in columns:
        places.append(spool.put(_plain(each)))
        counts.add(each.lines())
    lines, many = counts.all()
    if not len(lines):
        return
    # the stretch that each line falls in, by how many figures stand before it
    stretch = (np.cumsum(many) - many) // at_a_time
    pieces = {}
    for place in places:
        each = _opened(spool.get(place))
        where = stretch[np.searchsorted(lines, each.lines())]
        found = np.unique(where).tolist()
        for number in found:
            whole = len(found) == 1
            own = place if whole else spool.put(_plain(_some(each, np.flatnonzero(where == number))))
            pieces.setdefault(number, []).append(own)
    for number in sorted(pieces):
        yield store.joined([_opened(spool.get(place)) for place in pieces[number]])


class _Counts:
    """How many figures each line has."""

    def __init__(self):
        self.keys, self.many, self.waiting, self.size = np.empty(0, np.int64), np.empty(0, np.int64), [], 0

    def add(self, keys):
        told = np.unique(keys, return_counts=True)
        self.waiting.append(told)
        self.size += len(told[0])
        if self.size > _WAITING + len(self.keys):
            self.all()

    def all(self):
        """(keys in order, how many of each)"""
        keys = np.concatenate([self.keys, *(keys for keys, _many in self.waiting)])
        many = np.concatenate([self.many, *(many for _keys, many in self.waiting)])
        self.keys, place = np.unique(keys, return_inverse=True)
        self.many = np.bincount(place, weights=many, minlength=len(self.keys)).astype(np.int64)
        self.waiting, self.size = [], 0
        return self.keys, self.many


def _some(columns, places):
    """The figures at some places."""
    wanted = places.tolist()
    odd = {number: columns.odd[place] for number, place in enumerate(wanted) if place in columns.odd} if columns.odd else {}
    values = [columns.values[place] for place in wanted]
    return store.Columns(columns.series[places], columns.organisations[places], columns.periods[places], columns.names, values, odd)


def _plain(columns):
    arrays = (np.asarray(each, np.int64).tobytes() for each in (columns.series, columns.organisations, columns.periods))
    return (*arrays, columns.names, columns.values, columns.odd)


def _opened(kept):
    return store.Columns(*(np.frombuffer(each, np.int64) for each in kept[:3]), *kept[3:])
