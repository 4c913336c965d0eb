"""Figures into store: many at a time, only those that say something new, under one vintage and one line in the log.

    vintage = record(rows, by=request.user, kind="file", source="Excel", retrieved_at=now, programme=programme, receipt="…")

Memory does not grow with the number of rows: `rows` may be a generator of any length.
"""

import hashlib
import json
from itertools import islice
from typing import NamedTuple

from django.db import connection, transaction
from django.utils import timezone

from fardplan.audit import scope, writes
from fardplan.indicators import rules
from fardplan.indicators.fields import exact
from fardplan.indicators.models_library import Line, Observation, Vintage

CHUNK = 20_000
#: A data source tells its own past: an older retrieval never overrides a newer one.
FROM_A_SOURCE = (Vintage.Kind.SYNC, Vintage.Kind.EXTRACT)


class Row(NamedTuple):
    """One figure on its way in. `value` is a Decimal, an int or a plain decimal string; without one, `absence` says why
    (kit.nothing.Absence) unless `is_deleted` says that the source no longer has it. Nought is the value 0 with its sign."""

    series_id: int
    organisation_id: int
    period: str
    sex: str = "T"
    breakdown: str = ""
    value: object = None
    absence: str = ""
    sign: str = ""
    count: int | None = None
    comment: str = ""
    is_deleted: bool = False


class Recorded(NamedTuple):
    vintage: Vintage | None
    read: int
    added: int
    revised: int
    deleted: int

    @property
    def same(self):
        return self.read - self.added - self.revised - self.deleted


class TwoValues(ValueError):
    """The same figure stands twice in what was recorded, with two values. `row` is the second."""

    def __init__(self, row, stored):
        super().__init__(f"{row.period} {row.sex}: {stored} / {row.value}")
        self.row = row


class OlderThanStored(ValueError):
    """These figures were retrieved before others of the same source that are already here. `latest` is that moment."""

    def __init__(self, latest):
        super().__init__(str(latest))
        self.latest = latest


class _Nothing(Exception):
    """No row differed: the vintage is not kept."""


def record(rows, *, by, kind, source, retrieved_at, programme=None, keep_empty=True, **facts):
    """Store what `rows` (Row, in any order) say that the register does not already say. Returns Recorded.

    `facts` are other fields of Vintage (receipt, note, decimals, sha256, takes_back). All in one transaction and one audit entry.
    With keep_empty=False no vintage is made when nothing differs. Raises TwoValues, OlderThanStored, and ValueError for a row
    that is no figure (unknown period or sex, neither value nor absence).
    """
    if kind in FROM_A_SOURCE:
        latest = (
            Vintage.objects.filter(kind__in=FROM_A_SOURCE, source=source, retrieved_at__gt=retrieved_at).order_by("-retrieved_at").first()
        )
        if latest:
            raise OlderThanStored(latest.retrieved_at)
    try:
        with transaction.atomic(), scope.entry(f"record {kind} {source}"):
            vintage = writes.create(
                Vintage,
                by=by,
                recorded_by=by if isinstance(by, str) else str(by.pk),
                programme=programme,
                kind=kind,
                source=source,
                retrieved_at=retrieved_at,
                **facts,
            )
            job = _Recording(vintage)
            rows = iter(rows)
            while chunk := list(islice(rows, CHUNK)):
                job.take(chunk)
            if not keep_empty and not job.written:
                raise _Nothing
            sha256 = vintage.sha256 or job.digest.hexdigest()
            vintage = writes.change(
                vintage, by=by, verb="recorded", sha256=sha256, read=job.read, added=job.added, revised=job.revised, deleted=job.deleted
            )
    except _Nothing:
        return Recorded(None, job.read, 0, 0, 0)
    return Recorded(vintage, job.read, job.added, job.revised, job.deleted)


class _Recording:
    """One recording under way: the vintage, and what became of the rows so far."""

    def __init__(self, vintage):
        self.vintage = vintage
        self.rounded = dict(Vintage.objects.filter(decimals__isnull=False).values_list("pk", "decimals"))
        self.digest, self.periods = hashlib.sha256(), set()
        self.read = self.added = self.revised = self.deleted = 0

    @property
    def written(self):
        return self.added + self.revised + self.deleted

    def take(self, chunk):
        lines = _lines_of(chunk)
        touched, fresh, mine, periods, added = set(), [], self.vintage.pk, self.periods, 0
        for row in chunk:
            series, organisation, period, sex, breakdown, value, absence, sign, count, comment, is_deleted = row
            key = (series, organisation, sex, breakdown)
            points = lines.get(key)
            if points is None:
                points = lines[key] = {}
            if period in points or is_deleted:
                written = self._one(row, points)
                if written is None:
                    continue
            else:  # most of a first import: spelled out here, a call for each row costs as much as all of it
                if value is not None:
                    value = exact(value)
                if period not in periods or sex not in _SEXES or (value is None) == (not absence):
                    _check(row, value)
                    periods.add(period)
                absence = str(absence) if absence else ""
                points[period] = [value, absence, sign, count, mine, 0, comment]
                written = (series, organisation, period, sex, breakdown, value, absence, sign, count, comment, False, mine)
                added += 1
            fresh.append(written)
            touched.add(key)
        self.added += added
        self.read += len(chunk)
        if not self.vintage.sha256:
            self.digest.update("\n".join(map(str, map(tuple, chunk))).encode())
        _insert(fresh)
        _put_lines((key, lines[key]) for key in touched)

    def _one(self, row, points):
        """The observation to insert for a `row` that is deleted or has a point before it; None when the register says the same."""
        stored = points.get(row.period)
        if row.is_deleted:
            if stored is None:
                return None
            del points[row.period]
            self.deleted += 1
            return self._observation(row, None, "", "")
        value = None if row.value is None else exact(row.value)
        figure_differs = stored[0] != value or stored[1] != row.absence
        if not figure_differs and stored[6] == row.comment and stored[2] == row.sign:
            return None
        _check(row, value)
        if stored[4] == self.vintage.pk:
            raise TwoValues(row, stored[0])
        coarser = self.rounded.get(self.vintage.pk)
        if figure_differs and coarser is not None and rules.same_figure(stored[0], value, decimals=coarser):
            return None
        before = self.rounded.get(stored[4])
        is_revised = figure_differs and not (before is not None and rules.same_figure(stored[0], value, decimals=before))
        points[row.period] = [
            value,
            str(row.absence),
            row.sign,
            row.count,
            self.vintage.pk,
            int(is_revised or stored[5]),
            row.comment,
        ]
        self.revised += 1
        return self._observation(row, value, row.absence, row.sign)

    def _observation(self, row, value, absence, sign):
        return (
            row.series_id,
            row.organisation_id,
            row.period,
            row.sex,
            row.breakdown,
            value,
            str(absence),
            sign,
            row.count,
            row.comment,
            row.is_deleted,
            self.vintage.pk,
        )


_SEXES = ("T", "K", "M")


def _check(row, value):
    if not rules.is_period(row.period):
        raise ValueError(f"{row.period!r} is no period")
    if row.sex not in _SEXES:
        raise ValueError(f"{row.sex!r} is no sex")
    if (value is None) == (not row.absence):
        raise ValueError("either a value or the reason there is none")


COLUMNS = "series_id organisation_id period sex breakdown value absence sign count comment is_deleted vintage_id".split()


def _insert(rows):
    """Straight to the database: a model object for each of 400 000 rows would cost more than all the rest."""
    if not rows:
        return
    table, names = Observation._meta.db_table, ", ".join(COLUMNS)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(COLUMNS))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608  our own names


def _lines_of(chunk):
    """{(series, organisation, sex, breakdown): {period: point}} as stored, for all that the chunk speaks of."""
    series, organisations = {row.series_id for row in chunk}, {row.organisation_id for row in chunk}
    found = Line.objects.filter(series__in=series).values_list("series_id", "organisation_id", "sex", "breakdown", "points")
    if len(organisations) < 200:
        found = found.filter(organisation__in=organisations)
    return {tuple(key): {point[0]: point[1:] for point in json.loads(points)} for *key, points in found.iterator(chunk_size=2000)}


#: json.dumps makes an encoder anew for each call that is not a plain one.
_POINTS = json.JSONEncoder(separators=(",", ":"), ensure_ascii=False).encode


def _put_lines(changed):
    rows = [
        (
            *key,
            _POINTS([[period, *points[period]] for period in sorted(points)]),
        )
        for key, points in changed
    ]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {Line._meta.db_table} (series_id, organisation_id, sex, breakdown, points) VALUES (%s, %s, %s, %s, %s) "  # noqa: S608
            "ON CONFLICT (series_id, organisation_id, sex, breakdown) DO UPDATE SET points = excluded.points",
            rows,
        )


@transaction.atomic
def take_back(vintage, *, by, at=None):
    """Undo a recording: what it said is gone, what was known before it holds again. Append-only: this is a new vintage.

    Raises TakenBackAlready, and SaidSince when a later vintage has told other values of the same figures: those would be lost.
    """
    vintage = Vintage.objects.select_for_update().get(pk=vintage.pk)
    if Vintage.objects.filter(takes_back=vintage).exists():
        raise TakenBackAlready(str(vintage))
    told = Observation.objects.filter(vintage=vintage)
    keys = "series_id organisation_id sex breakdown period".split()
    series = set(told.values_list("series_id", flat=True))
    mine = set(told.values_list(*keys))
    earlier = {}
    for row in Observation.objects.filter(series__in=series).order_by("vintage_id").iterator(chunk_size=5000):
        key = tuple(getattr(row, name) for name in keys)
        if key in mine:
            if row.vintage_id > vintage.pk:
                raise SaidSince(str(vintage))
            if row.vintage_id < vintage.pk:
                earlier[key] = row
    rows = (_as_it_was(key, earlier.get(key)) for key in sorted(mine))
    return record(
        rows,
        by=by,
        kind=Vintage.Kind.UNDO,
        source=vintage.source,
        retrieved_at=at or timezone.now(),
        programme=vintage.programme,
        takes_back=vintage,
    )


def _as_it_was(key, row):
    series, organisation, sex, breakdown, period = key
    if row is None or row.is_deleted:
        return Row(series, organisation, period, sex, breakdown, is_deleted=True)
    return Row(series, organisation, period, sex, breakdown, row.value, row.absence, row.sign, row.count, row.comment)


class TakenBackAlready(Exception):
    pass


class SaidSince(Exception):
    pass


@transaction.atomic
def rebuild_lines(series_ids):
    """Make the lines of some series anew from their observations, as if every vintage were recorded once more."""
    Line.objects.filter(series__in=series_ids).delete()
    lines, rounded = {}, dict(Vintage.objects.filter(decimals__isnull=False).values_list("pk", "decimals"))
    for row in Observation.objects.filter(series__in=series_ids).order_by("vintage_id").iterator(chunk_size=5000):
        points = lines.setdefault((row.series_id, row.organisation_id, row.sex, row.breakdown), {})
        if row.is_deleted:
            points.pop(row.period, None)
            continue
        value, stored, revised = None if row.value is None else exact(row.value), points.get(row.period), 0
        if stored is not None:
            differs = stored[0] != value or stored[1] != row.absence
            revised = int(stored[5] or (differs and not rules.same_figure(stored[0], value, decimals=rounded.get(stored[4]))))
        points[row.period] = [value, str(row.absence), row.sign, row.count, row.vintage_id, revised, row.comment]
    _put_lines(lines.items())
