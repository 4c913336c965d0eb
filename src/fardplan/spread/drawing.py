"""The county as a map: real municipalities by their boundaries, an invented county as tiles. Hue is the phase, which also stands in words."""

from html import escape
from math import ceil

from fardplan.indicators.map import NARROW, WIDE, county_maps
from fardplan.kit.svg import Drawing
from fardplan.spread.rules import QUARTERS

#: With more than this the tiles would be too small for their words.
MOST_TILES = 24
ROW = 64
#: The step from which the tiles are so dark that their words are light.
DARK = 3


def maps(rows, *, label) -> list[Drawing]:
    """A wide drawing and a narrow one. `rows`: (code, name, phase or "", words) for each party. Empty when there are too many to draw."""
    drawn = county_maps([(code, name, phase, words) for code, name, phase, words in rows], label=label, step_of=step_of)
    if drawn or len(rows) > MOST_TILES or not rows:
        return drawn
    return [_tiles(rows, label, width) for width in (WIDE, NARROW)]


def step_of(phase) -> int:
    return QUARTERS.get(phase, 0)


def _tiles(rows, label, width):
    columns = 2 if width == NARROW else 4
    side = width // columns
    parts = []
    for place, (_code, name, phase, words) in enumerate(rows):
        x, y = place % columns * side, place // columns * ROW
        middle, tone = x + side // 2, "m-t m-on" if step_of(phase) >= DARK else "m-t m-off"
        parts.append(
            f'<rect class="m-k m-k{step_of(phase)}" x="{x + 2}" y="{y + 2}" width="{side - 4}" height="{ROW - 4}" rx="3"><title>{escape(name)}: {escape(words)}</title></rect>'
            f'<text class="{tone}" x="{middle}" y="{y + 28}" text-anchor="middle">{escape(name)}</text>'
            f'<text class="{tone}" x="{middle}" y="{y + 46}" text-anchor="middle">{escape(words)}</text>'
        )
    height = ceil(len(rows) / columns) * ROW
    css = "fp-only-s" if width == NARROW else "fp-only-l"
    return Drawing(
        f'<svg class="{css}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{escape(label, quote=True)}">{"".join(parts)}</svg>'
    )
