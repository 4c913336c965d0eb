"""Pieces of WordprocessingML that python-docx has no words for: fields, numbering, plain tables, fixed zip bytes."""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.table import Table as DocxTable
from docx.text.paragraph import Paragraph

from .paper import Table
from .sizes import TALLEST_WHOLE_ROW, keeps_together, row_height
from .widths import GUTTER

_TWIPS_PER_MM = 56.69
_INK_2, _HAIRLINE, _INK = "58554E", "DCD8CF", "23221F"
_ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def twips(millimetres: float) -> int:
    return round(millimetres * _TWIPS_PER_MM)


def add_field(paragraph: Paragraph, instruction: str, shown: str) -> None:
    """A field with what it shows until Word works it out."""
    open_field(paragraph, instruction)
    paragraph.add_run(shown)
    close_field(paragraph)


def open_field(paragraph: Paragraph, instruction: str, *, stale: bool = False) -> None:
    """The first half of a field, which may span paragraphs; `stale` asks Word to work it out when the file is opened."""
    run_of(paragraph, _char("begin", stale))
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = f" {instruction} "
    run_of(paragraph, text)
    run_of(paragraph, _char("separate"))


def close_field(paragraph: Paragraph) -> None:
    run_of(paragraph, _char("end"))


def run_of(paragraph: Paragraph, element) -> None:
    paragraph.add_run()._r.append(element)


def _char(kind: str, stale: bool = False):
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    if stale:
        element.set(qn("w:dirty"), "true")
    return element


def add_bookmark(paragraph: Paragraph, name: str, number: int) -> None:
    """A bookmark round the paragraph's text, for the contents to point at."""
    start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
    for element in (start, end):
        element.set(qn("w:id"), str(number))
    start.set(qn("w:name"), name)
    position = 1 if paragraph._p.pPr is not None else 0
    paragraph._p.insert(position, start)
    paragraph._p.append(end)


def restart_numbering(document: Document, style_name: str) -> int | None:
    """A new list that starts at one, of the kind `style_name` numbers with; None when the template's style does not number."""
    properties = document.styles[style_name].element.pPr
    if properties is None or properties.numPr is None or properties.numPr.numId is None:
        return None
    numbering = document.part.numbering_part.element
    used = numbering.num_having_numId(properties.numPr.numId.val)
    new = numbering.add_num(used.abstractNumId.val)
    new.add_lvlOverride(ilvl=0).add_startOverride(1)
    return new.numId


def number_with(paragraph: Paragraph, number_id: int) -> None:
    number = paragraph._p.get_or_add_pPr().get_or_add_numPr()
    number.get_or_add_ilvl().val = 0
    number.get_or_add_numId().val = number_id


def describe(shape, alt: str) -> None:
    """The picture's text alternative; an empty one marks decoration."""
    properties = shape._inline.docPr
    properties.set("descr", alt)
    if not alt:
        extension = (
            f'<a:extLst {nsdecls("a")}><a:ext uri="{{C183D7F6-B498-43B3-948B-1728B52AA6E4}}"><adec:decorative '
            'xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/></a:ext></a:extLst>'
        )
        properties.append(parse_xml(extension))


def table_xml(table: Table, *, empty: str) -> object:
    """A `w:tbl` element. Written as text: python-docx's cell objects take minutes for thousands of rows."""
    rows = [_row([(column.title, False) for column in table.columns], table, "head", 0)]
    if table.rows:
        last = len(table.rows) - 1
        together = keeps_together(table)
        for number, row in enumerate(table.rows):
            kind = "last" if number == last else "row"
            keep = together and (number < last or table.total is not None)
            cells = [(cell.text, cell.nothing) for cell in row.cells]
            rows.append(_row(cells, table, kind, row.depth, may_split=row_height(row, table) > TALLEST_WHOLE_ROW, keep=keep))
    else:
        span = f'<w:tcPr><w:tcW w:w="{twips(sum(table.widths.columns))}" w:type="dxa"/><w:gridSpan w:val="{len(table.columns)}"/></w:tcPr>'
        rows.append(f"<w:tr><w:tc>{span}{_paragraph(empty, second=True)}</w:tc></w:tr>")
    if table.total:
        rows.append(_row([(cell.text, cell.nothing) for cell in table.total], table, "total", 0))
    grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in table.widths.columns)
    margins = f'<w:top w:w="70" w:type="dxa"/><w:left w:w="0" w:type="dxa"/><w:bottom w:w="70" w:type="dxa"/><w:right w:w="{twips(GUTTER)}" w:type="dxa"/>'
    properties = (
        f'<w:tblPr><w:tblW w:w="{twips(sum(table.widths.columns))}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f'<w:tblCellMar>{margins}</w:tblCellMar><w:tblLook w:val="00A0" w:firstRow="1" w:lastRow="{int(bool(table.total))}" '
        f'w:firstColumn="1" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/><w:tblCaption w:val={quoteattr(table.label)}/>'
        f"<w:tblDescription w:val={quoteattr(table.caption)}/></w:tblPr>"
    )
    return parse_xml(f"<w:tbl {nsdecls('w')}>{properties}<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def _row(cells: list[tuple[str, bool]], table: Table, kind: str, depth: int, *, may_split: bool = False, keep: bool = False) -> str:
    head, total = kind == "head", kind == "total"
    properties = ("" if may_split else "<w:cantSplit/>") + ("<w:tblHeader/>" if head else "")
    written = []
    for x, ((text, nothing), column, width) in enumerate(zip(cells, table.columns, table.widths.columns, strict=True)):
        border = {
            "head": f'<w:bottom w:val="single" w:sz="8" w:color="{_INK}"/>',
            "row": f'<w:bottom w:val="single" w:sz="4" w:color="{_HAIRLINE}"/>',
        }
        border["total"] = f'<w:top w:val="single" w:sz="8" w:color="{_INK}"/>'
        borders = f"<w:tcBorders>{border[kind]}</w:tcBorders>" if kind in border else ""
        align = '<w:vAlign w:val="bottom"/>' if head else ""
        body = _paragraph(
            text,
            right=column.numeric,
            bold=head or total or (x == 0 and depth == 0),
            second=head or nothing or (depth > 0 and x > 0),
            indent=depth if x == 0 else 0,
            keep=head or keep,
        )
        written.append(f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/>{borders}{align}</w:tcPr>{body}</w:tc>')
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(written)}</w:tr>"


def _paragraph(text: str, *, right: bool = False, bold: bool = False, second: bool = False, indent: int = 0, keep: bool = False) -> str:
    properties = "<w:keepNext/>" if keep else ""
    # Hyphenation is off in running text and on in cells, whose words may be wider than they are.
    properties += '<w:suppressAutoHyphens w:val="0"/><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
    properties += f'<w:ind w:left="{twips(4.2 * min(indent, 4))}"/>' if indent else ""
    properties += '<w:jc w:val="right"/>' if right else '<w:jc w:val="left"/>'
    look = ("<w:b/>" if bold else "") + (f'<w:color w:val="{_INK_2}"/>' if second else "") + '<w:sz w:val="18"/>'
    lines = '</w:t><w:br/><w:t xml:space="preserve">'.join(escape(line) for line in text.split("\n"))
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{lines}</w:t></w:r></w:p>'


def fixed_bytes(document: Document) -> bytes:
    """The file with one date on every part of the archive, so that the same document gives the same bytes."""
    saved, fixed = io.BytesIO(), io.BytesIO()
    document.save(saved)
    with zipfile.ZipFile(saved) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _ZIP_DATE)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            target.writestr(part, source.read(name))
    return fixed.getvalue()


def cover_panel(table: DocxTable, colour: str, *, bleed: float, width: float) -> None:
    """Make a one-column table an area from edge to edge: `bleed` mm of page margin on each side, `width` mm of page."""
    properties = table._tbl.tblPr
    for tag in ("w:tblW", "w:tblInd", "w:tblLayout", "w:tblCellMar", "w:tblLook"):
        for old in properties.findall(qn(tag)):
            properties.remove(old)
    sides = "".join(f'<w:{side} w:w="0" w:type="dxa"/>' for side in ("top", "left", "bottom", "right"))
    for xml in (
        f'<w:tblW {nsdecls("w")} w:w="{twips(width)}" w:type="dxa"/>',
        f'<w:tblInd {nsdecls("w")} w:w="{-twips(bleed)}" w:type="dxa"/>',
        f'<w:tblLayout {nsdecls("w")} w:type="fixed"/>',
        f"<w:tblCellMar {nsdecls('w')}>{sides}</w:tblCellMar>",
    ):
        properties.append(parse_xml(xml))
    table._tbl.tblGrid.findall(qn("w:gridCol"))[0].set(qn("w:w"), str(twips(width)))
    for number, row in enumerate(table.rows):
        cell = row.cells[0]._tc.get_or_add_tcPr()
        for old in cell.findall(qn("w:tcW")):
            cell.remove(old)
        cell.append(parse_xml(f'<w:tcW {nsdecls("w")} w:w="{twips(width)}" w:type="dxa"/>'))
        cell.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'))
        # Written for the picture's row too: LibreOffice otherwise gives it a margin of its own.
        air = "".join(f'<w:{side} w:w="{twips(0 if number else bleed)}" w:type="dxa"/>' for side in ("left", "right"))
        cell.append(parse_xml(f"<w:tcMar {nsdecls('w')}>{air}</w:tcMar>"))


def add_contents_entry(paragraph: Paragraph, text: str, bookmark: str) -> None:
    """One line of the contents: a link. Page numbers come when Word updates the field; a guess would be worse than none."""
    link = OxmlElement("w:hyperlink")
    link.set(qn("w:anchor"), bookmark)
    link.set(qn("w:history"), "1")
    before = len(paragraph.runs)
    paragraph.add_run(text)
    for run in paragraph.runs[before:]:
        link.append(run._r)
    paragraph._p.append(link)
