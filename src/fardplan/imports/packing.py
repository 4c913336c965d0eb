"""Rows in pieces: a few thousand in each, packed as JSON, on disk while a file is read and in the database once it is shown."""

import json
import marshal
import tempfile
import zlib
from itertools import repeat

IN_A_PART = 5_000


def packed(rows):
    """Rows of one length, column by column; a column that says the same all the way down says it once: {"same": value}."""
    columns = [{"same": column[0]} if column.count(column[0]) == len(column) else column for column in zip(*rows, strict=True)]
    content = json.dumps({"rows": len(rows), "columns": columns}, ensure_ascii=False, separators=(",", ":"))
    return zlib.compress(content.encode(), 1)


def unpacked(content):
    found = json.loads(zlib.decompress(bytes(content)))
    if type(found) is list:  # as parts were packed before: row by row
        return found
    columns = [repeat(each["same"], found["rows"]) if type(each) is dict else each for each in found["columns"]]
    return list(map(list, zip(*columns, strict=True)))


class Parts:
    """Rows in the order they came, in a file without a name. Iterates over lists of rows; may be gone through many times."""

    def __init__(self):
        self.file = tempfile.TemporaryFile()
        self.places, self.count = [], 0

    def add(self, rows):
        if rows:
            content = marshal.dumps(rows)  # our own file, open in this process only
            self.places.append((self.file.seek(0, 2), len(content)))
            self.file.write(content)
            self.count += len(rows)

    def __iter__(self):
        for place, length in self.places:
            self.file.seek(place)
            yield marshal.loads(self.file.read(length))  # noqa: S302  what `add` wrote

    def __len__(self):
        return self.count

    def __del__(self):
        self.file.close()
