"""Our look for Word files without a template of their own: A4, 22 mm margins, serif headings, Swedish as language.

The fonts are ones every office has. Our own are not embedded, since Word on the web and LibreOffice treat embedded fonts differently.
"""

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from .widths import PORTRAIT

SERIF, SANS = "Georgia", "Arial"
_INK, _INK_2 = RGBColor(0x23, 0x22, 0x1F), RGBColor(0x58, 0x55, 0x4E)
_HEADINGS = (
    (1, SERIF, 18.5, 20, 6),
    (2, SERIF, 14, 16, 5),
    (3, SANS, 11, 14, 4),
    (4, SANS, 10, 12, 3),
    (5, SANS, 10, 12, 3),
    (6, SANS, 10, 12, 3),
)


def apply_look(word: Document) -> None:
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(22)
    section.header_distance, section.footer_distance = Mm(12), Mm(11)
    _language(word, "sv-SE")
    _style(word, "Normal", SANS, 10, after=7, line=1.3)
    _hyphenate_cells_only(word)
    for level, font, size, before, after in _HEADINGS:
        style = _style(word, f"Heading {level}", font, size, before=before, after=after, bold=True)
        style.paragraph_format.keep_with_next = True
    _without_border(_style(word, "Title", SERIF, 50, bold=True, line=1.05))
    _style(word, "Subtitle", SERIF, 16.5)
    _style(word, "Caption", SANS, 9.5, before=12, after=4, bold=True).paragraph_format.keep_with_next = True
    _style(word, "Quote", SERIF, 12, before=8, after=4).paragraph_format.left_indent = Mm(6)
    for name in ("List Bullet", "List Number"):
        _style(word, name, SANS, 10, after=4, line=1.25)
    for name in ("Header", "Footer"):
        style = _style(word, name, SANS, 8.5)
        style.font.color.rgb = _INK_2
        # The built-in styles carry stops for a letter page.
        for stops in style.element.pPr.findall(qn("w:tabs")):
            style.element.pPr.remove(stops)
    # Not based on a heading style: the contents list must not list its own title.
    _style(word, "TOC Heading", SERIF, 18.5, before=0, after=8, bold=True)
    for level in (1, 2, 3):
        style = _style(word, f"TOC {level}", SANS, 10, before=4 if level == 1 else 0, after=2)
        style.paragraph_format.left_indent = Mm(6 * (level - 1))
        style.paragraph_format.tab_stops.add_tab_stop(Mm(PORTRAIT), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)


def _style(
    word: Document, name: str, font: str, size: float, *, before: float = 0, after: float = 0, bold: bool = False, line: float | None = None
):
    names = [style.name for style in word.styles]
    style = word.styles[name] if name in names else word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)
    style.font.size, style.font.bold, style.font.italic, style.font.color.rgb = Pt(size), bold, False, _INK
    for spacing in style.element.rPr.findall(qn("w:spacing")):
        style.element.rPr.remove(spacing)
    layout = style.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.widow_control = True
    if line:
        layout.line_spacing = line
    return style


def _language(word: Document, language: str) -> None:
    """The language of every run that says nothing else: checked spelling and a screen reader's voice."""
    defaults = word.styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    element = defaults.find(qn("w:lang"))
    if element is None:
        element = OxmlElement("w:lang")
        defaults.append(element)
    element.set(qn("w:val"), language)


def _without_border(style) -> None:
    border = style.element.pPr.find(qn("w:pBdr"))
    if border is not None:
        style.element.pPr.remove(border)


def _hyphenate_cells_only(word: Document) -> None:
    # Word wants both elements at their place in the sequence of the schema.
    settings = word.settings.element
    automatic = OxmlElement("w:autoHyphenation")
    before = settings.find(qn("w:defaultTabStop"))
    settings.insert(settings.index(before) + 1 if before is not None else 0, automatic)
    layout = word.styles["Normal"].element.get_or_add_pPr()
    off = OxmlElement("w:suppressAutoHyphens")
    spacing = layout.find(qn("w:spacing"))
    layout.insert(layout.index(spacing) if spacing is not None else len(layout), off)
