"""What a file is, by its content. Its name and what the browser calls it are not asked."""

import re

from fardplan.tables.refusal import Refused

#: How much of a file is looked at.
HEAD = 65_536

#: First bytes -> the code of what it is. All of these are refused, each by its name.
SIGNATURES = (
    (b"%PDF", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
    (b"\x1f\x8b", "compressed"),
    (b"BZh", "compressed"),
    (b"\xfd7zXZ\x00", "compressed"),
    (b"7z\xbc\xaf\x27\x1c", "compressed"),
    (b"Rar!", "compressed"),
    (b"\x28\xb5\x2f\xfd", "compressed"),
    (b"SQLite format 3\x00", "database"),
    (b"PAR1", "database"),
    (b"ORC", "database"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
)
#: A stream of Excel's first formats, before they were kept in a file of files.
OLD_XLS = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")


def recognise(path):
    """ "zip" (to be looked into) or "text"; Refused with the name of anything else."""
    with open(path, "rb") as file:
        head = file.read(HEAD)
    if not head.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Refused("empty")
    if head.startswith(ZIP):
        return "zip"
    if head.startswith(OLE):
        raise Refused(_in_ole(path))
    if head.startswith(b"BM") and len(head) > 14 and head[6:10] == b"\0\0\0\0":
        raise Refused("image")
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        raise Refused("image")
    if head.startswith(OLD_XLS):
        raise Refused("xls")
    if head[4:8] == b"ftyp":
        raise Refused("image")
    if head[257:262] == b"ustar":
        raise Refused("compressed")
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            raise Refused(kind)
    _refuse_marked_up(head)
    return "text"


def _in_ole(path):
    """Which program's old format it is, told by the names in the file's own directory (UTF-16)."""
    with open(path, "rb") as file:
        content = file.read(20_000_000)

    def names(word):
        return word.encode("utf-16-le") in content

    if names("EncryptedPackage") or names("EncryptionInfo"):
        return "password"
    if names("Workbook") or names("Book"):
        return "xls"
    return "doc" if names("WordDocument") else "ole"


def _refuse_marked_up(head):
    """A web page, XML or JSON, in whatever encoding."""
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    if text.startswith(b"<"):
        if b"mso-application" in text[:600] or b"urn:schemas-microsoft-com:office:spreadsheet" in text[:3000]:
            raise Refused("xml_spreadsheet")
        if text.startswith(b"<svg") or b"<svg" in text[:600]:
            raise Refused("image")
        if text.startswith(b"<?xml") and b"<html" not in text[:2000]:
            raise Refused("xml")
        if re.match(rb"<(!doctype|!--|html|head|body|table|meta|script|style|div|title|form|\?xml|frameset)", text):
            raise Refused("html")
    if re.match(rb"[{\[]\s*(\"|[{\[\]}]|-?[0-9])", text):
        raise Refused("json")
    if text.startswith(b"id;p") and b"\nc;" in text.replace(b"\r", b"\n"):
        raise Refused("sylk")
