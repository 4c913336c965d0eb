"""What the page of one indicator shows: its figures for the county, the country and each party, what changed since, what to look out for."""

from dataclasses import dataclass, field

from django.db.models import Sum
from django.utils.translation import gettext as _

from fardplan.indicators import checks, rules
from fardplan.indicators.drawing import Curve, chart, period_words, spark
from fardplan.indicators.models import DefinitionVersion, Indicator, Line, MunicipalityGroup, Series, Target, Vintage
from fardplan.indicators.notes import notes_of
from fardplan.indicators.queries import IndicatorRow, Places, places_of, rows_of
from fardplan.indicators.reading import Point, lines, series_by_indicator
from fardplan.indicators.revised import Revision, revisions
from fardplan.kit.collation import swedish
from fardplan.kit.nothing import Absence
from fardplan.kit.numbers import format_number
from fardplan.kit.svg import Drawing
from fardplan.parties.models import Organisation

#: Columns of the parties' table: the first, the one before the last, and the last period.
COLUMNS = 3


@dataclass(frozen=True)
class PartyRow:
    """One organisation's figures in the columns of the table, with a small line on the same scale as the others'."""

    organisation: Organisation
    points: list[Point | None]
    line: Drawing | None
    #: why there is nothing: the indicator is not of this kind of organisation
    why: Absence = Absence.MISSING


@dataclass(frozen=True)
class VintageRow:
    """A retrieval that told figures of this indicator, and how many of them."""

    vintage: Vintage
    told: int
    is_shown: bool


@dataclass(frozen=True)
class DefinitionRow:
    definition: DefinitionVersion
    latest: Point | None
    country: Point | None


@dataclass
class Page:
    """All of it. `sexes` are the codes there are figures for; `shown_definition` the one the figures are of."""

    row: IndicatorRow
    places: Places
    county: list[Point]
    country: list[Point]
    decimals: int
    drawings: list[Drawing]
    periods: list[str]
    parties: list[PartyRow]
    country_row: PartyRow | None
    table: list[tuple]
    sexes: list[str]
    targets: list[Target]
    definitions: list[DefinitionRow]
    shown_definition: DefinitionVersion | None
    vintages: list[VintageRow]
    pin: Vintage | None
    notes: list[str] = field(default_factory=list)
    revised: list[Revision] = field(default_factory=list)
    groups: list[MunicipalityGroup] = field(default_factory=list)

    @property
    def has_figures(self):
        return bool(self.county or self.country or any(row.points for row in self.parties))


def indicator_page(indicator: Indicator, *, on, sex="T", pin=None, definition=None):
    """Page of one indicator. `pin` is the Vintage that the figures are shown as of, `definition` a version of an own indicator."""
    places = places_of(indicator.programme, on=on)
    versions = list(indicator.definitions.select_related("numerator_kpi", "denominator_kpi").order_by("number"))
    by_version = dict(Series.objects.filter(definition__in=versions).values_list("definition_id", "pk"))
    shown = definition or next((each for each in reversed(versions) if each.pk in by_version and not each.is_taken_back), None)
    series = series_by_indicator([indicator])[indicator.pk] if indicator.is_kolada or shown is None else by_version.get(shown.pk)
    all_series = list(by_version.values()) if not indicator.is_kolada else [series]
    figures = lines(all_series, places.keys, sex=sex, pin=pin.pk if pin else None)
    county = figures.get((series, places.county.pk), []) if places.county else []
    country = figures.get((series, places.country.pk), []) if places.country else []
    targets = list(Target.objects.filter(indicator=indicator).select_related("goal", "party__organisation").order_by("period"))
    row = _only(rows_of([indicator], places, pin=pin.pk if pin else None)) if sex == "T" and definition is None else None
    own = {each.pk: figures.get((series, each.pk), []) for each in places.parties}
    values = [point.value for points in (county, country, *own.values()) for point in points]
    decimals = rules.decimals_for([v for v in values if v is not None], indicator.unit) if any(v is not None for v in values) else 0
    parties, periods, country_row = _party_rows(indicator, places, own, country, _level_of(shown))
    return Page(
        row=row or _row_of(indicator, county, country, decimals),
        places=places,
        county=county,
        country=country,
        decimals=decimals,
        drawings=_drawings(indicator, places, county, country, own, targets, decimals),
        periods=periods,
        parties=parties,
        country_row=country_row,
        table=_table(county, country),
        sexes=_sexes(series, places),
        targets=targets,
        definitions=[
            DefinitionRow(
                each,
                _last(figures.get((by_version.get(each.pk), places.county.pk if places.county else 0))),
                _last(figures.get((by_version.get(each.pk), places.country.pk if places.country else 0))),
            )
            for each in versions
        ],
        shown_definition=shown,
        vintages=_vintages(series, pin),
        pin=pin,
        notes=notes_of(indicator, county or next(iter(own.values()), []), figures, series, places),
        revised=revisions(series, [each for each in (places.county, *places.municipalities, places.country) if each], figures, sex=sex),
        groups=_groups(places),
    )


def _only(rows):
    return rows[0]


def _row_of(indicator, county, country, decimals):
    real = [point for point in county if point.value is not None]
    latest = county[-1] if county else None
    before = next((point for point in reversed(real) if latest and point.period != latest.period), None)
    beside = next((point for point in reversed(country) if latest is None or point.period == latest.period), None)
    return IndicatorRow(indicator, latest, before, beside, None, None, None, 0, latest.period if latest else "", decimals, None)


def _last(points):
    return points[-1] if points else None


def _drawings(indicator, places, county, country, own, targets, decimals):
    """The chart, wide and narrow. Where Kolada has nothing for the county, each municipality is a line of its own on a page of its own."""
    if not county and not country:
        return []
    curves = [Curve(_("The county"), county)] if county else []
    curves += [Curve(places.country.short_name, country, is_reference=bool(county))] if country else []
    label = alternative(indicator, places, county, country, decimals)
    told = [(t.period, t.value, f"{t.get_kind_display()} {format_number(t.value, decimals)}") for t in targets if t.party_id is None]
    meta = getattr(indicator.kpi, "metadata", None) if indicator.kpi else None
    at, words = (meta.break_period, meta.break_words) if meta else ("", "")
    drawn = (
        chart(curves, label=label, decimals=decimals, targets=told, break_at=at, break_words=words, width=width, height=height)
        for width, height in ((820, 340), (310, 300))
    )
    return [each for each in drawn if each]


def alternative(indicator, places, county, country, decimals):
    """The chart in a sentence or two."""
    parts = []
    for name, points in ((places.county, county), (places.country, country)):
        real = [point for point in points if point.value is not None]
        if name and real:
            parts.append(
                _("%(name)s: %(first)s in %(from)s, %(last)s in %(to)s.")
                % {
                    "name": name.short_name,
                    "first": format_number(real[0].value, decimals),
                    "from": period_words(real[0].period),
                    "last": format_number(real[-1].value, decimals),
                    "to": period_words(real[-1].period),
                }
            )
    return f"{indicator.title}, {indicator.unit}. {' '.join(parts)}"


def _party_rows(indicator, places, own, country, level):
    periods = sorted({point.period for points in own.values() for point in points} or {point.period for point in country})
    if not periods:
        return [PartyRow(each, [], None, _why(indicator, each, level)) for each in places.parties], [], None
    chosen = sorted({periods[0], *periods[-2:]})[-COLUMNS:]
    values = [point.value for points in own.values() for point in points if point.value is not None]
    values += [point.value for point in country if point.value is not None and not values]
    ends = {"first": rules.position(periods[0]), "last": rules.position(periods[-1])}
    ends |= {"low": min(values, default=0), "high": max(values, default=1)}

    def made(organisation, points):
        if not points:
            return PartyRow(organisation, [], None, _why(indicator, organisation, level))
        return PartyRow(organisation, _in(points, chosen), spark(points, width=150, height=34, **ends))

    rows = [made(each, own[each.pk]) for each in places.parties]
    inside = [point for point in country if periods[0] <= point.period <= periods[-1]]
    return rows, chosen, PartyRow(places.country, _in(inside, chosen), None) if places.country else None


def _level_of(definition):
    """A computed series is of the level that its parts are of."""
    return definition.numerator_kpi.municipality_type if definition is not None and definition.is_computed else ""


def _why(indicator, organisation, level=""):
    """Kolada keeps some key figures for municipalities only (K), or for regions only (L): the others miss nothing."""
    level = level or (indicator.kpi.municipality_type if indicator.kpi else "")
    is_region = organisation.kind == Organisation.Kind.REGION
    return Absence.NOT_APPLICABLE if (level == "K" and is_region) or (level == "L" and not is_region) else Absence.MISSING


def _in(points, periods):
    known = {point.period: point for point in points}
    return [known.get(period) for period in periods]


def _table(county, country):
    """(period, county's point, country's point), newest first."""
    one, two = ({point.period: point for point in points} for points in (county, country))
    return [(period, one.get(period), two.get(period)) for period in sorted(one.keys() | two.keys(), key=rules.position, reverse=True)]


def _sexes(series, places):
    found = Line.objects.filter(series=series, organisation__in=places.keys, breakdown="").values_list("sex", flat=True).distinct()
    return [sex for sex in ("T", "K", "M") if sex in set(found)]


def _vintages(series, pin):
    """Newest first. The first is what everybody sees; the others can be pinned."""
    told = dict(Line.objects.filter(series=series).values("vintage_id").annotate(n=Sum("told")).values_list("vintage_id", "n"))
    found = Vintage.objects.filter(pk__in=told).order_by("-pk")
    latest = max(told, default=None)
    return [VintageRow(each, told[each.pk], each.pk == (pin.pk if pin else latest)) for each in found]


def _groups(places):
    """Kolada's groups of municipalities like ours."""
    mine = [each.pk for each in places.municipalities]
    if not mine:
        return []
    names = tuple(each.short_name for each in places.parties)
    found = MunicipalityGroup.objects.filter(is_current=True, title__startswith="Liknande").order_by("title")
    return [group for group in found if any(f", {name}," in group.title for name in names)]


@dataclass(frozen=True)
class Compared:
    group: MunicipalityGroup
    period: str
    rows: list[tuple[Organisation, Point | None, bool]]  # the third: it is one of the programme's parties


def compare(group, indicator, places, *, pin=None):
    """The latest figures of a group's members and of the party it was made for, in Swedish alphabetical order. Never a rank."""
    members = list(Organisation.objects.filter(kolada_groups=group).order_by(swedish("short_name")))
    ours = next((each for each in places.parties if f", {each.short_name}," in group.title), None)
    series = series_by_indicator([indicator])[indicator.pk]
    everyone = [*([ours] if ours else []), *[each for each in members if ours is None or each.pk != ours.pk]]
    found = lines([series], [each.pk for each in everyone], pin=pin.pk if pin else None)
    mine = found.get((series, ours.pk), []) if ours else []
    period = mine[-1].period if mine else max((points[-1].period for points in found.values()), default="")
    rows = [
        (each, next((point for point in found.get((series, each.pk), []) if point.period == period), None), each is ours)
        for each in everyone
    ]
    return Compared(group, period, rows)


__all__ = ["Compared", "Page", "checks", "compare", "indicator_page"]
