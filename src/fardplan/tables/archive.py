"""The zip that a workbook is, looked through before anything in it is believed.

Declared sizes are never trusted: every part is inflated once, counted, and thrown away. A part that may hold XML is searched for a
document type on the way, so that no entity is ever expanded later.
"""

import re
import struct
import zipfile
import zlib

from fardplan.tables.refusal import Refused

MOST_PARTS = 2_000
MOST_INFLATED = 400_000_000
MOST_OF_ONE = 300_000_000
CHUNK = 262_144
LOCAL = struct.Struct("<4s5H3I2H")
EXTERNAL = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.DOTALL)


def looked_through(path):
    """The open ZipFile of a workbook that is safe to read. Refused otherwise, with what it is or what is wrong with it."""
    try:
        book = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, NotImplementedError, ValueError, struct.error, OSError, EOFError, OverflowError) as error:
        raise Refused("broken_zip") from error
    parts = book.infolist()
    if len(parts) > MOST_PARTS:
        raise Refused("many_parts", number=len(parts))
    _refuse_other_kinds(book, {part.filename for part in parts})
    _check_directory(path, parts)
    total = [0]
    for part in parts:
        _inflate(book, part, total)
    _refuse_active(book)
    return book


def _refuse_other_kinds(book, names):
    """A zip that is no workbook, and workbooks of kinds that are not read."""
    if "mimetype" in names:
        kind = _beginning(book, "mimetype")
        if b"opendocument.spreadsheet" in kind:
            raise Refused("ods")
        if b"opendocument" in kind:
            raise Refused("doc")
    if "EncryptedPackage" in names:
        raise Refused("password")
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Refused("doc")
    if "xl/workbook.bin" in names:
        raise Refused("xlsb")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused("macros")
    if any(name.endswith(".iwa") for name in names):
        raise Refused("numbers")
    if "[Content_Types].xml" not in names or not any(name.lower().startswith("xl/") for name in names):
        raise Refused("zip")
    if b"macroenabled" in _beginning(book, "[Content_Types].xml").lower():
        raise Refused("macros")


def _beginning(book, name):
    try:
        with book.open(name) as part:
            return part.read(CHUNK)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("broken_zip" if "password" not in str(error) else "password") from error


def _check_directory(path, parts):
    """Names, flags, methods and places agree, and no two parts share bytes."""
    seen, places = set(), []
    with open(path, "rb") as file:
        for part in parts:
            name = part.filename
            if name.lower() in seen:
                raise Refused("twice_in_zip", part=name)
            seen.add(name.lower())
            if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or "\0" in name:
                raise Refused("unsafe_zip", part=name)
            if part.flag_bits & 0x1:
                raise Refused("password")
            if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
                raise Refused("method", part=name)
            file.seek(part.header_offset)
            header = file.read(LOCAL.size)
            if len(header) < LOCAL.size or not header.startswith(b"PK\x03\x04"):
                raise Refused("broken_zip")
            fields = LOCAL.unpack(header)
            start = part.header_offset + LOCAL.size + fields[9] + fields[10]
            places.append((part.header_offset, start + part.compress_size))
        file.seek(0, 2)
        end = file.tell()
    places.sort()
    for (_first, until), (following, _last) in zip(places, [*places[1:], (end, end)], strict=True):
        if until > following:
            raise Refused("overlap")


def _inflate(book, part, total):
    """Count what comes out, and look for a document type."""
    is_xml = part.filename.lower().endswith((".xml", ".rels", ".vml"))
    size, tail = 0, b""
    try:
        with book.open(part) as stream:
            while chunk := stream.read(CHUNK):
                size += len(chunk)
                total[0] += len(chunk)
                if size > MOST_OF_ONE or total[0] > MOST_INFLATED:
                    raise Refused("bomb", part=part.filename)
                if is_xml:
                    _refuse_doctype(tail + chunk, first=size == len(chunk))
                    tail = chunk[-16:]
    except Refused:
        raise
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise Refused("broken_zip") from error


def _refuse_doctype(chunk, *, first):
    if first:
        start = chunk[:200]
        if start.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in start:
            raise Refused("xml_encoding")
        declared = re.match(rb"\s*(?:\xef\xbb\xbf)?<\?xml[^>]*encoding\s*=\s*[\"']([^\"']+)", start)
        if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
            raise Refused("xml_encoding")
    if b"<!DOCTYPE" in chunk or b"<!ENTITY" in chunk:
        raise Refused("doctype")


def _refuse_active(book):
    """Programs, links to other files and live connections: nothing a list of rows needs."""
    for name in book.namelist():
        low = name.lower()
        if low.startswith(("xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/macrosheets/", "xl/dialogsheets/")):
            raise Refused("macros" if "macro" in low or "dialog" in low else "external", part=name)
        if low in ("xl/connections.xml",) or low.startswith("xl/querytables/"):
            raise Refused("external", part=name)
        if low.endswith(".rels"):
            for relation in EXTERNAL.findall(book.read(name)):
                if re.search(rb"TargetMode\s*=\s*[\"']External", relation) and not re.search(
                    rb"Type\s*=\s*[\"'][^\"']*/hyperlink[\"']", relation
                ):
                    raise Refused("external", part=name)
