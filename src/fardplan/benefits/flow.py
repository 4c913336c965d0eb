"""Who work moves from, and to whom, drawn: givers to the left, receivers to the right, a band for each pair as thick as its kronor.

Pure: no rows, no clock. A pair whose kronor nobody knows is a thin dashed line: not known is not nought. The table beside says the same.
"""

from dataclasses import dataclass
from decimal import Decimal
from html import escape

from fardplan.kit.svg import Drawing

WIDE, NARROW = 820, 330
THICKEST, THINNEST, GAP, BOX = 120.0, 3.0, 16.0, 12
ROW = 34.0


@dataclass(frozen=True)
class Stream:
    """From one party to another: kronor, or None when not all of them are known; `agreed` is "yes", "no" or "unknown"."""

    giver: str
    taker: str
    kronor: Decimal | None
    agreed: str


def flow_pictures(streams, *, label, heads):
    """The drawing for a page and the one for a phone; nothing without streams. `heads` stand over the two sides."""
    return [_drawn(list(streams), label, heads, width) for width in (WIDE, NARROW)] if streams else []


def thickness(streams):
    """{stream: pixels}: the thickest has THICKEST, what is not known THINNEST."""
    known = [stream.kronor for stream in streams if stream.kronor]
    most = max(known, default=Decimal(1))
    return {stream: max(THINNEST, float(stream.kronor / most) * THICKEST) if stream.kronor else THINNEST for stream in streams}


def _side(streams, name, thick):
    """{party: (top, height)} of one side, from the top."""
    found, y = {}, 30.0
    for party in dict.fromkeys(getattr(stream, name) for stream in streams):
        height = sum(thick[stream] for stream in streams if getattr(stream, name) == party)
        found[party] = (y, height)
        y += max(height, ROW - GAP) + GAP
    return found, y


def _drawn(streams, label, heads, width):
    thick = thickness(streams)
    gutter = 190 if width == WIDE else 96
    left, bottom = _side(streams, "giver", thick)
    right, other = _side(streams, "taker", thick)
    height = max(bottom, other)
    used = {("giver", party): top for party, (top, _h) in left.items()} | {("taker", party): top for party, (top, _h) in right.items()}
    out = [
        f'<text class="k-t" x="{gutter}" y="14" text-anchor="end">{escape(heads[0])}</text>',
        f'<text class="k-t" x="{width - gutter}" y="14">{escape(heads[1])}</text>',
    ]
    x1, x2 = gutter + BOX, width - gutter - BOX
    half = (x2 - x1) / 2
    for stream in streams:
        size = thick[stream]
        y1, y2 = used["giver", stream.giver], used["taker", stream.taker]
        used["giver", stream.giver] += size
        used["taker", stream.taker] += size
        if stream.kronor is None:
            a, b = y1 + size / 2, y2 + size / 2
            out.append(f'<path class="k-lref" d="M{x1} {a:.1f}C{x1 + half:.1f} {a:.1f} {x2 - half:.1f} {b:.1f} {x2} {b:.1f}"/>')
            continue
        out.append(
            f'<path class="b-f" data-s="{stream.agreed}" d="M{x1} {y1:.1f}C{x1 + half:.1f} {y1:.1f} {x2 - half:.1f} {y2:.1f} {x2} {y2:.1f}'
            f'V{y2 + size:.1f}C{x2 - half:.1f} {y2 + size:.1f} {x1 + half:.1f} {y1 + size:.1f} {x1} {y1 + size:.1f}Z"/>'
        )
    for party, (top, tall) in left.items():
        out += _end(party, gutter, top, tall, "end", gutter - 8, width)
    for party, (top, tall) in right.items():
        out += _end(party, width - gutter - BOX, top, tall, "start", width - gutter + 8, width)
    shown = "fp-only-s" if width == NARROW else "fp-only-l"
    return Drawing(
        f'<svg class="{shown}" viewBox="0 0 {width} {height:.0f}" width="{width}" height="{height:.0f}" role="img" '
        f'aria-label="{escape(label)}">{"".join(out)}</svg>'
    )


def _end(party, x, top, tall, anchor, at, width):
    most = 24 if width == WIDE else 12
    name = party if len(party) <= most else f"{party[: most - 1]}…"
    return [
        f'<rect class="r-b" x="{x}" y="{top:.1f}" width="{BOX}" height="{max(tall, THINNEST):.1f}"/>',
        f'<text class="k-tb" x="{at}" y="{top + max(tall, 10) / 2 + 5:.1f}" text-anchor="{anchor}">{escape(name)}</text>',
    ]
