"""Figures out of store: the latest, or as they were known when a vintage had been recorded (a page or report that pins one)."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Q

from fardplan.indicators import said
from fardplan.indicators.models import Line, Series, Vintage
from fardplan.kit.nothing import Absence

#: Kolada's code of the whole country.
COUNTRY = "0000"


@dataclass(frozen=True, slots=True)
class Point:
    """A figure of one period. Without a value, `absence` says why; `is_revised` when an earlier vintage said otherwise."""

    period: str
    value: Decimal | None
    absence: str = ""
    sign: str = ""
    count: int | None = None
    vintage_id: int = 0
    is_revised: bool = False
    comment: str = ""

    @property
    def why(self):
        return Absence(self.absence) if self.absence else None


def told_in(lines):
    """(line, vintage, text) of some Lines, the vintages of each in order; a line is (series, organisation, sex, breakdown). Streams."""
    names = "series_id organisation_id sex breakdown vintage_id".split()
    for row in lines.order_by(*names).values_list(*names, "figures").iterator(chunk_size=2000):
        yield row[:4], row[4], row[5]


def known_lines(lines):
    """{line: {period: (value, absence, sign, count, vintage, is revised, comment)}}: what holds of some Lines, values as exact text."""
    return said.known(told_in(lines))


def lines(series_ids, organisation_ids, *, sex="T", breakdown="", pin=None):
    """{(series, organisation): [Point, …]} in order of period. `pin` is the key of the last vintage that counts. One query."""
    found = told_lines(series_ids, organisation_ids, sex=sex, breakdown=breakdown, pin=pin)
    return {key: points for key, told in found.items() if (points := points_of(told))}


def told_lines(series_ids, organisation_ids, *, sex="T", breakdown="", pin=None):
    """{(series, organisation): said.Told}: `lines` for who asks for little of each. One query."""
    return dict(each_told(series_ids, organisation_ids, sex=sex, breakdown=breakdown, pin=pin))


def each_told(series_ids, organisation_ids, *, sex="T", breakdown="", pin=None):
    """The same one at a time, as ((series, organisation), said.Told): for who looks through very many and keeps none. One query."""
    rows = Line.objects.filter(series__in=series_ids, organisation__in=organisation_ids, sex=sex, breakdown=breakdown)
    if pin is not None:
        rows = rows.filter(vintage__lte=pin)
    held, told = None, None
    for line, vintage, text in told_in(rows):
        if line[:2] != held:
            if told is not None:
                yield held, told
            held, told = line[:2], said.Told()
        told.add(vintage, text)
    if told is not None:
        yield held, told


def points_of(told):
    """The Points of a said.Told (None: of nothing) in order of period."""
    points = told.known() if told else {}
    return [point(period, points[period]) for period in sorted(points)]


def point(period, known):
    """A Point of what `said.known` tells of a period."""
    value, absence, sign, count, vintage, mark, comment = known
    return Point(period, None if value is None else Decimal(value), absence, sign, count, vintage, mark == said.REVISED, comment)


def pin_of_now(programme):
    """The key to pin what is known at this moment, for a page or report that is to show the same later. None when there is nothing."""
    told = Vintage.objects.filter(Q(programme=programme) | Q(programme__isnull=True))
    return told.aggregate(latest=Max("pk"))["latest"]


#: Of series: not those of a released measure whose figures have all been taken back. What stood before it holds again.
LIVE = Q(definition__measured__taken_back__isnull=True)


def series_by_indicator(indicators):
    """{indicator's key: series' key} for its figures: Kolada's, or those of the newest version of its definition. One query each kind."""
    kpis = {each.kpi_id for each in indicators if each.kpi_id}
    by_kpi = dict(Series.objects.filter(kpi__in=kpis).values_list("kpi_id", "pk")) if kpis else {}
    own = [each.pk for each in indicators if not each.kpi_id]
    by_own = (
        dict(
            Series.objects.filter(LIVE, definition__indicator__in=own)
            .order_by("definition__number")
            .values_list("definition__indicator_id", "pk")
        )
        if own
        else {}
    )
    return {each.pk: by_kpi.get(each.kpi_id) if each.kpi_id else by_own.get(each.pk) for each in indicators}
