"""Pieces of PresentationML that python-pptx has no words for: text, placeholders that hold tables and pictures, plain tables."""

from xml.sax.saxutils import escape, quoteattr

from pptx.oxml import parse_xml

from .paper import EMPTY_TABLE, Cell
from .pptx_look import EMU, INK_2, Box
from .slide_tables import AIR, SIDE, SlideTable
from .slides import Point

_A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'
_P = 'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TABLE_URI = "http://schemas.openxmlformats.org/drawingml/2006/table"
_NO_STYLE = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"
INK = '<a:schemeClr val="tx1"/>'
_HAIRLINE = '<a:schemeClr val="tx1"><a:lumMod val="25000"/><a:lumOff val="75000"/></a:schemeClr>'


def write(body, paragraphs: list[str]) -> None:
    """Give a text body (`p:txBody`) these paragraphs."""
    for old in body.findall("{http://schemas.openxmlformats.org/drawingml/2006/main}p"):
        body.remove(old)
    for paragraph in parse_xml(f"<a:x {_A}>{''.join(paragraphs)}</a:x>"):
        body.append(paragraph)


def line(text: str, language: str, *, size: float | None = None) -> str:
    return f"<a:p>{_run(text, language, size)}</a:p>" if text else f'<a:p><a:endParaRPr lang="{language}"/></a:p>'


def point(found: Point, language: str, size: float) -> str:
    """One point of a list, its air measured as in `slides.height`."""
    size = size * 0.78 if found.level == -2 else size
    look = ""
    if found.level < 0:
        look = "<a:buNone/>"
    elif found.number:
        look = f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="arabicPeriod" startAt="{min(found.number, 32767)}"/>'
    indent = ' marL="0" indent="0"' if found.level < 0 else f' marL="{9 * EMU}" indent="-{9 * EMU if found.number else 7 * EMU}"'
    after = '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="900"/></a:spcAft>'
    ink = INK_2 if found.level == -2 else ""
    runs = "".join(_run(run.text, language, size, strong=run.strong, em=run.em, ink=ink) for run in found.runs if run.text)
    return f"<a:p><a:pPr{indent}>{after}{look}</a:pPr>{runs}</a:p>"


def _run(text: str, language: str, size: float | None, *, strong: bool = False, em: bool = False, ink: str = "") -> str:
    look = (f' sz="{round(size * 100)}"' if size else "") + (' b="1"' if strong else "") + (' i="1"' if em else "")
    fill = f"<a:solidFill>{ink}</a:solidFill>" if ink else ""
    written = []
    for number, part in enumerate(text.split("\n")):
        properties = f'lang="{language}"{look}'
        written.append(f"<a:br><a:rPr {properties}/></a:br>" if number else "")
        written.append(f"<a:r><a:rPr {properties}>{fill}</a:rPr><a:t>{escape(part)}</a:t></a:r>" if part else "")
    return "".join(written)


def low(kind: str, idx: int, name: str, text: str, language: str, number: int):
    """The footer's or the slide number's placeholder, which python-pptx does not take over from the layout."""
    inside = f'<a:fld id="{{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}}" type="slidenum"><a:rPr lang="{language}"/><a:t>{text}</a:t></a:fld>'
    inside = inside if kind == "sldNum" else f'<a:r><a:rPr lang="{language}"/><a:t>{escape(text)}</a:t></a:r>'
    return parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="{number}" name={quoteattr(name)}/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr>'
        f'<p:ph type="{kind}" sz="quarter" idx="{idx}"/></p:nvPr></p:nvSpPr><p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/><a:p>{inside}</a:p></p:txBody></p:sp>'
    )


def mark_place(properties, idx: int) -> None:
    """Say that a picture or a table stands in the layout's placeholder `idx`: `properties` is its `p:nvPr`."""
    properties.insert(0, parse_xml(f'<p:ph {_P} idx="{idx}"/>'))


def text_box(box: Box, text: str, language: str, number: int, size: float):
    where = f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{box.width}" cy="{box.height}"/>'
    return parse_xml(
        f'<p:sp {_A} {_P}><p:nvSpPr><p:cNvPr id="{number}" name="Anmärkning"/><p:cNvSpPr txBox="1"/><p:nvPr/></p:nvSpPr><p:spPr><a:xfrm>{where}</a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></p:spPr><p:txBody><a:bodyPr wrap="square" lIns="0" rIns="0" tIns="0" bIns="0"/>'
        f"<a:lstStyle/><a:p>{_run(text, language, size, ink=INK_2)}</a:p></p:txBody></p:sp>"
    )


def table_frame(table: SlideTable, box: Box, language: str, number: int, idx: int | None):
    """The table in its place, as a `p:graphicFrame`. Written as text: cell objects would take seconds for a long report."""
    kinds = ["head", *("row" for _row in table.rows), *(["total"] if table.total else [])]
    if kinds[-1] == "row":
        kinds[-1] = "last"
    lines = [[(Cell(column.title), 0) for column in table.columns], *([(cell, row.depth) for cell in row.cells] for row in table.rows)]
    lines += [[(cell, 0) for cell in table.total]] if table.total else []
    tall = [*table.heights]
    if not table.rows and not table.total:
        lines.append([(Cell(EMPTY_TABLE, True), 0), *((Cell(""), 0) for _column in table.columns[1:])])
        kinds.append("last")
        tall.append(8.0)
    rows = "".join(
        f'<a:tr h="{round(height * EMU)}">{_cells(cells, kind, table, language)}</a:tr>'
        for cells, kind, height in zip(lines, kinds, tall, strict=True)
    )
    grid = "".join(f'<a:gridCol w="{round(width * EMU)}"/>' for width in table.widths)
    last_row = ' lastRow="1"' if table.total else ""
    drawn = (
        f'<a:tbl><a:tblPr firstRow="1" firstCol="1"{last_row}><a:tableStyleId>{_NO_STYLE}</a:tableStyleId></a:tblPr>'
        f"<a:tblGrid>{grid}</a:tblGrid>{rows}</a:tbl>"
    )
    place = f'<p:ph idx="{idx}"/>' if idx is not None else ""
    where = f'<a:off x="{box.x}" y="{box.y}"/><a:ext cx="{round(sum(table.widths) * EMU)}" cy="{round(sum(tall) * EMU)}"/>'
    return parse_xml(
        f'<p:graphicFrame {_A} {_P} {_R}><p:nvGraphicFramePr><p:cNvPr id="{number}" name={quoteattr(table.label)} descr={quoteattr(table.caption or table.label)}/>'
        f'<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{place}</p:nvPr></p:nvGraphicFramePr>'
        f'<p:xfrm>{where}</p:xfrm><a:graphic><a:graphicData uri="{_TABLE_URI}">{drawn}</a:graphicData></a:graphic></p:graphicFrame>'
    )


def _cells(cells: list[tuple[Cell, int]], kind: str, table: SlideTable, language: str) -> str:
    bottom = {"head": _edge("lnB", 1.25, INK), "row": _edge("lnB", 0.5, _HAIRLINE)}.get(kind, _edge("lnB", 0, ""))
    top = _edge("lnT", 1.25, INK) if kind == "total" else _edge("lnT", 0, "")
    edges = _edge("lnL", 0, "") + _edge("lnR", 0, "") + top + bottom + "<a:noFill/>"
    foot = ' anchor="b"' if kind == "head" else ""
    end = f'<a:endParaRPr lang="{language}"/>'
    written = []
    for at, ((cell, depth), column) in enumerate(zip(cells, table.columns, strict=True)):
        bold = kind in ("head", "total") or (at == 0 and not depth)
        ink = INK_2 if kind == "head" or cell.nothing or (depth and at) else INK
        left = round(4.2 * min(depth, 4) * EMU) if at == 0 else 0
        side = 'algn="r"' if column.numeric else 'algn="l"'
        written.append(
            f"<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr {side}/>{_run(cell.text, language, table.size, strong=bold, ink=ink)}"
            f"{'' if cell.text else end}</a:p></a:txBody>"
            f'<a:tcPr marL="{left}" marR="{round(SIDE * EMU)}" marT="{round(AIR / 2 * EMU)}" marB="{round(AIR / 2 * EMU)}"'
            f"{foot}>{edges}</a:tcPr></a:tc>"
        )
    return "".join(written)


def _edge(side: str, points: float, ink: str) -> str:
    if not points:
        return f'<a:{side} w="0"><a:noFill/></a:{side}>'
    return f'<a:{side} w="{round(points * 12700)}"><a:solidFill>{ink}</a:solidFill></a:{side}>'
