"""Places that started at different times, compared with places that had not. Few places: placebos; many: normal theory by place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from . import complaints, groups, placebo
from .errors import Unjudged
from .groups import Cell, Cohorts
from .its import POWER, Term
from .plan import Plan
from .series import NEVER, Panel

FEW = 20
"""With fewer places than this that started, or that did not, p-values and intervals come from placebos."""
FEW_IN_COHORT = 5
"""The same when a cohort is smaller than this: its own variation is not known well enough."""
MIN_COMPARISON = 2


@dataclass(frozen=True)
class Answer:
    """What the places say, on the scale of the outcome.

    effect: the mean over all places and times after the start. aggregates: "dynamic" and, for several cohorts, each cohort (its start
    as written). events: times since the start -> effect. cells: (start, time), indices -> effect. pre_trend: how often chance alone would
    have moved the places as far apart before the start, None where that cannot be asked; pre_test: by which test. ways: to deal out the
    starts. treated, comparing: names. cohorts: start index -> places.
    """

    effect: Term
    aggregates: tuple[Term, ...]
    events: dict[int, Term]
    cells: dict[tuple[int, int], Term]
    pre_trend: float | None
    pre_test: str
    smallest: float
    inference: str
    base: str
    ways: int
    exact: bool
    treated: tuple[str, ...]
    comparing: tuple[str, ...]
    cohorts: dict[int, int]


def evaluate(plan: Plan, panel: Panel) -> Answer:
    """The answer of a panel. Raises `Unjudged` where it is too small."""
    started = panel.start != NEVER
    if not started.any():
        raise Unjudged(complaints.NO_TREATED)
    grouped = groups.cohorts(panel.start, len(panel.x))
    base = plan.base if plan.base != "auto" else ("all" if len(grouped.starts) == 2 else "last")
    found = groups.cells(grouped, comparison=plan.comparison, base=base)
    after = [cell for cell in found if cell.event >= 0]
    _enough(plan, panel, grouped, after)
    used = grouped.sizes[grouped.sizes > 0]
    few = int(started.sum()) < FEW or 0 < int((~started).sum()) < FEW or int(used.min()) < FEW_IN_COHORT
    inference = plan.inference if plan.inference != "auto" else ("placebo" if few else "cluster")
    possible = placebo.possible(used)
    if inference == "placebo" and possible < placebo.LEAST:
        raise Unjudged(complaints.few_assignments(int(started.sum()), len(panel.names), possible))
    if inference == "cluster" and (smallest := int(used.min())) < 2:
        raise Unjudged(complaints.few_to_cluster(smallest))
    judge = _Placebo(plan, panel, grouped) if inference == "placebo" else _Cluster(panel, grouped)
    effect, smallest = judge.main(groups.simple(found))
    events = groups.events(found)
    names = {"dynamic": groups.dynamic(found)}
    if len(grouped.starts) > 2:
        names |= {panel.x[s]: weights for s, weights in groups.by_cohort(found).items()}
    pre_trend, pre_test = _pre_trend(plan, panel, grouped, judge)
    return Answer(
        effect, tuple(judge.term(name, weights) for name, weights in names.items()),
        {e: judge.term(str(e), weights, [cell for cell in found if cell.event == e]) for e, weights in events.items()},
        {(cell.start, cell.at): judge.term(f"{panel.x[cell.start]} {panel.x[cell.at]}", cell.weights, [cell]) for cell in found},
        pre_trend, pre_test, smallest, inference, base, judge.ways.number if inference == "placebo" else 0,
        inference == "placebo" and judge.ways.exact,
        tuple(n for n, s in zip(panel.names, started, strict=True) if s), tuple(n for n, s in zip(panel.names, started, strict=True) if not s),
        {s: int(n) for s, n in zip(grouped.starts, grouped.sizes, strict=True) if s != NEVER},
    )  # fmt: skip


def _enough(plan: Plan, panel: Panel, grouped: Cohorts, after: list[Cell]) -> None:
    if np.all(np.ptp(panel.y, axis=1) == 0):
        raise Unjudged(complaints.CONSTANT)
    if len(panel.x) < 2:
        raise Unjudged(complaints.few_times())
    never = int(grouped.sizes[-1])
    if not after or (plan.comparison == "never" and never < MIN_COMPARISON) or len(panel.names) - int(grouped.sizes[0]) < MIN_COMPARISON:
        raise Unjudged(complaints.no_comparison(plan.comparison))


def _pre_trend(plan: Plan, panel: Panel, grouped: Cohorts, judge) -> tuple[float | None, str]:
    """Did the places part ways already before? All changes from one time to the next before the start, tested together."""
    before = [cell for cell in groups.cells(grouped, comparison=plan.comparison, base="last") if cell.event < 0]
    if not before:
        return None, ""
    return judge.together(before)


class _Cluster:
    """Normal theory: a place is one observation."""

    def __init__(self, panel: Panel, grouped: Cohorts):
        self.y, self.of = panel.y, grouped.of

    def term(self, name: str, weights: np.ndarray, about: list[Cell] = ()) -> Term:
        from scipy.special import ndtr, ndtri

        value, se = groups.applied(weights, self.y, self.of), float(np.sqrt(groups.covariance([weights], self.y, self.of)[0, 0]))
        if not se > 0:
            return Term(name, value, float("nan"), float("nan"), float("nan"))
        reach = float(ndtri(0.975)) * se
        return Term(name, value, value - reach, value + reach, float(2 * ndtr(-abs(value) / se)))

    def main(self, weights: np.ndarray) -> tuple[Term, float]:
        from scipy.special import ndtri

        term = self.term("effect", weights)
        return term, (term.high - term.low) / 2 * (1 + float(ndtri(POWER)) / float(ndtri(0.975)))

    def together(self, before: list[Cell]) -> tuple[float | None, str]:
        """Wald's test."""
        from scipy.special import chdtrc

        weights = [cell.weights for cell in before]
        if len(weights) >= len(self.y) // 2:
            return None, ""
        values = np.array([groups.applied(w, self.y, self.of) for w in weights])
        covariance = groups.covariance(weights, self.y, self.of)
        try:
            return float(chdtrc(len(values), values @ np.linalg.solve(covariance, values))), "wald"
        except np.linalg.LinAlgError:
            return None, ""


class _Placebo:
    """Starts dealt out in other ways."""

    def __init__(self, plan: Plan, panel: Panel, grouped: Cohorts):
        self.y, self.of, self.grouped = panel.y, grouped.of, grouped
        self.ways = placebo.ways(grouped.of, plan.seed)
        at = np.arange(len(panel.x))
        self.started = ((panel.start[:, None] != NEVER) & (at >= panel.start[:, None])).astype(float)

    def term(self, name: str, weights: np.ndarray, about: list[Cell] = ()) -> Term:
        judged = self._judged(weights, about)
        return Term(name, groups.applied(weights, self.y, self.of), judged.low, judged.high, judged.p)

    def _judged(self, weights: np.ndarray, about: list[Cell]) -> placebo.Judged:
        # What a constant effect adds: to every place and time in the new way, and for a time before the start to that time alone.
        moved = self.started
        if about and about[0].event < 0:
            moved = groups.moved(list(about), self.grouped)
            own = groups.applied(weights, moved, self.of)
            if abs(own) < 1e-9:
                # A cohort that is also somebody's comparison at this time: shift along the weights instead.
                moved, own = weights[self.of], float(np.sum(weights[self.of] ** 2))
            moved = moved / own
        return placebo.judge(weights, self.y, moved, self.of, self.ways)

    def main(self, weights: np.ndarray) -> tuple[Term, float]:
        judged = self._judged(weights, [])
        return Term("effect", groups.applied(weights, self.y, self.of), judged.low, judged.high, judged.p), judged.smallest

    def together(self, before: list[Cell]) -> tuple[float | None, str]:
        """The sum of squares of the mean change at each number of times before the start."""
        total, others = 0.0, np.zeros(len(self.ways.of))
        for weights in groups.events(before).values():
            total += groups.applied(weights, self.y, self.of) ** 2
            others += placebo.shown(weights, self.y, self.ways.of) ** 2
        return placebo.p_of(total, others), "placebo"
