"""The thirteen charts: what each plots, computes and needs. A new chart is a new row here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import counts, individuals, subgroups
from .sample import Lines, Sample


@dataclass(frozen=True)
class Kind:
    """One sort of chart.

    plots: "asked" = the aggregate the user asked for, else the aggregate this chart always uses ("sum", "sd").
    middle: what the centre line is called. denominators: must have n, and always uses it. weighted: uses n
    when there is one. least: no value may be below
    this ("positive" = nor equal to 0).
    """

    code: str
    name: str
    lines: Callable[[Sample], Lines]
    plots: str = "asked"
    middle: str = "medel"
    denominators: bool = False
    weighted: bool = False
    least: float | None = None
    positive: bool = False
    screens: bool = False
    judges_runs: bool = True
    share: bool = False


KINDS = {
    kind.code: kind
    for kind in (
        Kind("run", "seriediagram", individuals.run_chart, middle="median"),
        Kind("i", "I-diagram", individuals.i_chart, screens=True),
        Kind("mr", "MR-diagram", individuals.mr_chart, judges_runs=False),
        Kind("ip", "I′-diagram", individuals.i_prime_chart, weighted=True, screens=True),
        Kind("xbar", "X̄-diagram", subgroups.xbar_chart),
        Kind("s", "S-diagram", subgroups.s_chart, plots="sd"),
        Kind("c", "C-diagram", counts.c_chart, plots="sum", least=0),
        Kind("u", "U-diagram", counts.u_chart, denominators=True, least=0),
        Kind("up", "U′-diagram", counts.u_prime_chart, denominators=True, least=0, screens=True),
        Kind("p", "P-diagram", counts.p_chart, denominators=True, least=0, share=True),
        Kind("pp", "P′-diagram", counts.p_prime_chart, denominators=True, least=0, screens=True, share=True),
        Kind("g", "G-diagram", counts.g_chart, middle="median", least=0),
        Kind("t", "T-diagram", individuals.t_chart, least=0, positive=True, screens=True),
    )
}
