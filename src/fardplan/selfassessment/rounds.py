"""Writes of rounds: prepared, opened, closed, opened again; whom they invite; and that a party shows its results."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.parties.models import Party
from fardplan.parties.services import free_slug
from fardplan.selfassessment.models import Assessment, Instrument, Release, Round
from fardplan.selfassessment.rules import State


class NotNow(Exception):
    """The round is in another state than the verb needs; the text says what to do."""


def _locked(row):
    """The round as it stands now, held until the transaction ends: all that concerns its answers waits for it."""
    return Round.objects.select_for_update().get(pk=row.pk)


def _require(allowed, message):
    if not allowed:
        raise NotNow(message)


@transaction.atomic
def enter_round(*, by, **values):
    """From the pages: a round that is being prepared."""
    return writes.create(Round, by=by, **values)


@transaction.atomic
def change_round(row, *, by, seen=None, **values):
    """From the pages. What people have answered to does not change: once open, neither the instrument nor the period, and the fewest
    people behind a figure only become more. Raises NotNow, Stale and ValidationError."""
    current = _locked(row)
    if not current.is_preparing:
        fixed = any(name in values and getattr(current, name) != values[name] for name in ("instrument", "period"))
        _require(not fixed, _("The round has opened, so its instrument and period do not change."))
        if values.get("minimum", current.minimum) < current.minimum:
            raise ValidationError({"minimum": _("People have answered on the promise of the earlier figure: it can only be made higher.")})
    return writes.change(row, by=by, seen=seen, **values)


@transaction.atomic
def remove_round(row, *, by):
    """Take away a round that has not opened, with its invitations. Raises NotNow."""
    _require(_locked(row).is_preparing, _("The round has opened, so it cannot be taken away. Close it."))
    for assessment in row.assessments.all():
        writes.remove(assessment, by=by)
    writes.remove(row, by=by)


@transaction.atomic
def invite(row, *, by, units, on, seen=None):
    """Let the round be about these units: new ones are invited, and those left out that have not begun are taken away.

    A unit stands for the party that its organisation is on the day `on`. Raises NotNow when the round has closed, and ValidationError
    for a unit of an organisation that is no party.
    """
    current = _locked(row)
    _require(not current.is_closed, _("The round has closed. Open it again first."))
    if seen is not None and seen != current.version:
        raise writes.Stale(current, **writes.latest_writer(current))
    parties = {party.organisation_id: party for party in Party.objects.filter(programme=current.programme).holding_on(on)}
    with writes.touching(current, "assessments", by=by):
        held = {assessment.unit_id: assessment for assessment in current.assessments.all()}
        for unit in units:
            if held.pop(unit.pk, None):
                continue
            if unit.organisation_id not in parties:
                raise ValidationError(_("%(unit)s belongs to no party of the programme.") % {"unit": unit})
            _add(current, unit, parties[unit.organisation_id], by=by)
        for assessment in held.values():
            _require(not assessment.is_begun, _("%(unit)s has begun, so it stays in the round.") % {"unit": assessment.unit})
            writes.remove(assessment, by=by)
    return current


def _add(row, unit, party, *, by):
    slug = free_slug(Assessment, f"{row.slug[:38]} {unit.slug[:38]}", programme=row.programme)
    return writes.create(Assessment, by=by, programme=row.programme, slug=slug, round=row, unit=unit, party=party)


@transaction.atomic
def open_round(row, *, by, on, last_day, seen=None):
    """Open on the day `on` for answers to and including `last_day`. The instrument's version is fixed from now on.

    Raises NotNow when there is nothing to answer or nobody to answer it, and ValidationError for a last day that has passed.
    """
    current = _locked(row)
    _require(current.is_preparing, _("The round has opened already."))
    instrument = Instrument.objects.select_for_update().get(pk=current.instrument_id)
    _require(instrument.scale.count() > 1, _("The instrument has no scale. Write it first."))
    _require(instrument.statements.exists(), _("The instrument has no statements. Write them first."))
    _require(current.assessments.exists(), _("No unit is invited. Choose the units first."))
    if last_day < on:
        raise ValidationError({"last_day": _("The last day has passed.")})
    if not instrument.is_fixed:
        writes.change(instrument, by=by, verb="fixed", fixed_date=on)
    return writes.change(row, by=by, seen=seen, verb="opened", state=State.OPEN, opened_date=on, last_day=last_day)


@transaction.atomic
def close_round(row, *, by, on, seen=None):
    """No more is handed in, unless a unit is let in. What is half written is kept, and can still be written on."""
    _require(_locked(row).is_open, _("The round is not open."))
    return writes.change(row, by=by, seen=seen, verb="closed", state=State.CLOSED, closed_date=on)


@transaction.atomic
def reopen_round(row, *, by, on, last_day, seen=None):
    """A closed round is open again, to and including `last_day`. Raises NotNow when a party already shows its results."""
    current = _locked(row)
    _require(current.is_closed, _("The round is not closed."))
    shown = current.releases.select_related("party__organisation").first()
    if shown:
        raise NotNow(_("%(party)s already shows its results. It takes them back first.") % {"party": shown.party.name})
    if last_day < on:
        raise ValidationError({"last_day": _("The last day has passed.")})
    return writes.change(row, by=by, seen=seen, verb="reopened", state=State.OPEN, closed_date=None, last_day=last_day)


@transaction.atomic
def release(row, party, *, by, on):
    """The party shows its results to the others. Raises NotNow before the round has closed: results that change while they are looked at
    tell what the unit that came last answered."""
    current = _locked(row)
    _require(current.is_closed, _("Results are shown to others when the round has closed."))
    _require(
        current.assessments.filter(party=party, handed_in_date__isnull=False).exists(),
        _("No unit has handed in, so there is nothing to show."),
    )
    found = current.releases.filter(party=party).first()
    return found or writes.create(Release, by=by, round=current, party=party, released_date=on)


@transaction.atomic
def take_back_release(row, party, *, by):
    """The results are the party's own again. The history tells that they were shown."""
    _locked(row)
    found = Release.objects.filter(round=row, party=party).first()
    _require(found, _("The results are not shown to others."))
    writes.remove(found, by=by)


# From a folder: rounds that have been


@transaction.atomic
def add_round(*, by, releases=None, **values):
    """A round as a folder states it. One that has opened fixes its instrument."""
    row = writes.create(Round, by=by, **values)
    if not row.is_preparing and not row.instrument.is_fixed:
        writes.change(row.instrument, by=by, verb="fixed", fixed_date=row.opened_date)
    _set_releases(row, by=by, releases=releases or ())
    return row


@transaction.atomic
def edit_round(row, *, by, seen=None, releases=None, **values):
    row = writes.change(row, by=by, seen=seen, **values)
    if releases is not None:
        with writes.touching(row, "releases", by=by):
            _set_releases(row, by=by, releases=releases)
    return row


def _set_releases(row, *, by, releases):
    held = {release.party_id: release for release in row.releases.all()}
    for values in releases:
        found = held.pop(values["party"].pk, None)
        if found:
            writes.change(found, by=by, **values)
        else:
            writes.create(Release, by=by, round=row, **values)
    for surplus in held.values():
        writes.remove(surplus, by=by)
