"""Numbers become Parquet: one file per table, a row group per chunk, so that memory does not grow with the nation."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from .. import schema
from .people import NEVER

ARROW = {
    schema.TEXT: pa.dictionary(pa.int32(), pa.string()),
    schema.DATE: pa.date32(),
    schema.BOOLEAN: pa.bool_(),
    schema.INTEGER: pa.int32(),
}
HEX = np.frombuffer(b"0123456789abcdef", dtype=np.uint8)
PERSON_DIGITS, KEY_DIGITS, GROUP = 16, 10, 500_000


def hexadecimal(numbers: np.ndarray, digits: int, letter: str = "") -> pa.Array:
    """Numbers as texts of a fixed width, `letter` first."""
    width = digits + len(letter)
    text = np.empty((len(numbers), width), dtype=np.uint8)
    if letter:
        text[:, 0] = ord(letter)
    rest = numbers.astype(np.uint64)
    for place in range(width - 1, len(letter) - 1, -1):
        text[:, place] = HEX[rest & np.uint64(15)]
        rest = rest >> np.uint64(4)
    offsets = pa.py_buffer((np.arange(len(numbers) + 1, dtype=np.int32) * width).tobytes())
    return pa.StringArray.from_buffers(len(numbers), offsets, pa.py_buffer(text.tobytes()))


def pseudonyms(first: int, count: int, seed: int) -> pa.Array:
    """Pseudonyms of synthetic persons: different for different numbers, without order. (Those of real persons are `fardplan.measures.pseudonyms`.)"""
    x = np.arange(first, first + count, dtype=np.uint64)
    # A reversible mixing of 64 bits, so that no two persons get the same.
    with np.errstate(over="ignore"):
        x = x * np.uint64(0x9E3779B97F4A7C15) + np.uint64((seed * 0xD1342543DE82EF95 + 0x632BE59BD9B4E019) % 2**64)
        for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
            x = (x ^ (x >> np.uint64(shift))) * np.uint64(factor)
    return hexadecimal(x ^ (x >> np.uint64(31)), PERSON_DIGITS)


def coded(numbers: np.ndarray, texts: pa.Array | list[str] | tuple[str, ...], missing: np.ndarray | None = None) -> pa.Array:
    """Numbers that point into texts."""
    values = texts if isinstance(texts, pa.Array) else pa.array(list(texts), pa.string())
    return pa.DictionaryArray.from_arrays(pa.array(numbers.astype(np.int32), mask=missing), values)


def days(numbers: np.ndarray) -> pa.Array:
    """Days since 1970-01-01 as dates; NEVER is empty."""
    return pa.array(numbers.astype(np.int32), mask=numbers >= NEVER).view(pa.date32())


def _lean(array: pa.Array) -> pa.Array:
    """Only the texts that the rows point at, when there are many more."""
    if pa.types.is_dictionary(array.type) and len(array.dictionary) > 2 * len(array):
        return array.dictionary_decode().dictionary_encode()
    return array


class Writer:
    """Takes one table's chunks. Used as a context."""

    def __init__(self, folder: Path, table: schema.Table, letter: str = ""):
        self.table, self.letter, self.rows = table, letter, 0
        texts = {name: ARROW[schema.TEXT] for name in table.names}
        if letter:
            texts[table.key[0]] = pa.string()
        self.schema = pa.schema([(c.name, texts[c.name] if c.type == schema.TEXT else ARROW[c.type]) for c in table.columns])
        self.path = folder / f"{table.name}.parquet"
        self.file = pq.ParquetWriter(
            self.path, self.schema, compression="zstd", compression_level=1, store_schema=False,
            dictionary_pagesize_limit=8 << 20, use_dictionary=[c.name for c in table.columns if c.name != (letter and table.key[0])],
        )  # fmt: skip

    def write(self, columns: dict[str, pa.Array], order_by: np.ndarray | None = None) -> None:
        """Rows of one chunk, in the order of `order_by`; the running key is made here."""
        count = len(next(iter(columns.values())))
        if order_by is not None:
            order = pa.array(np.argsort(order_by, kind="stable"))
            columns = {name: array.take(order) for name, array in columns.items()}
        if self.letter:
            columns = {self.table.key[0]: hexadecimal(np.arange(self.rows, self.rows + count), KEY_DIGITS, self.letter), **columns}
        self.rows += count
        columns = {name: _lean(array) for name, array in columns.items()}
        if count:
            self.file.write_table(pa.table([columns[name] for name in self.schema.names], schema=self.schema), row_group_size=GROUP)

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *problem: object) -> None:
        self.file.close()
