"""Text files with one row to a line: which letters, which delimiter, and the cells of each row.

The encoding is decided by the whole file, never by its first lines: a byte order mark, else UTF-8, else Windows-1252 if every letter
is one that Swedish words hold. Row numbers are those a spreadsheet shows: a row is a record, and empty rows count.
"""

import codecs
import csv
import re
import unicodedata
from itertools import islice

from fardplan.tables.refusal import Refused

CHUNK = 1 << 20
#: What a spreadsheet can hold in one cell.
LONGEST_CELL = 32_767
MOST_COLUMNS = 400
SAMPLE = 60
#: Rows handed on at a time.
BLOCK = 2_000
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
            stray = head.count(b"\0") < 4  # a text with a slip in it, told with its row
            raise Refused("binary", row=_ends(head[: head.index(b"\0")].decode("latin-1")) + 1 if stray else None)
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
    tail, ends, chunk = "", 0, b""
    try:
        with open(path, "rb") as file:
            while chunk := file.read(CHUNK):
                text = decoder.decode(chunk)
                if careful or not codec.startswith("utf-8") or _may_have_controls(chunk, text):
                    _check(text, careful, ends)
                if careful:
                    if found := _ODD_INSIDE.search(tail + text):
                        raise Refused("encoding", row=ends + _ends(text[: max(0, found.start() - len(tail))]) + 1)
                    tail = text[-2:]
                ends += _ends(text)
            chunk = b""
            _check(decoder.decode(b"", True), careful, ends)
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode(codec, "replace") if chunk else ""
        raise Refused("encoding", row=ends + _ends(before) + 1) from error
    except UnicodeError as error:
        raise Refused("encoding") from error


#: Bytes that are no control character in UTF-8.
_NO_CONTROLS = bytes(byte for byte in range(256) if not _CONTROLS.fullmatch(chr(byte)))


def _may_have_controls(chunk, text):
    """The quick question before `_check`: ten times as fast as its pattern."""
    return bool(chunk.translate(None, _NO_CONTROLS)) or "\ufffe" in text or "\uffff" in text


def _ends(text):
    """How many lines end in the text."""
    return max(text.count("\n"), text.count("\r"))


def _check(text, careful, ends):
    """`ends` is how many lines ended before the text: what is refused is told with its row."""
    if not text.isascii() and careful:
        odd = next((letter for letter in set(text) if letter > "\x7f" and letter not in _PLAUSIBLE), None)
        if odd is not None:
            raise Refused("encoding", row=ends + _ends(text[: text.index(odd)]) + 1)
    if found := _CONTROLS.search(text):
        row = ends + _ends(text[: found.start()]) + 1
        raise Refused("binary" if found[0] == "\0" else "control", found=f"U+{ord(found[0]):04X}", row=row)


def blocks_of(path, names, *, head):
    """(delimiter, codec, iterator of blocks). `names` are the folded headers that the asker knows; they decide the delimiter.

    A block is a list of (row number, cells), or (number of the first row, columns) for rows of one width without an empty one among
    them. The first `head` rows come as the former.
    """
    codec = encoding_of(path)
    delimiter = _delimiter(path, codec, names)
    return delimiter, codec, _blocks(path, codec, delimiter, head)


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
    """(row number, cells) of the first rows."""
    for block in _blocks(path, codec, delimiter, SAMPLE):
        yield from block
        return


def _blocks(path, codec, delimiter, head):
    csv.field_size_limit(LONGEST_CELL)
    with open(path, encoding=codec, newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        before, size, failed = 0, head, None
        while failed is None:
            rows = []
            try:
                rows.extend(islice(reader, size))  # those before an error stay in the list
            except csv.Error as error:
                failed = error
            if not rows and failed is None:
                return
            if size is not head and (columns := _columns(rows)):
                yield before + 1, columns
            else:
                yield from _numbered(rows, before)
            before, size = before + len(rows), BLOCK
        code = "long_cell" if "field larger" in str(failed) else "quotes"
        raise Refused(code, row=before + 1) from failed


def _columns(rows):
    """The rows column by column, or None when they are of different widths, or one of them may be empty."""
    widths = set(map(len, rows))
    if len(widths) != 1 or not 1 < min(widths) <= MOST_COLUMNS:
        return None
    columns = list(zip(*rows, strict=True))
    return columns if all(map(str.strip, set(columns[0]))) else None


def _numbered(rows, before):
    found = []
    for number, cells in enumerate(rows, before + 1):
        if len(cells) > MOST_COLUMNS:
            yield found
            raise Refused("wide", row=number, number=len(cells))
        if any(cells) and any(map(str.strip, cells)):
            found.append((number, cells))
        elif number > 4_000_000:
            raise Refused("large")
    if found:
        yield found


def fold_header(text):
    """Two spellings of one heading: case, composition, and spaces of every kind aside."""
    composed = unicodedata.normalize("NFC", text).casefold()
    return " ".join("".join(" " if c.isspace() else c for c in composed if unicodedata.category(c) != "Cf").split())
