"""What control charts say of a programme's figures: of all indicators and organisations at once, and of one of them.

The rules are `fardplan.spc`'s; what stands here is which figures they are asked about. A change of source or definition begins a
series anew, and periods of another kind than the latest (years before quarters) are not mixed in.
"""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

import numpy as np
from django.utils.translation import gettext as _

from fardplan import spc
from fardplan.goals.models import Goal
from fardplan.indicators import rules
from fardplan.indicators.drawing import period_words
from fardplan.indicators.models import Indicator, Target
from fardplan.indicators.queries import places_of
from fardplan.indicators.reading import Point, each_told, lines, points_of, series_by_indicator
from fardplan.kit.collation import swedish
from fardplan.kit.svg import Drawing
from fardplan.parties.models import Organisation
from fardplan.spc.rulesets import FIX_MINIMUM

#: The rule set of the overview: the one that says nothing before there are thirteen points.
OVERVIEW = "mdc-excel"
#: What rooms above tell of things that happened: see `tell_events`.
EVENTS = []
SIGN = {"increase": 1, "decrease": -1, "neutral": 0}


# Which figures ──────────────────────────────────────────────────────────────────────────────────────────────────────


def stretch(points, *, break_period=""):
    """(periods, values) without a hole, of the kind of period that the latest figure has, None where a figure is missing.

    Only from `break_period` on when some figure stands there or later: before it something else was counted.
    """
    if not points:
        return [], []
    kind = rules.period_kind(points[-1].period)
    same = [point for point in points if rules.period_kind(point.period) == kind]
    if rules.is_period(break_period) and rules.position(same[-1].period) >= rules.position(break_period):
        same = [point for point in same if rules.position(point.period) >= rules.position(break_period)]
    values = {point.period: point.value for point in same}
    periods = rules.periods_between(same[0].period, same[-1].period)
    return periods, [values.get(period) for period in periods]


def aim(targets, organisation, period):
    """The target (Decimal) that counts for an organisation in `period`: the nearest that is not past, else the last; a party's own
    before the one for all. None without any."""
    for owner in (organisation.pk, None):
        mine = [each for each in targets if (each.party.organisation_id if each.party_id else None) == owner]
        ahead = [each for each in mine if rules.position(each.period) >= rules.position(period)]
        if chosen := (ahead[:1] or mine[-1:]):
            return chosen[0].value
    return None


def break_of(indicator):
    meta = getattr(indicator.kpi, "metadata", None) if indicator.kpi_id else None
    return meta.break_period if meta else ""


# All at once ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Sign:
    """What one organisation's figures say: `variation` and `assurance` are spc's codes, empty for no judgement; `points` with a value."""

    organisation: Organisation
    variation: str
    assurance: str
    points: int

    @property
    def has_changed(self):
        return self.variation not in ("", "common_cause")

    @property
    def will_miss(self):
        return self.assurance == "fail"


@dataclass(frozen=True)
class SignRow:
    indicator: Indicator
    signs: list[Sign]

    def matches(self, shown):
        return not shown or any(sign.has_changed if shown == "andrat" else sign.will_miss for sign in self.signs)


@dataclass(frozen=True)
class SignGroup:
    goal: Goal | None
    rows: list[SignRow]


@dataclass(frozen=True)
class Overview:
    organisations: list[Organisation]
    groups: list[SignGroup]

    @cached_property
    def _signs(self):
        """Each sign once: an indicator stands under every goal that it tells about."""
        rows = {row.indicator.pk: row for group in self.groups for row in group.rows}
        return [sign for row in rows.values() for sign in row.signs]

    @property
    def changed(self):
        return sum(sign.has_changed for sign in self._signs)

    @property
    def missing_target(self):
        return sum(sign.will_miss for sign in self._signs)

    @property
    def judged(self):
        return sum(bool(sign.variation) for sign in self._signs)

    @property
    def all(self):
        return sum(1 for sign in self._signs if sign.points)

    def only(self, shown):
        """The same with those rows alone that have something of the kind: "andrat" or "missar"; all when it is empty."""
        kept = [SignGroup(group.goal, [row for row in group.rows if row.matches(shown)]) for group in self.groups]
        return Overview(self.organisations, [group for group in kept if group.rows])


def overview(programme, user, *, on, organisations=None, goal=None):
    """Icons of every indicator for the county, each party and the country, by goal. As many questions however many figures.

    `goal` (a Goal) narrows it to the indicators of that one.
    """
    found = Indicator.objects.visible_to(user).filter(programme=programme).select_related("kpi__metadata")
    found = found.filter(goals=goal) if goal else found.prefetch_related("goals")
    indicators = list(found.order_by(swedish("short_name"), swedish("name")))
    if organisations is None:
        organisations = seen(places_of(programme, on=on))
    signs = signs_of(indicators, organisations)
    groups = {}
    for indicator in indicators:
        row = SignRow(indicator, signs[indicator.pk])
        for told in [goal] if goal else sorted(indicator.goals.all(), key=lambda each: each.number) or [None]:
            groups.setdefault(told.pk if told else 0, SignGroup(told, [])).rows.append(row)
    ordered = sorted(groups.values(), key=lambda group: (group.goal is None, group.goal.number if group.goal else 0))
    return Overview(organisations, ordered)


def observed_areas():
    """Every organisation that figures are kept of under a code, the country and the regions first. One question."""
    found = Organisation.objects.exclude(code="").only("pk", "slug", "short_name", "name", "code")
    return sorted(found, key=lambda row: (not row.code.startswith("00"), row.code))


def area(slug):
    """The area with this key, in a list; none when there is no such. What is kept under a code is everybody's to read."""
    return list(Organisation.objects.filter(slug=slug).exclude(code="")[:1])


def seen(places):
    """The organisations of the overview, each once: the county, the other parties, the country."""
    known = [places.county, *places.parties, places.country]
    return list({each.pk: each for each in known if each}.values())


def signs_of(indicators, organisations):
    """{indicator's key: [Sign per organisation]}: figures in one question, judged in one matrix."""
    series = series_by_indicator(indicators)
    telling = {}
    for indicator in indicators:
        telling.setdefault(series[indicator.pk], []).append(indicator)
    keyed = {each.pk: each for each in organisations}
    targets = _targets(indicators)
    least = spc.RULE_SETS[OVERVIEW].minimum
    values, direction, target, where, counts = [], [], [], [], {}
    # One line at a time, kept as an array: a nation has twenty thousand, and what is kept of them as objects is gone through by the
    # garbage collector again and again.
    for (own, key), told in each_told([each for each in telling if each], keyed):
        for indicator in telling[own]:
            periods, found, there, known = _course(told, break_of(indicator))
            counts[indicator.pk, key] = known
            if there < least:
                continue  # nothing to judge, and nothing to compute
            where.append((indicator.pk, key))
            values.append(np.array(found))
            direction.append(SIGN[indicator.direction])
            aims = targets.get(indicator.pk)
            wanted = aim(aims, keyed[key], periods[-1]) if aims else None
            target.append(np.nan if wanted is None else float(wanted))
    judged = dict(zip(where, _icons(values, [len(row) for row in values], direction, target), strict=True))
    unjudged = ("", "")
    return {
        pk: [Sign(each, *judged.get((pk, key), unjudged), counts.get((pk, key), 0)) for key, each in keyed.items()]
        for pk in [indicator.pk for indicator in indicators]
    }


def _course(told, broken):
    """(periods, floats with NaN where one is missing, how many are there, how many values in all) of a said.Told: `stretch` for very
    many lines."""
    plain = told.plain()
    if plain is None:
        points = points_of(told)
        periods, found = stretch(points, break_period=broken)
        there, known = (sum(value is not None for value in some) for some in (found, [point.value for point in points]))
        return periods, [np.nan if value is None else float(value) for value in found], there, known
    given = tuple(plain)
    periods, places = _places(given, broken)
    numbers = list(map(float, plain.values()))
    if places is None:
        return periods, numbers, len(numbers), len(numbers)
    found = [np.nan if at is None else numbers[at] for at in places]
    return periods, found, len(found) - places.count(None), len(numbers)


@lru_cache(maxsize=4096)
def _places(given, broken):
    """(periods without a hole, where in `given` each stands, None for a hole), or None for the places when they are all of `given`."""
    kept, _values = stretch([Point(period, None) for period in given], break_period=broken)
    if tuple(kept) == given:
        return kept, None
    at = {period: place for place, period in enumerate(given)}
    return kept, [at.get(period) for period in kept]


def _icons(values, lengths, direction, target):
    """(variation, assurance) codes of each row of `values`, rows of different length."""
    if not values:
        return []
    matrix = np.full((len(values), max(lengths)), np.nan)
    for at, row in enumerate(values):
        matrix[at, : len(row)] = row
    found = spc.icons(matrix, direction=np.array(direction), target=np.array(target), rules=OVERVIEW, lengths=np.array(lengths))
    names = {1: "increase", -1: "decrease", 0: "neutral"}
    return [
        (spc.icon(int(kind), names[way]) if enough else "", spc.ASSURANCES[int(sure)])
        for kind, sure, enough, way in zip(found.variation, found.assurance, found.judged, direction, strict=True)
    ]


def _targets(indicators):
    found = {}
    rows = Target.objects.filter(indicator__in=[each.pk for each in indicators], kind=Target.Kind.TARGET, goal__isnull=True)
    for row in rows.select_related("party").order_by("period"):
        found.setdefault(row.indicator_id, []).append(row)
    return found


# One of them ────────────────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Asked:
    """How a chart was asked for: spc's rules ("anhoej" or a rule set), which line of Anhøj's ("run" or "i"), points of the baseline."""

    rules: str = "anhoej"
    kind: str = "run"
    baseline: int | None = None

    def fitting(self):
        """The same without what does not belong together: a rule set has I charts only, and its baseline is at least so long."""
        if self.rules not in spc.RULE_SETS:
            return self
        return Asked(self.rules, "i", self.baseline if (self.baseline or 0) >= FIX_MINIMUM else None)


@dataclass(frozen=True)
class Control:
    """A control chart and everything said about it. `rows` are (period, value, centre, lower, upper, reason)."""

    chart: object
    picture: object
    drawings: list[Drawing]
    rows: list[tuple]

    @property
    def verdict(self):
        return self.picture.verdict

    @property
    def decimals(self):
        return rules.decimals_for([value for _period, value, *_rest in self.rows if value is not None], self.picture.unit)

    @property
    def notes(self):
        return [*self.chart.notes, *self.picture.notes]


def tell_events(told):
    """Let `told(pairs)` say what happened: {(indicator's key, organisation's key): [(day, words)]} for (indicator, organisation) pairs.

    Called in a room's `AppConfig.ready`: charts of that indicator and organisation then show it in the period of the day."""
    EVENTS.append(told)


def control(indicator, organisation, asked, *, pin=None):
    """The Control chart of one indicator for one organisation. Raises spc.SpcError, in Swedish, for what cannot be charted."""
    (found,) = controls([(indicator, organisation)], asked, pin=pin)
    if isinstance(found, spc.SpcError):
        raise found
    return found


def controls(pairs, asked, *, pin=None):
    """Control of each (indicator, organisation), or the spc.SpcError that says why not. As many questions however many pairs."""
    if not pairs:
        return []
    indicators = list({each.pk: each for each, _organisation in pairs}.values())
    series = series_by_indicator(indicators)
    keys = [key for key in series.values() if key]
    figures = lines(keys, {each.pk for _indicator, each in pairs}, pin=pin) if keys else {}
    targets, happened = _targets(indicators), {}
    for told in EVENTS:
        for pair, events in told(pairs).items():
            happened.setdefault(pair, []).extend(events)
    found = []
    for indicator, organisation in pairs:
        points = figures.get((series[indicator.pk], organisation.pk), [])
        events = happened.get((indicator.pk, organisation.pk), ())
        try:
            found.append(_control(indicator, organisation, points, targets.get(indicator.pk, ()), events, asked))
        except spc.SpcError as fault:
            found.append(fault)
    return found


def _control(indicator, organisation, points, targets, happened, asked):
    periods, values = stretch(points, break_period=break_of(indicator))
    wanted = aim(targets, organisation, periods[-1]) if periods else None
    made = spc.points(x=periods, y=[None if value is None else float(value) for value in values])
    events = [spc.Event(rules.period_of(day, rules.period_kind(periods[-1])), words) for day, words in happened] if periods else []
    wanted = None if wanted is None else float(wanted)
    return drawn(made, asked, direction=indicator.direction, target=wanted, unit=indicator.unit, events=events)


def drawn(points, asked, *, direction, target, unit, events=()):
    """A Control of spc.Points, drawn for a wide and a narrow window."""
    if asked.rules in spc.RULE_SETS:
        chart = spc.mdc_chart(points, asked.rules, direction=direction, target=target, fix=asked.baseline)
    else:
        chart = spc.chart(points, asked.kind, freeze=asked.baseline, target=target)
    picture = spc.picture(chart, unit=unit, events=events)
    drawings = [_drawing(picture, "fp-only-l"), _drawing(picture, "fp-only-s", width=310, height=300)]
    return Control(chart, picture, drawings, _rows(chart, points))


def _drawing(picture, shown, **size):
    """`shown` is the class that tells at which widths of the window it is."""
    return Drawing(spc.draw(picture, **size).replace("<svg ", f'<svg class="{shown}" ', 1))


def _rows(chart, points):
    why = spc.reasons(chart)
    lines_of = chart.lines
    return [
        (period_words(x) if rules.is_period(x) else x, *(_number(column[at]) for column in columns), why[at])
        for columns in [(chart.y, lines_of.centre, lines_of.lower, lines_of.upper)]
        for at, x in enumerate(points.x)
    ]


def _number(value):
    return None if np.isnan(value) else Decimal(repr(float(value)))


def source_words(indicator, organisation):
    """The heading of a chart that stands alone."""
    return _("%(indicator)s, %(organisation)s") % {
        "indicator": indicator.title,
        "organisation": organisation.short_name or organisation.name,
    }
