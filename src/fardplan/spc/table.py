"""Results as rows: one dictionary per plotted point, text ready for CSV. Numbers have 17 significant digits, missing is empty."""

from __future__ import annotations

import math
from collections.abc import Iterator

from .anhoej import Chart
from .mdc import POINT_TYPES, RULES, MdcChart
from .words import Speech, reasons

ANHOEJ = (
    "x facet1 facet2 part y n cl lcl ucl lcl2 ucl2 sigma_signal runs_signal n_useful longest_run longest_run_max crossings crossings_min "
    "n_obs target included baseline judged rules screened reason"
).split()
MDC = (
    "x facet1 rebase_group y mean lpl upl rule point_type variation_icon assurance_icon "
    "facet2 lower_two_thirds upper_two_thirds target rules_fired judged preliminary rules screened reason"
).split()


def rows(chart: Chart | MdcChart) -> Iterator[dict[str, str]]:
    """The columns of `ANHOEJ` or `MDC` for every point, in order."""
    why = reasons(chart, Speech(chart))
    facets = {f"facet{i + 1}": value for i, value in enumerate(chart.points.facet)}
    for i, x in enumerate(chart.points.x):
        own = _anhoej(chart, i) if isinstance(chart, Chart) else _mdc(chart, i)
        cells = {"x": x, **facets, "y": chart.y[i], "target": None if chart.target is None else chart.target[i], **own, "reason": why[i]}
        columns = ANHOEJ if isinstance(chart, Chart) else MDC
        yield {name: text(cells.get(name)) for name in columns}


def text(value: object) -> str:
    """A cell: true/false, 17 significant digits, empty for missing."""
    if value is None or (isinstance(value, float) and not math.isfinite(value)):
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return f"{value:.17g}" if isinstance(value, float) else str(value)


def rule_label(chart: MdcChart, rule: int, way: int) -> str:
    """The rule in the words the R package uses, so that results can be compared."""
    if rule < 0:
        return "Common Cause"
    up = way > 0
    return (
        "Above UCL" if up else "Below LCL",
        f"{chart.rules.trend} Point Trend ({'Increasing' if up else 'Decreasing'})",
        f"2 in 3 {'Above' if up else 'Below'} CL",
        f"{chart.rules.shift} Points {'Above' if up else 'Below'} CL",
    )[rule]


def _anhoej(chart: Chart, i: int) -> dict[str, object]:
    runs = chart.runs[chart.plan.part[i] - 1]
    lines, weight = chart.lines, chart.points.size if chart.points.weight is None else chart.points.weight
    return {
        "part": int(chart.plan.part[i]), "n": float(weight[i]),
        "cl": lines.centre[i], "lcl": lines.lower[i], "ucl": lines.upper[i], "lcl2": lines.lower2[i], "ucl2": lines.upper2[i],
        "sigma_signal": bool(chart.outside[i]), "runs_signal": runs.signal, "n_useful": runs.n_useful, "longest_run": runs.longest_run,
        "longest_run_max": runs.longest_run_max, "crossings": runs.crossings, "crossings_min": runs.crossings_min, "n_obs": runs.n_obs,
        "included": bool(chart.plan.included[i]), "baseline": bool(chart.plan.baseline[i]), "judged": runs.judged, "rules": chart.rules,
        "screened": chart.screen and chart.kind.screens,
    }  # fmt: skip


def _mdc(chart: MdcChart, i: int) -> dict[str, object]:
    lines, rule, way = chart.lines, int(chart.rule[i]), int(chart.way[i])
    fired = [f"{name}{'+' if sign > 0 else '-'}" for name, sign in zip(RULES, chart.fired[:, i], strict=True) if sign]
    return {
        "rebase_group": int(chart.group[i]), "mean": lines.centre[i], "lpl": lines.lower[i], "upl": lines.upper[i],
        "rule": rule_label(chart, rule, way), "point_type": POINT_TYPES[chart.point_type[i]], "variation_icon": chart.variation,
        "assurance_icon": chart.assurance, "lower_two_thirds": lines.lower2[i], "upper_two_thirds": lines.upper2[i],
        "rules_fired": " ".join(fired), "judged": chart.judged, "preliminary": int(chart.group[i]) in chart.short, "rules": chart.rules.name,
        "screened": chart.screen,
    }  # fmt: skip
