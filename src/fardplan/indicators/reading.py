"""Figures out of store: the latest, or as they were known when a vintage had been recorded (a page or report that pins one)."""

import json
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Max, Q

from fardplan.indicators.models import Line, Observation, Series, Vintage
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


def lines(series_ids, organisation_ids, *, sex="T", breakdown="", pin=None):
    """{(series, organisation): [Point, …]} in order of period. `pin` is the key of the last vintage that counts. One query."""
    if pin is not None:
        return _pinned(series_ids, organisation_ids, sex, breakdown, pin)
    found = Line.objects.filter(series__in=series_ids, organisation__in=organisation_ids, sex=sex, breakdown=breakdown)
    return {
        (series, organisation): points_of(points)
        for series, organisation, points in found.values_list("series_id", "organisation_id", "points")
        if points != "[]"
    }


def pin_of_now(programme):
    """The key to pin what is known at this moment, for a page or report that is to show the same later. None when there is nothing."""
    told = Vintage.objects.filter(Q(programme=programme) | Q(programme__isnull=True))
    return told.aggregate(latest=Max("pk"))["latest"]


def points_of(text):
    return [
        Point(period, None if value is None else Decimal(value), absence, sign, count, vintage, revised == 1, comment)
        for period, value, absence, sign, count, vintage, revised, comment in json.loads(text)
    ]


def _pinned(series_ids, organisation_ids, sex, breakdown, pin):
    told = Observation.objects.filter(
        series__in=series_ids, organisation__in=organisation_ids, sex=sex, breakdown=breakdown, vintage__lte=pin
    ).order_by("vintage_id")
    known = {}
    columns = "series_id organisation_id period value absence sign count vintage_id comment is_deleted".split()
    for series, organisation, period, value, absence, sign, count, vintage, comment, is_deleted in told.values_list(*columns):
        points = known.setdefault((series, organisation), {})
        if is_deleted:
            points.pop(period, None)
            continue
        before = points.get(period)
        revised = before is not None and (before.is_revised or before.value != value)
        points[period] = Point(period, value, absence, sign, count, vintage, revised, comment)
    return {key: [points[period] for period in sorted(points)] for key, points in known.items() if points}


def series_by_indicator(indicators):
    """{indicator's key: series' key} for its figures: Kolada's, or those of the newest version of its definition. One query each kind."""
    kpis = {each.kpi_id for each in indicators if each.kpi_id}
    by_kpi = dict(Series.objects.filter(kpi__in=kpis).values_list("kpi_id", "pk")) if kpis else {}
    own = [each.pk for each in indicators if not each.kpi_id]
    by_own = (
        dict(
            Series.objects.filter(definition__indicator__in=own)
            .order_by("definition__number")
            .values_list("definition__indicator_id", "pk")
        )
        if own
        else {}
    )
    return {each.pk: by_kpi.get(each.kpi_id) if each.kpi_id else by_own.get(each.pk) for each in indicators}
