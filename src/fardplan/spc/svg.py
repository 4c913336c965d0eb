"""Drawing a chart as SVG. `draw` is for a page that has fardplan.css; `sheet` is a file that stands alone.

Both are images with a Swedish text alternative; no inline styles, no scripts, no colours outside the classes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from html import escape

from . import svg_parts as parts
from .drawing import Picture
from .svg_style import STYLE

WIDE = 7.5
"""Width of a letter where our typeface may be missing."""
MOST_PANELS = 40
"""A file with more series than this draws the first ones and says how many are left."""


def draw(picture: Picture, *, width: int = 820, height: int = 340) -> str:
    """One chart for a page, width and height in pixels; 310 wide for a phone. Title, method and table belong to the page."""
    inside = "".join(parts.content(picture, width, height))
    label = escape(picture.alternative, quote=True)
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{label}">{inside}</svg>'


def sheet(pictures: Sequence[Picture], *, title: str = "", width: int = 820) -> str:
    """A standalone file: title, method, chart and verdict of every series, one under the other."""
    shown = pictures[:MOST_PANELS]
    body, top = [], 12.0
    if title:
        body.append(f'<text class="k-h" x="14" y="{top + 18:.0f}">{escape(title)}</text>')
        top += 28
    method = " · ".join(part for part in (shown[0].unit, shown[0].method) if part)
    for line in textwrap.wrap(method, int(width / WIDE)):
        body.append(f'<text class="k-t" x="14" y="{top + 14:.0f}">{escape(line)}</text>')
        top += 17
    top += 8
    for picture in shown:
        panel, used = _panel(picture, width, 340 if len(shown) == 1 else 260)
        body.append(f'<g transform="translate(0 {top:.0f})">{panel}</g>')
        top += used
    if left := len(pictures) - len(shown):
        body.append(f'<text class="k-t" x="14" y="{top + 14:.0f}">Ytterligare {left} serier är inte utritade.</text>')
        top += 24
    label = escape(" ".join(f"{p.heading + ': ' if p.heading else ''}{p.alternative}" for p in shown), quote=True)
    height = int(top + 12)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" lang="sv" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{label}"><title>{escape(title or "Styrdiagram")}</title><style>{STYLE}</style>'
        f'<rect class="k-sheet" width="{width}" height="{height}"/>{"".join(body)}</svg>\n'
    )


def _panel(picture: Picture, width: int, height: int) -> tuple[str, float]:
    top, out = 0.0, []
    if picture.heading:
        out.append(f'<text class="k-h2" x="14" y="{top + 14:.0f}">{escape(picture.heading)}</text>')
        top += 20
    out.append(f'<g transform="translate(0 {top:.0f})">{"".join(parts.content(picture, width, height, WIDE))}</g>')
    top += height + 6
    for cls, line in _said(picture, width):
        out.append(f'<text class="{cls}" x="14" y="{top + 14:.0f}">{escape(line)}</text>')
        top += 18
    return "".join(out), top + 14


def _said(picture: Picture, width: int) -> Iterator[tuple[str, str]]:
    yield "k-tb", f"{picture.verdict.headline}."
    for line in textwrap.wrap(" ".join([*picture.verdict.sentences, *picture.notes]), int((width - 28) / WIDE), break_long_words=False):
        yield "k-td", line
