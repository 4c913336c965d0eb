"""A document as a presentation: real titles, placeholders and slide numbers, notes with the whole text, in our look or the organisation's.

What stands on which slide is decided in `slides`; here it is drawn. A template is a .pptx whose slides are thrown away and whose
master, layouts, size, logo and footer are kept: a layout with a title and one large place is found by what its placeholders are.
"""

import io
from datetime import datetime

import pptx
from pptx.enum.shapes import PP_PLACEHOLDER as PLACEHOLDER

from . import chart, cover
from . import pptx_parts as parts
from .docx_parts import fixed_bytes
from .paper import Figure, Paper, prepared
from .pdf import svg_to_png
from .pptx_look import EMU, FOOT, OVER, Box, Place, apply_look, places
from .slides import SERIF, Slide, lines, slides

_LINE = 0.3528 * 1.2
_TITLE_SIZES = (26.0, 24.0, 22.0, 20.0, 18.0, 16.0, 14.0, 12.0, 10.0)
_COVER_SIZES = (54.0, 48.0, 40.0, 34.0, 28.0, 24.0, 20.0, 16.0, 13.0, 11.0)


def render_pptx(document: dict, *, template: bytes | None = None) -> bytes:
    """The presentation. `template` is the organisation's own .pptx; without it the file gets our look. Raises ValueError for one without layouts."""
    return _Show(prepared(document), template).written()


class _Show:
    def __init__(self, paper: Paper, template: bytes | None) -> None:
        self.paper = paper
        self.language = "sv-SE" if paper.language == "sv" else paper.language
        self.ours = template is None
        self.show = pptx.Presentation(io.BytesIO(template) if template else None)
        if template:
            _drop_slides(self.show)
        else:
            apply_look(self.show)
        self.places = places(self.show, ours=self.ours)

    def written(self) -> bytes:
        self._properties()
        draw = {"title": self._title, "section": self._section, "table": self._table, "figure": self._figure}
        for found in slides(self.paper, self.places.room):
            drawn = draw.get(found.kind, self._text)(found)
            if found.notes:
                drawn.notes_slide.notes_text_frame.text = found.notes
        return fixed_bytes(self.show)

    # ── kinds of slides ──────────────────────────────────────────────
    def _title(self, found: Slide):
        slide = self.show.slides.add_slide(self.places.title)
        if self.ours:
            self._hills(slide)
        title = slide.shapes.title
        self._fill(title, found.title, _COVER_SIZES)
        rest = {OVER: found.over, FOOT: found.foot, 1: self.paper.subtitle} if self.ours else {}
        if not self.ours:
            first = next(
                (
                    shape
                    for shape in slide.placeholders
                    if shape is not title and shape.placeholder_format.type not in (PLACEHOLDER.PICTURE,)
                ),
                None,
            )
            told = "\n".join(part for part in (self.paper.subtitle, found.over, found.foot) if part)
            rest = {first.placeholder_format.idx: told} if first is not None and first.placeholder_format.idx else {}
        for idx, text in rest.items():
            if text:
                self._fill(_placeholder(slide, idx), text, (20.0, 18.0, 16.0, 14.0, 12.0, 11.0, 9.0) if idx == 1 else (None,))
        _drop_empty(slide)
        return slide

    def _hills(self, slide) -> None:
        art = svg_to_png(cover.hills(self.paper.goals, sky=True))
        picture = slide.shapes.add_picture(io.BytesIO(art), 0, 0, width=self.show.slide_width)
        picture.top = self.show.slide_height - picture.height
        _describe(picture._element.nvPicPr.cNvPr, "Dekor", "")
        slide.shapes._spTree.remove(picture._element)
        slide.shapes._spTree.insert(2, picture._element)  # behind the words

    def _section(self, found: Slide):
        slide = self.show.slides.add_slide(self.places.section)
        self._fill(slide.shapes.title, found.title, _COVER_SIZES[2:])
        under = _placeholder(slide, 1)
        if self.ours and found.points:
            parts.write(under._element.txBody, [parts.point(point, self.language, found.size) for point in found.points])
        self._around(slide, found)
        _drop_empty(slide)
        return slide

    def _text(self, found: Slide):
        slide, place = self._headed(found, self.places.text)
        paragraphs = [parts.point(point, self.language, found.size) for point in found.points]
        if paragraphs and place.idx is not None:
            parts.write(_placeholder(slide, place.idx)._element.txBody, paragraphs)
        elif paragraphs:
            box = slide.shapes.add_textbox(*_sides(place.box))
            box.text_frame.word_wrap = True
            parts.write(box._element.txBody, paragraphs)
        if not self.ours:
            box = self._inner(place)
            self._remark(slide, found, Box(box.x, box.y + box.height - round(10 * EMU), box.width, round(10 * EMU)))
        _drop_empty(slide)
        return slide

    def _table(self, found: Slide):
        slide, place = self._headed(found, self.places.drawn)
        _drop_empty(slide)
        box = self._inner(place)
        frame = parts.table_frame(found.table, box, self.language, _next_id(slide), place.idx)
        slide.shapes._spTree.append(frame)
        if not self.ours:
            self._remark(slide, found, Box(box.x, box.y + round((sum(found.table.heights) + 2) * EMU), box.width, round(10 * EMU)))
        return slide

    def _figure(self, found: Slide):
        slide, place = self._headed(found, self.places.drawn)
        _drop_empty(slide)
        box = self._inner(place)
        room = Box(box.x, box.y, box.width, box.height if self.ours else box.height - round(12 * EMU))
        picture = slide.shapes.add_picture(io.BytesIO(_drawing(found.figure, room, clear=self.ours)), room.x, room.y)
        scale = min(room.width / picture.width, room.height / picture.height)
        picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
        _describe(picture._element.nvPicPr.cNvPr, found.figure.label, found.figure.alt)
        if place.idx is not None:
            parts.mark_place(picture._element.nvPicPr.nvPr, place.idx)
        if not self.ours:
            self._remark(slide, found, Box(box.x, room.y + picture.height + round(2 * EMU), box.width, round(10 * EMU)))
        return slide

    # ── what they share ──────────────────────────────────────────────
    def _headed(self, found: Slide, place: Place):
        slide = self.show.slides.add_slide(place.layout)
        self._fill(slide.shapes.title, found.title, _TITLE_SIZES)
        self._around(slide, found)
        self._low(slide)
        return slide, place

    def _around(self, slide, found: Slide) -> None:
        if not self.ours:
            return
        for idx, text in ((OVER, found.over), (FOOT, found.foot)):
            shape = _placeholder(slide, idx)
            if shape is not None and text:
                self._write_around(shape, text, one_line=idx == OVER)

    def _write_around(self, shape, text: str, *, one_line: bool) -> None:
        size = None
        if one_line:
            short = lines(text, 12.0, shape.width / EMU) == 1
            size, text = (12.0, text) if short else (10.0, text[:150].rstrip() + ("…" if len(text) > 150 else ""))
        parts.write(shape._element.txBody, [parts.line(text, self.language, size=size)])

    def _low(self, slide) -> None:
        """The footer and the slide's number, where the layout has them."""
        for shape in slide.slide_layout.placeholders:
            kind = {PLACEHOLDER.FOOTER: "ftr", PLACEHOLDER.SLIDE_NUMBER: "sldNum"}.get(shape.placeholder_format.type)
            if kind:
                text = str(len(self.show.slides)) if kind == "sldNum" else self._foot_of((shape.width or 0) / EMU)
                slide.shapes._spTree.append(parts.low(kind, shape.placeholder_format.idx, shape.name, text, self.language, _next_id(slide)))

    def _foot_of(self, width: float) -> str:
        """As much as fits on one line of the layout's footer: title, programme and version, or less."""
        paper = self.paper
        for told in ((paper.title, paper.programme_name, paper.foot), (paper.title, paper.foot), (paper.title,), (paper.foot,)):
            text = " · ".join(part for part in told if part)
            if text and lines(text, 12.0, width - 6) == 1:
                return text
        return paper.title[: max(int(width / 3), 8)]

    def _fill(self, shape, text: str, sizes: tuple[float | None, ...]) -> None:
        """Write `text` in a placeholder with the largest letters that fit it."""
        if shape is None:
            return
        width, height = (shape.width or 0) / EMU - (0 if self.ours else 5), (shape.height or 0) / EMU
        sizes = sizes if self.ours or sizes == (None,) else tuple(size for size in sizes if size <= _most(height)) or sizes[-1:]
        size = sizes[0]
        if size is not None:
            size = next((size for size in sizes if _needs(text, size, width) <= height), sizes[-1])
        parts.write(shape._element.txBody, [parts.line(part, self.language, size=size) for part in text.split("\n")])

    def _remark(self, slide, found: Slide, box: Box) -> None:
        """In a layout of somebody else's: what stands above the title in ours, and what stands under what is shown."""
        over = f"{found.over}." if found.kind in ("table", "figure") and found.over != found.title else ""
        told = " ".join(part for part in (over, found.foot) if part)
        if told:
            slide.shapes._spTree.append(parts.text_box(box, told, self.language, _next_id(slide), 10.0))

    def _inner(self, place: Place) -> Box:
        room = self.places.room
        return Box(
            place.box.x + (0 if self.ours else 3 * EMU),
            place.box.y,
            round(room.width * EMU),
            round(room.height * EMU) if self.ours else place.box.height,
        )

    def _properties(self) -> None:
        paper, core = self.paper, self.show.core_properties
        core.title, core.author, core.subject = paper.title[:255], paper.programme_name[:255], paper.subtitle[:255]
        core.language = self.language
        core.created = core.modified = datetime.fromisoformat(paper.as_of or "2000-01-01")
        core.last_modified_by, core.comments, core.keywords, core.revision = "", "", "", 1
        core.version = paper.version[:255]


def _drawing(figure: Figure, room: Box, *, clear: bool) -> bytes:
    """The figure as a picture, drawn wider when it would become too tall for its place."""
    shape = room.width / room.height
    drawn = chart.svg(figure.chart, paint=chart.paper)
    height = float(drawn.partition(' height="')[2].partition('"')[0])
    if height * shape > chart.WIDE:
        drawn = chart.svg(figure.chart, paint=chart.paper, width=min(round(height * shape), 2 * chart.WIDE))
    return svg_to_png(drawn, clear=clear)


def _needs(text: str, size: float, width: float) -> float:
    return sum(lines(part, size, width, face=SERIF) for part in text.split("\n")) * size * _LINE


def _most(height: float) -> float:
    """Letters in which one line takes at most two thirds of the height, but never smaller than 16 points."""
    return max(height * 0.67 / _LINE, 16.0)


def _placeholder(slide, idx: int):
    return next((shape for shape in slide.placeholders if shape.placeholder_format.idx == idx), None)


def _drop_empty(slide) -> None:
    """Placeholders that nothing was written in: they would ask whoever opens the file to click in them."""
    low = {PLACEHOLDER.FOOTER, PLACEHOLDER.SLIDE_NUMBER, PLACEHOLDER.DATE}
    for shape in list(slide.placeholders):
        if shape.placeholder_format.type not in low and shape.has_text_frame and not shape.text_frame.text:
            shape._element.getparent().remove(shape._element)


def _drop_slides(show) -> None:
    listed = show.slides._sldIdLst
    for slide in list(listed):
        show.part.drop_rel(slide.rId)
        listed.remove(slide)
    for extension in show._element.findall(".//{http://schemas.microsoft.com/office/powerpoint/2010/main}sectionLst"):
        holder = extension.getparent()  # sections name slides that are gone
        holder.getparent().remove(holder)


def _describe(properties, name: str, alt: str) -> None:
    properties.set("name", name)
    properties.set("descr", alt)


def _next_id(slide) -> int:
    return max((int(found) for found in slide.shapes._spTree.xpath("//@id") if str(found).isdigit()), default=1) + 1


def _sides(box: Box) -> tuple[int, int, int, int]:
    return box.x, box.y, box.width, box.height
