"""Whether an organisation's Word or PowerPoint template can be used, before it is: what it is, what is dangerous in it, what it lacks.

    verdict = judged(content, "mall.docx")
    verdict.kind, verdict.may_be_used, [(found.code, found.values) for found in verdict.findings]

What a file says about itself is not believed: its content decides. A template that is refused is never opened by the libraries that
draw with it; one that may be used is tried on a sample page (`sample_page`), and what they cannot do with it is told as one more finding.
Files of the kinds "Word template" and "PowerPoint template" (.dotx, .potx) are read as documents of their kind: see `opened`.
"""

import io
import re
import zipfile
import zlib
from dataclasses import dataclass, field

MOST_BYTES = 20_000_000
MOST_INFLATED = 300_000_000
MOST_PARTS = 3_000
SUFFIXES = {"docx": "docx", "dotx": "docx", "pptx": "pptx", "potx": "pptx"}

#: What makes a template refused, and what is told of one that may be used. The words are `looks.words`.
REFUSALS = frozenset(
    "empty too_big name old broken macro active external_template external_picture external other_kind no_title_layout unusable".split()
)
REMARKS = frozenset("no_heading no_styles no_header no_page_size no_body_layout no_number narrow old_slides old_text".split())
_MAIN = {
    "docx": (b"wordprocessingml.document.main+xml", b"wordprocessingml.template.main+xml"),
    "pptx": (b"presentationml.presentation.main+xml", b"presentationml.template.main+xml"),
}
_MACRO = re.compile(r"vbaproject|vbadata|macrosheets?/|attachedtoolbars", re.IGNORECASE)
_ACTIVE = re.compile(r"activex|oleobject|embeddings/|customui/|\.(exe|dll|js|vbs|bat|ps1|hta|jar|bin)$", re.IGNORECASE)
_HARMLESS_BIN = re.compile(r"printersettings\d*\.bin$|embeddings/microsoft_excel_\w+\.xlsx$", re.IGNORECASE)
_RELATIONSHIP = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_STYLES = ("Heading 2", "Heading 3", "Title", "Subtitle", "Caption", "List Bullet", "List Number", "Quote", "TOC 1")


@dataclass(frozen=True)
class Finding:
    """`code` is one of REFUSALS or REMARKS; `values` fill in its words."""

    code: str
    values: dict = field(default_factory=dict)

    @property
    def is_refusal(self) -> bool:
        return self.code in REFUSALS


@dataclass(frozen=True)
class Verdict:
    """`kind` is "docx", "pptx" or "" where nobody can say. `content` is the file as it is used: a .dotx has become a .docx."""

    kind: str
    findings: tuple[Finding, ...]
    content: bytes = b""

    @property
    def may_be_used(self) -> bool:
        return not any(finding.is_refusal for finding in self.findings)


class _Refused(Exception):
    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.finding = Finding(code, values)


def judged(content: bytes, name: str) -> Verdict:
    """What is to be said of the file `content` that is called `name`. Never raises: whatever is wrong is a finding."""
    kind = ""
    try:
        kind, content = _opened(content, name)
        found = _word(content) if kind == "docx" else _slides(content)
        _tried(kind, content)
    except _Refused as refused:
        return Verdict(kind, (refused.finding,))
    return Verdict(kind, tuple(found), content)


def _opened(content: bytes, name: str) -> tuple[str, bytes]:
    if not content:
        raise _Refused("empty")
    if len(content) > MOST_BYTES:
        raise _Refused("too_big", size=f"{len(content) / 1_000_000:.1f}".replace(".", ","), most=MOST_BYTES // 1_000_000)
    ending = name.rpartition(".")[2].lower()
    if ending in ("docm", "dotm", "pptm", "potm"):
        raise _Refused("macro")
    kind = SUFFIXES.get(ending)
    if kind is None:
        raise _Refused("old" if ending in ("doc", "dot", "ppt", "pot") else "name")
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _Refused("old")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            types = _looked_into(archive)
            plain, template = _MAIN[kind]
            if template in types:
                content = _as_document(archive, template, plain)
            elif plain not in types:
                raise _Refused("other_kind" if any(mark in types for marks in _MAIN.values() for mark in marks) else "broken")
    except (zipfile.BadZipFile, zlib.error, OSError, NotImplementedError, RuntimeError, UnicodeError, EOFError, KeyError) as error:
        raise _Refused("broken") from error
    return kind, content


def _looked_into(archive: zipfile.ZipFile) -> bytes:
    """What the file says its parts are, after every part has been looked at. Raises _Refused."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) != len(names) or sum(part.file_size for part in parts) > MOST_INFLATED:
        raise _Refused("broken")
    if any(part.flag_bits & 0x1 for part in parts):
        raise _Refused("old")
    if any(_MACRO.search(name) for name in names):
        raise _Refused("macro")
    if any(_ACTIVE.search(name) and not _HARMLESS_BIN.search(name) for name in names):
        raise _Refused("active")
    left = MOST_INFLATED
    for name in names:
        if not name.endswith((".xml", ".rels")):
            continue
        with archive.open(name) as part:
            told = part.read(left + 1)  # what a part says of its own size is not believed
        left -= len(told)
        if left < 0 or b"<!DOCTYPE" in told or b"<!ENTITY" in told:
            raise _Refused("broken")
        if name.endswith(".rels"):
            _refuse_outside(told)
    types = archive.read("[Content_Types].xml")
    if b"macroenabled" in types.lower() or b"vbaproject" in types.lower():
        raise _Refused("macro")
    return types


def _refuse_outside(relationships: bytes) -> None:
    """Links that people follow are let be; what is fetched when the file opens (templates, pictures, objects) is not."""
    for found in _RELATIONSHIP.findall(relationships):
        if re.search(rb"TargetMode\s*=\s*[\"']External", found, re.IGNORECASE) and not re.search(rb"/(hyperlink|hlinkClick)[\"']", found):
            kind = re.search(rb"/(\w+)[\"']", found[found.lower().find(b"type") :])
            raise _Refused(
                {b"attachedTemplate": "external_template", b"image": "external_picture"}.get(kind[1] if kind else b"", "external")
            )


def _as_document(archive: zipfile.ZipFile, template: bytes, plain: bytes) -> bytes:
    """A .dotx or .potx as the document it would begin: its main part is of another name, and nothing else differs."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as target:
        for part in archive.infolist():
            told = archive.read(part.filename)
            target.writestr(part.filename, told.replace(template, plain) if part.filename == "[Content_Types].xml" else told)
    return made.getvalue()


def _word(content: bytes) -> list[Finding]:
    import docx

    try:
        word = docx.Document(io.BytesIO(content))
        styles = {style.name for style in word.styles}
        section = word.sections[0]
        around = "".join(line.text for place in (section.header, section.footer) for line in place.paragraphs)
        pictured = any(place._element.xpath(".//w:drawing | .//w:pict | .//w:tbl") for place in (section.header, section.footer))
        sized = section.page_width is not None
        said = any(line.text.strip() for line in word.paragraphs)
    except Exception as error:
        raise _Refused("broken") from error
    found = []
    if "Heading 1" not in styles:
        found.append(Finding("no_heading", {"names": "Heading 1"}))
    if missing := [name for name in _STYLES if name not in styles]:
        found.append(Finding("no_styles", {"names": ", ".join(missing)}))
    if not around.strip() and not pictured:
        found.append(Finding("no_header"))
    if not sized:
        found.append(Finding("no_page_size"))
    if said:
        found.append(Finding("old_text"))
    return found


def _slides(content: bytes) -> list[Finding]:
    import pptx
    from pptx.enum.shapes import PP_PLACEHOLDER

    from .pptx_look import places

    try:
        show = pptx.Presentation(io.BytesIO(content))
        count = len(show.slides)
        shape = show.slide_width / show.slide_height
    except Exception as error:
        raise _Refused("broken") from error
    try:
        used = places(show, ours=False)
    except ValueError as error:
        raise _Refused("no_title_layout") from error
    found = []
    if used.text.idx is None:
        found.append(Finding("no_body_layout"))
    if not any(shape.placeholder_format.type == PP_PLACEHOLDER.SLIDE_NUMBER for shape in used.text.layout.placeholders):
        found.append(Finding("no_number", {"name": used.text.layout.name}))
    if shape < 1.5:
        found.append(Finding("narrow"))
    if count:
        found.append(Finding("old_slides", {"count": count}))
    return found


def _tried(kind: str, content: bytes) -> None:
    from . import render_docx, render_pptx
    from .sample_page import sample_page

    render = {"docx": render_docx, "pptx": render_pptx}[kind]
    try:
        render(sample_page(), template=content)
    except Exception as error:
        raise _Refused("unusable") from error
