"""Results in Swedish: the verdict, why a point is marked, how the chart was made. The only place with such sentences.

Every function takes a `Chart` or an `MdcChart` and answers text that says no more than the result does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .anhoej import Chart
from .complaints import listed
from .labels import decimals_for, number, times
from .mdc import CONCERN, IMPROVEMENT, MdcChart
from .runs import MINIMUM_USEFUL

PRELIMINARY = 20
"""Limits from fewer points than this are called preliminary on Shewhart charts (Montgomery: 20 to 25)."""
MANY = 4
"""No more points than this are named one by one."""
VARIATION = {
    "common_cause": "Ingen skillnad utöver slumpen",
    "improvement_high": "Förbättring: högre värden",
    "improvement_low": "Förbättring: lägre värden",
    "concern_high": "Försämring: högre värden",
    "concern_low": "Försämring: lägre värden",
    "neutral_high": "Förändring: högre värden",
    "neutral_low": "Förändring: lägre värden",
    "": "För få mätpunkter för att bedöma",
}
ASSURANCE = {
    "pass": "Målet nås varje gång om inget ändras",
    "fail": "Målet nås inte om inget ändras",
    "inconsistent": "Målet nås ibland, av slump",
    "": "Ingen bedömning mot mål",
}


@dataclass(frozen=True)
class Verdict:
    """A heading and the sentences that carry it."""

    headline: str
    sentences: tuple[str, ...]

    def __str__(self) -> str:
        return " ".join([f"{self.headline}.", *self.sentences])


class Speech:
    """How this chart's numbers and times are written; made once per chart."""

    def __init__(self, chart: Chart | MdcChart):
        self.percent = isinstance(chart, Chart) and chart.kind.share and chart.multiply == 1
        self.when = times(chart.points.axis, chart.points.x, chart.points.place)
        self.decimals = decimals_for(chart.y, chart.lines.upper, chart.lines.lower)
        self.middle = chart.kind.middle if isinstance(chart, Chart) else "medel"

    def __call__(self, value: float) -> str:
        return number(value, self.decimals, percent=self.percent)


def verdict(chart: Chart | MdcChart) -> Verdict:
    """What can be said about the whole series."""
    return _anhoej(chart) if isinstance(chart, Chart) else _mdc(chart)


def reasons(chart: Chart | MdcChart, say: Speech | None = None) -> tuple[str, ...]:
    """Why each point is marked; "" for points that are not."""
    say = say or Speech(chart)
    if isinstance(chart, MdcChart):
        return tuple(_mdc_reason(chart, i) for i in range(len(chart.y)))
    edges = {1: ("över övre gräns", chart.lines.upper), -1: ("under undre gräns", chart.lines.lower), 0: ("", None)}
    return tuple(f"{edges[way][0]} {say(edges[way][1][i])}" if way else "" for i, way in enumerate(chart.outside.tolist()))


def method(chart: Chart | MdcChart) -> str:
    """How the lines were made, in one line: chart, rules with version, what estimated, screening."""
    if isinstance(chart, MdcChart):
        better = {"increase": "högre är bättre", "decrease": "lägre är bättre", "neutral": "ingen riktning är bättre"}[chart.direction]
        base = f"gränser från de första {chart.fix} punkterna" if chart.fix else "gränser från alla punkter"
        groups = [f"{len(chart.slices)} delar"] if len(chart.slices) > 1 else []
        return " · ".join(["XmR-diagram", f"Making Data Count ({chart.rules.name})", base, *groups, _screening(chart.screen), better])
    bits = [_capital(chart.kind.name), "Anhøj-regler"]
    if chart.given_centre:
        bits.append("given mittlinje")
    if chart.plan.freeze:
        bits.append(f"baslinje punkt 1–{chart.plan.freeze}")
    if len(chart.runs) > 1:
        bits.append(f"{len(chart.runs)} delar")
    if left_out := [str(i + 1) for i in np.flatnonzero(~chart.plan.included)]:
        bits.append(f"utan punkt {listed(left_out)}")
    if chart.kind.screens:
        bits.append(_screening(chart.screen))
    return " · ".join(bits)


def alternative(chart: Chart | MdcChart, unit: str = "") -> str:
    """The text that stands in for the picture: span, latest value, lines, verdict."""
    say = Speech(chart)
    there = np.flatnonzero(~np.isnan(chart.y))
    kind = chart.kind.name if isinstance(chart, Chart) else "XmR-diagram"
    kind = _capital(kind)
    unit = f" {unit}" if unit else ""
    if chart.points.axis.named:
        return f"{kind} över {len(there)} enheter. {say.middle.capitalize()} {say(chart.lines.centre[-1])}{unit}. {verdict(chart)}"
    first, last = int(there[0]), int(there[-1])
    text = f"{kind}, {say.when[first]} till {say.when[last]}, {len(there)} mätpunkter. Senast {say(chart.y[last])}{unit} ({say.when[last]})"
    if not np.isnan(chart.lines.centre[last]):
        text += f", {say.middle} {say(chart.lines.centre[last])}"
    if not np.isnan(chart.lines.lower[last]) and not np.isnan(chart.lines.upper[last]):
        text += f", gränser {say(chart.lines.lower[last])} till {say(chart.lines.upper[last])}"
    return f"{text}. {verdict(chart)}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _screening(on: bool) -> str:
    return "stora språng bortsållade ur gränserna" if on else "inga språng bortsållade ur gränserna"


def _anhoej(chart: Chart) -> Verdict:
    say = Speech(chart)
    values = chart.y[~np.isnan(chart.y)]
    if np.ptp(values) == 0:
        return Verdict(
            "Alla värden är lika", (f"Alla {len(values)} mätpunkter är {say(values[0])}. Utan variation finns inga gränser att räkna.",)
        )
    sentences = [*_runs(chart, say), *_outside(chart, say)]
    shifted = any(part.signal and part.judged for part in chart.runs)
    compares = chart.kind.judges_runs and not chart.points.axis.named
    if compares and not chart.judged:
        useful = max(part.n_useful for part in chart.runs)
        middle = {"medel": "medelvärdet", "median": "medianen"}[say.middle]
        few = f"{useful} av {len(values)} mätpunkter ligger vid sidan av {middle}; {MINIMUM_USEFUL} behövs."
        if len(chart.runs) > 1:
            few = f"Ingen del har {MINIMUM_USEFUL} mätpunkter vid sidan av {middle}; den längsta har {useful}."
        return Verdict("För få mätpunkter för att bedöma", (few, *_outside(chart, say), *_caveats(chart)))
    if shifted:
        headline = "Tecken på att nivån har ändrats"
    elif chart.outside.any():
        headline = "Enstaka värden avviker" if not chart.points.axis.named else "Enheter avviker från de andra"
    else:
        headline = "Ingen säkerställd förändring" if not chart.points.axis.named else "Ingen enhet avviker säkert"
        inside = "" if np.isnan(chart.lines.upper).all() else "alla värden ligger innanför gränserna"
        runs = chart.runs[-1]
        follows = f"längsta följden på samma sida är {runs.longest_run} (högst {runs.longest_run_max}) och linjen korsas {runs.crossings} gånger (minst {runs.crossings_min})"
        bits = [bit for bit in (inside, follows if compares and runs.judged else "") if bit]
        sentences = [f"Ingen skillnad utöver slumpen: {', '.join(bits)}." if bits else "Ingen skillnad utöver slumpen."]
    return Verdict(headline, (*sentences, *_caveats(chart)))


def _runs(chart: Chart, say: Speech) -> list[str]:
    said = []
    middle = {"medel": "medelvärdet", "median": "medianen"}[say.middle]
    for number_, (part, piece) in enumerate(zip(chart.runs, chart.plan.slices, strict=True), start=1):
        if not (part.signal and part.judged):
            continue
        where = f"Del {number_} (från {say.when[piece.start]}): " if len(chart.runs) > 1 else ""
        if part.long_run:
            said.append(
                f"{where}{part.longest_run} mätpunkter i följd ligger på samma sida om {middle}; av slump väntas högst {part.longest_run_max}."
            )
        if part.few_crossings:
            said.append(
                f"{where if not part.long_run else ''}Linjen korsas {_times(part.crossings)}; av slump väntas minst {part.crossings_min}."
            )
    return said


def _times(n: int) -> str:
    return "aldrig" if n == 0 else "bara en gång" if n == 1 else f"bara {n} gånger"


def _outside(chart: Chart, say: Speech) -> list[str]:
    marked = np.flatnonzero(chart.outside)
    if not len(marked):
        return []
    why = reasons(chart, say)
    named = [f"{say.when[i]} ({say(chart.y[i])}, {why[i]})" for i in marked[:MANY]]
    if len(marked) > MANY:
        named.append(f"{len(marked) - MANY} till")
    thing = ("enhet" if len(marked) == 1 else "enheter") if chart.points.axis.named else ("mätpunkt" if len(marked) == 1 else "mätpunkter")
    return [f"{len(marked)} {thing} ligger utanför gränserna: {listed(named)}."]


def _caveats(chart: Chart) -> list[str]:
    said = []
    base = int((chart.plan.baseline & ~np.isnan(chart.y))[chart.plan.slices[-1]].sum())
    if not np.isnan(chart.lines.upper).all() and not chart.given_centre and base < PRELIMINARY and not chart.points.axis.named:
        said.append(f"Gränserna är preliminära: de bygger på {base} mätpunkter.")
    if np.isnan(chart.lines.upper).all() and chart.kind.code != "run":
        said.append("Gränser går inte att räkna på dessa värden.")
    if len(chart.runs) > 1 and chart.judged and not chart.runs[-1].judged and chart.kind.judges_runs:
        said.append(f"Sista delen har {chart.runs[-1].n_useful} användbara mätpunkter, för få för att bedöma ({MINIMUM_USEFUL} behövs).")
    return said


def _mdc(chart: MdcChart) -> Verdict:
    last = chart.slices[-1]
    say = Speech(chart)
    rows = last.stop - last.start
    if not chart.judged:
        there = int((~np.isnan(chart.y[last])).sum())
        return Verdict(
            "För få mätpunkter för att bedöma",
            (f"{there} mätpunkter med värde sedan {say.when[last.start]}; {chart.rules.minimum} behövs.",),
        )
    why = reasons(chart, say)
    sentences = []
    if np.isnan(chart.y[-1]):
        sentences.append("Senaste värdet saknas.")
    elif why[-1]:
        sentences.append(f"Senaste värdet, {say.when[-1]} ({say(chart.y[-1])}): {why[-1]}.")
    else:
        sentences.append(f"Senaste värdet, {say.when[-1]} ({say(chart.y[-1])}), visar inget mönster.")
    if earlier := [i for i in range(len(why) - 1) if why[i]]:
        sentences.append(f"Tidigare {'är 1 mätpunkt markerad' if len(earlier) == 1 else f'är {len(earlier)} mätpunkter markerade'}.")
    if chart.assurance:
        sentences.append(f"{ASSURANCE[chart.assurance]} (mål {say(chart.target[-1])}).")
    if rows < chart.rules.short:
        sentences.append(f"Gränserna är preliminära: de bygger på {rows} rader.")
    return Verdict(VARIATION[chart.variation], tuple(sentences))


def _mdc_reason(chart: MdcChart, i: int) -> str:
    rule, way = int(chart.rule[i]), int(chart.way[i])
    if rule < 0:
        return ""
    side = "över" if way > 0 else "under"
    text = (
        f"{side} {'övre' if way > 0 else 'undre'} gräns",
        f"{chart.rules.trend} i rad {'stiger' if way > 0 else 'sjunker'}",
        f"två av tre nära {'övre' if way > 0 else 'undre'} gräns",
        f"{chart.rules.shift} i rad {side} medel",
    )[rule]
    judged = {IMPROVEMENT: "förbättring", CONCERN: "försämring"}.get(int(chart.point_type[i]), "förändring")
    return f"{text} ({judged})"
