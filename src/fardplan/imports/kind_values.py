"""Figures of the programme's own indicators: the kind `values`."""

from decimal import Decimal

import numpy as np
from django.db.models import Max, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from fardplan.accounts.permissions import Permission
from fardplan.imports import apart, figures, measured, observed
from fardplan.imports.gathering import gathered
from fardplan.imports.packing import Columns, of_rows
from fardplan.indicators import store
from fardplan.indicators.models import DefinitionVersion, Indicator, Line, Series, Vintage
from fardplan.indicators.reading import known_lines
from fardplan.indicators.recording import Row
from fardplan.indicators.services import NotOurs, SaidSince, TakenBackAlready, record, series_of, take_back
from fardplan.kit.nothing import Absence
from fardplan.parties.models import Organisation, Party

NEW, CHANGED, SAME = "new", "changed", "same"


class Refusal(Exception):
    """What was to be done with an import cannot be; the text is for people."""


class Values:
    key = "values"
    title = gettext_lazy("Figures of indicators")
    permission = Permission.EDIT_INDICATORS
    page = "goals"

    def columns_for(self, programme):
        return observed.COLUMNS

    def may(self, context):
        return context.may(self.permission) or bool(context.parties_for(Permission.ANSWER_FOR_PARTY))

    def only(self, context):
        """Ids of the organisations whose figures may be imported; None for any."""
        if context.party is not None:
            parties = {context.party.pk}
            if context.authority is not None and not context.may(self.permission):
                parties &= context.parties_for(Permission.ANSWER_FOR_PARTY)
        elif context.may(self.permission):
            return None
        else:
            parties = context.parties_for(Permission.ANSWER_FOR_PARTY)
        return frozenset(Party.objects.filter(pk__in=parties, programme=context.programme).values_list("organisation", flat=True))

    def read(self, context, path, file, mapping=None):
        default = context.party.organisation if context.party else None
        return observed.Reading(context.programme, path, file, self.only(context), default, mapping or {}).read()

    # -- beside what is stored ----------------------------------------------------------------------------------------

    def compare(self, context, rows, facts=None):
        """Each row with what it changes and what was stored before: [*row, change, value or None, absence]. Rows, or Columns of them.

        A comment that is None stands in no column of the file: what is stored stays.
        """
        if type(rows) is Columns:
            indicators, organisations = set(rows.ints(1).tolist()), set(rows.ints(2).tolist())
        else:
            indicators, organisations = {row[1] for row in rows}, {row[2] for row in rows}
        series = self._series(context, indicators) | measured.series_of_file(facts)
        known = set(filter(None, series.values()))
        stored = _lines(known, organisations) if known else {}
        if not stored and type(rows) is Columns:
            return Columns(len(rows), [*rows.columns, {"same": NEW}, {"same": None}, {"same": ""}])
        parts, compared = _parts(known, rows), []
        for row in rows:
            line, period = (series.get(row[1]), row[2]), row[3]
            if apart.is_part(period):
                period, *part = apart.parted(period)
                point = parts.get((*line, *part), {}).get(period)
            else:
                point = stored.get(line, {}).get(period)
            if point is None:
                compared.append([*row, NEW, None, ""])
            else:
                same = point[0] == row[4] and point[1] == row[5] and row[7] in (None, point[6])
                compared.append([*row, SAME if same else CHANGED, point[0], point[1]])
        return compared

    def basis(self, context):
        """The latest vintage and definition: figures change by these alone."""
        latest = Vintage.objects.aggregate(latest=Max("pk"))["latest"] or 0
        definition = DefinitionVersion.objects.aggregate(latest=Max("pk"))["latest"] or 0
        return f"{latest} {definition}"

    def _series(self, context, indicators):
        """{indicator: series or None}: that of the latest version of its definition."""
        latest = (
            DefinitionVersion.objects.filter(
                Q(measured__taken_back__isnull=True), indicator__in=indicators, indicator__programme=context.programme
            )
            .values("indicator")
            .annotate(number=Max("number"))
            .values_list("indicator", "number")
        )
        found = dict.fromkeys(indicators)
        wanted = dict(latest)
        for key, indicator, number in Series.objects.filter(definition__indicator__in=wanted).values_list(
            "pk", "definition__indicator", "definition__number"
        ):
            if wanted[indicator] == number:
                found[indicator] = key
        return found

    def store(self, context, job, parts):
        """Write the rows that say something new. Rights are asked again, row by row. Returns facts for the job."""
        of_parts = []  # filled while the rest is gathered, and recorded after it
        recorded = record(
            of_parts,
            columns=gathered(self._columns(context, parts, job.facts, of_parts)),
            by=context.by,
            kind=Vintage.Kind.FILE,
            source=context.programme.name,
            retrieved_at=timezone.now(),
            programme=context.programme,
            keep_empty=False,
            receipt=job.file_name[:80],
            sha256=job.sha256,
            note=measured.note_of(job.facts),
        )
        return {"vintage": recorded.vintage}

    def _columns(self, context, parts, facts, of_parts):
        """What each part has that is new or changed, for the store; figures of parts of organisations are put in `of_parts` as rows."""
        only, series = self.only(context), {}
        for part in parts:
            _refuse_others(only, part)
            fresh = part if part.same(8) else of_rows([row for row in part if row[8] != SAME])
            if fresh.same(8) == SAME:
                continue
            indicators, organisations = fresh.ints(1), fresh.ints(2)
            for key in set(indicators.tolist()) - series.keys():
                indicator = Indicator.objects.get(pk=key, programme=context.programme)
                if measured.writes(indicator, facts) and not context.may(self.permission):
                    raise Refusal(
                        _("These figures are of a definition that is not in the register. Who edits indicators imports it first.")
                    )
                try:
                    series[key] = series_of(indicator, by=context.by, definition=measured.version_of(indicator, facts, by=context.by)).pk
                except NotOurs as error:
                    raise Refusal(str(error)) from error
            if any(map(apart.is_part, fresh.among(3)[0])):
                of_parts += [_row(row, series[row[1]]) for row in fresh if apart.is_part(row[3])]
                fresh = [row for row in fresh if not apart.is_part(row[3])]
                if not fresh:
                    continue
                fresh = of_rows(fresh)
                indicators, organisations = fresh.ints(1), fresh.ints(2)
            keys = np.array(sorted(series))
            numbers = np.array([series[key] for key in keys.tolist()])[np.searchsorted(keys, indicators)]
            names, periods = fresh.among(3)
            yield store.Columns(numbers, organisations, periods, names, fresh.values(4), _odd(fresh))

    def undo(self, context, job, parts):
        if job.vintage is None:
            return
        only = self.only(context)
        for part in parts:
            _refuse_others(only, part)
        try:
            take_back(job.vintage, by=context.by)
            measured.unmark(job.facts, by=context.by)
        except TakenBackAlready as error:
            raise Refusal(_("The import has been taken back already.")) from error
        except SaidSince as error:
            raise Refusal(_("Some of the figures have been changed since. Taking the import back would lose those changes.")) from error

    # -- for people and machines --------------------------------------------------------------------------------------

    def names(self, context):
        return (
            dict(Indicator.objects.filter(programme=context.programme).values_list("pk", "code")),
            dict(Organisation.objects.values_list("pk", "name")),
        )

    def as_json(self, context, parts):
        codes, organisations = self.names(context)
        for part in parts:
            for row in part:
                yield {
                    "row": row[0],
                    "indicator": codes[row[1]],
                    "party": organisations[row[2]],
                    **apart.as_json(row[3]),
                    "value": row[4],
                    "comment": row[7] or "",
                    "change": row[8],
                }

    #: headings of the preview
    shown_headings = (gettext_lazy("Indicator"), gettext_lazy("Organisation"), gettext_lazy("Period"))

    def shown(self, context, rows):
        """For the preview: dicts with row, change, cells, and (column, before, after)."""
        codes, organisations = self.names(context)
        names = dict(Indicator.objects.filter(programme=context.programme).values_list("code", "name"))
        for row in rows:
            code = codes[row[1]]
            yield {
                "row": row[0],
                "change": row[8],
                "cells": [f"{code} {names[code]}", organisations[row[2]], apart.in_words(row[3])],
                "differences": [("", in_words(row[9], row[10]) if row[8] != NEW else "", in_words(row[4], row[5]))],
            }

    # -- out ----------------------------------------------------------------------------------------------------------

    def export(self, context):
        """Rows as the template has them: what is stored now, one value a row. Streams."""
        only = self.only(context)
        organisations = dict(Organisation.objects.values_list("pk", "name"))
        indicators = Indicator.objects.filter(programme=context.programme, kpi__isnull=True).order_by("code")
        latest = self._series(context, {indicator.pk for indicator in indicators})
        for indicator in indicators:
            lines = known_lines(Line.objects.filter(series=latest[indicator.pk], sex="T", breakdown=""))
            for (_series, organisation, *_all), points in sorted(lines.items(), key=lambda line: organisations[line[0][1]]):
                if only is not None and organisation not in only:
                    continue
                for period in sorted(points):
                    value, absence, sign, _count, _vintage, _mark, comment = points[period]
                    cell = sign if sign and value in (None, "0") else Decimal(value) if value is not None else _sign_of(absence)
                    yield [indicator.code, indicator.full_name, organisations[organisation], period, cell, indicator.unit, comment]

    def example(self, context):
        return [
            "Exempel: N12345",
            "Nyckeltalets namn",
            "Organisationens namn",
            str(context.day.year - 1),
            Decimal("1714.5"),
            "antal",
            "Denna rad läses inte in",
        ]

    def lists(self, context):
        """{column key: allowed values} for the template."""
        indicators = list(Indicator.objects.filter(programme=context.programme, kpi__isnull=True).order_by("code"))
        parties = Party.objects.filter(programme=context.programme).in_order()
        return {
            "code": [indicator.code for indicator in indicators],
            "organisation": [party.organisation.name for party in parties],
            "unit": sorted({indicator.unit for indicator in indicators}),
        }


def _row(row, series):
    """A row of the file that is of a part of an organisation, for the register."""
    period, sex, breakdown = apart.parted(row[3])
    return Row(series, row[2], period, sex, breakdown, row[4], row[5], row[6], None, row[7] or "")


def _refuse_others(only, part):
    """Figures are written, and taken back, by those who may enter them for every organisation they are about; None is all."""
    if only is not None and not only.issuperset(part.ints(2).tolist()):
        raise Refusal(_("You may no longer enter figures for all the organisations in the file."))


def _odd(part):
    """{place: (absence, sign, comment)} of the figures that are not only a value. A comment that is None is to stay as it is stored."""
    unsaid = part.values(7)[:1] == [None]  # the file has no such column
    quiet = part.same(8) == NEW if unsaid else part.same(7) == ""
    if quiet and part.same(5) == part.same(6) == "":
        return {}
    comments = [None if change == CHANGED else "" for change in part.values(8)] if unsaid else part.values(7)
    told = zip(part.values(5), part.values(6), comments, strict=True)
    return {place: each for place, each in enumerate(told) if any(each) or each[2] is None}


def _sign_of(absence):
    """An absence that was stored without a sign: missing is an empty cell."""
    return None if absence in ("", Absence.MISSING) else Absence(absence).sign


def _lines(series, organisations):
    """{(series, organisation): {period: (value, absence, sign, count, vintage, revised, comment)}} of what holds."""
    found = Line.objects.filter(series__in=series, sex="T", breakdown="")
    if len(organisations) < 200:
        found = found.filter(organisation__in=organisations)
    return {line[:2]: points for line, points in known_lines(found).items()}


def _parts(series, rows):
    """The same of parts of organisations, {(series, organisation, sex, breakdown): {period: …}}, when the rows have any."""
    if type(rows) is Columns or not series or not any(apart.is_part(row[3]) for row in rows):
        return {}
    return dict(known_lines(Line.objects.filter(series__in=series).exclude(sex="T", breakdown="")))


def in_words(value, absence):
    """A stored or new figure on screen."""
    return figures.in_words(value) if value is not None else str(Absence(absence).label) if absence else ""
