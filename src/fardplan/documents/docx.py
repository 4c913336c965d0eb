"""A document as a Word file: real headings, captions, contents and page fields, in our look or in the organisation's own template.

A template is a .docx whose body is thrown away and whose styles, page size, header and footer are kept. Styles are found by name
("Heading 1", "Caption", "List Bullet", …); one that is missing falls back to direct formatting of Normal.
"""

import io
from collections.abc import Iterable
from datetime import datetime

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_BREAK, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from . import chart, cover
from . import docx_parts as parts
from .docx_look import apply_look
from .paper import EMPTY_TABLE, Block, Bullets, Figure, Heading, Note, Paper, Quote, Run, Table, Text, prepared
from .pdf import svg_to_png
from .widths import PORTRAIT

_WHITE, _INK_2 = RGBColor(0xFF, 0xFF, 0xFF), RGBColor(0x58, 0x55, 0x4E)


def render_docx(document: dict, *, template: bytes | None = None) -> bytes:
    """The Word file. `template` is the organisation's own .docx; without it the file gets our look and a cover."""
    return _Writer(prepared(document), template).written()


class _Writer:
    def __init__(self, paper: Paper, template: bytes | None) -> None:
        self.paper = paper
        self.own_look = template is None
        self.word = docx.Document(io.BytesIO(template) if template else None)
        if template:
            _clear_body(self.word)
        else:
            apply_look(self.word)
        _ensure_page(self.word.sections[0])

    def written(self) -> bytes:
        _set_properties(self.word, self.paper)
        if self.paper.has_cover:
            self._cover()
            self._contents()
        else:
            self._head()
        for number, section in enumerate(self.paper.sections, 1):
            heading = self._heading(section.heading, section.depth)
            heading.paragraph_format.page_break_before = True if number == 1 and self.paper.has_cover else None
            parts.add_bookmark(heading, f"_Toc{number:08d}", number)
            if self.own_look and not self.paper.has_cover:
                heading.paragraph_format.space_before = Pt(12)
                heading.runs[0].font.size = Pt(14)
            for block in section.blocks:
                self._block(block)
        return parts.fixed_bytes(self.word)

    # ── front ────────────────────────────────────────────────────────
    def _cover(self) -> None:
        paper = self.paper
        if self.own_look:
            self._own_cover()
        else:
            self._paragraph(paper.programme_name, "Subtitle")
            self._paragraph(paper.title, "Title")
            if paper.subtitle:
                self._paragraph(paper.subtitle, "Subtitle")
        if paper.parties:
            self._paragraph("", "Normal").add_run(paper.parties_heading).bold = True
            self._paragraph(" · ".join(paper.parties), "Normal")
        for number, words in enumerate(paper.state):
            line = self._paragraph(words, "Normal")
            line.runs[0].font.color.rgb = _INK_2
            line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(0 if number else 30), Pt(0)
        if self.own_look:
            section = self.word.add_section(WD_SECTION.NEW_PAGE)
            section.top_margin, section.bottom_margin = Mm(25), Mm(24)
            _running_text(section, paper)
        else:
            self._paragraph("", "Normal").add_run().add_break(WD_BREAK.PAGE)

    def _head(self) -> None:
        """What papers of a page or two begin with: title, when and where, state."""
        paper, section = self.paper, self.word.sections[0]
        if self.own_look:
            section.top_margin, section.bottom_margin = Mm(25), Mm(24)
            _running_text(section, paper)
        title = self._paragraph(paper.title, "Title")
        if self.own_look:
            title.runs[0].font.size = Pt(22)
        if paper.subtitle:
            subtitle = self._paragraph(paper.subtitle, "Subtitle")
            if self.own_look:
                subtitle.runs[0].font.size = Pt(12)
        self._small(" · ".join(paper.state))
        if paper.contact:
            self._small(f"Kontakt: {paper.contact}")

    def _own_cover(self) -> None:
        """A shaded panel rather than a picture behind text: white on white cannot happen, and a reader hears the words."""
        paper, section = self.paper, self.word.sections[0]
        section.top_margin, section.bottom_margin = Mm(0), Mm(12)
        panel = self.word.add_table(2, 1)
        parts.cover_panel(panel, "14506B", bleed=22, width=210)
        size = 50 if len(paper.title) <= 24 else 34 if len(paper.title) <= 60 else 24
        lines = (
            (paper.programme_name, "Normal", 13, 66, 36),
            (paper.title, "Title", size, 0, 14),
            (paper.subtitle, "Subtitle", 16.5, 0, 20),
        )
        words, picture = panel.cell(0, 0), panel.cell(1, 0).paragraphs[0]
        for text, style, points, before, after in lines:
            if text:
                line = words.paragraphs[-1] if not words.paragraphs[-1].text else words.add_paragraph()
                line.style = self.word.styles[style]
                line.paragraph_format.space_before, line.paragraph_format.space_after = Pt(before), Pt(after)
                run = line.add_run(text)
                run.font.size, run.font.color.rgb = Pt(points), _WHITE
        picture.paragraph_format.space_after, picture.paragraph_format.line_spacing = Pt(0), 1.0
        art = svg_to_png(cover.hills(paper.goals, sky=True))
        parts.describe(picture.add_run().add_picture(io.BytesIO(art), width=Mm(209.9)), "")
        self._paragraph("", "Normal").paragraph_format.space_after = Pt(10)

    def _contents(self) -> None:
        self._paragraph("Innehåll", "TOC Heading")
        sections = [section for section in self.paper.sections if section.depth <= 3]
        for position, section in enumerate(sections):
            line = self._paragraph("", f"TOC {section.depth}")
            if position == 0:
                parts.open_field(line, 'TOC \\o "1-3" \\h \\z \\u', stale=True)
            number = self.paper.sections.index(section) + 1
            parts.add_contents_entry(line, section.heading, f"_Toc{number:08d}")
            if position == len(sections) - 1:
                parts.close_field(line)
        if self.paper.contact:
            line = self._paragraph("", "Normal")
            line.paragraph_format.space_before = Pt(24)
            line.add_run("Kontakt: ").bold = True
            line.add_run(self.paper.contact)

    # ── blocks ───────────────────────────────────────────────────────
    def _block(self, block: Block) -> None:
        match block:
            case Heading(text, depth):
                self._heading(text, depth)
            case Text(runs):
                _write(self._paragraph("", "Body Text" if not self.own_look else "Normal"), runs)
            case Bullets(ordered, items):
                self._list(ordered, items)
            case Quote(runs, by):
                line = self._paragraph("", "Quote")
                _write(line, runs)
                if by:
                    line.paragraph_format.keep_with_next = True
                    self._small(by).paragraph_format.left_indent = Mm(6)
            case Note(text, tag):
                self._small(f"{tag}: {text}" if tag else text)
            case Table():
                self._table(block)
            case Figure():
                self._figure(block)

    def _heading(self, text: str, depth: int) -> Paragraph:
        line = self._paragraph(text, f"Heading {depth}")
        line.paragraph_format.keep_with_next = True
        return line

    def _small(self, text: str) -> Paragraph:
        line = self._paragraph("", "Normal")
        _add_text(line, text, lambda run: (setattr(run.font, "size", Pt(8.5)), setattr(run.font.color, "rgb", _INK_2)))
        return line

    def _list(self, ordered: bool, items: Iterable[tuple[Run, ...]]) -> None:
        style = "List Number" if ordered else "List Bullet"
        known = self._has(style)
        number_id = parts.restart_numbering(self.word, style) if known and ordered else None
        for number, item in enumerate(items, 1):
            line = self._paragraph("", style)
            if number_id is not None:
                parts.number_with(line, number_id)
            elif not known:
                line.add_run(f"{number}. " if ordered else "• ")
            _write(line, item)

    def _caption(self, block: Table | Figure, kind: str) -> None:
        line = self._paragraph("", "Caption")
        line.paragraph_format.keep_with_next = True
        line.add_run(f"{kind} ")
        parts.add_field(line, f"SEQ {kind} \\* ARABIC", str(block.number))
        line.add_run(f". {block.caption}" if block.caption else "")

    def _table(self, table: Table) -> None:
        turned = table.widths.landscape
        if turned:
            self._new_page(landscape=True)
        self._caption(table, "Tabell")
        element = parts.table_xml(table, empty=EMPTY_TABLE)
        self.word.element.body.insert_element_before(element, "w:sectPr")
        # Word needs a paragraph after a table; the note is one, else an empty line that also makes the air.
        after = self._small(table.note)
        after.paragraph_format.space_before, after.paragraph_format.space_after = Pt(4 if table.note else 0), Pt(10 if table.note else 0)
        if turned:
            self._new_page(landscape=False)

    def _figure(self, figure: Figure) -> None:
        self._caption(figure, "Figur")
        unit = chart.unit_line(figure.chart)
        if unit:
            self._small(unit).paragraph_format.keep_with_next = True
        picture = self._paragraph("", "Normal")
        png = svg_to_png(chart.svg(figure.chart, paint=chart.paper))
        section = self.word.sections[-1]
        room = section.page_width - section.left_margin - section.right_margin
        parts.describe(picture.add_run().add_picture(io.BytesIO(png), width=min(room, Mm(PORTRAIT))), figure.alt)

    def _new_page(self, *, landscape: bool) -> None:
        section = self.word.add_section(WD_SECTION.NEW_PAGE)
        short, long = sorted((section.page_width, section.page_height))
        section.orientation = WD_ORIENT.LANDSCAPE if landscape else WD_ORIENT.PORTRAIT
        section.page_width, section.page_height = (long, short) if landscape else (short, long)
        if self.own_look:
            _running_text(section, self.paper)

    # ── styles ───────────────────────────────────────────────────────
    def _has(self, style: str) -> bool:
        return any(known.name == style and known.type == WD_STYLE_TYPE.PARAGRAPH for known in self.word.styles)

    def _paragraph(self, text: str, style: str) -> Paragraph:
        line = self.word.add_paragraph()
        if self._has(style):
            line.style = self.word.styles[style]
            line.add_run(text) if text else None
        elif text:
            run = line.add_run(text)
            run.bold = style.startswith(("Heading", "Title", "TOC Heading", "Caption"))
            if style.startswith("Heading"):
                # Without the style the outline would be lost; the level can be set on the paragraph itself.
                level = OxmlElement("w:outlineLvl")
                level.set(qn("w:val"), str(int(style[-1]) - 1))
                line._p.get_or_add_pPr().append(level)
        return line


def _write(line: Paragraph, runs: Iterable[Run]) -> None:
    for part in runs:
        _add_text(
            line, part.text, lambda run, part=part: (setattr(run, "bold", part.strong or None), setattr(run, "italic", part.em or None))
        )


def _add_text(line: Paragraph, text: str, look) -> None:
    run = line.add_run(text)  # python-docx turns \n into a line break and \t into a tab
    look(run)


def _running_text(section, paper: Paper) -> None:
    """Header with title and programme, footer with version and "11 (18)"."""
    room = section.page_width - section.left_margin - section.right_margin
    head, foot = section.header, section.footer
    for place in (head, foot):
        place.is_linked_to_previous = False
        stops = place.paragraphs[0].paragraph_format.tab_stops
        stops.add_tab_stop(room, WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.SPACES)
    head.paragraphs[0].add_run(f"{paper.title}\t{paper.programme_name}")
    line = foot.paragraphs[0]
    line.add_run(f"{paper.foot}\t")
    parts.add_field(line, "PAGE", "1")
    line.add_run(" (")
    parts.add_field(line, "NUMPAGES", "1")
    line.add_run(")")


def _ensure_page(section) -> None:
    # Some templates carry no page size; Word shows them as A4 but python-docx answers None.
    section.page_width, section.page_height = section.page_width or Mm(210), section.page_height or Mm(297)
    for side in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
        if getattr(section, side) is None:
            setattr(section, side, Mm(22))


def _clear_body(word) -> None:
    for element in list(word.element.body):
        if element.tag != qn("w:sectPr"):
            word.element.body.remove(element)


def _set_properties(word, paper: Paper) -> None:
    stamp = datetime.fromisoformat(paper.as_of or "2000-01-01")
    core = word.core_properties
    core.title, core.author, core.subject = paper.title, paper.programme_name[:255], paper.subtitle[:255]
    core.language = "sv-SE" if paper.language == "sv" else paper.language
    core.created = core.modified = stamp
    core.last_modified_by, core.comments, core.keywords, core.revision = "", "", "", 1
    core.version = paper.version[:255]
