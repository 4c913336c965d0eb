"""Words inside a drawing, kept from lying on top of each other."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from .drawing import Mark, Picture
    from .svg_parts import Frame

MOST_REASONS = 6


class Board:
    """Remembers where words stand. Words that would run out of left..right are moved; taken places are refused.

    letter: mean width of a letter in pixels, wider in files that may be read without our typeface.
    """

    def __init__(self, left: float, right: float, letter: float):
        self.left, self.right, self.letter = left, right, letter
        self.taken: list[tuple[float, float, float, float]] = []

    def point(self, x: float, y: float) -> None:
        """Keep words off a marked point."""
        self.taken.append((x - 9, x + 9, y - 8, y + 8))

    def text(self, cls: str, words: str, x: float, y: float, anchor: str = "middle", *, firm: bool = True) -> str:
        """A text element, or "" when it is not `firm` and its place is taken."""
        width = self.letter * len(words)
        start = x - {"start": 0.0, "middle": width / 2, "end": width}[anchor]
        if start < self.left:
            start, x, anchor = self.left, self.left, "start"
        elif start + width > self.right:
            start, x, anchor = self.right - width, self.right, "end"
        box = (start, start + width, y - 11, y + 3)
        if not firm and any(
            box[0] < other[1] + 3 and other[0] < box[1] + 3 and box[2] < other[3] and other[2] < box[3] for other in self.taken
        ):
            return ""
        self.taken.append(box)
        return f'<text class="{cls}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{escape(words)}</text>'


def value_labels(p: Picture, f: Frame, board: Board) -> Iterator[str]:
    """The value at every point of a short series, on the side where the line leaves room."""
    marked = {mark.index for mark in p.marks}
    for i, value in enumerate(p.y):
        if np.isnan(value) or i in marked:
            continue
        near = [p.y[j] for j in (i - 1, i + 1) if 0 <= j < len(p.y) and not np.isnan(p.y[j])]
        over = not near or value >= np.mean(near)
        yield board.text("k-td k-halo", p.say(value), f.x(p.place[i]), f.y(value) + (-12 if over else 22), firm=False)


def marks_said(p: Picture, f: Frame, board: Board) -> Iterator[str]:
    """The reason at marked points; neighbours with the same reason say it once, at the middle one."""
    if f.narrow:
        return
    for mark in p.marks:
        board.point(f.x(p.place[mark.index]), f.y(p.y[mark.index]))
    for group in _together(p.marks)[-MOST_REASONS:]:
        mark = group[len(group) // 2]
        words = mark.reason if len(group) > 1 else f"{p.say(p.y[mark.index])} {mark.reason}"
        levels = [f.y(p.y[m.index]) for m in group]
        x, high, low = f.x(p.place[mark.index]), min(levels) - 12, max(levels) + 22
        for at, side, anchor in _around(mark.up, x, high, low, len(group) > 1):
            if f.top + 2 < at < f.bottom - 2 and (said := board.text("k-evt k-halo", words, side, at, anchor, firm=False)):
                yield said
                break


def _around(up: bool, x: float, high: float, low: float, many: bool) -> Iterator[tuple[float, float, str]]:
    """Where the reason can stand, best first: beyond the point, beside it when there is no room there, last on the other side."""
    for at in (high, high - 16) if up else (low, low + 16):
        yield at, x, "middle"
    if many:
        yield (low if up else high), x, "middle"
        return
    beside = (high + low) / 2
    yield beside, x + 12, "start"
    yield beside, x - 12, "end"
    yield (low if up else high), x, "middle"


def _together(marks: tuple[Mark, ...]) -> list[list[Mark]]:
    runs = groupby(enumerate(marks), key=lambda pair: (pair[1].index - pair[0], pair[1].reason))
    return [[mark for _, mark in run] for _, run in runs]
