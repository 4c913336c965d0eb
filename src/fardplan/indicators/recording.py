"""Figures into store: many at a time, only those that say something new, under one vintage and one line in the log.

    vintage = record(rows, by=request.user, kind="file", source="Excel", retrieved_at=now, programme=programme, receipt="…")

Memory does not grow with the number of rows: `rows` may be a generator of any length.
"""

import hashlib
import json
from itertools import islice
from typing import NamedTuple

from django.db import transaction
from django.utils import timezone

from fardplan.audit import scope, writes
from fardplan.indicators import rules, said, store
from fardplan.indicators.fields import exact
from fardplan.indicators.models_library import Line, Sex, Vintage
from fardplan.indicators.reading import told_in

CHUNK = 20_000
#: A data source tells its own past: an older retrieval never overrides a newer one.
FROM_A_SOURCE = (Vintage.Kind.SYNC, Vintage.Kind.EXTRACT)


class Row(NamedTuple):
    """One figure on its way in. `value` is a Decimal, an int or a plain decimal string; without one, `absence` says why
    (kit.nothing.Absence) unless `is_deleted` says that the source no longer has it. Nought is the value 0 with its sign.
    A `comment` that is None says nothing: what is stored stays."""

    series_id: int
    organisation_id: int
    period: str
    sex: str = "T"
    breakdown: str = ""
    value: object = None
    absence: str = ""
    sign: str = ""
    count: int | None = None
    comment: str | None = ""
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


def record(rows, *, by, kind, source, retrieved_at, programme=None, keep_empty=True, columns=(), **facts):
    """Store what `rows` (Row, in any order) say that the register does not already say. Returns Recorded.

    `facts` are other fields of Vintage (receipt, note, decimals, sha256, takes_back). All in one transaction and one audit entry.
    `columns` are more figures for the same vintage, `store.Columns` of many at a time. With keep_empty=False no vintage is made when nothing differs. Raises TwoValues, OlderThanStored, and ValueError for a row
    that is no figure (unknown period or sex, neither value nor absence).
    """
    if kind in FROM_A_SOURCE:
        latest = (
            Vintage.objects.filter(kind__in=FROM_A_SOURCE, source=source, retrieved_at__gt=retrieved_at).order_by("-retrieved_at").first()
        )
        if latest:
            raise OlderThanStored(latest.retrieved_at)
    try:
        with scope.entry(f"record {kind} {source}"), writes.told_once():
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
            for chunk in columns:
                job.take_columns(chunk)
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
        """Rows (Row) in any order: a line may come in many chunks, and grows with each."""
        known, own = self._stored(chunk)
        fresh, mine, periods, added = {}, self.vintage.pk, self.periods, 0
        for row in chunk:
            series, organisation, period, sex, breakdown, value, absence, sign, count, comment, is_deleted = row
            key = (series, organisation, sex, breakdown)
            points = known.get(key)
            if points is None:
                points = known[key] = {}
            if period in points or is_deleted:
                figure = self._one(row, points)
                if figure is None:
                    continue
            else:  # most of a first import: spelled out here, a call for each row costs as much as all of it
                if value is not None:
                    value = exact(value)
                if period not in periods or sex not in _SEXES or (value is None) == (not absence):
                    _check(row, value)
                    periods.add(period)
                absence, comment = str(absence) if absence else "", comment or ""
                points[period] = (value, absence, sign, count, mine, 0, comment)
                figure = said.figure(value, absence, sign, count, comment)
                added += 1
            line = fresh.get(key)
            if line is None:
                fresh[key] = {period: figure}
            else:
                line[period] = figure
        self.added += added
        self.read += len(chunk)
        if not self.vintage.sha256:
            self.digest.update("\n".join(map(str, map(tuple, chunk))).encode())
        store.grow((key, mine, said.text_of(own[key] | line), len(own[key] | line)) for key, line in fresh.items() if key in own)
        store.add([(*key, mine, said.text_of(line), len(line)) for key, line in fresh.items() if key not in own])

    def take_columns(self, columns):
        """Many plain figures at once (`store.Columns`): lines that the register has nothing of are put together column by column."""
        begun = columns.begun()
        careful = columns.rows(Row, only=begun) if begun else []
        rows = store.lines_of(columns, self.vintage.pk, without=begun)
        if rows is None:  # something stands twice or is long: row by row it is found
            careful, rows = columns.rows(Row), []
        store.add(rows)
        told = sum(row[-1] for row in rows)
        self.added += told
        self.read += told
        if careful:
            self.take(careful)

    def _one(self, row, points):
        """The figure to store for a `row` that is deleted or has a point before it; None when the register says the same."""
        stored = points.get(row.period)
        if row.is_deleted:
            if stored is None:
                return None
            del points[row.period]
            self.deleted += 1
            return said.figure(None, mark=said.GONE)
        if row.comment is None:
            row = row._replace(comment=stored[6])
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
        mark = said.REVISED if is_revised or stored[5] else said.PLAIN
        points[row.period] = (value, str(row.absence), row.sign, row.count, self.vintage.pk, mark, row.comment)
        self.revised += 1
        return said.figure(value, str(row.absence), row.sign, row.count, row.comment, mark)

    def _stored(self, chunk):
        """What is known of all that the chunk speaks of, and what this very vintage has said of it: ({line: points}, {line: figures})."""
        series, organisations = {row.series_id for row in chunk}, {row.organisation_id for row in chunk}
        found = Line.objects.filter(series__in=series)
        if len(organisations) < 200:
            found = found.filter(organisation__in=organisations)
        lines = {row[:2] + row[3:5] for row in chunk}
        told = [row for row in told_in(found) if row[0] in lines]
        return said.known(told), {line: json.loads(text) for line, vintage, text in told if vintage == self.vintage.pk}


_SEXES = frozenset(Sex.values)


def _check(row, value):
    if not rules.is_period(row.period):
        raise ValueError(f"{row.period!r} is no period")
    if row.sex not in _SEXES:
        raise ValueError(f"{row.sex!r} is no sex")
    if (value is None) == (not row.absence):
        raise ValueError("either a value or the reason there is none")


@transaction.atomic
def take_back(vintage, *, by, at=None):
    """Undo a recording: what it said is gone, what was known before it holds again. Append-only: this is a new vintage.

    Raises TakenBackAlready, and SaidSince when a later vintage has told other values of the same figures: those would be lost.
    """
    vintage = Vintage.objects.select_for_update().get(pk=vintage.pk)
    if Vintage.objects.filter(takes_back=vintage).exists():
        raise TakenBackAlready(str(vintage))
    return record(
        _before(vintage),
        by=by,
        kind=Vintage.Kind.UNDO,
        source=vintage.source,
        retrieved_at=at or timezone.now(),
        programme=vintage.programme,
        takes_back=vintage,
    )


def _before(vintage):
    """Rows with what was known before `vintage` of all that it told, a series at a time."""
    for series in list(vintage.lines.order_by("series").values_list("series", flat=True).distinct()):
        told = list(told_in(Line.objects.filter(series=series)))
        mine = {line: json.loads(text) for line, number, text in told if number == vintage.pk}
        if any(number > vintage.pk and not mine.get(line, {}).keys().isdisjoint(json.loads(text)) for line, number, text in told):
            raise SaidSince(str(vintage))
        earlier = said.known(row for row in told if row[1] < vintage.pk and row[0] in mine)
        for line in sorted(mine):
            for period in mine[line]:
                yield _as_it_was(line, period, earlier.get(line, {}).get(period))


def _as_it_was(line, period, point):
    series, organisation, sex, breakdown = line
    if point is None:
        return Row(series, organisation, period, sex, breakdown, is_deleted=True)
    value, absence, sign, count, _vintage, _mark, comment = point
    return Row(series, organisation, period, sex, breakdown, value, absence, sign, count, comment)


class TakenBackAlready(Exception):
    pass


class SaidSince(Exception):
    pass
