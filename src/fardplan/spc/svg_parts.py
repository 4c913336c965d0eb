"""The parts of a drawing, back to front: grid, band and lines, target, breaks, data, words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

import numpy as np

from . import scale
from .drawing import Mark, Picture
from .labels import number, plain
from .svg_words import Board, marks_said, value_labels

NARROW = 420


@dataclass(frozen=True)
class Frame:
    """The area for data in pixels, and how values get there. edges: where each point's own strip begins and ends."""

    left: float
    right: float
    top: float
    bottom: float
    x: scale.Scale
    y: scale.Scale
    edges: np.ndarray
    ticks: list[float]
    narrow: bool


def content(p: Picture, width: int, height: int, letter: float = 6.6) -> Iterator[str]:
    """Everything inside the svg element. letter: mean width of a letter in pixels."""
    f = _frame(p, width, height, letter)
    board = Board(f.left, f.right, letter)
    yield from _grid(p, f)
    for piece in p.pieces:
        yield from _lines(p, f, piece.span, piece.dashed)
    if p.target is not None:
        yield _path("k-ax", _stairs(f, p.target, slice(0, len(p.y))))
    yield from _events(p, f, board)
    yield from _data(p, f)
    yield from _right(p, f)
    yield from value_labels(p, f, board) if len(p.y) <= 12 and not f.narrow else ()
    yield from marks_said(p, f, board)
    for at, text in scale.marks(p.kind, p.place, p.when, f.right - f.left):
        yield f'<text class="k-t" x="{f.x(at):.1f}" y="{f.bottom + 22:.1f}" text-anchor="middle">{escape(text)}</text>'
    yield f'<line class="k-ax" x1="{f.left:.1f}" x2="{f.right:.1f}" y1="{f.bottom:.1f}" y2="{f.bottom:.1f}"/>'


def _frame(p: Picture, width: int, height: int, letter: float) -> Frame:
    ticks = scale.covering([p.y, p.lines.centre, p.lines.lower, p.lines.upper, *([] if p.target is None else [p.target])])
    left = 14 + letter * max(len(_tick(p, tick)) for tick in ticks)
    right = width - (12 + letter * 1.12 * max(len(text) for _, _, text in _ends(p)))
    top = 16.0 + 17 * (any(piece.say for piece in p.pieces)) + 17 * min(2, len(p.events)) + 17 * bool(p.baseline_end)
    gaps = np.diff(p.place)
    pad = float(np.median(gaps)) / 2 if len(gaps) else 0.5
    x = scale.Scale(float(p.place[0]) - pad, float(p.place[-1]) + pad, left, right)
    pixels = np.array([x(at) for at in p.place])
    edges = np.concatenate([[left], (pixels[1:] + pixels[:-1]) / 2, [right]])
    return Frame(left, right, top, height - 36.0, x, scale.Scale(ticks[0], ticks[-1], height - 36.0, top), edges, ticks, width < NARROW)


def _tick(p: Picture, tick: float) -> str:
    if p.say.percent:
        return number(tick, 2 if round(tick * 100, 9).is_integer() else 3, percent=True)
    return plain(tick)


def _grid(p: Picture, f: Frame) -> Iterator[str]:
    for tick in f.ticks:
        y = f.y(tick)
        yield f'<line class="k-grid" x1="{f.left:.1f}" x2="{f.right:.1f}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="k-t" x="{f.left - 8:.1f}" y="{y + 4:.1f}" text-anchor="end">{_tick(p, tick)}</text>'


def _stairs(f: Frame, values: np.ndarray, span: slice) -> list[list[tuple[float, float, float]]]:
    """Runs of steps (x from, x to, y) with gaps where the line is missing; equal neighbours share a step."""
    runs: list[list[tuple[float, float, float]]] = [[]]
    for i in range(span.start, span.stop):
        if np.isnan(values[i]):
            runs.append([])
            continue
        y = f.y(float(values[i]))
        if runs[-1] and abs(runs[-1][-1][2] - y) < 0.05:
            runs[-1][-1] = (runs[-1][-1][0], f.edges[i + 1], y)
        else:
            runs[-1].append((f.edges[i], f.edges[i + 1], y))
    return [run for run in runs if run]


def _path(cls: str, runs: list[list[tuple[float, float, float]]], more: str = "") -> str:
    d = "".join("M" + "L".join(f"{a:.1f},{y:.1f}H{b:.1f}" for a, b, y in run) for run in runs)
    return f'<path class="{cls}" fill="none"{more} d="{d}"/>' if d else ""


def _lines(p: Picture, f: Frame, span: slice, dashed: bool) -> Iterator[str]:
    lower, upper = _stairs(f, p.lines.lower, span), _stairs(f, p.lines.upper, span)
    if len(lower) == len(upper):
        for low, high in zip(lower, upper, strict=True):
            there = "L".join(f"{a:.1f},{y:.1f}L{b:.1f},{y:.1f}" for a, b, y in high)
            back = "L".join(f"{b:.1f},{y:.1f}L{a:.1f},{y:.1f}" for a, b, y in reversed(low))
            yield f'<path class="k-band" d="M{there}L{back}Z"/>'
    yield _path("k-lim", lower)
    yield _path("k-lim", upper)
    yield _path("k-ev" if dashed else "k-cl", _stairs(f, p.lines.centre, span), ' stroke-dasharray="8 5"' if dashed else "")


def _events(p: Picture, f: Frame, board: Board) -> Iterator[str]:
    """Why a part is dashed, where the baseline ends, breaks (solid) and other events (dotted): lines first, words over them."""
    row, words = f.top - 8, []
    for piece in p.pieces:
        if piece.say:
            words.append(board.text("k-evt k-halo", piece.say, f.edges[piece.span.start] + 2, row, "start"))
    row -= 17 * any(piece.say for piece in p.pieces)
    if p.baseline_end:
        x = f.edges[p.baseline_end]
        yield f'<path class="k-lim" fill="none" d="M{x:.1f},{row + 5:.1f}V{f.bottom:.1f}"/>'
        words.append(board.text("k-td k-halo", f"baslinje till {p.when[p.baseline_end - 1]}", x, row))
        row -= 17
    for place, text, breaks in p.events:
        after = np.flatnonzero(p.place >= place)
        x = f.edges[after[0]] if breaks else f.x(place)
        y = row
        said = ""
        for y in (row, row - 17) if len(p.events) > 1 else (row,):
            if said := board.text(f"{'k-evt' if breaks else 'k-td'} k-halo", text, x, y, firm=False):
                break
        words.append(said)
        title = f"<title>{escape(text)}</title>"
        if breaks:
            yield f'<line class="k-ev" x1="{x:.1f}" x2="{x:.1f}" y1="{y + 5:.1f}" y2="{f.bottom:.1f}">{title}</line>'
        else:
            yield f'<path class="k-lim" fill="none" d="M{x:.1f},{y + 5:.1f}V{f.bottom:.1f}">{title}</path>'
    yield from words


def _data(p: Picture, f: Frame) -> Iterator[str]:
    if p.kind != "name":
        broken = {f.edges[after[0]] for place, _, breaks in p.events if breaks and len(after := np.flatnonzero(p.place >= place))}
        d, pen = "", "M"
        for i, value in enumerate(p.y):
            if np.isnan(value):
                pen = "M"
                continue
            if f.edges[i] in broken:
                pen = "M"
            d += f"{pen}{f.x(p.place[i]):.1f},{f.y(value):.1f}"
            pen = "L"
        yield f'<path class="k-l1" d="{d}"/>'
    marked = {mark.index: mark for mark in p.marks}
    radius = 4.5 if len(p.y) <= 60 and not f.narrow else 3.0
    for i, value in enumerate(p.y):
        if not np.isnan(value):
            yield _point(p, f, i, marked.get(i), radius)


def _point(p: Picture, f: Frame, i: int, mark: Mark | None, r: float) -> str:
    x, y = f.x(p.place[i]), f.y(p.y[i])
    title = f"{p.when[i]}: {p.say(p.y[i])}{' ' + p.unit if p.unit else ''}"
    if mark is not None:
        title += f", {mark.reason}"
    elif i in p.dull:
        title += ", räknas inte med"
    shape = mark.shape if mark else ""
    if shape == "diamond":
        s = r + 3
        start = f'<path class="k-sig" d="M{x:.1f},{y - s:.1f}L{x + s:.1f},{y:.1f}L{x:.1f},{y + s:.1f}L{x - s:.1f},{y:.1f}Z"'
        return f"{start}><title>{escape(title)}</title></path>"
    if shape == "square":
        s = r + 0.5
        start = f'<rect class="k-p1" x="{x - s:.1f}" y="{y - s:.1f}" width="{2 * s:.1f}" height="{2 * s:.1f}"'
        return f"{start}><title>{escape(title)}</title></rect>"
    cls = "k-sig" if shape == "ring" else "m-k0" if i in p.dull else "k-p1"
    return f'<circle class="{cls}" cx="{x:.1f}" cy="{y:.1f}" r="{r + (0.5 if shape else 0):.1f}"><title>{escape(title)}</title></circle>'


def _ends(p: Picture) -> list[tuple[float, str, str]]:
    """Words at the right end of the last lines: value, class, text."""

    def last(values: np.ndarray) -> float:
        known = values[~np.isnan(values)]
        return float(known[-1]) if len(known) else np.nan

    span = p.pieces[-1].span
    dashed = p.pieces[-1].dashed
    ends = [
        (last(p.lines.upper[span]), "k-t", "övre"),
        (last(p.lines.centre[span]), "k-evt" if dashed else "k-tb", p.say.middle),
        (last(p.lines.lower[span]), "k-t", "undre"),
    ]
    if p.target is not None:
        ends.append((last(p.target), "k-td", "mål"))
    return [(value, cls, f"{word} {p.say(value)}") for value, cls, word in ends if not np.isnan(value)] or [(np.nan, "", "")]


def _right(p: Picture, f: Frame) -> Iterator[str]:
    ends = sorted(((f.y(value), cls, text) for value, cls, text in _ends(p) if not np.isnan(value)), key=lambda end: end[0])
    placed: list[float] = []
    for y, _, _ in ends:
        placed.append(max(y + 4, placed[-1] + 15) if placed else y + 4)
    over = max(0.0, placed[-1] - f.bottom) if placed else 0.0
    for i in range(len(placed) - 1, -1, -1):
        placed[i] = min(placed[i] - over if i == len(placed) - 1 else placed[i], placed[i + 1] - 15 if i + 1 < len(placed) else placed[i])
    for (_, cls, text), y in zip(ends, placed, strict=True):
        yield f'<text class="{cls}" x="{f.right + 8:.1f}" y="{y:.1f}">{escape(text)}</text>'
