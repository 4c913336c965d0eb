"""Shewhart and run charts judged by the Anhøj rules: one series, or many at once.

`chart` answers everything about one series; `many` answers lines and signals of a whole matrix of series.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np

from . import checks, complaints, parts
from .individuals import as_ranges
from .kinds import KINDS, Kind
from .runs import Runs, analyse
from .sample import Lines, Sample
from .series import Points

RULES = "anhoej"


@dataclass(frozen=True)
class Verdicts:
    """Runs analysis of one part. `signal` is the rules' arithmetic; `judged` says whether there were points enough to believe it."""

    n_obs: int
    n_useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    long_run: bool
    few_crossings: bool
    judged: bool

    @property
    def signal(self) -> bool:
        return self.long_run or self.few_crossings


@dataclass(frozen=True)
class Chart:
    """One series with its lines and signals. Arrays (k,) in the unit of y times `multiply`; NaN where missing.

    lines: centre, lower, upper, lower2, upper2. outside: 1 above the upper limit, -1 below the lower, 0 within or unknown.
    runs: one per part. notes: Swedish sentences about what was ignored, merged or sorted. target: as given, never multiplied.
    """

    kind: Kind
    points: Points
    y: np.ndarray
    lines: Lines
    outside: np.ndarray
    runs: tuple[Verdicts, ...]
    plan: parts.Plan
    screen: bool
    target: np.ndarray | None
    notes: tuple[str, ...]
    given_centre: bool = False
    multiply: float = 1.0
    rules: str = RULES

    @property
    def signal(self) -> bool:
        """Something more than chance, believed: a point outside, or runs in a part with enough points."""
        return bool(self.outside.any()) or any(part.signal and part.judged for part in self.runs)

    @property
    def judged(self) -> bool:
        """Some part has points enough for a verdict."""
        return any(part.judged for part in self.runs)


def chart(
    points: Points, kind: str = "i", *, aggregate: str = "mean", split: Collection[int] = (), freeze: int | None = None,
    exclude: Collection[int] = (), cl: float | None = None, target: float | None = None, screen: bool = True, multiply: float = 1.0,
) -> Chart:  # fmt: skip
    """One control chart.

    kind: a code in `KINDS`. split, freeze, exclude: indices 1..k, see `parts.divide`. cl, target: one value for all points,
    before columns of the same name; cl in the unit of y before `multiply`, target after it. screen: leave out odd moving
    ranges (charts that use them). Raises `SpcError` in Swedish.
    """
    sort = KINDS[kind]
    y = points.plotted({"sum": "total", "sd": "sd"}[sort.plots] if sort.plots != "asked" else aggregate)
    checks.fits(points, y, sort)
    plan = parts.divide(len(points), split=split, labels=points.part, freeze=freeze, exclude=exclude)
    notes = [*_notes(points, sort, aggregate), *plan.ignored]
    given = np.full(len(points), cl) if cl is not None else points.cl
    weight = points.size if points.weight is None else points.weight
    plotted, pieces, verdicts = y.copy(), [], []
    for piece in plan.slices:
        y1 = y[None, piece]
        if kind == "mr":
            y1 = as_ranges(y1)
            plotted[piece] = y1[0]
        mine = _whole(given, piece, notes)
        sample = Sample(
            y1, plan.baseline[piece], weight[None, piece], points.total[None, piece], points.size[None, piece], points.sd[None, piece],
            None if mine is None else mine[None], screen, points.axis.named,
        )  # fmt: skip
        lines = sort.lines(sample)
        keep = plan.included[piece]
        verdicts.append(_verdict(analyse(y1[:, keep], lines.centre[:, keep]), judge=sort.judges_runs and not points.axis.named))
        pieces.append(lines)
    whole = Lines(*(np.concatenate([getattr(p, name)[0] for p in pieces]) for name in Lines.__dataclass_fields__))
    outside = whole.outside(plotted)
    scaled = Lines(*(getattr(whole, name) * multiply for name in Lines.__dataclass_fields__))
    aim = np.full(len(points), target) if target is not None else points.target
    return Chart(
        sort, points, plotted * multiply, scaled, outside, tuple(verdicts), plan, screen, aim, tuple(notes), given is not None, multiply
    )


@dataclass(frozen=True)
class Many:
    """Many series of the same kind: lines (series, k), signals per point (series, k) and runs (series,)."""

    lines: Lines
    outside: np.ndarray
    runs: Runs


def many(
    y: np.ndarray, kind: str = "i", *, n: np.ndarray | None = None, base: np.ndarray | None = None, screen: bool = True, chunk: int = 4096
) -> Many:
    """Lines and Anhøj signals of a matrix of series (series, k), one observation per point, NaN where missing.

    n: denominators, same shape; y is then the numerators. base (k,): which points may estimate, all by default.
    Series shorter than k are filled out with NaN at the end. Runs are the arithmetic of the rules; see `Runs.judged`.
    """
    y = np.atleast_2d(np.asarray(y, float))
    denominators = None if n is None else np.broadcast_to(np.asarray(n, float), y.shape)
    done = [
        _chunk(y[i : i + chunk], kind, None if denominators is None else denominators[i : i + chunk], base, screen)
        for i in range(0, len(y), chunk)
    ]
    glue = lambda cls, of: cls(*(np.concatenate([getattr(of(d), name) for d in done]) for name in cls.__dataclass_fields__))  # noqa: E731
    return Many(glue(Lines, lambda d: d.lines), np.concatenate([d.outside for d in done]), glue(Runs, lambda d: d.runs))


def _chunk(y: np.ndarray, kind: str, n: np.ndarray | None, base: np.ndarray | None, screen: bool) -> Many:
    if n is not None:
        with np.errstate(divide="ignore", invalid="ignore"):
            sample = Sample.of(np.where(n > 0, y / n, np.nan), weight=n, base=base, screen=screen)
        sample = replace(sample, total=np.where(np.isnan(sample.y), np.nan, y))
    else:
        sample = Sample.of(as_ranges(y) if kind == "mr" else y, base=base, screen=screen)
    lines = KINDS[kind].lines(sample)
    return Many(lines, lines.outside(sample.y), analyse(sample.y, lines.centre))


def _whole(given: np.ndarray | None, piece: slice, notes: list[str]) -> np.ndarray | None:
    """A given centre line counts only where it has no gaps."""
    if given is None or not np.isnan(given[piece]).any():
        return None if given is None else given[piece]
    if not np.isnan(given[piece]).all() and complaints.incomplete_centre() not in notes:
        notes.append(complaints.incomplete_centre())
    return None


def _verdict(runs: Runs, *, judge: bool) -> Verdicts:
    known = runs.n_useful[0] > 0
    value = lambda name: int(getattr(runs, name)[0]) if known else None  # noqa: E731
    return Verdicts(
        int(runs.n_obs[0]), int(runs.n_useful[0]), value("longest_run"), value("longest_run_max"), value("crossings"), value("crossings_min"),
        judge and bool(runs.long_run[0]), judge and bool(runs.few_crossings[0]), judge and bool(runs.judged[0]),
    )  # fmt: skip


def _notes(points: Points, kind: Kind, aggregate: str) -> list[str]:
    notes = [complaints.names_not_time()] if points.axis.named else []
    if points.reordered:
        notes.append(complaints.reordered())
    if points.merged and kind.code not in ("xbar", "s"):
        how = "sum" if kind.plots == "sum" else "ratio" if points.weight is not None else aggregate
        notes.append(complaints.merged(points.merged, how))
    if points.weight is not None and (
        zero := [x for x, total, n in zip(points.x, points.total, points.weight, strict=True) if n == 0 and total == 0]
    ):
        notes.append(complaints.zero_denominators(zero))
    if kind.share and (over := [x for x, total, n in zip(points.x, points.total, points.weight, strict=True) if total > n]):
        notes.append(complaints.over_one(over[0]))
    return notes
