"""Figures drawn as SVG by the server, with the classes of fardplan.css: no colour and no style stands here.

A line goes from a period to the very next one; over a gap there is none. Nothing is interpolated.
"""

from dataclasses import dataclass
from decimal import Decimal
from html import escape
from itertools import pairwise

from fardplan.indicators import rules
from fardplan.kit.numbers import format_number
from fardplan.kit.svg import Drawing

MONTHS = "jan feb mars apr maj juni juli aug sep okt nov dec".split()


def period_words(period):
    """As people write it: 2023, "1 kv 2023", "maj 2023", "1 halvår 2023"."""
    year, _dash, part = period.partition("-")
    if not part:
        return year
    if part[0] == "Q":
        return f"{part[1]}\u00a0kv {year}"
    if part[0] == "H":
        return f"{'VT' if part[1] == '1' else 'HT'}\u00a0{year}"
    return f"{MONTHS[int(part) - 1]} {year}"


def runs(points):
    """Points with values in stretches without a gap."""
    out = []
    for point in points:
        if point.value is None:
            continue
        if out and rules.next_to(out[-1][-1].period, point.period):
            out[-1].append(point)
        else:
            out.append([point])
    return out


def spark(points, *, width=120, height=30, low=None, high=None, first=None, last=None):
    """A small line beside figures that say the same; hidden for those who listen. `low`, `high` and the ends make one scale for many."""
    real = [point for point in points if point.value is not None]
    if not real:
        return None
    values = [float(point.value) for point in real]
    low, high = min(values) if low is None else float(low), max(values) if high is None else float(high)
    first = rules.position(points[0].period) if first is None else first
    last = rules.position(points[-1].period) if last is None else last

    def x(period):
        return 4 + (width - 12) * ((rules.position(period) - first) / (last - first) if last > first else 1)

    def y(value):
        return height - 5 - (height - 10) * ((float(value) - low) / (high - low) if high > low else 0.5)

    unbroken = runs(real)
    paths = "".join("M" + "L".join(f"{x(p.period):.1f},{y(p.value):.1f}" for p in run) for run in unbroken if len(run) > 1)
    dots = "".join(f'<circle class="k-p1" cx="{x(r[0].period):.1f}" cy="{y(r[0].value):.1f}" r="2"/>' for r in unbroken if len(r) == 1)
    end = real[-1]
    line = f'<path class="k-l1" d="{paths}"/>' if paths else ""
    dot = f'<circle class="k-p1" cx="{x(end.period):.1f}" cy="{y(end.value):.1f}" r="4"/>'
    return Drawing(f'<svg viewBox="0 0 {width} {height}" width="{width}" height="{height}" aria-hidden="true">{line}{dots}{dot}</svg>')


@dataclass(frozen=True)
class Curve:
    """A line of a chart: its name stands at its end. `is_reference` draws it dashed and grey."""

    name: str
    points: list
    is_reference: bool = False


def chart(curves, *, label, decimals, targets=(), break_at="", break_words="", width=820, height=340):
    """The development of one indicator. `targets` are (period, value, words); `label` is the sentence for those who do not see it."""
    narrow = width < 500
    left, right, top, bottom = (38 if narrow else 48), (70 if narrow else 120), 44, 40
    known = [point for curve in curves for point in curve.points if point.value is not None]
    if not known:
        return None
    values = [float(point.value) for point in known] + [float(value) for _period, value, _words in targets]
    low, high, step = scale(min(values), max(values))
    spots = [rules.position(point.period) for point in known] + [rules.position(period) for period, _value, _words in targets]
    first, last = min(spots), max(spots)

    def x(period):
        return left + 14 + (width - left - right - 28) * ((rules.position(period) - first) / (last - first) if last > first else 0.5)

    def y(value):
        return height - bottom - (height - top - bottom) * ((float(value) - low) / (high - low))

    out = []
    tick = low
    while tick <= high + step / 1000:
        out.append(f'<line class="k-grid" x1="{left}" x2="{width - right}" y1="{y(tick):.1f}" y2="{y(tick):.1f}"/>')
        out.append(f'<text class="k-t" x="{left - 8}" y="{y(tick) + 4:.1f}" text-anchor="end">{_tick(tick, step)}</text>')
        tick += step
    if break_at and any(rules.position(p.period) < rules.position(break_at) <= last for p in known):
        at = (x(break_at) + x(_before(known, break_at))) / 2
        out.append(f'<line class="k-ev" x1="{at:.1f}" x2="{at:.1f}" y1="{top - 12}" y2="{height - bottom}"/>')
        words = break_words if not narrow else ""
        anchor = "start" if at < width / 2 else "end"
        out.append(
            f'<text class="k-evt" x="{at + (6 if anchor == "start" else -6):.1f}" y="{top - 18}" text-anchor="{anchor}">{escape(words)}</text>'
        )
    for period, value, words in targets:
        out.append(f'<path class="k-tgt" d="M{x(period):.1f},{y(value) - 6:.1f}l6,6l-6,6l-6,-6z"/>')
        out.append(f'<text class="k-t k-halo" x="{x(period):.1f}" y="{y(value) - 11:.1f}" text-anchor="middle">{escape(words)}</text>')
    ends = []
    for curve in sorted(curves, key=lambda curve: not curve.is_reference):
        out += _curve(curve, x, y, decimals, break_at, dense=len(curve.points) > (6 if narrow else 13))
        end = next((p for p in reversed(curve.points) if p.value is not None), None)
        if end is not None:
            ends.append([y(end.value), x(end.period), f"{curve.name} {format_number(end.value, decimals)}", curve.is_reference])
    for at, across, words, is_reference in _apart(sorted(ends)):
        weight = "k-t" if is_reference else "k-tb"
        out.append(f'<text class="{weight} k-halo" x="{across + 10:.1f}" y="{at + 4:.1f}">{escape(_short(words, narrow))}</text>')
    out += _years(known, x, height - bottom, narrow)
    out.append(f'<line class="k-ax" x1="{left}" x2="{width - right}" y1="{height - bottom}" y2="{height - bottom}"/>')
    only = "fp-only-s" if narrow else "fp-only-l"
    return Drawing(
        f'<svg class="{only}" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" aria-label="{escape(label, quote=True)}">'
        f"{''.join(out)}</svg>"
    )


def _curve(curve, x, y, decimals, break_at, *, dense):
    """A line in stretches: broken over a gap and, at a new definition, there too."""
    kind = "k-lref" if curve.is_reference else "k-l1"
    out, stretches = [], []
    for run in runs(curve.points):
        earlier = [p for p in run if break_at and rules.position(p.period) < rules.position(break_at)]
        stretches += [part for part in (earlier, run[len(earlier) :]) if part]
    for run in stretches:
        if len(run) > 1:
            out.append(f'<path class="{kind}" d="M{"L".join(f"{x(p.period):.1f},{y(p.value):.1f}" for p in run)}"/>')
        elif curve.is_reference:
            out.append(f'<circle class="k-pref" cx="{x(run[0].period):.1f}" cy="{y(run[0].value):.1f}" r="3"/>')
    if curve.is_reference:
        return out
    real = [p for p in curve.points if p.value is not None]
    for index, point in enumerate(real):
        words = format_number(point.value, decimals)
        told = f"{period_words(point.period)}: {words}"
        out.append(f'<circle class="k-p1" cx="{x(point.period):.1f}" cy="{y(point.value):.1f}" r="5"><title>{told}</title></circle>')
        if not dense and index < len(real) - 1:
            above = index == 0 or real[index - 1].value <= point.value
            out.append(
                f'<text class="k-td k-halo" x="{x(point.period):.1f}" y="{y(point.value) + (-12 if above else 21):.1f}" text-anchor="middle">{words}</text>'
            )
    return out


def _years(known, x, base, narrow):
    periods = sorted({point.period for point in known})
    room = 44 if rules.period_kind(periods[0]) == "year" else 74
    out, used = [], None
    for period in reversed(periods):
        at = x(period)
        if used is None or used - at >= room:
            out.append(f'<text class="k-t" x="{at:.1f}" y="{base + 22}" text-anchor="middle">{period_words(period)}</text>')
            used = at
    return out


def _apart(ends, room=17):
    """Names at the ends of lines, moved apart until none covers another."""
    for one, two in pairwise(ends):
        two[0] = max(two[0], one[0] + room)
    return ends


def _short(words, narrow):
    return words if not narrow or len(words) <= 12 else words.split()[-1]


def _before(known, period):
    return max((p.period for p in known if rules.position(p.period) < rules.position(period)), key=rules.position)


def _tick(value, step):
    decimals = 0 if step >= 1 else 1 if step >= 0.1 else 2 if step >= 0.01 else 3
    return format_number(Decimal(str(round(value, 6))), decimals)


def scale(low, high):
    """(from, to, step) of an axis: round steps, and from nought when that costs no more than half of the room."""
    if (0 <= low <= high * 0.6) or high == low:
        low = min(low, 0.0)
    if high <= low:
        high = low + 1
    rough = (high - low) / 4
    size = 10 ** _magnitude(rough)
    step = next(size * each for each in (1, 2, 2.5, 5, 10) if size * each >= rough)
    start = step * (low // step)
    end = start
    while end < high - step / 1000:
        end += step
    return start, end, step


def _magnitude(value):
    power = 0
    while value >= 10:
        value, power = value / 10, power + 1
    while value < 1:
        value, power = value * 10, power - 1
    return power
