"""What a source has said otherwise since: the figure before and the figure now, for whoever has quoted the first."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from fardplan.indicators import rules
from fardplan.indicators.models import Vintage
from fardplan.indicators.reading import Point, lines
from fardplan.parties.models import Organisation

#: Retrievals that are looked into: what was revised longer ago stands in the figures' own history.
MOST_VINTAGES = 3


@dataclass(frozen=True)
class Revision:
    """`before` is what was known until `at`; None where an earlier figure had been taken away."""

    organisation: Organisation
    period: str
    before: Point | None
    now: Point
    at: datetime

    @property
    def difference(self) -> Decimal | None:
        known = self.before and self.before.value is not None and self.now.value is not None
        return self.now.value - self.before.value if known else None


def revisions(series, organisations, figures, *, sex="T"):
    """Revised figures among `figures` ({(series, organisation's key): [Point]}), newest retrieval first. A question for each retrieval."""
    found = [
        (each, point) for each in organisations for point in figures.get((series, each.pk), ()) if point.is_revised and point.vintage_id
    ]
    latest = sorted({point.vintage_id for _each, point in found}, reverse=True)[:MOST_VINTAGES]
    if not latest:
        return []
    moments = dict(Vintage.objects.filter(pk__in=latest).values_list("pk", "retrieved_at"))
    told = []
    for vintage in latest:
        mine = [(each, point) for each, point in found if point.vintage_id == vintage]
        earlier = lines([series], [each.pk for each, _point in mine], sex=sex, pin=vintage - 1)
        for each, point in sorted(mine, key=lambda one: -rules.position(one[1].period)):
            before = next((old for old in earlier.get((series, each.pk), ()) if old.period == point.period), None)
            if before is None or before.value != point.value:
                told.append(Revision(each, point.period, before, point, moments[vintage]))
    return told
