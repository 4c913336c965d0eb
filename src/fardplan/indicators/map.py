"""A county's map: every municipality with its name and its value in words. Hue follows the value, and says nothing that words do not."""

import json
from functools import lru_cache
from html import escape
from pathlib import Path

from fardplan.kit.numbers import format_number
from fardplan.kit.svg import Drawing

BOUNDARIES = Path(__file__).parent / "boundaries" / "municipalities.json"
STEPS = 3
WIDE, NARROW = 640, 310
#: With more areas than this, names would cover each other: the table beside has them, and each area tells its own when pointed at.
MOST_NAMES = 20


@lru_cache(maxsize=1)
def _all():
    return json.loads(BOUNDARIES.read_text(encoding="utf-8"))


def county_maps(areas, *, label, step_of=None):
    """The map for a page: wide, and one of its own for a phone. `areas` are (code, name, value or None, words); `step_of(value)` is the hue,
    0 to 4, when it does not follow from the other areas' values.

    Empty when no boundary is known, as for an invented county.
    """
    return [drawn for width in (WIDE, NARROW) if (drawn := county_map(areas, label=label, width=width, step_of=step_of))]


def county_map(areas, *, label, width=WIDE, step_of=None):
    known = [(code, name, value, words, _all()[code]) for code, name, value, words in areas if code in _all()]
    if not known:
        return None
    xs = [x for *_rest, rings in known for ring in rings for x in ring[::2]]
    ys = [y for *_rest, rings in known for ring in rings for y in ring[1::2]]
    factor = (width - 16) / (max(xs) - min(xs))
    height = int((max(ys) - min(ys)) * factor) + 16
    if height > width * 1.4:
        factor, height = factor * width * 1.4 / height, int(width * 1.4)
    values = [float(value) for _code, _name, value, _words, _rings in known if value is not None and step_of is None]
    low, high = min(values, default=0), max(values, default=1)
    shapes, names = [], []
    for _code, name, value, words, rings in known:
        if step_of is not None:
            step = step_of(value)
        else:
            step = 0 if value is None else 1 + min(STEPS - 1, int((float(value) - low) / ((high - low) or 1) * STEPS))
        path = "".join("M" + "L".join(_pairs(ring, min(xs), min(ys), factor)) + "Z" for ring in rings)
        shapes.append(f'<path class="m-k m-k{step}" d="{path}"><title>{escape(name)}: {escape(words)}</title></path>')
        x, y = _centre(max(rings, key=_size))
        names.append([(y - min(ys)) * factor, (x - min(xs)) * factor + 8, name, words])
    texts = [_name(*each) for each in _apart(names)] if len(known) <= MOST_NAMES else []
    return Drawing(
        f'<svg class="{"fp-only-s" if width == NARROW else "fp-only-l"}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{escape(label, quote=True)}">'
        f"{''.join(shapes)}{''.join(texts)}</svg>"
    )


def _name(y, x, name, words):
    at = f'x="{x:.0f}" text-anchor="middle"'
    return f'<text class="m-t" {at} y="{y:.0f}">{escape(name)}</text><text class="m-t" {at} y="{y + 16:.0f}">{escape(words)}</text>'


def _apart(names):
    """Names of neighbours moved down until none covers another: each is two lines high and as wide as its letters."""
    placed = []
    for each in sorted(names):
        for other in placed:
            if abs(each[1] - other[1]) < 4 * (len(each[2]) + len(other[2])) and each[0] < other[0] + 36:
                each[0] = other[0] + 36
        placed.append(each)
    return placed


def value_words(point, decimals):
    if point is None:
        return ""
    return format_number(point.value, decimals) if point.value is not None else point.why.sign


def _pairs(ring, left, top, factor):
    return (f"{(x - left) * factor + 8:.1f},{(y - top) * factor + 8:.1f}" for x, y in zip(ring[::2], ring[1::2], strict=True))


def _size(ring):
    xs, ys = ring[::2], ring[1::2]
    return (max(xs) - min(xs)) * (max(ys) - min(ys))


def _centre(ring):
    """The middle of the area itself, not of its box."""
    xs, ys = ring[::2], ring[1::2]
    twice, cx, cy = 0.0, 0.0, 0.0
    for i in range(len(xs)):
        j = (i + 1) % len(xs)
        cross = xs[i] * ys[j] - xs[j] * ys[i]
        twice, cx, cy = twice + cross, cx + (xs[i] + xs[j]) * cross, cy + (ys[i] + ys[j]) * cross
    return (cx / (3 * twice), cy / (3 * twice)) if twice else (xs[0], ys[0])
