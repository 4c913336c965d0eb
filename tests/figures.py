"""Figures in store, one by one: what the tests ask about."""

import json
from decimal import Decimal
from typing import NamedTuple

from fardplan.indicators import said
from fardplan.indicators.models import Line


class Observation(NamedTuple):
    series: object
    organisation: object
    vintage: object
    sex: str
    breakdown: str
    period: str
    value: Decimal | None
    absence: str
    sign: str
    count: int | None
    comment: str
    mark: int

    @property
    def is_deleted(self):
        return self.mark == said.GONE


def each(text):
    """(period, value, absence, sign, count, comment, mark) of each figure in a line's text."""
    for period, told in json.loads(text).items():
        yield (period, told, "", "", None, "", said.PLAIN) if type(told) is str else (period, *told)


def observations(**wanted):
    """All that vintages have told, oldest vintage first; `wanted` narrows the lines, and the period."""
    period = wanted.pop("period", None)
    lines = (
        Line.objects.filter(**wanted)
        .select_related("series__kpi", "series__definition", "organisation", "vintage")
        .order_by("vintage", "pk")
    )
    return [
        Observation(
            line.series, line.organisation, line.vintage, line.sex, line.breakdown, when, None if value is None else Decimal(value), *rest
        )
        for line in lines
        for when, value, *rest in each(line.figures)
        if period in (None, when)
    ]


def observation(**wanted):
    """The only one."""
    (found,) = observations(**wanted)
    return found
