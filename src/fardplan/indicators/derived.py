"""Figures computed from others: one key figure as per cent of another. Ours, and said to be so ("egen bearbetning")."""

from decimal import ROUND_HALF_UP, Decimal

from fardplan.indicators.models import DefinitionVersion, Line, Series, Vintage
from fardplan.indicators.reading import known_lines
from fardplan.indicators.recording import Row, record
from fardplan.indicators.services import series_of

#: a share of two costs in whole kronor says no more than this
DECIMALS = Decimal("0.01")


def compute(programme, *, by, at):
    """Bring the computed series of a programme up to date with what they are computed from. Returns how many figures were written."""
    rows, sources = [], set()
    versions = DefinitionVersion.objects.filter(indicator__programme=programme, numerator_kpi__isnull=False)
    for version in versions.select_related("indicator", "numerator_kpi", "denominator_kpi"):
        above, below = (_points(kpi) for kpi in (version.numerator_kpi, version.denominator_kpi))
        series = series_of(version.indicator, by=by, definition=version)
        sources |= {version.numerator_kpi.code, version.denominator_kpi.code}
        rows += [
            Row(series.pk, area, period, sex, "", (value / below[area, sex, period] * 100).quantize(DECIMALS, ROUND_HALF_UP))
            for (area, sex, period), value in above.items()
            if below.get((area, sex, period))
        ]
    if not rows:
        return 0
    done = record(
        rows,
        by=by,
        kind=Vintage.Kind.DERIVED,
        source=", ".join(sorted(sources))[:200],
        retrieved_at=at,
        programme=programme,
        keep_empty=False,
    )
    return done.added + done.revised


def _points(kpi):
    series = Series.objects.filter(kpi=kpi).first()
    return {
        (area, sex, period): Decimal(point[0])
        for (_series, area, sex, _breakdown), points in known_lines(Line.objects.filter(series=series, breakdown="")).items()
        for period, point in points.items()
        if point[0] is not None
    }
