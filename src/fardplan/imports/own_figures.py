"""The programme's own figures that a folder ships: `figures/2024-10-01.csv`, one value a row, as they were known on that day.

Columns as the Excel template of figures has them (Indikatorkod, Organisation, Period, Värde). Read once: a file that is here by its hash
is passed over, and so is a figure that the register says already.
"""

from datetime import UTC, date, datetime

from fardplan.imports import observed
from fardplan.imports.problems import Problem
from fardplan.imports.services import sha256_of
from fardplan.indicators.models import Indicator, Vintage
from fardplan.indicators.services import Row, record, series_of


def load(folder, programme, problems, *, by):
    """Record every file of `folder` in order of its day. What is wrong is added to `problems` (Problem), and nothing of that file is stored."""
    for path in sorted(folder.glob("*.csv")):
        try:
            day = date.fromisoformat(path.stem)
        except ValueError:
            problems.append(Problem(path.name, 1, "", f"{path.name}: 2024-10-01.csv"))
            continue
        sha256 = sha256_of(path)
        if Vintage.objects.filter(programme=programme, sha256=sha256).exists():
            continue
        read = observed.Reading(programme, str(path), path.name).read()
        if read.complaints:
            problems += [Problem(path.name, each.row or 1, each.column, each.message) for each in read.complaints.kept]
            continue
        series = {}
        for indicator in Indicator.objects.filter(programme=programme, kpi__isnull=True):
            series[indicator.pk] = series_of(indicator, by=by).pk
        record(
            _rows(read.parts, series),
            by=by,
            kind=Vintage.Kind.FILE,
            source=programme.name,
            retrieved_at=datetime(day.year, day.month, day.day, 12, tzinfo=UTC),
            programme=programme,
            keep_empty=False,
            receipt=path.name[:80],
            sha256=sha256,
        )


def _rows(parts, series):
    for part in parts:
        for _number, indicator, organisation, period, value, absence, sign, comment in part:
            yield Row(series[indicator], organisation, period, value=value, absence=absence, sign=sign, comment=comment)
