"""What to look out for in figures: pure rules over series as {area: [(period, value), …]}, value None where there is none.

Each gives sentences' parts, never a verdict: whoever reads decides. Two series that are the same under different definitions, a step
where the source or definition changed, a key figure that has ended, a line with too few real points or with gaps.
"""

import re
from dataclasses import dataclass
from itertools import pairwise

from fardplan.indicators import rules

ENDED = re.compile(r"\(\s*-\s*(?P<year>(?:19|20)\d{2})\s*\)\s*$")
#: Fewer common figures than this may be equal by chance.
ENOUGH_TO_COMPARE = 5
#: A step at a break is told when it is larger than so many times the usual difference between two periods.
LARGE_STEP = 3


@dataclass(frozen=True)
class Same:
    """Two series that say the same in `equal` of `common` places and periods, in the periods `periods`."""

    one: str
    other: str
    equal: int
    common: int
    periods: tuple[str, ...]


def ended_year(title):
    """The year a key figure was published for the last time, as Kolada's titles say: "… (-2024)". None when it goes on."""
    found = ENDED.search(title)
    return found["year"] if found else None


def identical(series):
    """Pairs of `series` ({name: {area: [(period, value)]}}) with the same figures in every area for at least one period.

    Compared period by period, since two series may be the same for some years and not for others. Returns [Same].
    """
    flat = {name: _by_period(areas) for name, areas in series.items()}
    names, found = sorted(flat), []
    for index, one in enumerate(names):
        for other in names[index + 1 :]:
            periods, equal, common = [], 0, 0
            for period in sorted(flat[one].keys() & flat[other].keys()):
                a, b = flat[one][period], flat[other][period]
                places = a.keys() & b.keys()
                if len(places) < ENOUGH_TO_COMPARE or len({a[place] for place in places}) < 3:
                    continue
                if all(a[place] == b[place] for place in places):
                    periods.append(period)
                    equal += len(places)
                common += len(places)
            if periods:
                found.append(Same(one, other, equal, common, tuple(periods)))
    return found


def _by_period(areas):
    out = {}
    for area, points in areas.items():
        for period, value in points:
            if value is not None:
                out.setdefault(period, {})[area] = value
    return out


def step_at(points, period):
    """(before, after, usual) when the figures step at `period`: the figure before it, the first of it, and the median difference else.

    None when the step is no larger than LARGE_STEP usual differences, or there is nothing on one side.
    """
    real = [(each, value) for each, value in points if value is not None]
    at = rules.position(period)
    earlier = [(p, v) for p, v in real if rules.position(p) < at]
    later = [(p, v) for p, v in real if rules.position(p) >= at]
    if not earlier or not later:
        return None
    before, after = earlier[-1][1], later[0][1]
    others = sorted(abs(b[1] - a[1]) for stretch in (earlier, later) for a, b in pairwise(stretch) if rules.next_to(a[0], b[0]))
    if not others:
        return None
    usual = others[len(others) // 2]
    return (before, after, usual) if abs(after - before) > LARGE_STEP * usual else None


def gaps(points):
    """Periods without a figure between the first and the last: [(before, after)]. No line is drawn there and none is computed."""
    real = [period for period, value in points if value is not None]
    return [(a, b) for a, b in pairwise(real) if not rules.next_to(a, b)]


def may_show_a_trend(points):
    """Whether there are enough real figures to speak of a development at all."""
    return sum(value is not None for _period, value in points) >= rules.POINTS_FOR_A_TREND
