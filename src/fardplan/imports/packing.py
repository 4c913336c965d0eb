"""Rows in pieces: a few thousand in each, packed as JSON, on disk while a file is read and in the database once it is shown."""

import json
import marshal
import tempfile
import zlib
from base64 import b64decode, b64encode

import numpy as np

IN_A_PART = 5_000


class Columns:
    """Rows of one length, column by column. A column is a list, or one of

    {"same": value}               the same all the way down
    {"from": 61}                  whole numbers that follow each other
    {"text": "1.5|2"}             texts with bars between
    {"ints": bytes}               whole numbers of four bytes
    {"of": [values], "at": bytes} few different values, and the place of each among them as whole numbers

    Iterates over rows as lists.
    """

    def __init__(self, count, columns):
        self.count, self.columns = count, columns

    def __len__(self):
        return self.count

    def __iter__(self):
        return map(list, zip(*map(self.values, range(len(self.columns))), strict=True))

    def values(self, place):
        """All of a column as a list."""
        column = self.columns[place]
        if type(column) is list:
            return column
        if "same" in column:
            return [column["same"]] * self.count
        if "from" in column:
            return list(range(column["from"], column["from"] + self.count))
        if "text" in column:
            return column["text"].split("|")
        if "ints" in column:
            return self.ints(place).tolist()
        return [column["of"][at] for at in np.frombuffer(column["at"], np.int32).tolist()]

    def ints(self, place):
        """A column of whole numbers as an array."""
        column = self.columns[place]
        if type(column) is dict and "ints" in column:
            return np.frombuffer(column["ints"], np.int32)
        return np.array(self.values(place), np.int32)

    def among(self, place):
        """(different values, array of the place of each among them) of a column of few."""
        column = self.columns[place]
        if type(column) is dict and "of" in column:
            return column["of"], np.frombuffer(column["at"], np.int32)
        values = self.values(place)
        found = {value: number for number, value in enumerate(dict.fromkeys(values))}
        return list(found), np.array([found[value] for value in values], np.int32)

    def same(self, place):
        """What a column says all the way down, or None."""
        column = self.columns[place]
        return column.get("same") if type(column) is dict else None


def of_rows(rows):
    """Rows of one length as Columns."""
    columns = zip(*rows, strict=True)
    return Columns(len(rows), [{"same": column[0]} if column.count(column[0]) == len(column) else list(column) for column in columns])


def ints(numbers):
    """The column for whole numbers."""
    return {"ints": np.asarray(numbers, np.int32).tobytes()}


def packed(rows):
    """Columns, or rows of one length, as they stand in the database."""
    rows = rows if type(rows) is Columns else of_rows(rows)
    content = json.dumps({"rows": len(rows), "columns": rows.columns}, ensure_ascii=False, separators=(",", ":"), default=_base64)
    return zlib.compress(content.encode(), 1)


def _base64(value):
    return b64encode(value).decode()


def opened(content):
    """What `packed` made, as Columns."""
    found = json.loads(zlib.decompress(bytes(content)))
    if type(found) is list:  # as parts were packed before: row by row
        return Columns(len(found), list(map(list, zip(*found, strict=True))))
    for column in found["columns"]:
        if type(column) is dict:
            column |= {key: b64decode(column[key]) for key in ("ints", "at") if key in column}
    return Columns(found["rows"], found["columns"])


def unpacked(content):
    """What `packed` made, as rows."""
    return list(opened(content))


class Spool:
    """Plain values (what marshal takes) on disk, in a file without a name: our own, open in this process only."""

    def __init__(self):
        self.file = tempfile.TemporaryFile()

    def put(self, value):
        """Where the value stands."""
        content = marshal.dumps(value)
        place = self.file.seek(0, 2)
        self.file.write(content)
        return place, len(content)

    def get(self, place):
        self.file.seek(place[0])
        return marshal.loads(self.file.read(place[1]))  # noqa: S302  what `put` wrote

    def __del__(self):
        self.file.close()


class Parts:
    """Rows in the order they came, on disk. Iterates over lists of rows, and Columns; may be gone through many times."""

    def __init__(self):
        self.spool = Spool()
        self.places, self.count = [], 0

    def add(self, rows):
        if len(rows):
            self.places.append(self.spool.put((rows.count, rows.columns) if type(rows) is Columns else rows))
            self.count += len(rows)

    def __iter__(self):
        for place in self.places:
            kept = self.spool.get(place)
            yield Columns(*kept) if type(kept) is tuple else kept

    def __len__(self):
        return self.count
