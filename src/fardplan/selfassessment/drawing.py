"""The spread between units drawn: a line from 0 to 100 for each goal, a dot for each unit that may be shown alone, a bar for them all.

Pure: no rows, no clock. Classes of fardplan.css only. A table beside says the same in figures.
"""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from html import escape

from fardplan.kit.numbers import format_number
from fardplan.kit.svg import Drawing

WIDE, NARROW = 760, 340
ROW, HEAD, FOOT, RADIUS = 50, 8, 30, 6


@dataclass(frozen=True)
class Line:
    """A goal: its name, the points of them all (None: not shown), and of those that may be shown alone."""

    name: str
    points: Decimal | None
    dots: tuple = ()


def spreads(lines, *, label):
    """The drawing for a page and the one for a phone; fardplan.css shows the one that fits. [] when there is nothing to draw."""
    if all(line.points is None for line in lines):
        return []
    return [spread(lines, label=label, width=width) for width in (WIDE, NARROW)]


def spread(lines, *, label, width=WIDE):
    """A Drawing. Names stand above their lines on a phone, to the left of them on a page."""
    narrow = width == NARROW
    left, right = (10, 46) if narrow else (230, 60)
    pitch = ROW + 16 if narrow else ROW
    bottom = HEAD + pitch * len(lines)

    def x(value):
        return left + (width - left - right) * float(value) / 100

    out = []
    for tick in (0, 25, 50, 75, 100):
        out.append(f'<line class="k-grid" x1="{x(tick):.1f}" x2="{x(tick):.1f}" y1="{HEAD}" y2="{bottom}"/>')
        out.append(f'<text class="k-t" x="{x(tick):.1f}" y="{bottom + 18}" text-anchor="middle">{tick}</text>')
    for number, line in enumerate(lines):
        y = HEAD + pitch * number + (42 if narrow else ROW / 2)
        if narrow:
            out.append(f'<text class="k-td k-halo" x="{left}" y="{y - 24:.1f}">{escape(_short(line.name, 40))}</text>')
        else:
            out.append(f'<text class="k-td" x="{left - 14}" y="{y + 4:.1f}" text-anchor="end">{escape(_short(line.name, 30))}</text>')
        out.append(f'<line class="k-ax" x1="{left}" x2="{width - right}" y1="{y:.1f}" y2="{y:.1f}"/>')
        for value, count in sorted(Counter(line.dots).items()):
            for place in range(min(count, 3)):  # the same points beside each other, not on top
                out.append(f'<circle class="k-p1" cx="{x(value):.1f}" cy="{y - 4 * place:.1f}" r="{RADIUS}"/>')
        if line.points is not None:
            out.append(f'<line class="k-mark" x1="{x(line.points):.1f}" x2="{x(line.points):.1f}" y1="{y - 15:.1f}" y2="{y + 15:.1f}"/>')
            out.append(f'<text class="k-tb" x="{width - right + 12}" y="{y + 5:.1f}">{format_number(line.points, 0)}</text>')
    shown = "fp-only-s" if narrow else "fp-only-l"
    return Drawing(
        f'<svg class="{shown}" viewBox="0 0 {width} {bottom + FOOT}" width="{width}" height="{bottom + FOOT}" role="img" '
        f'aria-label="{escape(label)}">{"".join(out)}</svg>'
    )


def _short(words, most):
    return words if len(words) <= most else f"{words[: most - 1].rstrip()}…"
