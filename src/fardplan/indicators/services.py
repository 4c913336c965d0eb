from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.indicators import rules
from fardplan.indicators.models import DefinitionVersion, Indicator, KoladaKpi, Series, Target, Vintage
from fardplan.indicators.recording import OlderThanStored, Recorded, Row, SaidSince, TakenBackAlready, TwoValues, record, take_back


@transaction.atomic
def add_indicator(*, by, definitions=None, targets=None, links=None, **values):
    """A new indicator, with its `definitions` and `targets` (lists of values) when they are given. Raises ValidationError."""
    indicator = writes.create(Indicator, by=by, links=links, **values)
    _put_rows(indicator, definitions, targets, by=by)
    return indicator


@transaction.atomic
def edit_indicator(indicator, *, by, seen=None, definitions=None, targets=None, links=None, **values):
    """Change an indicator. Definitions are found by their number and targets by what they are for; none is taken away here."""
    indicator = writes.change(indicator, by=by, seen=seen, links=links, **values)
    with writes.touching(indicator, "definitions", "targets", by=by):
        _put_rows(indicator, definitions, targets, by=by)
    return indicator


def _put_rows(indicator, definitions, targets, *, by):
    for values in definitions or ():
        number = values.get("number") or 1
        stored = indicator.definitions.filter(number=number).first()
        if stored is None:
            writes.create(DefinitionVersion, by=by, indicator=indicator, **{**values, "number": number})
        else:
            writes.change(stored, by=by, **values)
    for values in targets or ():
        put_target(indicator, by=by, **values)


@transaction.atomic
def put_target(indicator, *, by, period, value, kind=Target.Kind.TARGET, goal=None, party=None, **values):
    """The level wanted (or started from) for a period, for a party or for all; one that is there is changed."""
    if not rules.is_period(str(period)):
        raise ValidationError({"period": _("Write a period as 2026, 2026-H1, 2026-Q1 or 2026-05.")})
    key = {"indicator": indicator, "kind": kind, "goal": goal, "party": party, "period": period}
    stored = Target.objects.filter(**key).first()
    if stored is None:
        return writes.create(Target, by=by, **key, value=value, **values)
    return writes.change(stored, by=by, value=value, **values)


@transaction.atomic
def edit_target(target, *, by, period, seen=None, **values):
    """Change a target or baseline, also which period, party or goal it is for. Raises ValidationError and Stale."""
    if not rules.is_period(str(period)):
        raise ValidationError({"period": _("Write a period as 2026, 2026-H1, 2026-Q1 or 2026-05.")})
    with writes.touching(target.indicator, "targets", by=by):
        return writes.change(target, by=by, seen=seen, period=period, **values)


@transaction.atomic
def remove_target(target, *, by):
    """Take away a level that was entered by mistake; the log keeps what it said."""
    with writes.touching(target.indicator, "targets", by=by):
        writes.remove(target, by=by)


@transaction.atomic
def add_definition(indicator, *, by, **values):
    """A new version of what the indicator counts; earlier ones stay as they are.

    Figures of an own indicator that are entered from now on are of this version. Of one of Kolada's it is the programme's own
    description, beside the catalogue's words: the figures are Kolada's all the same.
    """
    Indicator.objects.select_for_update().get(pk=indicator.pk)
    latest = indicator.definitions.order_by("-number").first()
    with writes.touching(indicator, "definitions", by=by):
        return writes.create(DefinitionVersion, by=by, indicator=indicator, number=(latest.number if latest else 0) + 1, **values)


@transaction.atomic
def mark_definition(version, *, by, measured):
    """What a released measure says of itself, and whether its figures have been taken back."""
    with writes.touching(version.indicator, "definitions", by=by):
        return writes.change(version, by=by, measured=measured)


@transaction.atomic
def remove_indicator(indicator, *, by):
    """An entry made by mistake. Raises ProtectedError when figures or anything else hang on it."""
    writes.remove(indicator, by=by)


def series_of(indicator, *, by, definition=None):
    """The series that figures of an indicator belong to: Kolada's, or that of the definition (the latest unless told).

    Made when it is first needed, and so is version 1 of a definition that nobody has written yet. A measure whose figures were taken back is no
    definition of what is entered afterwards. Raises NotOurs when no definition is told and the latest is of a released measure.
    """
    if indicator.kpi_id:
        return series_of_kpi(indicator.kpi)
    if definition is None:
        versions = list(indicator.definitions.order_by("-number"))
        definition = next((each for each in versions if not each.is_taken_back), None)
        if definition is None:
            definition = writes.create(DefinitionVersion, by=by, indicator=indicator, number=versions[0].number + 1 if versions else 1)
        elif definition.measured:
            raise NotOurs(
                _("The figures of %(code)s are computed by a definition. They come in a release, and are not entered beside it.")
                % {"code": indicator.code}
            )
    return Series.objects.get_or_create(definition=definition)[0]


def series_of_kpi(kpi: KoladaKpi):
    return Series.objects.get_or_create(kpi=kpi)[0]


class NotOurs(Exception):
    """The figures are Kolada's or a released measure's: they come from there, and nobody enters them by hand."""


@transaction.atomic
def put_value(
    indicator, *, by, organisation, period, value=None, absence="", sex="T", sign="", comment="", breakdown="", definition=None, at=None
):
    """Enter one figure of an own indicator. Returns Recorded; nothing is written when the register says the same already.

    Raises NotOurs for an indicator of Kolada's and ValidationError with one list per field.
    """
    if indicator.is_kolada:
        raise NotOurs(_("These figures come from Kolada. They are fetched, not entered."))
    if not rules.is_period(period):
        raise ValidationError({"period": _("Write a period as 2026, 2026-H1, 2026-Q1 or 2026-05.")})
    if (value is None) == (not absence):
        raise ValidationError({"value": _("Give a value, or say why there is none.")})
    series = series_of(indicator, by=by, definition=definition)
    # Two who enter at the same moment: the second compares with what the first wrote.
    Series.objects.select_for_update().get(pk=series.pk)
    row = Row(series.pk, organisation.pk, period, sex, breakdown, value, absence, sign, None, comment)
    return record(
        [row],
        by=by,
        kind=Vintage.Kind.FORM,
        source=indicator.programme.name,
        retrieved_at=at or timezone.now(),
        programme=indicator.programme,
        keep_empty=False,
    )


__all__ = [
    "NotOurs",
    "OlderThanStored",
    "Recorded",
    "Row",
    "SaidSince",
    "TakenBackAlready",
    "TwoValues",
    "add_definition",
    "add_indicator",
    "edit_indicator",
    "edit_target",
    "mark_definition",
    "put_target",
    "put_value",
    "record",
    "remove_indicator",
    "remove_target",
    "series_of",
    "series_of_kpi",
    "take_back",
]
