"""What a drawing shows, before it has a size: lines per part, marked points with reasons, breaks and events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import axis as axes
from . import complaints, words
from .anhoej import Chart
from .mdc import CONCERN, IMPROVEMENT, MdcChart
from .sample import Lines


@dataclass(frozen=True)
class Event:
    """Something that happened: x as in the data, words, and whether it breaks the series (a new definition)."""

    x: str
    text: str
    breaks: bool = False


@dataclass(frozen=True)
class Mark:
    """A point that says something. shape: "ring", "diamond" (for the worse) or "square" (for the better)."""

    index: int
    shape: str
    reason: str
    up: bool


@dataclass(frozen=True)
class Piece:
    """Points that share lines. dashed: runs signal. say: why, in a few words."""

    span: slice
    dashed: bool
    say: str = ""


@dataclass(frozen=True)
class Picture:
    """Everything a drawing needs; made by `of`. dull: points that are excluded or on the centre line."""

    kind: str
    place: np.ndarray
    when: tuple[str, ...]
    y: np.ndarray
    lines: Lines
    pieces: tuple[Piece, ...]
    marks: tuple[Mark, ...]
    dull: frozenset[int]
    target: np.ndarray | None
    say: words.Speech
    heading: str
    method: str
    alternative: str
    verdict: words.Verdict
    unit: str = ""
    events: tuple[tuple[float, str, bool], ...] = ()
    baseline_end: int | None = None
    notes: tuple[str, ...] = ()


def of(chart: Chart | MdcChart, *, unit: str = "", events: Sequence[Event] = ()) -> Picture:
    """A picture of a chart. Events outside the data are not drawn; a note says so."""
    say, points = words.Speech(chart), chart.points
    placed, notes = [], []
    for event in events:
        place = axes.place_of(event.x, points.axis.kind)
        if place is None or not points.place[0] <= place <= points.place[-1]:
            notes.append(complaints.outside_data(event.text, event.x, say.when[0], say.when[-1]))
        else:
            placed.append((place, event.text, event.breaks))
    known = chart.plan.slices if isinstance(chart, Chart) else chart.slices
    pieces = _judged_pieces(chart) if isinstance(chart, Chart) else tuple(Piece(span, False) for span in known)
    named = {place for place, _, breaks in placed if breaks}
    for span in known[1:]:
        between = points.place[span.start - 1], points.place[span.start]
        if not any(between[0] < place <= between[1] for place in named):
            label = points.part[span.start] if points.part else "nya gränser"
            placed.append((float(points.place[span.start]), label, True))
    return Picture(
        points.axis.kind, points.place, say.when, chart.y, chart.lines, pieces, _marks(chart, say), _dull(chart), chart.target, say,
        ", ".join(points.facet), words.method(chart), words.alternative(chart, unit), words.verdict(chart), unit,
        tuple(sorted(placed)), chart.plan.freeze if isinstance(chart, Chart) else None, tuple(notes),
    )  # fmt: skip


def _judged_pieces(chart: Chart) -> tuple[Piece, ...]:
    pieces = []
    for runs, span in zip(chart.runs, chart.plan.slices, strict=True):
        shown = runs.signal and runs.judged
        long = f"{runs.longest_run} i följd på samma sida, högst {runs.longest_run_max} väntas"
        few = f"{runs.crossings} korsningar, minst {runs.crossings_min} väntas"
        pieces.append(Piece(span, shown, "" if not shown else long if runs.long_run else few))
    return tuple(pieces)


def _marks(chart: Chart | MdcChart, say: words.Speech) -> tuple[Mark, ...]:
    why = words.reasons(chart, say)
    if isinstance(chart, Chart):
        return tuple(Mark(i, "ring", why[i].rsplit(" ", 1)[0], bool(chart.outside[i] > 0)) for i in np.flatnonzero(chart.outside).tolist())
    shapes = {IMPROVEMENT: "square", CONCERN: "diamond"}
    return tuple(
        Mark(i, shapes.get(int(chart.point_type[i]), "ring"), why[i], bool(chart.way[i] > 0))
        for i in np.flatnonzero(chart.rule >= 0).tolist()
    )


def _dull(chart: Chart | MdcChart) -> frozenset[int]:
    if isinstance(chart, MdcChart):
        return frozenset()
    return frozenset(np.flatnonzero(~chart.plan.included).tolist())
