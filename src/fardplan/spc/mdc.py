"""XmR charts with the Making Data Count rules: one series (`chart`), or the icons of many at once (`icons`)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from . import axis as axes
from . import checks, complaints, patterns
from .constants import E2
from .errors import RowError, SpcError
from .kinds import KINDS
from .missing import compare, count, mean
from .moving import ranges, screened_mean
from .rulesets import FIX_MINIMUM, RULE_SETS, RuleSet
from .sample import Lines, around
from .series import Points

DIRECTIONS = {"increase": 1, "decrease": -1, "neutral": 0}
"""Which way is better."""
RULES = ("outside", "trend", "two_of_three", "shift")
"""In order of priority."""
COMMON, IMPROVEMENT, CONCERN, NEUTRAL_HIGH, NEUTRAL_LOW = range(5)
POINT_TYPES = (
    "common_cause",
    "special_cause_improvement",
    "special_cause_concern",
    "special_cause_neutral_high",
    "special_cause_neutral_low",
)
NOT_JUDGED, PASS, FAIL, INCONSISTENT = range(4)
ASSURANCES = ("", "pass", "fail", "inconsistent")


@dataclass(frozen=True)
class MdcChart:
    """One series read by a Making Data Count rule set. Arrays (k,) in the unit of y times `multiply`.

    group: rebase group per point, counted from 0 (from 1 when the first point is itself a rebase). rule: index of the rule shown in
    `RULES` or -1. way: 1 up or above, -1 down or below, 0. fired: (4, k) which way each rule fired. point_type: index in `POINT_TYPES`.
    variation, assurance: icon codes, "" when there is nothing to judge. short: groups with preliminary limits.
    """

    rules: RuleSet
    points: Points
    direction: str
    y: np.ndarray
    lines: Lines
    group: np.ndarray
    rule: np.ndarray
    way: np.ndarray
    fired: np.ndarray
    point_type: np.ndarray
    variation: str
    assurance: str
    short: tuple[int, ...]
    judged: bool
    screen: bool
    fix: int | None
    target: np.ndarray | None
    notes: tuple[str, ...]
    multiply: float = 1.0

    @property
    def signal(self) -> bool:
        return bool((self.rule >= 0).any())

    @property
    def slices(self) -> list[slice]:
        """One slice per rebase group, in order."""
        starts = np.flatnonzero(np.diff(self.group, prepend=-1))
        return [slice(int(a), int(b)) for a, b in zip(starts, [*starts[1:], len(self.group)], strict=True)]


def chart(
    points: Points, rules: str | RuleSet = "mdc-r-0.2", *, direction: str = "increase", target: float | None = None, rebase: Sequence[str] = (),
    fix: int | None = None, screen: bool | None = None, aggregate: str | None = None, multiply: float = 1.0,
) -> MdcChart:  # fmt: skip
    """One XmR chart.

    rebase: x of points where new limits begin; each must be among the points. fix: only the first rows of each group (12 or more) give the
    limits. screen: None = as the rule set says. aggregate: how rows that share x become one; without it they are an error.
    target: one value, else the column of the points; in the unit shown. Raises `SpcError` in Swedish.
    """
    rules = RULE_SETS[rules] if isinstance(rules, str) else rules
    if points.axis.named:
        raise SpcError(complaints.MDC_NAMES)
    if points.merged and aggregate is None and points.weight is None:
        twice = next(row for row, size in zip(points.row, points.rows, strict=True) if size > 1)
        raise RowError(complaints.MDC_DUPLICATE, row=twice, column="x")
    if fix is not None and fix < FIX_MINIMUM:
        raise SpcError(complaints.short_fix(fix, FIX_MINIMUM))
    y = points.plotted({"sum": "total"}.get(aggregate or "mean", aggregate or "mean"))
    checks.fits(points, y, KINDS["i"])
    group = _groups(points, rebase)
    screened = rules.screen if screen is None else screen
    sign = np.array([DIRECTIONS[direction]], np.int8)
    starts = np.flatnonzero(np.diff(group, prepend=-1))
    all_lines, fired, enough = [], [], []
    for piece in (slice(a, b) for a, b in zip(starts, [*starts[1:], len(y)], strict=True)):
        lines, enough_here = _lines(y[None, piece], rules, screened, fix)
        all_lines.append(lines)
        fired.append(np.stack(_fire(y[None, piece], lines, rules, enough_here).in_order)[:, 0])
        enough.append(bool(enough_here[0]))
    lines = Lines(*(np.concatenate([getattr(part, name)[0] for part in all_lines]) * multiply for name in Lines.__dataclass_fields__))
    flags = np.concatenate(fired, axis=-1)
    rule, way, kind = _label(flags[:, None, :], sign, rules)
    aim = np.full(len(y), target) if target is not None else points.target
    y = y * multiply
    judged = enough[-1]
    latest = Lines(*(getattr(lines, name)[None, -1] for name in Lines.__dataclass_fields__))
    assurance = NOT_JUDGED
    if aim is not None and judged:
        assurance = int(_assure(latest, aim[-1:], sign, flat=_flat(y[None, starts[-1] :]))[0])
    notes = [complaints.reordered()] if points.reordered else []
    if points.merged:
        notes.append(complaints.merged(points.merged, "ratio" if points.weight is not None else aggregate or "mean"))
    sizes = np.diff(np.append(starts, len(y)))
    return MdcChart(
        rules, points, direction, y, lines, group, rule[0], way[0], flags, kind[0], icon(int(kind[0, -1]), direction) if judged else "",
        ASSURANCES[assurance], tuple(int(g) for g, size in zip(group[starts], sizes, strict=True) if size < rules.short), judged, screened, fix,
        aim, tuple(notes), multiply,
    )  # fmt: skip


@dataclass(frozen=True)
class Icons:
    """Icons of many series (series,): indices in `POINT_TYPES` and `ASSURANCES`; `judged` False where there are too few points."""

    variation: np.ndarray
    assurance: np.ndarray
    judged: np.ndarray


def icons(
    y: np.ndarray, *, direction: np.ndarray | int, target: np.ndarray | float | None = None, rules: str | RuleSet = "mdc-r-0.2",
    lengths: np.ndarray | None = None, screen: bool | None = None, chunk: int = 4096,
) -> Icons:  # fmt: skip
    """Variation and assurance of the last point of each row of y (series, k), one rebase group each.

    direction: 1 higher is better, -1 lower, 0 neither; per series or for all. target: NaN or None where there is none.
    lengths: how many columns of each row are the series, when it is shorter than k; the rest is filling.
    """
    rules = RULE_SETS[rules] if isinstance(rules, str) else rules
    y = np.atleast_2d(np.asarray(y, float))
    sign = np.broadcast_to(np.asarray(direction, np.int8), len(y))
    aim = np.broadcast_to(np.asarray(np.nan if target is None else target, float), len(y))
    last = np.broadcast_to(np.asarray(y.shape[-1] if lengths is None else lengths), len(y)) - 1
    done = []
    for i in range(0, len(y), chunk):
        piece = slice(i, i + chunk)
        lines, enough = _lines(y[piece], rules, rules.screen if screen is None else screen, None)
        flags = np.stack(_fire(y[piece], lines, rules, enough).in_order)
        flags = np.take_along_axis(flags, last[piece][None, :, None], axis=-1)
        kind = _label(flags, sign[piece], rules)[2][:, 0]
        at = Lines(*(getattr(lines, name)[:, 0] for name in Lines.__dataclass_fields__))
        assurance = np.where(enough, _assure(at, aim[piece], sign[piece], flat=_flat(y[piece])), NOT_JUDGED)
        done.append((kind, assurance, enough))
    return Icons(*(np.concatenate(parts) for parts in zip(*done, strict=True)))


def icon(point_type: int, direction: str) -> str:
    """Name of the variation icon: the last point's type, with the side that is good or bad for this direction."""
    good, bad = ("high", "low") if direction == "increase" else ("low", "high")
    return ("common_cause", f"improvement_{good}", f"concern_{bad}", "neutral_high", "neutral_low")[point_type]


def _groups(points: Points, rebase: Sequence[str]) -> np.ndarray:
    """Rebase group per point. A date that is no point's x is an error: ignoring it would draw the wrong lines."""
    group = np.zeros(len(points), int)
    for text in rebase:
        if not points.has(text):
            raise SpcError(complaints.no_rebase(text, points.nearest(text)))
    for place in {axes.place_of(text, points.axis.kind) for text in rebase}:
        group[points.place >= place] += 1
    return group


def _lines(y: np.ndarray, rules: RuleSet, screen: bool, fix: int | None) -> tuple[Lines, np.ndarray]:
    """Mean ± 2.66 mean moving ranges, and whether each series has points enough for the rule set."""
    base = y[:, :fix] if fix else y
    middle = mean(base)
    third = E2 / 3 * screened_mean(ranges(base), screen=screen)
    enough = count(y) >= rules.minimum
    if rules.minimum > 2:
        third = np.where(enough, third, np.nan)
    flat = lambda column: np.broadcast_to(column[:, None], y.shape)  # noqa: E731
    return around(flat(middle), flat(third)), enough


def _fire(y: np.ndarray, lines: Lines, rules: RuleSet, enough: np.ndarray) -> patterns.Patterns:
    found = patterns.find(y, lines, rules)
    return patterns.Patterns(*(np.where(enough[:, None], test, 0).astype(np.int8) for test in found.in_order))


def _label(fired: np.ndarray, direction: np.ndarray, rules: RuleSet) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """One rule, way and point type per point: the first that fired, or the first that fired for the better where the set says so.

    fired (4, series, k), direction (series,) -> three arrays (series, k).
    """
    shown = fired
    if rules.improvement_first:
        better = fired == np.where(direction == 0, 2, direction)[None, :, None]
        shown = np.where(better.any(axis=0)[None], np.where(better, fired, 0), fired)
    rule = np.where((shown != 0).any(axis=0), (shown != 0).argmax(axis=0), -1)
    way = np.take_along_axis(shown, np.maximum(rule, 0)[None], axis=0)[0]
    value = way * direction[:, None]
    neutral = np.where(way > 0, NEUTRAL_HIGH, NEUTRAL_LOW)
    special = np.where(value > 0, IMPROVEMENT, np.where(value < 0, CONCERN, neutral))
    return rule, way, np.where(way == 0, COMMON, special)


def _flat(y: np.ndarray) -> np.ndarray:
    """True for series whose values, two or more, are all the same: limits are missing because nothing varies."""
    spread = compare(np.fmax.reduce(y, axis=-1), np.fmin.reduce(y, axis=-1))
    return (spread == 0) & (count(y) >= 2)


def _assure(lines: Lines, target: np.ndarray, direction: np.ndarray, *, flat: np.ndarray) -> np.ndarray:
    """Will the target be met by chance? (series,) of lines at the last point -> index in `ASSURANCES`.

    A series that never varies is judged by its value. Without target, direction or limits there is no judgement.
    """
    lower = np.where(flat, lines.centre, lines.lower)
    upper = np.where(flat, lines.centre, lines.upper)
    beyond = np.where(compare(target, upper) > 0, 1, np.where(compare(target, lower) < 0, -1, 0)) * direction
    met = flat & (compare(target, lines.centre) == 0)
    verdict = np.where(beyond > 0, FAIL, np.where((beyond < 0) | met, PASS, INCONSISTENT))
    known = ~np.isnan(target) & ~np.isnan(upper) & (direction != 0)
    return np.where(known, verdict, NOT_JUDGED)
