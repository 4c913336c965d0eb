"""Pseudonyms by a keyed hash: two holders with the same key get the same pseudonym for the same person, and nobody without the key gets any.

A plain hash of a personal number is no protection, since all numbers can be tried; with a secret key they cannot. The key is made for one joint
study, is kept by the holders, never leaves with the data, and is destroyed when the study is over: then the pseudonyms lead back to nobody.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import hmac
import os
import re
import secrets
import stat
from pathlib import Path

from .errors import ExtractError, MeasuresError

HEAD = "fardplan-nyckel-1"
BYTES = 32
LENGTH = 26
"""Characters of a pseudonym, 5 bits each: 130 bits, so that no two of ten million persons meet."""
NUMBER = re.compile(r"(?P<century>19|20|18)?(?P<day>[0-9]{6})(?P<sign>[-+]?)(?P<end>[0-9]{4})")


def new_key(path: Path) -> str:
    """Write a new key, readable by its owner only; the key's fingerprint. MeasuresError when the file is there."""
    try:
        number = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise MeasuresError(f"{path} finns redan. En nyckel skrivs aldrig över: då går pseudonymerna inte att göra om.") from None
    except OSError:
        raise MeasuresError(f"{path} går inte att skriva.") from None
    key = secrets.token_bytes(BYTES)
    with os.fdopen(number, "w", encoding="ascii") as file:
        file.write(f"{HEAD} {key.hex()}\n")
    return fingerprint(key)


def read_key(path: Path) -> bytes:
    """The key of a file. MeasuresError when others may read it, or it is no key."""
    try:
        mode = Path(path).stat().st_mode
        text = Path(path).read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        raise MeasuresError(f"Nyckelfilen {path} finns inte eller går inte att läsa.") from None
    if stat.S_IMODE(mode) & 0o077:
        raise MeasuresError(f"Nyckelfilen {path} kan läsas av fler än sin ägare. Ändra det först: chmod 600 {path}")
    head, _, digits = text.strip().partition(" ")
    if head != HEAD or not re.fullmatch(r"[0-9a-f]{64}", digits):
        raise MeasuresError(f"{path} är inte en nyckelfil. Gör en med: fardplan measures key {path}")
    return bytes.fromhex(digits)


def fingerprint(key: bytes) -> str:
    """Eight characters that two holders compare to see that they have the same key. Says nothing about the key."""
    return _hashed(key, "fingerprint", "")[:8]


def normal(identity: str, today: dt.date | None = None) -> str:
    """A personal number in one way of writing, twelve digits; any other identity in capitals without spaces.

    `today` settles the century of a number with ten digits: nobody is born later, and + means over a hundred years. Without it such a number
    raises MeasuresError, since a wrong century would make two persons of one.
    """
    text = re.sub(r"\s", "", identity).upper()
    found = NUMBER.fullmatch(text)
    if not found:
        return text
    century = found["century"]
    if century is None:
        if today is None:
            raise MeasuresError(
                "Personnummer med tio siffror saknar sekel. Ange --as-of, dagen då uttaget gjordes, så att seklet blir rätt."
            )
        year = int(found["day"][:2])
        full = today.year - today.year % 100 + year
        # The days of coordination numbers are 60 more.
        born = (full, int(found["day"][2:4]), int(found["day"][4:]) % 60)
        full -= 100 if born > (today.year, today.month, today.day) else 0
        full -= 100 if found["sign"] == "+" else 0
        century = str(full // 100)
    return f"{century}{found['day']}{found['end']}"


def pseudonym(key: bytes, identity: str, *, kind: str = "person", today: dt.date | None = None) -> str:
    """The pseudonym of an identity. `kind` keeps persons and providers apart: the same number in both gives two pseudonyms."""
    return _hashed(key, kind, normal(identity, today))[:LENGTH]


def replaced(
    key: bytes, values: list[str | None], *, kind: str = "person", today: dt.date | None = None, seen: dict[str, str] | None = None
) -> list[str | None]:
    """Pseudonyms of a column; empty stays empty. `seen` remembers between calls, by identity as written."""
    known = {} if seen is None else seen
    answer: list[str | None] = []
    for value in values:
        if value is None or not value.strip():
            answer.append(None)
            continue
        if value not in known:
            known[value] = pseudonym(key, value, kind=kind, today=today)
        answer.append(known[value])
    return answer


def file_replaced(source: Path, out: Path, key: bytes, columns: dict[str, str], room: Path, today: dt.date | None = None) -> int:
    """Write `source` (CSV or Parquet) as `out` of the same kind, with `columns` (name to kind) replaced; how many rows. Piece by piece."""
    from . import files, private

    half = out.with_name(f".{out.name}.tmp")
    if out.exists():
        raise MeasuresError(f"{out} finns redan.")
    if source.suffix.lower() != out.suffix.lower() or source.suffix.lower() not in (".csv", ".parquet"):
        raise MeasuresError("Båda filerna ska sluta på .csv, eller båda på .parquet.")
    try:
        with private.told(out):
            if source.suffix.lower() == ".csv":
                rows = _csv(files.written(source, room), source, half, key, columns, today)
            else:
                files.whole_parquet(source)
                rows = _parquet(source, half, key, columns, today)
            half.replace(out)
    finally:
        half.unlink(missing_ok=True)
    return rows


def _csv(written, source: Path, half: Path, key: bytes, columns: dict[str, str], today: dt.date | None) -> int:  # type: ignore[no-untyped-def]
    import csv

    from . import files

    places = {_place(written.columns, name, source): kind for name, kind in columns.items()}
    if uneven := files.first_uneven(written):
        raise ExtractError("raden har inte lika många fält som rubriken", file=source.name, row=uneven)
    seen: dict[str, dict[str, str]] = {kind: {} for kind in columns.values()}
    rows = 0
    with written.path.open(encoding="utf-8", newline="") as file, half.open("w", encoding="utf-8", newline="") as into:
        reader, writer = csv.reader(file, delimiter=written.delimiter), csv.writer(into, delimiter=written.delimiter, lineterminator="\n")
        writer.writerow(next(reader))
        for cells in reader:
            if not cells:
                continue
            for place, kind in places.items():
                cells[place] = replaced(key, [cells[place]], kind=kind, today=today, seen=seen[kind])[0] or ""
            writer.writerow(cells)
            rows += 1
    return rows


def _parquet(source: Path, half: Path, key: bytes, columns: dict[str, str], today: dt.date | None) -> int:
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = pq.ParquetFile(source)
    names = file.schema_arrow.names
    shape = file.schema_arrow.remove_metadata()
    for name in columns:
        place = _place(names, name, source)
        shape = shape.set(place, pa.field(name, pa.string()))
    seen: dict[str, dict[str, str]] = {kind: {} for kind in columns.values()}
    rows = 0
    with pq.ParquetWriter(half, shape) as writer:
        for batch in file.iter_batches():
            table = pa.Table.from_batches([batch])
            for name, kind in columns.items():
                values = [None if value is None else str(value) for value in table[name].to_pylist()]
                made = replaced(key, values, kind=kind, today=today, seen=seen[kind])
                table = table.set_column(names.index(name), pa.field(name, pa.string()), pa.array(made, pa.string()))
            writer.write_table(table.cast(shape))
            rows += len(batch)
    return rows


def _place(names: list[str] | tuple[str, ...], name: str, source: Path) -> int:
    if name not in names:
        raise ExtractError("kolumnen saknas", file=source.name, column=name)
    return list(names).index(name)


def _hashed(key: bytes, kind: str, text: str) -> str:
    digest = hmac.digest(key, f"{kind}\0{text}".encode(), hashlib.sha256)
    return base64.b32encode(digest).decode("ascii").lower()
