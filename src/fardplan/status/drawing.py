"""The heat map drawn: likelihood upwards, impact to the right, each risk a numbered disc that leads to its page.

Pure: no rows, no clock. Classes of fardplan.css only, no colour and no style. What colour says, the figure in every field says too.
"""

from dataclasses import dataclass
from html import escape

from fardplan.kit.svg import Drawing

SCALE = (1, 2, 3, 4, 5)
#: Pixels. A phone is given the narrow drawing: neither is scaled down, so that discs can be hit (24 px) and figures read (13 px).
WIDE, NARROW = 500, 340
GUTTER, FOOT, HEAD = 46, 44, 2
FIELD_HEAD, RADIUS, PITCH = 20, 13, 29


@dataclass(frozen=True)
class Mark:
    """A risk in the map: `number` as in the list beside, `label` all that is said of it to who listens."""

    number: int
    likelihood: int
    impact: int
    href: str
    label: str


@dataclass(frozen=True)
class Words:
    """What stands on the drawing: what it shows, in one sentence, and the two axes."""

    label: str
    likelihood: str
    impact: str


def heat_maps(marks, *, colour_of, words):
    """The drawing for a page and the one for a phone; fardplan.css shows the one that fits."""
    return [heat_map(marks, colour_of=colour_of, words=words, width=width) for width in (WIDE, NARROW)]


def heat_map(marks, *, colour_of, words, width=WIDE):
    """A Drawing of 5 x 5 fields. `colour_of(level)` is "ok", "warn" or "bad" for a level 1-25. A row is as high as its fullest field."""
    side = (width - GUTTER - 1) / len(SCALE)
    abreast = int((side - 4) // PITCH)
    fields = {}
    for mark in sorted(marks, key=lambda each: each.number):
        fields.setdefault((mark.likelihood, mark.impact), []).append(mark)
    out, y = [], float(HEAD)
    for likelihood in reversed(SCALE):
        fullest = max(len(fields.get((likelihood, impact), ())) for impact in SCALE)
        height = FIELD_HEAD + PITCH * max(1, -(-fullest // abreast)) + 2
        out.append(f'<text class="k-tb" x="{GUTTER - 10}" y="{y + height / 2 + 5:.0f}" text-anchor="end">{likelihood}</text>')
        for impact in SCALE:
            x = GUTTER + (impact - 1) * side
            level = likelihood * impact
            out.append(f'<rect class="h-{colour_of(level)}" x="{x:.1f}" y="{y:.1f}" width="{side:.1f}" height="{height}"/>')
            out.append(f'<text class="k-t" x="{x + 6:.1f}" y="{y + 15:.1f}">{level}</text>')
            for place, mark in enumerate(fields.get((likelihood, impact), ())):
                line, column = divmod(place, abreast)
                out.append(_disc(mark, x + 4 + PITCH / 2 + column * PITCH, y + FIELD_HEAD + PITCH / 2 + line * PITCH))
        y += height
    for impact in SCALE:
        middle = GUTTER + (impact - 0.5) * side
        out.append(f'<text class="k-tb" x="{middle:.1f}" y="{y + 18:.0f}" text-anchor="middle">{impact}</text>')
    out.append(f'<text class="k-t" x="{width - 1}" y="{y + 38:.0f}" text-anchor="end">{escape(words.impact)} →</text>')
    up = (y + HEAD) / 2
    out.append(f'<text class="k-t" transform="translate(14 {up:.0f}) rotate(-90)" text-anchor="middle">{escape(words.likelihood)} →</text>')
    shown = "fp-only-s" if width == NARROW else "fp-only-l"
    return Drawing(
        f'<svg class="{shown}" viewBox="0 0 {width} {y + FOOT:.0f}" width="{width}" height="{y + FOOT:.0f}" role="group" '
        f'aria-label="{escape(words.label)}">{"".join(out)}</svg>'
    )


def _disc(mark, x, y):
    return (
        f'<a class="h-a" href="{escape(mark.href)}" aria-label="{escape(mark.label)}"><title>{escape(mark.label)}</title>'
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{RADIUS}"/><text x="{x:.1f}" y="{y + 4.5:.1f}" text-anchor="middle">{mark.number}</text></a>'
    )
