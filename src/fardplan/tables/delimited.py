"""Text files with one row to a line: which letters, which delimiter, and the cells of each row.

The encoding is decided by the whole file, never by its first lines: a byte order mark, else UTF-8, else Windows-1252 if every letter
is one that Swedish words hold. Row numbers are those a spreadsheet shows: a row is a record, and empty rows count.
"""

import codecs
import csv
import re
import unicodedata

from fardplan.tables.refusal import Refused

CHUNK = 1 << 20
#: What a spreadsheet can hold in one cell.
LONGEST_CELL = 32_767
MOST_COLUMNS = 400
SAMPLE = 60
DELIMITERS = (";", "\t", ",")

#: Letters and signs beyond ASCII that a Swedish text in Windows-1252 is expected to hold.
_PLAUSIBLE = set(
    "åäöÅÄÖéÉèÈêÊëËüÜáÁàÀâÂíÍìÌîÎïÏóÓòÒôÔõÕúÚùÙûÛçÇñÑøØæÆßýÝÿšŠžŽœŒþÞðÐãÃ°²³½¼¾±×·•…–—‘’“”«»„‚§€£%‰µ™©®´¨¸¹ªº¶¬¦¡¿\u00a0\u00ad÷†‡ˆ˜‹›¢¤¥"
)
#: What å, ä and ö look like when a file of the old DOS or Mac letters is read as Windows-1252: between letters they give it away.
_ODD_INSIDE = re.compile(r"(?:(?<=[a-zåäö])[†„”‡‹›ŠŒšœŽž¤¥¢ˆ˜¬¦](?=[a-zåäö])|[a-zåäö][†„‡Œ¤¥ˆ¬](?=\W|$))", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


def encoding_of(path):
    """The codec that reads the file, byte order mark and all."""
    with open(path, "rb") as file:
        head = file.read(4096)
    for mark, codec in (
        (codecs.BOM_UTF32_LE, None),
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if head.startswith(mark):
            if codec is None:
                raise Refused("encoding")
            _decode(path, codec)
            return codec
    if b"\0" in head:
        guess = _without_mark(head)
        if guess is None:
            raise Refused("binary")
        _decode(path, guess)
        return guess
    try:
        _decode(path, "utf-8")
        return "utf-8"
    except Refused as refused:
        if refused.code != "encoding":
            raise
    _decode(path, "cp1252", careful=True)
    return "cp1252"


def _without_mark(head):
    """UTF-16 without a mark: every other byte of a Western text is nought."""
    even, odd = head[::2].count(0), head[1::2].count(0)
    half = max(1, len(head) // 2)
    if odd > 0.6 * half and even < 0.05 * half:
        return "utf-16-le"
    return "utf-16-be" if even > 0.6 * half and odd < 0.05 * half else None


def _decode(path, codec, *, careful=False):
    """Read all of it once. Refused when a byte means nothing, or means something no Swedish text holds."""
    decoder = codecs.getincrementaldecoder(codec)("strict")
    tail = ""
    try:
        with open(path, "rb") as file:
            while chunk := file.read(CHUNK):
                text = decoder.decode(chunk)
                _check(text, careful)
                if careful:
                    if _ODD_INSIDE.search(tail + text):
                        raise Refused("encoding")
                    tail = text[-2:]
            _check(decoder.decode(b"", True), careful)
    except UnicodeError as error:
        raise Refused("encoding") from error


def _check(text, careful):
    if not text.isascii():
        if careful and not {letter for letter in set(text) if letter > "\x7f"} <= _PLAUSIBLE:
            raise Refused("encoding")
    if "\0" in text:
        raise Refused("binary")
    if found := _CONTROLS.search(text):
        raise Refused("control", found=f"U+{ord(found[0]):04X}")


def rows_of(path, names):
    """(delimiter, iterator of (row number, cells)). `names` are the folded headers that the asker knows; they decide the delimiter."""
    codec = encoding_of(path)
    delimiter = _delimiter(path, codec, names)
    return delimiter, codec, _rows(path, codec, delimiter)


def _delimiter(path, codec, names):
    best = (0, 0, "")
    for delimiter in DELIMITERS:
        known = width = 0
        try:
            for number, (_row, cells) in enumerate(_rows(path, codec, delimiter)):
                if number >= SAMPLE:
                    break
                known = max(known, sum(fold_header(cell) in names for cell in cells))
                width = max(width, len(cells))
        except Refused as refused:
            if refused.code not in ("quotes", "long_cell", "wide"):
                raise
        if (known, min(width, 50)) > best[:2] and width > 1:
            best = (known, min(width, 50), delimiter)
    return best[2] or ";"


def _rows(path, codec, delimiter):
    csv.field_size_limit(LONGEST_CELL)
    with open(path, encoding=codec, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        number = 0
        try:
            for cells in reader:
                number += 1
                if len(cells) > MOST_COLUMNS:
                    raise Refused("wide", row=number, number=len(cells))
                if cells and any(cells):
                    yield number, cells
                elif number > 4_000_000:
                    raise Refused("large")
        except csv.Error as error:
            code = "long_cell" if "field larger" in str(error) else "quotes"
            raise Refused(code, row=number + 1) from error


def fold_header(text):
    """Two spellings of one heading: case, composition, and spaces of every kind aside."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(" " if c.isspace() else c for c in composed if unicodedata.category(c) != "Cf").split())
