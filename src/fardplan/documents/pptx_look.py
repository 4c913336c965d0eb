"""Our look for presentations, and where things go in the organisation's own.

Ours is made from python-pptx's empty presentation: 13.33 x 7.5 inches, four layouts, the theme's colours and fonts those of the product.
The fonts are ones every office has. All measures in millimetres unless they say EMU (36 000 to the millimetre).
"""

import re
from dataclasses import dataclass

from pptx.enum.shapes import PP_PLACEHOLDER as PLACEHOLDER
from pptx.oxml import parse_xml

from .slides import Room

EMU = 36_000
WIDTH, HEIGHT = 338.667, 190.5
LEFT, MEASURE = 18.3, 302.0
HEADS, BODY = "Georgia", "Arial"
OVER, FOOT = 13, 14  # our own placeholders: what stands above the title, and under what is shown
_NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
_COLOURS = {
    "dk1": "23221F", "lt1": "FFFFFF", "dk2": "14506B", "lt2": "F6F4EF", "accent1": "14506B", "accent2": "B04A17", "accent3": "56752A",
    "accent4": "7A4488", "accent5": "8A6100", "accent6": "6F6A61", "hlink": "14506B", "folHlink": "14506B",
}  # fmt: skip
INK_2 = '<a:schemeClr val="tx1"><a:lumMod val="75000"/><a:lumOff val="25000"/></a:schemeClr>'


@dataclass(frozen=True)
class Box:
    """EMU."""

    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Place:
    """A layout and its placeholder for what a slide shows. `idx` None: the layout has none, and `box` is where it would be."""

    layout: object
    idx: int | None
    box: Box


@dataclass(frozen=True)
class Places:
    """Which layout is used for what. `ours` when the look is the product's own."""

    title: object
    section: object
    text: Place
    drawn: Place
    ours: bool

    @property
    def room(self) -> Room:
        box = self.text.box
        # A layout of somebody else's has no place for the remark under a table: it is taken from the body.
        spare = 0 if self.ours else 16
        return Room(box.width / EMU - (0 if self.ours else 6), max(box.height / EMU - spare, 30))


# ── ours ───────────────────────────────────────────────────────────────────
def apply_look(show) -> None:
    """Make python-pptx's empty presentation ours."""
    show.slide_width, show.slide_height = round(WIDTH * EMU), round(HEIGHT * EMU)
    master = show.slide_master
    for part in [relation.target_part for relation in master.part.rels.values() if relation.reltype.endswith("/theme")]:
        part._blob = _theme(part.blob.decode("utf-8")).encode("utf-8")
    layouts = show.slide_layouts
    kept = [layouts[0], layouts[2], layouts[1], layouts[5]]
    for layout in [layout for layout in layouts if layout not in kept]:
        layouts.remove(layout)
    _put(master._element, _MASTER_SHAPES, background="bg2")
    styles = master._element.find(f"{{{_P}}}txStyles")
    styles.getparent().replace(styles, parse_xml(_STYLES))
    for layout, (name, background, shapes) in zip(kept, _LAYOUTS, strict=True):
        layout._element.cSld.set("name", name)
        if layout is kept[-1]:
            layout._element.set("type", "obj")
        _put(layout._element, shapes, background=background)


_P = "http://schemas.openxmlformats.org/presentationml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"


def _theme(text: str) -> str:
    colours = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in _COLOURS.items())
    text = re.sub(r"(<a:clrScheme\b[^>]*>).*?(</a:clrScheme>)", rf"\g<1>{colours}\g<2>", text, flags=re.DOTALL)
    for kind, font in (("major", HEADS), ("minor", BODY)):
        empty = '<a:ea typeface=""/><a:cs typeface=""/>'
        text = re.sub(
            rf"<a:{kind}Font>.*?</a:{kind}Font>",
            f'<a:{kind}Font><a:latin typeface="{font}"/>{empty}</a:{kind}Font>',
            text,
            flags=re.DOTALL,
        )
    return text


def _put(element, shapes: str, *, background: str) -> None:
    """Give a master or a layout these shapes instead of its own."""
    cut = element.find(f"{{{_P}}}cSld")
    for old in cut.findall(f"{{{_P}}}bg"):
        cut.remove(old)
    fill = f'<p:bg {_NAMESPACES}><p:bgPr><a:solidFill><a:schemeClr val="{background}"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>'
    cut.insert(0, parse_xml(fill))
    tree = cut.find(f"{{{_P}}}spTree")
    for old in list(tree)[2:]:
        tree.remove(old)
    for shape in parse_xml(f"<p:spTree {_NAMESPACES}>{shapes}</p:spTree>"):
        tree.append(shape)


def _shape(
    number: int, name: str, place: str, box: tuple[float, float, float, float] | None, style: str = "", anchor: str = "t", text: str = ""
) -> str:
    """A placeholder. `style` is what its first level looks like."""
    where = ""
    if box:
        x, y, width, height = (round(side * EMU) for side in box)
        where = (
            f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
        )
    inset = 'lIns="0" tIns="0" rIns="0" bIns="0"'
    levels = f'<a:lvl1pPr marL="0" indent="0"><a:buNone/>{style}</a:lvl1pPr>' if style else ""
    text = text or f'<a:r><a:rPr lang="sv-SE"/><a:t>{name}</a:t></a:r>'
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{number}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr><p:nvPr><p:ph {place}/></p:nvPr>'
        f'</p:nvSpPr><p:spPr>{where}</p:spPr><p:txBody><a:bodyPr {inset} anchor="{anchor}"><a:noAutofit/></a:bodyPr>'
        f"<a:lstStyle>{levels}</a:lstStyle><a:p>{text}</a:p></p:txBody></p:sp>"
    )


def _look(size: float, colour: str, *, serif: bool = False, bold: bool = False) -> str:
    font = "+mj-lt" if serif else "+mn-lt"
    return f'<a:defRPr sz="{round(size * 100)}" b="{int(bold)}"><a:solidFill>{colour}</a:solidFill><a:latin typeface="{font}"/></a:defRPr>'


def _colour(name: str) -> str:
    return f'<a:schemeClr val="{name}"/>'


def _line(number: int, y: float, colour: str, points: float) -> str:
    box = f'<a:off x="{round(LEFT * EMU)}" y="{round(y * EMU)}"/><a:ext cx="{round(MEASURE * EMU)}" cy="0"/>'
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{number}" name="Linje {number}"/><p:cNvCxnSpPr/><p:nvPr userDrawn="1"/></p:nvCxnSpPr><p:spPr>'
        f'<a:xfrm>{box}</a:xfrm><a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{round(points * 12700)}"><a:solidFill>{colour}'
        "</a:solidFill></a:ln></p:spPr></p:cxnSp>"
    )


_NUMBER = '<a:fld id="{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}" type="slidenum"><a:rPr lang="sv-SE"/><a:t>‹#›</a:t></a:fld>'
_SMALL = _look(10, INK_2)
_TITLE_BOX, _BODY_BOX, _FOOT_BOX = (LEFT, 17, MEASURE, 18), (LEFT, 41, MEASURE, 123), (LEFT, 165, MEASURE, 12)
_LOW = _shape(5, "Sidfot", 'type="ftr" sz="quarter" idx="11"', (LEFT, 179, 240, 6), _SMALL, "ctr")
_LOW += _shape(6, "Bildnummer", 'type="sldNum" sz="quarter" idx="12"', (LEFT + MEASURE - 40, 179, 40, 6), _SMALL, "ctr", _NUMBER).replace(
    '<a:lvl1pPr marL="0" indent="0">', '<a:lvl1pPr marL="0" indent="0" algn="r">'
)
_MASTER_SHAPES = (
    _shape(2, "Rubrik", 'type="title"', _TITLE_BOX, "", "b") + _shape(3, "Text", 'type="body" idx="1"', _BODY_BOX) + _LOW.replace('idx="11"', 'idx="3"').replace('idx="12"', 'idx="4"')
)  # fmt: skip
_ABOVE = _shape(
    7, "Ovanför rubriken", f'type="body" sz="quarter" idx="{OVER}"', (LEFT, 9, MEASURE, 6.5), _look(12, _colour("tx2"), bold=True), "b"
)
_BELOW = _shape(8, "Under", f'type="body" sz="quarter" idx="{FOOT}"', _FOOT_BOX, _look(11, INK_2))
_HEAD = _ABOVE + _shape(2, "Rubrik", 'type="title"', None, "", "b") + _line(9, 37, _colour("tx1"), 1)
_WHITE = _colour("bg1")
_LAYOUTS = (
    (
        "Rubrikbild",
        "tx2",
        _shape(7, "Ovanför rubriken", f'type="body" sz="quarter" idx="{OVER}"', (LEFT, 22, 240, 8), _look(15, _WHITE))
        + _shape(2, "Rubrik", 'type="ctrTitle"', (LEFT, 34, 240, 46), _look(50, _WHITE, serif=True, bold=True), "t")
        + _shape(3, "Underrubrik", 'type="subTitle" idx="1"', (LEFT, 84, 170, 26), _look(20, _WHITE, serif=True), "t")
        + _shape(8, "Under", f'type="body" sz="quarter" idx="{FOOT}"', (LEFT, 174, 220, 12), _look(11, _WHITE), "b"),
    ),
    (
        "Avsnitt",
        "tx2",
        _shape(7, "Ovanför rubriken", f'type="body" sz="quarter" idx="{OVER}"', (LEFT, 40, MEASURE, 8), _look(14, _WHITE))
        + _shape(2, "Rubrik", 'type="title"', (LEFT, 51, 270, 38), _look(40, _WHITE, serif=True, bold=True), "t")
        + _shape(3, "Text", 'type="body" idx="1"', (LEFT, 96, 270, 76), _look(18, _WHITE), "t"),
    ),
    ("Text", "bg2", _HEAD + _shape(3, "Text", 'type="body" idx="1"', _BODY_BOX) + _BELOW + _LOW),
    ("Tabell eller bild", "bg2", _HEAD + _shape(3, "Tabell eller bild", 'idx="1"', _BODY_BOX) + _BELOW + _LOW),
)
_LEVEL = (
    '<a:lvl{n}pPr marL="{left}" indent="-{hang}" algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
    '<a:lnSpc><a:spcPct val="100000"/></a:lnSpc><a:spcBef><a:spcPts val="0"/></a:spcBef><a:spcAft><a:spcPts val="900"/></a:spcAft>'
    '<a:buClr><a:schemeClr val="tx2"/></a:buClr><a:buFont typeface="Arial"/><a:buChar char="•"/>'
    '<a:defRPr sz="{size}" kern="1200"><a:solidFill><a:schemeClr val="tx1"/></a:solidFill><a:latin typeface="+mn-lt"/></a:defRPr></a:lvl{n}pPr>'
)
_STYLES = (
    f'<p:txStyles {_NAMESPACES}><p:titleStyle><a:lvl1pPr algn="l" defTabSz="914400" rtl="0" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
    '<a:lnSpc><a:spcPct val="95000"/></a:lnSpc><a:spcBef><a:spcPct val="0"/></a:spcBef><a:buNone/><a:defRPr sz="2600" b="1" kern="1200"><a:solidFill><a:schemeClr val="tx1"/>'
    '</a:solidFill><a:latin typeface="+mj-lt"/></a:defRPr></a:lvl1pPr></p:titleStyle><p:bodyStyle>'
    + "".join(
        _LEVEL.format(n=n, left=round((9 + 7 * (n - 1)) * EMU), hang=round(7 * EMU), size=2000 - 200 * min(n - 1, 2)) for n in range(1, 6)
    )
    + '</p:bodyStyle><p:otherStyle><a:defPPr><a:defRPr lang="sv-SE"/></a:defPPr></p:otherStyle></p:txStyles>'
)


# ── the organisation's own ─────────────────────────────────────────────────
_SMALL_PARTS = {PLACEHOLDER.DATE, PLACEHOLDER.FOOTER, PLACEHOLDER.SLIDE_NUMBER}
_TITLES = {PLACEHOLDER.TITLE, PLACEHOLDER.CENTER_TITLE}
_BODIES = {PLACEHOLDER.BODY, PLACEHOLDER.OBJECT, PLACEHOLDER.TABLE, PLACEHOLDER.PICTURE, PLACEHOLDER.CHART}


def places(show, *, ours: bool) -> Places:
    """Which layouts are used for what. Raises ValueError when no layout has a title."""
    layouts = list(show.slide_layouts)
    if ours:
        named = {layout.name: layout for layout in layouts}
        title, section, text, drawn = (named[name] for name, _background, _shapes in _LAYOUTS)
        return Places(title, section, _place(text, 1), _place(drawn, 1), True)
    titled = [layout for layout in layouts if _kinds(layout) & _TITLES]
    if not titled:
        raise ValueError("no layout has a title")
    area = show.slide_width * show.slide_height
    text = _one_body(titled, {PLACEHOLDER.OBJECT, PLACEHOLDER.BODY}, area)
    drawn = _one_body(titled, {PLACEHOLDER.OBJECT, PLACEHOLDER.TABLE}, area) or text
    if text is None:
        text = drawn = Place(titled[-1], None, _under(show, titled[-1]))
    title = next((layout for layout in titled if PLACEHOLDER.CENTER_TITLE in _kinds(layout)), titled[0])
    section = next((layout for layout in titled if layout._element.get("type") == "secHead"), text.layout)
    return Places(title, section, text, drawn, False)


def _kinds(layout) -> set:
    return {shape.placeholder_format.type for shape in layout.placeholders}


def _place(layout, idx: int) -> Place:
    shape = next(shape for shape in layout.placeholders if shape.placeholder_format.idx == idx)
    return Place(layout, idx, Box(shape.left, shape.top, shape.width, shape.height))


def _one_body(layouts: list, wanted: set, area: int) -> Place | None:
    """The first layout with a title and one large place for what is shown."""
    for layout in layouts:
        found = [shape for shape in layout.placeholders if shape.placeholder_format.type in _BODIES]
        if len(found) == 1 and found[0].placeholder_format.type in wanted and (found[0].width or 0) * (found[0].height or 0) > area * 0.22:
            return _place(layout, found[0].placeholder_format.idx)
    return None


def _under(show, layout) -> Box:
    """What is left of a slide under the title."""
    title = next(shape for shape in layout.placeholders if shape.placeholder_format.type in _TITLES)
    top = (title.top or 0) + (title.height or show.slide_height // 5)
    left = title.left or show.slide_width // 20
    return Box(left, top, show.slide_width - 2 * left, max(show.slide_height - top - show.slide_height // 10, show.slide_height // 4))
