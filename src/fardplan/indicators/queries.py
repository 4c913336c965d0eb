"""What the page of all indicators shows, in as many questions however many figures there are."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from fardplan.goals.models import Goal
from fardplan.indicators import rules
from fardplan.indicators.drawing import period_words, spark
from fardplan.indicators.models import Indicator, Series
from fardplan.indicators.reading import COUNTRY, LIVE, Point, lines, points_of, series_by_indicator, told_lines
from fardplan.kit.collation import swedish
from fardplan.kit.svg import Drawing
from fardplan.parties.models import Organisation, Party


@dataclass(frozen=True)
class Places:
    """The organisations that a programme's figures are read for. `county` is the region's, which is where Kolada keeps the county's value."""

    county: Organisation | None
    country: Organisation | None
    parties: list[Organisation]  # in Swedish alphabetical order
    regions: list[int]

    @property
    def municipalities(self):
        return [each for each in self.parties if each.kind != Organisation.Kind.REGION]

    @property
    def keys(self):
        known = [self.county, self.country, *self.parties]
        return sorted({each.pk for each in known if each} | set(self.regions))


def places_of(programme, *, on, parties=None):
    """Two questions, one for who knows the programme's parties of the day already."""
    if parties is None:
        parties = Party.objects.filter(programme=programme).holding_on(on).in_order()
    parties = [party.organisation for party in parties]
    region_code = f"00{programme.county.code}" if programme.county_id else None
    known = Organisation.objects.filter(Q(code__startswith="00", kind=Organisation.Kind.REGION) | Q(code=COUNTRY))
    regions = {each.code: each for each in known}
    country = regions.pop(COUNTRY, None)
    county = next((each for each in parties if each.kind == Organisation.Kind.REGION), None) or regions.get(region_code)
    return Places(county, country, parties, [each.pk for each in regions.values()])


def observed(programme, *, on):
    """Whom figures of the programme's own indicators are entered for: its parties, and the country."""
    places = places_of(programme, on=on)
    return Organisation.objects.filter(pk__in=[each.pk for each in (*places.parties, places.country) if each]).order_by(swedish("name"))


@dataclass(frozen=True)
class IndicatorRow:
    """One indicator with its latest figure for the county (or the span of its municipalities where there is none for the county)."""

    indicator: Indicator
    latest: Point | None
    before: Point | None
    country: Point | None
    place: tuple[int, int] | None
    lowest: Decimal | None
    highest: Decimal | None
    known: int
    period: str
    decimals: int
    line: Drawing | None

    @property
    def change(self):
        """The difference to the figure before; a difference is a figure, not a direction. None over a break: nothing is compared there."""
        if not self.latest or not self.before or self.latest.value is None or self.before.value is None or self.is_over_break:
            return None
        return self.latest.value - self.before.value

    @property
    def is_over_break(self):
        """Source or definition changed between the figure before and this one."""
        meta = getattr(self.indicator.kpi, "metadata", None) if self.indicator.kpi_id else None
        return bool(self.before and meta) and rules.break_between(self.before.period, self.latest.period, meta.break_period)

    @property
    def place_words(self):
        return _("%(place)s of %(all)s") % {"place": self.place[0], "all": self.place[1]}

    @property
    def since_words(self):
        return _("since %(period)s") % {"period": period_words(self.before.period)}

    @property
    def is_span(self):
        return self.latest is None and self.lowest is not None


@dataclass(frozen=True)
class Group:
    goal: Goal | None
    rows: list[IndicatorRow]
    #: keys of the indicators that stand in no group before this one: here is where a link to them leads
    firsts: set[int]


def indicator_groups(programme, user, *, on, pin=None, only=None):
    """The programme's indicators by goal, each under every goal it tells about; those that tell of none come last."""
    indicators = Indicator.objects.visible_to(user).filter(programme=programme)
    if only is not None:
        indicators = indicators.filter(pk__in=only)
    indicators = list(indicators.select_related("kpi__metadata").order_by(swedish("short_name"), swedish("name")))
    goals, told = {}, {}
    for link in Indicator.goals.through.objects.filter(indicator__programme=programme).select_related("goal"):
        goals[link.goal_id] = link.goal
        told.setdefault(link.indicator_id, []).append(link.goal_id)
    groups, seen = {}, set()
    for row in rows_of(indicators, places_of(programme, on=on), pin=pin):
        for goal in told.get(row.indicator.pk, [None]):
            groups.setdefault(goal, Group(goals.get(goal), [], set())).rows.append(row)
    ordered = sorted(groups.values(), key=lambda group: (group.goal is None, group.goal.number if group.goal else 0))
    for group in ordered:
        keys = {row.indicator.pk for row in group.rows}
        group.firsts.update(keys - seen)
        seen |= keys
    return ordered


def rows_of(indicators, places, *, pin=None, until=None):
    """IndicatorRow for each of `indicators`: three questions. `until` is the last day that counts: later periods are left out."""
    series = series_by_indicator(indicators)
    figures = told_lines([key for key in series.values() if key], places.keys, pin=pin)
    return [_row(each, series[each.pk], places, figures, until) for each in indicators]


def _row(indicator, series, places, figures, until):
    def points(organisation):
        """Only of those that the row shows or counts: of the other regions one value is looked up."""
        found = points_of(figures.get((series, organisation.pk))) if organisation else []
        return found if until is None else [point for point in found if rules.is_over(point.period, until)]

    county, country = points(places.county), points(places.country)
    real = [point for point in county if point.value is not None]
    if county:
        latest = county[-1]
        before = next((point for point in reversed(real) if point.period != latest.period), None)
        shown, period, parts, place = real, latest.period, [], None
        if places.county.pk in places.regions:
            place = rules.rank(latest.value, _values_at(period, series, places.regions, figures), indicator.direction)
            if place and place[1] < 2:
                place = None  # one region alone has no place among others
    else:
        latest = before = place = None
        mine = [points(each) for each in places.municipalities]
        period = max((found[-1].period for found in mine if found), default="")
        parts = [point.value for found in mine if (point := _at(found, period)) and point.value is not None]
        shown = []
    beside = _at(country, period) if period else (country[-1] if country else None)
    known = [point.value for point in (*real, *country) if point.value is not None] + parts
    decimals = rules.decimals_for(known, indicator.unit)
    return IndicatorRow(
        indicator=indicator,
        latest=latest,
        before=before,
        country=beside,
        place=place,
        lowest=min(parts, default=None),
        highest=max(parts, default=None),
        known=len(parts),
        period=period,
        decimals=decimals,
        line=spark(shown) if len(shown) > 1 else None,
    )


def _values_at(period, series, organisations, figures):
    """The values that there are of a period."""
    told = (figures.get((series, each)) for each in organisations)
    return [Decimal(value) for each in told if each and (value := each.at(period)) is not None]


def _at(points, period):
    return next((point for point in reversed(points or ()) if point.period == period), None)


@dataclass(frozen=True)
class GoalFigure:
    """One indicator's figure beside a goal: the county's, and the country's for the same period."""

    indicator: Indicator
    point: Point
    country: Point | None
    decimals: int


def by_goal(programme) -> dict[int, list[Indicator]]:
    """{goal's key: its indicators by code, each with the key of its `series`, None without figures}. One question."""
    found = {}
    links = Indicator.goals.through.objects.filter(goal__programme=programme).select_related("indicator").order_by("indicator__code")
    newest = Series.objects.filter(LIVE, definition__indicator=OuterRef("indicator")).order_by("-definition__number")
    fetched = Series.objects.filter(kpi=OuterRef("indicator__kpi"))
    for link in links.annotate(newest=Subquery(newest.values("pk")[:1]), fetched=Subquery(fetched.values("pk")[:1])):
        link.indicator.series = link.fetched if link.indicator.kpi_id else link.newest
        found.setdefault(link.goal_id, []).append(link.indicator)
    return found


def goal_figures(programme, known, *, on, parties):
    """{goal's key: GoalFigure}: the first indicator of each goal that has a figure for the county, as of the year of `on`.

    `known` as `by_goal` tells it, `parties` those of the day. One question, none when no figures have been fetched; one more where no region is a party.
    """
    indicators = {each.pk: each for rows in known.values() for each in rows}
    series = {pk: each.series for pk, each in indicators.items()}
    if not any(series.values()):
        return {}
    county = next((each.organisation for each in parties if each.organisation.kind == Organisation.Kind.REGION), None)
    county = county or places_of(programme, on=on, parties=parties).county
    if county is None:
        return {}
    # The country is found by its code in the same question: of two areas, it is the one that is not the county.
    areas = Organisation.objects.filter(Q(pk=county.pk) | Q(code=COUNTRY)).values("pk")
    figures = {(key, area == county.pk): points for (key, area), points in lines([key for key in series.values() if key], areas).items()}
    found = {}
    for goal, rows in known.items():
        for pk in sorted(each.pk for each in rows):
            points = [p for p in figures.get((series[pk], True), []) if p.value is not None and int(p.period[:4]) <= on.year]
            if points:
                country = _at(figures.get((series[pk], False)), points[-1].period)
                decimals = rules.decimals_for([point.value for point in points], indicators[pk].unit)
                found[goal] = GoalFigure(indicators[pk], points[-1], country, decimals)
                break
    return found
