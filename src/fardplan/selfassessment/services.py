"""Writes of instruments: the questionnaire as data. What is fixed never changes: what comes next is a new version."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.parties.services import free_slug
from fardplan.selfassessment.models import Instrument, ScaleStep, Statement
from fardplan.selfassessment.rules import Step


def _unfixed(instrument):
    """The instrument as it stands now, held until the transaction ends. Raises ValidationError when a round with it has opened."""
    current = Instrument.objects.select_for_update().get(pk=instrument.pk)
    if current.is_fixed:
        raise ValidationError(_("A round with this version has opened, so it does not change. Make a new version."))
    return current


@transaction.atomic
def add_instrument(*, by, scale=(), **values):
    """`scale` are the steps, as dicts with value and label or as `rules.Step`."""
    instrument = writes.create(Instrument, by=by, **values)
    _set_scale(instrument, by=by, scale=scale)
    return instrument


@writes.told_once()
def edit_instrument(instrument, *, by, seen=None, scale=None, **values):
    """Raises ValidationError when it is fixed and something would change."""
    wanted = None if scale is None else [_pair(step) for step in scale]
    if instrument.is_fixed:
        same_scale = wanted is None or sorted(wanted) == list(instrument.scale.values_list("value", "label"))
        if same_scale and all(getattr(instrument, name) == value for name, value in values.items()):
            return instrument
    _unfixed(instrument)
    current = writes.change(instrument, by=by, seen=seen, **values)
    if wanted is not None:
        with writes.touching(current, "scale", by=by):
            _set_scale(current, by=by, scale=scale)
    return current


def _pair(step):
    return (step.value, step.label) if isinstance(step, Step | ScaleStep) else (step["value"], step["label"])


def _set_scale(instrument, *, by, scale):
    held = {step.value: step for step in instrument.scale.all()}
    for step in scale:
        value, label = _pair(step)
        if value in held:
            writes.change(held.pop(value), by=by, label=label)
        else:
            writes.create(ScaleStep, by=by, instrument=instrument, value=value, label=label)
    for step in held.values():
        writes.remove(step, by=by)


@transaction.atomic
def remove_instrument(instrument, *, by):
    """Take away a version that no round uses, with its scale and statements. Raises ValidationError when it is fixed."""
    _unfixed(instrument)
    for row in (*instrument.statements.all(), *instrument.scale.all()):
        writes.remove(row, by=by)
    writes.remove(instrument, by=by)


@transaction.atomic
def new_version(instrument, *, by):
    """The next version, to write on: same scale and statements. Rounds go on with the version that they opened with."""
    family = Instrument.objects.select_for_update().filter(programme=instrument.programme, title=instrument.title)
    number = max(row.number for row in family) + 1
    kept = ("description", "strength_from", "challenge_below", "origin", "source")
    made = writes.create(
        Instrument,
        by=by,
        programme=instrument.programme,
        slug=free_slug(Instrument, f"{instrument.title} {number}", programme=instrument.programme),
        title=instrument.title,
        number=number,
        previous=instrument,
        **{name: getattr(instrument, name) for name in kept},
    )
    _set_scale(made, by=by, scale=list(instrument.scale.all()))
    for statement in instrument.statements.all():
        names = ("goal", "text", "help", "weight", "position", "origin", "source")
        slug = free_slug(Statement, f"{statement.text[:60]} {number}", programme=made.programme)
        values = {name: getattr(statement, name) for name in names}
        writes.create(Statement, by=by, programme=made.programme, slug=slug, instrument=made, **values)
    return made


@transaction.atomic
def add_statement(*, by, instrument, **values):
    _unfixed(instrument)
    with writes.touching(instrument, "statements", by=by):
        return writes.create(Statement, by=by, instrument=instrument, **values)


@transaction.atomic
def edit_statement(statement, *, by, seen=None, **values):
    if statement.instrument.is_fixed and all(getattr(statement, name) == value for name, value in values.items()):
        return statement
    _unfixed(statement.instrument)
    with writes.touching(statement.instrument, "statements", by=by):
        return writes.change(statement, by=by, seen=seen, **values)


@transaction.atomic
def remove_statement(statement, *, by):
    _unfixed(statement.instrument)
    with writes.touching(statement.instrument, "statements", by=by):
        writes.remove(statement, by=by)
