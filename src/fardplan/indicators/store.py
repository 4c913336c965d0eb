"""Lines straight to the database, and columns of figures put together as lines: a model object for each would cost more than all the rest."""

import re
from dataclasses import dataclass

import numpy as np
from django.db import connection

from fardplan.indicators import rules
from fardplan.indicators.models_library import Line
from fardplan.indicators.said import encoded

#: Very many exact figures, each followed by a bar: as `fields.exact` writes them, no more than 18 digits either side.
_ALL_EXACT = re.compile(r"(?:(?:-?+[1-9][0-9]{0,17}+(?:\.[0-9]{0,17}[1-9])?+|-?+0\.[0-9]{0,17}[1-9]|0)?+\|)*+", re.ASCII)
COLUMNS = "series_id organisation_id sex breakdown vintage_id figures told".split()
_PLACES = ", ".join(COLUMNS)
_MARKS = ", ".join(["%s"] * len(COLUMNS))


def add(rows):
    """Insert lines that this vintage has not begun: tuples in the order of COLUMNS."""
    if not rows:
        return
    table = Line._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({_PLACES}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            cursor.executemany(f"INSERT INTO {table} ({_PLACES}) VALUES ({_MARKS})", rows)  # noqa: S608  our own names


def grow(lines):
    """Write lines of a vintage under recording anew: (line, vintage, text, how many)."""
    rows = [(text, told, *line, vintage) for line, vintage, text, told in lines]
    if not rows:
        return
    with connection.cursor() as cursor:
        cursor.executemany(
            f"UPDATE {Line._meta.db_table} SET figures = %s, told = %s "  # noqa: S608  our own names
            "WHERE series_id = %s AND organisation_id = %s AND sex = %s AND breakdown = %s AND vintage_id = %s",
            rows,
        )


@dataclass
class Columns:
    """Figures of all sexes together, without breakdown, column by column.

    `series` and `organisations` are arrays of keys; `periods` an array of places in `names`; `values` exact texts or None; `odd` tells
    what more there is to say: {place: (absence, sign, comment)}, as Row has them.
    """

    series: np.ndarray
    organisations: np.ndarray
    periods: np.ndarray
    names: list
    values: list
    odd: dict

    def lines(self):
        """Series and organisation as one number, for each figure."""
        return (self.series.astype(np.int64) << 32) | self.organisations

    def begun(self):
        """Those lines, as numbers, of which something is stored already."""
        series = [int(each) for each in np.unique(self.series)]
        found = Line.objects.filter(series__in=series, sex="T", breakdown="").values_list("series_id", "organisation_id")
        stored = {a << 32 | b for a, b in found.distinct().iterator()}
        return stored.intersection(np.unique(self.lines()).tolist()) if stored else stored

    def rows(self, make, *, only=None):
        """The figures one by one, made with `make` in the order of recording.Row; of the lines in `only` alone, when it is given."""
        keys, nothing = self.lines(), ("", "", "")
        places = range(len(keys)) if only is None else np.flatnonzero(np.isin(keys, np.fromiter(only, np.int64))).tolist()
        found = []
        for place in places:
            absence, sign, comment = self.odd.get(place, nothing)
            line = int(self.series[place]), int(self.organisations[place]), self.names[self.periods[place]], "T", ""
            found.append(make(*line, self.values[place], absence, sign, None, comment, False))
        return found


def joined(parts):
    """Columns after one another as one."""
    names = sorted({name for part in parts for name in part.names})
    place = {name: number for number, name in enumerate(names)}
    periods, values, odd = [], [], {}
    for part in parts:
        periods.append(np.array([place[name] for name in part.names])[part.periods])
        odd |= {len(values) + number: told for number, told in part.odd.items()}
        values += part.values
    series, organisations = ([getattr(part, name) for part in parts] for name in ("series", "organisations"))
    return Columns(np.concatenate(series), np.concatenate(organisations), np.concatenate(periods), names, values, odd)


def lines_of(columns, vintage, *, without=()):
    """Tuples for `add`: all figures of each line in order of period. None when they must be taken row by row: a figure
    stands twice, or is not written the exact way. Raises ValueError for no period."""
    for name in columns.names:
        if not rules.is_period(name):
            raise ValueError(f"{name!r} is no period")
    keys = columns.lines()
    rank = np.argsort(np.argsort(np.array(columns.names)))[columns.periods] if columns.names else columns.periods
    order = np.lexsort((rank, keys))
    if without:
        order = order[~np.isin(keys[order], np.fromiter(without, np.int64))]
    if not len(order):
        return []
    keys, rank = keys[order], rank[order]
    new_line = keys[1:] != keys[:-1]
    if np.any(~new_line & (rank[1:] == rank[:-1])):
        return None
    told = _texts(columns)
    if told is None:
        return None
    texts = [told[place] for place in order.tolist()]
    starts = [0, *(np.flatnonzero(new_line) + 1).tolist(), len(texts)]
    first = keys[starts[:-1]].tolist()
    return [
        (key >> 32, key & 0xFFFFFFFF, "T", "", vintage, f"{{{','.join(texts[a:b])}}}", b - a)
        for key, a, b in zip(first, starts, starts[1:], strict=False)
    ]


def _texts(columns):
    """Each figure as it stands in a line: "2021":"5.1". None when one is not written the exact way."""
    if not _ALL_EXACT.fullmatch("|".join(["" if value is None else value for value in columns.values]) + "|"):
        return None
    begin = [f'"{name}":"' for name in columns.names]
    texts = [
        begin[period] + value + '"' if value is not None else ""
        for period, value in zip(columns.periods.tolist(), columns.values, strict=True)
    ]
    for place, (absence, sign, comment) in columns.odd.items():
        value, name = columns.values[place], columns.names[columns.periods[place]]
        if (value is None) == (not absence):
            raise ValueError("either a value or the reason there is none")
        texts[place] = f'"{name}":' + encoded([value, absence, sign, None, comment or "", 0])
    if "" in texts:
        raise ValueError("either a value or the reason there is none")
    return texts
