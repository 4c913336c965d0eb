"""Figures read column by column: what a batch means when nothing in it is odd. The same answer as the careful way, cell by cell, or none.

`understood` never complains. Where a cell means nothing, a figure stands twice or anything else has to be told, it gives the batch back
(None) and `observed.Reading` goes through it row by row.
"""

import re

import numpy as np

from fardplan.imports import figures
from fardplan.imports.complaints import Bad
from fardplan.imports.packing import Columns, ints
from fardplan.tables.columns import Coded

#: A column of nothing but plain numbers (`figures.plain_figure`), a bar after each.
_ALL_PLAIN = re.compile(r"(?:-?+(?:0|[1-9][0-9]{0,17}+)(?:,[0-9]{1,18}+)?+\|)++")
_LAST_NOUGHTS = re.compile(r"(,[0-9]*?)0+\|")


def understood(reading, batch):
    """The Columns of a packed batch: number, indicator, organisation, period, value, absence, sign, comment (None: no such column). None: not this way."""
    columns = batch.columns
    if reading.table.units:
        return None  # the heading says a unit: row by row
    if any(type(columns[key]) is not Coded for key in ("code", "organisation", "period", "name", "unit") if key in columns):
        return None
    used = {key: _used(column) for key, column in columns.items() if type(column) is Coded}
    found = {key: _meanings(reading, key, columns[key], used[key]) for key in ("code", "organisation", "period")}
    if any(each is None for each in found.values()) or not _names_agree(reading, columns) or _may_be_cut(reading, columns):
        return None
    comment = _comments(reading, columns, used)
    if comment is None or not _units_agree(columns, found["code"]):
        return None
    value = _values(columns, found["code"])
    if value is None:
        return None
    values, absence, sign, empty = value
    indicator = _keys(columns["code"], used["code"], found["code"])
    organisation = _keys(columns["organisation"], used["organisation"], found["organisation"])
    names = sorted(set(found["period"].values()))
    place = {name: number for number, name in enumerate(names)}
    period = _through(columns["period"], {code: place[name] for code, name in found["period"].items()})
    if not _once(reading, indicator, organisation, period, names):
        return None
    reading.empty += empty
    told = [{"from": batch.numbers[0]}, ints(indicator), ints(organisation), {"of": names, "at": period.astype(np.int32).tobytes()}]
    return Columns(len(batch.numbers), [*told, values, absence, sign, comment])


def _used(column):
    """Codes of the texts that stand in the column."""
    return np.flatnonzero(np.bincount(np.frombuffer(column.codes, np.uint16))).tolist()


def _meanings(reading, key, column, used):
    """{code: what its text means}; None when one means nothing."""
    found = {code: reading.meaning(key, column.texts[code]) for code in used}
    return None if any(type(each) is Bad for each in found.values()) else found


def _through(column, numbers):
    """The column with a number for each text: `numbers` by code."""
    table = np.zeros(len(column.texts), np.int64)
    table[list(numbers)] = list(numbers.values())
    return table[np.frombuffer(column.codes, np.uint16)]


def _keys(column, used, found):
    return _through(column, {code: found[code].pk for code in used})


def _pairs(one, two):
    """The pairs of codes that stand beside each other."""
    pairs = np.unique(np.frombuffer(one.codes, np.uint16).astype(np.int64) << 16 | np.frombuffer(two.codes, np.uint16))
    return [(pair >> 16, pair & 0xFFFF) for pair in pairs.tolist()]


def _names_agree(reading, columns):
    """Whether each code stands beside its own indicator's name, or one that is nobody's."""
    name, code = columns.get("name"), columns["code"]
    return name is None or not reading.wrong_names({(code.texts[a], name.texts[b]) for a, b in _pairs(code, name)})


def _may_be_cut(reading, columns):
    """Whether digits right after the value may be its decimals."""
    after = reading.column_after_value()
    if after is None:
        return False
    column = columns[after]
    return any(text.isascii() and text.isdigit() for text in (column.texts if type(column) is Coded else column.cells()))


def _comments(reading, columns, used):
    column = columns.get("comment")
    if column is None:
        return {"same": None}  # the file says nothing of comments
    if type(column) is Coded:
        found = _meanings(reading, "comment", column, used["comment"])
        if found is not None and len(found) == 1:
            return {"same": next(iter(found.values()))}
        return None if found is None else [found[code] for code in column.codes]
    found = [reading.meaning("comment", cell) for cell in column.cells()]
    return None if Bad in set(map(type, found)) else found


def _units_agree(columns, indicators):
    """Whether each unit that is written beside a figure is the indicator's own."""
    unit, code = columns.get("unit"), columns["code"]
    if unit is None or not any(unit.texts):
        return True
    try:
        for a, b in _pairs(code, unit):
            own = indicators[a].unit
            word = figures.words(unit.texts[b])
            up, down = figures.factor_of_unit(word, own) if own else (1, 1)
            if up != down:
                return False
    except Bad:
        return False
    return True


def _values(columns, indicators):
    """(values, absence, sign, how many cells are empty): columns as `Columns` has them. None when a cell is no figure."""
    column = columns["value"]
    text = "|".join(column.cells()) if type(column) is Coded else column.text
    if text is not None and _ALL_PLAIN.fullmatch(text + "|"):
        return {"text": _exact(text)}, {"same": ""}, {"same": ""}, 0
    cells = column.cells()
    values = list(map(figures.plain_figure, cells))
    absence, sign, empty = [""] * len(cells), [""] * len(cells), 0
    for place, value in enumerate(values):
        if value is None:
            own = indicators[columns["code"].codes[place]].unit
            try:
                values[place], kind, sign[place] = figures.figure(cells[place], own)
            except Bad:
                return None
            absence[place] = str(kind)
            empty += bool(kind and not cells[place].strip())
    return values, absence, sign, empty


def _exact(text):
    """Plain numbers as exact texts, bars between: no needless noughts, no negative nought."""
    text += "|"
    if ",0|" in text:
        text = text.replace(",0|", "|")
    text = _LAST_NOUGHTS.sub(r"\1|", text).replace(",|", "|").replace(",", ".")[:-1]
    return text if "-0" not in text else "|".join("0" if value == "-0" else value for value in text.split("|"))


def _once(reading, indicator, organisation, period, names):
    """Whether no figure stands twice, in these rows or before; then they are remembered. What is seen is a bit for each period of a pair."""
    pairs = indicator << 32 | organisation
    order = np.lexsort((period, pairs))
    pairs, period = pairs[order], period[order]
    new = pairs[1:] != pairs[:-1]
    if np.any(~new & (period[1:] == period[:-1])):
        return False
    bits = [reading.bit_of(name) for name in names]
    starts = [0, *(np.flatnonzero(new) + 1).tolist()]
    fresh, seen, told = {}, reading.seen, period.tolist()
    for pair, begin, end in zip(pairs[starts].tolist(), starts, [*starts[1:], len(told)], strict=True):
        mine = 0
        for place in told[begin:end]:
            mine |= bits[place]
        held = seen.get(pair, 0)
        if held & mine:
            return False
        fresh[pair] = held | mine
    seen.update(fresh)
    return True
