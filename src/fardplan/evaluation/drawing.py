"""Pictures of results as SVG: a series with its own course drawn on, or the effect by time since the start. Swedish text alternative.

Same classes as `spc.svg`: no inline styles, no scripts, no colours outside the classes.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from html import escape

import numpy as np

from fardplan.spc import scale
from fardplan.spc.labels import plain
from fardplan.spc.scale import Scale
from fardplan.spc.svg import WIDE
from fardplan.spc.svg_style import STYLE
from fardplan.spc.svg_words import Board

from . import did, its, words
from .result import Result

LETTER = 6.6
FOOT = 52.0
NARROW = 420


def draw(result: Result, *, width: int = 820, height: int = 340) -> str:
    """The picture for a page that has fardplan.css; "" when there is nothing to draw."""
    inside = "".join(_content(result, width, height, LETTER))
    if not inside:
        return ""
    label = escape(words.alternative(result.plan, result.data, str(result)), quote=True)
    return f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{label}">{inside}</svg>'


def sheet(result: Result, *, width: int = 820) -> str:
    """A file that stands alone: title, method, picture, conclusion, cautions and what it rests on."""
    body, top = [], 12.0
    texts = [("k-h", result.plan.title, 28.0)] if result.plan.title else []
    texts += [("k-t", line, 17.0) for line in textwrap.wrap(result.method, int(width / WIDE))]
    for cls, line, used in texts:
        body.append(f'<text class="{cls}" x="14" y="{top + 14:.0f}">{escape(line)}</text>')
        top += used
    if inside := "".join(_content(result, width, 340, WIDE)):
        body.append(f'<g transform="translate(0 {top + 6:.0f})">{inside}</g>')
        top += 350
    below = [("k-tb", f"{result.headline}.")]
    for cls, text in (("k-td", " ".join([*result.sentences, *result.cautions])), ("k-t", f"Jämförelse: {result.comparison}"),
                      ("k-t", f"Antaganden: {' '.join(result.assumptions)}")):  # fmt: skip
        below += [(cls, line) for line in textwrap.wrap(text, int((width - 28) / WIDE), break_long_words=False)]
    for cls, line in below:
        body.append(f'<text class="{cls}" x="14" y="{top + 14:.0f}">{escape(line)}</text>')
        top += 18
    label = escape(words.alternative(result.plan, result.data, str(result)), quote=True)
    height = int(top + 16)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" lang="sv" viewBox="0 0 {width} {height}" width="{width}" '
        f'height="{height}" role="img" aria-label="{label}"><title>{escape(result.plan.title or "Utvärdering")}</title><style>{STYLE}</style>'
        f'<rect class="k-sheet" width="{width}" height="{height}"/>{"".join(body)}</svg>\n'
    )


def _content(result: Result, width: int, height: int, letter: float) -> Iterator[str]:
    if isinstance(result.answer, its.Answer):
        yield from _series(result, result.answer, width, height, letter)
    elif isinstance(result.answer, did.Answer):
        yield from _events(result, result.answer, width, height, letter)


def _axes(ticks: list[float], width: int, height: int, letter: float, right: float) -> tuple[float, float, Scale, list[str]]:
    left = 14 + letter * max(len(plain(tick)) for tick in ticks)
    y = Scale(ticks[0], ticks[-1], height - FOOT, 30.0)
    out = []
    for tick in ticks:
        at = y(tick)
        out.append(f'<line class="k-grid" x1="{left:.1f}" x2="{right:.1f}" y1="{at:.1f}" y2="{at:.1f}"/>')
        out.append(f'<text class="k-t" x="{left - 8:.1f}" y="{at + 4:.1f}" text-anchor="end">{plain(tick)}</text>')
    out.append(f'<line class="k-ax" x1="{left:.1f}" x2="{right:.1f}" y1="{height - FOOT:.1f}" y2="{height - FOOT:.1f}"/>')
    return left, right, y, out


def _series(result: Result, answer: its.Answer, width: int, height: int, letter: float) -> Iterator[str]:
    """Points, the model's curve, and dashed what was to be expected without the change."""
    data, say = result.data, words.Speech(result.plan, result.data)
    ends = [("k-tb", "modell", float(answer.expected[-1])), ("k-evt", "utan ändring", float(answer.without[-1]))]
    ends = [(cls, word if width < NARROW else f"{word} {say(value)}", value) for cls, word, value in ends]
    right = width - 14 - letter * 1.12 * max(len(text) for _, text, _ in ends)
    left, right, y, drawn = _axes(scale.covering([data.y, answer.expected, answer.without]), width, height, letter, right)
    yield from drawn
    pad = float(np.median(np.diff(data.place))) / 2
    x = Scale(float(data.place[0]) - pad, float(data.place[-1]) + pad, left, right)
    first = int(np.argmax(data.after))
    start = x(float(data.place[first]) - pad)
    board = Board(left, right, letter)
    yield f'<line class="k-ev" x1="{start:.1f}" x2="{start:.1f}" y1="22" y2="{height - FOOT:.1f}"/>'
    yield board.text("k-evt k-halo", f"införande {data.when[first]}", start, 16)
    line = lambda values, span: "M" + "L".join(f"{x(data.place[i]):.1f},{y(values[i]):.1f}" for i in span)  # noqa: E731
    yield f'<path class="k-ev" fill="none" stroke-dasharray="8 5" d="{line(answer.without, range(first, len(data.y)))}"/>'
    for span in (range(first), range(first, len(data.y))):
        yield f'<path class="k-l1" d="{line(answer.expected, span)}"/>'
    for i, value in enumerate(data.y):
        title = escape(f"{data.when[i]}: {say(value)}{say.unit}")
        yield f'<circle class="k-p1" cx="{x(data.place[i]):.1f}" cy="{y(value):.1f}" r="3.5"><title>{title}</title></circle>'
    tops = sorted((y(value) + 4, cls, text) for cls, text, value in ends)
    if tops[1][0] - tops[0][0] < 16:
        tops[1] = (tops[0][0] + 16, *tops[1][1:])
    for at, cls, text in tops:
        yield f'<text class="{cls}" x="{right + 8:.1f}" y="{at:.1f}">{escape(text)}</text>'
    for at, text in scale.marks(data.axis.kind, data.place, data.when, right - left):
        yield f'<text class="k-t" x="{x(at):.1f}" y="{height - FOOT + 22:.1f}" text-anchor="middle">{escape(text)}</text>'
    if result.plan.unit:
        yield f'<text class="k-t" x="{left:.1f}" y="{height - 8:.1f}">{escape(result.plan.unit)}</text>'


def _events(result: Result, answer: did.Answer, width: int, height: int, letter: float) -> Iterator[str]:
    """One effect with its interval per time since the start; zero is no difference."""
    say = words.Speech(result.plan, result.data, answer.effect)
    events = sorted(answer.events)
    terms = [answer.events[e] for e in events]
    finite = lambda values: np.array([v for v in values if np.isfinite(v)])  # noqa: E731
    spans = [finite([t.estimate for t in terms]), finite([t.low for t in terms]), finite([t.high for t in terms]), np.zeros(1)]
    ticks = scale.covering([span for span in spans if len(span)])
    left, right, y, drawn = _axes(ticks, width, height, letter, width - 14.0)
    yield from drawn
    x = Scale(events[0] - 0.5, events[-1] + 0.5, left, right)
    zero, start = y(0.0), x(-0.5)
    yield f'<line class="k-cl" x1="{left:.1f}" x2="{right:.1f}" y1="{zero:.1f}" y2="{zero:.1f}"/>'
    yield f'<line class="k-ev" x1="{start:.1f}" x2="{start:.1f}" y1="22" y2="{height - FOOT:.1f}"/>'
    yield Board(left, right, letter).text("k-evt k-halo", "start", start, 16)
    for event, term in zip(events, terms, strict=True):
        at, cls = x(event), "k-l1" if event >= 0 else "k-cl"
        interval = f"{words.signed(term.low, say.decimals)} till {words.signed(term.high, say.decimals)}"
        title = escape(f"{event}: {words.signed(term.estimate, say.decimals)}{say.gap}, 95 % intervall {interval}")
        if np.isfinite(term.low) and np.isfinite(term.high):
            yield f'<line class="{cls}" x1="{at:.1f}" x2="{at:.1f}" y1="{y(term.low):.1f}" y2="{y(term.high):.1f}"/>'
        look = "k-p1" if event >= 0 else "m-k0"
        yield f'<circle class="{look}" cx="{at:.1f}" cy="{y(term.estimate):.1f}" r="4.5"><title>{title}</title></circle>'
    every = max(1, int(np.ceil(len(events) * 34 / (right - left))))
    for event in events:
        if event % every == 0:
            text = plain(event)
            yield f'<text class="k-t" x="{x(event):.1f}" y="{height - FOOT + 22:.1f}" text-anchor="middle">{text}</text>'
    unit = f"skillnad{say.gap and ',' + say.gap}" + (", efter tid sedan start" if width >= NARROW else "")
    yield f'<text class="k-t" x="{left:.1f}" y="{height - 8:.1f}">{escape(unit)}</text>'
