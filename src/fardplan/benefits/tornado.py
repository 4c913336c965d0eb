"""A tornado: one bar for each assumption, the widest on top, round the result with all of them in the middle. Pure: no rows, no clock."""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from fardplan.benefits.drawing import wrapped
from fardplan.kit.svg import Drawing

WIDE, NARROW = 820, 330
MOST_BARS = 12


@dataclass(frozen=True)
class Bar:
    title: str
    at_low: Decimal
    at_high: Decimal
    low_words: str
    high_words: str


def tornado(bars, middle, *, label, said):
    """The drawing for a page and the one for a phone; the widest MOST_BARS of `bars`, which come in order."""
    return [_drawn(bars[:MOST_BARS], middle, label, said, width) for width in (WIDE, NARROW)]


def _drawn(bars, middle, label, said, width):
    is_narrow = width == NARROW
    gutter = 0 if is_narrow else 250
    ends = [end for bar in bars for end in (bar.at_low, bar.at_high)] + [middle]
    least, most = min(ends), max(ends)
    span, room = (most - least) or Decimal(1), width - gutter - 150

    def x(value):
        return gutter + 75 + float((value - least) / span) * room

    out, tops, y = [], [], 26.0
    for bar in bars:
        lines = wrapped(bar.title, (width if is_narrow else gutter) - 10)
        for place, line in enumerate(lines):
            anchor = f'x="1" y="{y + 14 + 16 * place:.0f}"'
            out.append(f'<text class="k-td" {anchor}>{escape(line)}</text>')
        top = y + 16 * len(lines) + 4 if is_narrow else y
        left, right = sorted((x(bar.at_low), x(bar.at_high)))
        first, second = (bar.low_words, bar.high_words) if bar.at_low <= bar.at_high else (bar.high_words, bar.low_words)
        out.append(f'<rect class="k-bar2" x="{left:.1f}" y="{top:.1f}" width="{max(1.0, right - left):.1f}" height="20"/>')
        out.append(f'<text class="k-t" x="{left - 5:.1f}" y="{top + 15:.1f}" text-anchor="end">{escape(first)}</text>')
        out.append(f'<text class="k-t" x="{right + 5:.1f}" y="{top + 15:.1f}">{escape(second)}</text>')
        tops.append(top)
        y = max(top + 20, y + 16 * len(lines)) + 12
    at = x(middle)
    anchor = "end" if at > width * 0.6 else "start" if at < gutter + 110 else "middle"
    # On a phone the words stand over each bar, where one long line would strike them out.
    for first, last in [(top - 2, top + 22) for top in tops] if is_narrow else [(20, y - 8)]:
        out.append(f'<line class="k-mark" x1="{at:.1f}" x2="{at:.1f}" y1="{first:.0f}" y2="{last:.0f}"/>')
    out.append(f'<text class="k-tb" x="{at:.1f}" y="14" text-anchor="{anchor}">{escape(said)}</text>')
    shown = "fp-only-s" if is_narrow else "fp-only-l"
    return Drawing(
        f'<svg class="{shown}" viewBox="0 0 {width} {y:.0f}" width="{width}" height="{y:.0f}" role="img" '
        f'aria-label="{escape(label)}">{"".join(out)}</svg>'
    )
