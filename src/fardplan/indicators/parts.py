"""Figures of parts of organisations, such as units and ages, as a released measure has them."""

from dataclasses import dataclass
from decimal import Decimal

from fardplan.indicators import rules
from fardplan.indicators.models import Line
from fardplan.indicators.reading import known_lines

#: So many of the latest periods stand beside each other.
PERIODS = 3


@dataclass(frozen=True)
class PartRow:
    """One part of an organisation; `figures` are (value, why there is none) for each of the table's periods, or None where nothing is told."""

    organisation: object
    part: str
    figures: list


def parts_of(series, organisations, *, sex="T"):
    """(periods, [PartRow]) of the parts that the series tells of, in order of the organisations. One query."""
    places = {each.pk: number for number, each in enumerate(organisations)}
    found = known_lines(Line.objects.filter(series=series, organisation__in=list(places), sex=sex).exclude(breakdown=""))
    periods = sorted({period for points in found.values() for period in points}, key=rules.position)[-PERIODS:]
    rows = []
    for (_series, organisation, _sex, part), points in sorted(found.items(), key=lambda each: (places[each[0][1]], each[0][3])):
        figures = [points.get(period) for period in periods]
        if any(figures):
            told = [each and (None if each[0] is None else Decimal(each[0]), each[1]) for each in figures]
            rows.append(PartRow(organisations[places[organisation]], part, told))
    return periods, rows
