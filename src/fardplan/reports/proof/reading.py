"""A document as a Manuscript: plain text as it is saved from Word or from a PDF, and Word files themselves.

Tables in plain text are lines with tabs. Contents, page numbers and marks of notes are left out.
"""

import re
import zipfile
from collections import Counter
from pathlib import Path

from django.utils.translation import gettext as _
from docx import Document
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph

from fardplan.tables.delimited import encoding_of
from fardplan.tables.refusal import Refused

from .manuscript import Manuscript, Part, Passage, Picture, Table

LARGEST = 60_000_000  # bytes: a report with its pictures
MOST_CHARACTERS = 3_000_000
SUFFIXES = (".txt", ".md", ".docx")


class Unreadable(Exception):
    """The file is not read. The text says why, for people."""


def read(path: Path) -> Manuscript:
    """The manuscript in a .docx, .txt or .md file. Raises Unreadable."""
    if not path.is_file():
        raise Unreadable(_("There is no file %(file)s.") % {"file": path})
    if path.stat().st_size > LARGEST:
        raise Unreadable(_("%(file)s is larger than 60 MB.") % {"file": path.name})
    if path.suffix.lower() == ".docx":
        return _of_word(path)
    if path.suffix.lower() not in SUFFIXES:
        raise Unreadable(_("%(file)s is neither a Word document (.docx) nor a text (.txt). Save it as one of them.") % {"file": path.name})
    try:
        codec = encoding_of(path)
    except Refused:
        raise Unreadable(_("%(file)s is not a text in an encoding that can be read. Save it as UTF-8.") % {"file": path.name}) from None
    return of_text(path.read_text(encoding=codec), path.name)


# Plain text ─────────────────────────────────────────────────────────────────────────────────────────────────────────

_MARKUP = re.compile(r"</?(?:b|i|u|em|strong|sub)>|<sup>.*?</sup>|(?<!\w)[*_]{1,3}(?=\S)|(?<=\S)[*_]{1,3}(?=\W|$)|[¹²³⁴⁵⁶⁷⁸⁹⁰]+")
_ESCAPED = re.compile(r"\\([_*\\#])")
PRIVATE = 0xE000  # where an escaped character waits while markup is taken away
_HEADING = re.compile(r"(?:#{1,6}\s+)?((?:\d{1,2}\.)*\d{1,2}\.?)\s+([A-ZÅÄÖ].{0,100})")
_MARKED = re.compile(r"#{1,6}\s+(.{1,120})")
_ANNEX = re.compile(r"(?i)bilaga \d+(?:[,:.] ?.{0,60}[^.])?|sammanfattning|inledning|slutord|förord")
_ITEM = re.compile(r"\s*(?:[-–•*❖]|\(?[0-9a-z]\)|[0-9]{1,2}\.)\s+(?=\S)")
_CONTENTS = re.compile(r"(?:\.{3,}|\t|\s{2,})\s*\d{1,3}\s*$")
_TABLE_NAME = re.compile(r"(?i)\b(tabell\s+\d+)\b\s*[:.]")
_ITALIC = re.compile(r"^\s*(?:<i>|\*(?!\*)|_)|^[ \u00a0]{2,}\S")


def of_text(text: str, name: str) -> Manuscript:
    """A plain text, line by line. Lines with tabs that follow each other are a table, named by the caption before it."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable(_("%(file)s is longer than three million characters.") % {"file": name})
    made = Manuscript(name)
    section, caption, table = "", "", None
    lines = text.splitlines()
    for number, raw in enumerate(lines, 1):
        line = _plain(raw)
        is_alone = not "".join(lines[max(number - 2, 0) : number - 1]).strip() and not "".join(lines[number : number + 1]).strip()
        if "\t" in line and (table is not None or not _is_contents(line)):
            if table is None:
                table = Table(caption, _named(caption), section)
                made.tables.append(table)
            _add_row(made, table, tuple(cell.strip() for cell in line.split("\t")), section, number, bool(_ITALIC.match(raw)))
            continue
        stripped = line.strip()
        if not stripped or _is_contents(line):
            table = None if stripped else table
            continue
        table, part = None, _part_of(line, raw, is_alone)
        if part == Part.HEADING:
            section = re.sub(r"^#+\s*", "", stripped)
        if part == Part.CAPTION:
            caption = stripped
        elif part in (Part.HEADING, Part.TEXT):
            caption = "" if not _named(caption) or part == Part.HEADING else caption
        made.passages.append(Passage(part, _ITEM.sub("", line, 1).strip() if part == Part.ITEM else stripped, section, number))
    return _dated(made)


def _plain(raw):
    """Without markup; a character that is escaped is meant."""
    kept = _ESCAPED.sub(lambda found: chr(PRIVATE + ord(found[1])), raw)
    shown = _MARKUP.sub("", kept).replace("\u00ad", "")
    return re.sub("[\ue000-\ue0ff]", lambda found: chr(ord(found[0]) - PRIVATE), shown)


def _is_contents(line):
    if not _CONTENTS.search(line):
        return False
    head = _CONTENTS.sub("", line).strip()
    return bool(re.match(r"\d", head)) or "...." in line or head.casefold() in ("sammanfattning", "innehåll", "bilagor")


def _part_of(line, raw, is_alone):
    stripped = line.strip()
    if _TABLE_NAME.match(stripped) or re.match(r"(?i)(figur|bild|diagram)\s*\d*\s*[:.]", stripped):
        return Part.CAPTION
    if _MARKED.fullmatch(raw.strip()) or _ANNEX.fullmatch(stripped):
        return Part.HEADING
    # An item of a numbered list is a sentence among others; a heading that ends with a full stop stands alone.
    if _HEADING.fullmatch(stripped) and not stripped.endswith((";", ",")) and (is_alone or not stripped.endswith(".")):
        return Part.HEADING
    return Part.ITEM if _ITEM.match(line) else Part.TEXT


def _named(caption):
    found = _TABLE_NAME.match(caption)
    return " ".join(found[1].casefold().split()) if found else ""


def _add_row(made, table, cells, section, number, is_indented):
    if not any(re.search(r"\w", cell) for cell in cells):
        return  # a ruled line
    row = Passage(Part.ROW, " ".join(cell for cell in cells if cell), section, number, cells, table, is_indented)
    table.rows.append(row)
    made.passages.append(row)


_YEAR = re.compile(r"(?<![\d-])(20\d\d)(?![\d-])")


def _dated(made):
    """The year that is named most often, headings and captions before other text."""
    count = Counter()
    for passage in made.passages:
        weight = 5 if passage.part in (Part.HEADING, Part.CAPTION) else 1
        for year in _YEAR.findall(passage.text):
            count[int(year)] += weight
    made.year = count.most_common(1)[0][0] if count else None
    return made


# Word ───────────────────────────────────────────────────────────────────────────────────────────────────────────────


def _of_word(path):
    _check_zip(path)
    try:
        document = Document(str(path))
    except Exception as error:  # python-docx tells of a broken file in many ways
        raise Unreadable(_("%(file)s cannot be opened as a Word document.") % {"file": path.name}) from error
    made = Manuscript(path.name)
    section, caption, number = "", "", 0
    for item in document.element.body.iterchildren():
        if item.tag == qn("w:p"):
            number += 1
            paragraph = Paragraph(item, document)
            made.pictures += _pictures(item, section, number)
            text = " ".join(_MARKUP.sub("", paragraph.text).split())
            style = (paragraph.style.name if paragraph.style is not None else "").casefold()
            if not text or style.startswith(("toc", "innehåll")):
                continue
            part = _part_in_word(style, text, item)
            section = text if part == Part.HEADING else section
            caption = text if part == Part.CAPTION else caption
            made.passages.append(Passage(part, text, section, number))
        elif item.tag == qn("w:tbl"):
            table = Table(caption, _named(caption), section)
            made.tables.append(table)
            for row in WordTable(item, document).rows:
                number += 1
                cells = tuple(" ".join(cell.text.split()) for cell in row.cells)
                made.pictures += _pictures(row._tr, section, number)
                indented = bool(row.cells and row.cells[0].paragraphs and _is_moved_in(row.cells[0].paragraphs[0]))
                _add_row(made, table, _once(cells), section, number, indented)
            caption = ""
    return _dated(made)


def _check_zip(path):
    """A bomb is not inflated: declared sizes alone are enough to refuse one that is honest, and python-docx reads no other parts."""
    try:
        with zipfile.ZipFile(path) as archive:
            if sum(part.file_size for part in archive.infolist()) > 10 * LARGEST:
                raise Unreadable(_("%(file)s holds more than can be read.") % {"file": path.name})
            if b"<!DOCTYPE" in archive.read("word/document.xml")[:4096].upper():
                raise Unreadable(_("%(file)s cannot be opened as a Word document.") % {"file": path.name})
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, ValueError) as error:
        raise Unreadable(_("%(file)s cannot be opened as a Word document.") % {"file": path.name}) from error


def _part_in_word(style, text, item):
    if style.startswith(("heading", "rubrik", "title")):
        return Part.HEADING
    if style.startswith(("caption", "beskrivning")) or _TABLE_NAME.match(text):
        return Part.CAPTION
    return Part.ITEM if item.find(f".//{qn('w:numPr')}") is not None or style.startswith(("list", "punkt")) else Part.TEXT


def _is_moved_in(paragraph):
    indent = paragraph.paragraph_format.left_indent
    runs = [run for run in paragraph.runs if run.text.strip()]
    return bool(indent and indent > 0) or (bool(runs) and all(run.italic for run in runs))


def _once(cells):
    """Cells that are joined stand several times in python-docx: the first of each keeps its text."""
    return tuple("" if place and cell and cell == cells[place - 1] and not cell[:1].isdigit() else cell for place, cell in enumerate(cells))


def _pictures(element, section, number):
    found = []
    for props in element.iter(qn("wp:docPr")):
        where = [section] if section else []
        place = ", ".join([*where, _("line %(line)s") % {"line": number}])
        found.append(Picture((props.get("descr") or props.get("title") or "").strip(), place))
    return found
