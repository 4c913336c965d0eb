"""What a file is, by its content, and whether it may be kept here. The name only has to agree. Pure: a path in, a kind or a refusal out."""

import re
import zipfile
import zlib

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from fardplan.tables import kinds as known
from fardplan.tables import refusal

HEAD = 65_536
MOST_PARTS = 5_000
MOST_INFLATED = 500_000_000


class Kind(TextChoices):
    PDF = "pdf", "PDF"
    DOCX = "docx", "Word"
    XLSX = "xlsx", "Excel"
    PPTX = "pptx", "PowerPoint"
    ODT = "odt", "OpenDocument"
    ODS = "ods", _("OpenDocument spreadsheet")
    ODP = "odp", _("OpenDocument presentation")
    PNG = "png", _("Picture")
    JPG = "jpg", _("Picture")
    TXT = "txt", _("Text")
    CSV = "csv", _("Table as text")


#: What a browser is told. Always with `nosniff`, as a download, and in a sandbox.
CONTENT_TYPES = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.PPTX: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    Kind.ODT: "application/vnd.oasis.opendocument.text",
    Kind.ODS: "application/vnd.oasis.opendocument.spreadsheet",
    Kind.ODP: "application/vnd.oasis.opendocument.presentation",
    Kind.PNG: "image/png",
    Kind.JPG: "image/jpeg",
    Kind.TXT: "application/octet-stream",
    Kind.CSV: "application/octet-stream",
}
ENDINGS = {**{kind: {kind.value} for kind in Kind}, Kind.JPG: {"jpg", "jpeg"}, Kind.TXT: {"txt", "md"}}
ACCEPT = ",".join(sorted(f".{ending}" for endings in ENDINGS.values() for ending in endings))

MESSAGES = {
    "empty": _("The file is empty."),
    "unknown": _("Files of this kind are not kept here. Use PDF, Word, Excel, PowerPoint, OpenDocument, PNG, JPG, text or CSV."),
    "old": _("This is an old Office file. Save it in the new format (such as .docx) or as PDF, and try again."),
    "password": _("The file is locked with a password. Save it without, and try again."),
    "macro": _("The file contains macros. Save it without, or as PDF, and try again."),
    "script": _("The file contains scripts or other active content. Save it as a plain document, and try again."),
    "damaged": _("The file is damaged: it cannot be opened as what it looks like."),
    "name": _("The name of the file does not agree with its content."),
    "program": _("This is a program or a script. Such files are not kept here."),
    "web": _("This is a web page. Save it as PDF, and try again."),
}
#: Refusals of the reader of tables, in words that fit any document.
_SAME = {
    "empty": "empty",
    "password": "password",
    "xls": "old",
    "doc": "old",
    "ole": "old",
    "program": "program",
    "html": "web",
    "json": "unknown",
}


class Refused(ValueError):
    """The file is not kept. `str()` is for people."""

    def __init__(self, code):
        super().__init__(str(MESSAGES[code]))
        self.code = code


def kind_of(path, name):
    """The Kind of the file at `path`, whose name is `name`. Raises Refused."""
    found = _by_content(path, name)
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if ending not in ENDINGS[found]:
        raise Refused("name" if any(ending in endings for endings in ENDINGS.values()) else "unknown")
    return found


def _by_content(path, name):
    with open(path, "rb") as file:
        head = file.read(HEAD)
    if head.startswith(b"%PDF-"):
        _refuse_active_pdf(path)
        return Kind.PDF
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Kind.PNG
    if head.startswith(b"\xff\xd8\xff"):
        return Kind.JPG
    try:
        found = known.recognise(path)
    except refusal.Refused as refused:
        raise Refused(_SAME.get(getattr(refused, "code", str(refused)), "unknown")) from refused
    if found == "zip":
        return _in_zip(path)
    _refuse_unless_text(path)
    return Kind.CSV if name.lower().endswith(".csv") else Kind.TXT


# Text ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MARKUP = re.compile(rb"<\s*(script|html|iframe|svg|object|embed)\b|<\?php|<%", re.IGNORECASE)


def _refuse_unless_text(path):
    with open(path, "rb") as file:
        content = file.read()
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            content = content.decode("utf-16").encode()
        except UnicodeError as error:
            raise Refused("damaged") from error
    if _CONTROLS.search(content):
        raise Refused("unknown")
    if _MARKUP.search(content):
        raise Refused("script")


# Documents that are zip archives ────────────────────────────────────────────────────────────────────────────────────

_MAIN = {
    b"wordprocessingml.document.main+xml": Kind.DOCX,
    b"spreadsheetml.sheet.main+xml": Kind.XLSX,
    b"presentationml.presentation.main+xml": Kind.PPTX,
}
_OPEN_DOCUMENT = {CONTENT_TYPES[kind].encode(): kind for kind in (Kind.ODT, Kind.ODS, Kind.ODP)}
_ACTIVE_PART = re.compile(r"(vbaproject|vbadata|macrosheets?/|activex|oleobject\d*\.bin|customui/|attachedtoolbars|^basic/|^scripts/|\.(exe|dll|js|vbs|bat|ps1|hta|jar)$)", re.IGNORECASE)  # fmt: skip
_OUTSIDE_TEMPLATE = re.compile(rb"<Relationship\b(?=[^>]*attachedTemplate)(?=[^>]*TargetMode\s*=\s*[\"']External)", re.IGNORECASE)


def _in_zip(path):
    try:
        with zipfile.ZipFile(path) as archive:
            return _look_into(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, UnicodeError, EOFError) as error:
        raise Refused("damaged") from error


def _look_into(archive):
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names) or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise Refused("damaged")
    if any(part.flag_bits & 0x1 for part in parts):
        raise Refused("password")
    if any(name.startswith("/") or ".." in name.split("/") for name in names):
        raise Refused("damaged")
    active = [name for name in names if _ACTIVE_PART.search(name)]
    if active:
        raise Refused(
            "macro" if any("vba" in name.lower() or "basic/" in name.lower() or "macro" in name.lower() for name in active) else "script"
        )
    if "[Content_Types].xml" in names:
        return _office(archive, names)
    if names and names[0] == "mimetype":
        kind = _OPEN_DOCUMENT.get(_read(archive, "mimetype", 200).strip())
        if kind is None:
            raise Refused("unknown")
        if "META-INF/manifest.xml" in names and b"encryption-data" in _read(archive, "META-INF/manifest.xml"):
            raise Refused("password")
        if "content.xml" in names and re.search(rb"<script:event-listener|<office:scripts>\s*<", _read(archive, "content.xml", 40_000_000)):
            raise Refused("macro")
        return kind
    raise Refused("unknown")


def _office(archive, names):
    types = _read(archive, "[Content_Types].xml")
    if b"<!DOCTYPE" in types or b"<!ENTITY" in types:
        raise Refused("damaged")
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise Refused("macro")
    for name in names:
        if name.endswith(".rels") and _OUTSIDE_TEMPLATE.search(_read(archive, name)):
            raise Refused("script")
    found = {kind for mark, kind in _MAIN.items() if mark in types}
    if len(found) != 1:
        raise Refused("unknown")
    return found.pop()


def _read(archive, name, most=5_000_000):
    """At most `most` bytes of a part: what it says about its own size is not believed."""
    with archive.open(name) as part:
        content = part.read(most + 1)
    if len(content) > most:
        raise Refused("damaged")
    return content


# PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_ACTIVE = re.compile(rb"/(JavaScript|JS|Launch|RichMedia|EmbeddedFiles?|XFA|SubmitForm|ImportData|GoToE)(?![A-Za-z0-9])")
_OBJECTS = re.compile(rb"/ObjStm\b.{0,600}?stream\r?\n", re.DOTALL)
_NO_SPACE = re.compile(rb"(?<=/)[^\s/<>\[\]()]{1,60}")
MOST_OBJECTS = 60_000_000


def _refuse_active_pdf(path):
    """Refuse scripts, programs to start, files inside and forms that send: in the file, and in its packed objects."""
    with open(path, "rb") as file:
        content = file.read()
    if b"/Encrypt" in content and re.search(rb"/Encrypt\s+\d+\s+\d+\s+R|/Encrypt\s*<<", content):
        raise Refused("password")
    if b"%%EOF" not in content[-2048:] and b"startxref" not in content:
        raise Refused("damaged")
    _refuse_active_names(content)
    left = MOST_OBJECTS
    for found in _OBJECTS.finditer(content):
        try:
            unpacked = zlib.decompressobj().decompress(content[found.end() : found.end() + 20_000_000], min(left, 20_000_000))
        except zlib.error:
            continue
        left -= len(unpacked)
        if left <= 0:
            raise Refused("damaged")
        _refuse_active_names(unpacked)


def _refuse_active_names(content):
    def plain(found):
        return _ESCAPED.sub(lambda code: bytes([int(code.group(1), 16)]), found.group())

    if _ACTIVE.search(content) or (b"#" in content and _ACTIVE.search(_NO_SPACE.sub(plain, content))):
        raise Refused("script")
