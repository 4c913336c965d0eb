"""Writes of what a unit answers: kept as it is typed, handed in whole, and opened again when something was wrong."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from fardplan.attachments.models import Attachment
from fardplan.audit import writes
from fardplan.parties.models import Party
from fardplan.selfassessment.models import Answer, Assessment, Round
from fardplan.selfassessment.rounds import NotNow


def _locked(assessment):
    """The unit's assessment and its round as they stand now, held until the transaction ends."""
    current = Round.objects.select_for_update().get(pk=assessment.round_id)
    found = Assessment.objects.select_for_update().get(pk=assessment.pk)
    found.round = current
    return found


@writes.told_once()
def save_answers(assessment, *, by, on, answers, step=None, seen=None):
    """Keep what has been answered so far; returns the assessment. `answers` are dicts with statement, value, not_applicable, comment
    and evidence.

    Also when the round has closed meanwhile: what was typed is stored and counts if the unit is let in. `seen` is the version of `step`
    (`sheets.Step`) that was shown: Stale is raised when somebody else answered the same statements since. Raises NotNow when it has been
    handed in, and ValidationError for a figure that is no step of the scale.
    """
    current = _locked(assessment)
    if not current.may_be_written:
        raise NotNow(_("It has been handed in, so it does not change. Open it again first."))
    held = {answer.statement_id: answer for answer in current.answers.all()}
    if seen is not None and step is not None:
        latest = step.renewed()
        if latest.version != seen:
            newest = max((held[row.pk] for row in latest.statements if row.pk in held), key=lambda row: row.version)
            raise writes.Stale(latest, **writes.latest_writer(newest))
    if not current.is_begun:
        current = writes.change(current, by=by, verb="begun", begun_date=on)
    _set_answers(current, held, by=by, answers=answers)
    return current


def _set_answers(assessment, held, *, by, answers):
    allowed = {step.value for step in assessment.round.instrument.steps}
    for given in answers:
        values = {name: value for name, value in given.items() if name != "statement"}
        if values.get("value") is not None and values["value"] not in allowed:
            raise ValidationError(_("%(value)s is no step of the scale.") % {"value": values["value"]})
        if given["statement"].instrument_id != assessment.round.instrument_id:
            raise ValidationError(_("“%(statement)s” belongs to another version of the instrument.") % {"statement": given["statement"]})
        row = held.get(given["statement"].pk)
        if row is not None:
            row.assessment = assessment
            writes.change(row, by=by, **values)
        elif any(value not in (None, "", False) for value in values.values()):
            writes.create(Answer, by=by, assessment=assessment, **given)


@transaction.atomic
def hand_in(assessment, *, by, on, people, seen=None):
    """What the unit answers counts from now on, and does not change. After the round's last day it is marked late.

    Raises NotNow when the round has closed and the unit is not let in, when the party already shows its results, and when a statement
    has no answer; ValidationError when nobody took part.
    """
    current = _locked(assessment)
    if current.is_handed_in:
        raise NotNow(_("It has been handed in already."))
    if not current.may_be_handed_in:
        raise NotNow(
            _(
                "The round has closed. What you have answered is kept: ask those who keep the round to let the unit in, then hand it in late."
            )
        )
    _not_released(current)
    missing = missing_of(current)
    if missing:
        raise NotNow(
            ngettext(
                "%(count)s statement has no answer. Choose a step, or that it does not concern you.",
                "%(count)s statements have no answer. Choose a step, or that they do not concern you.",
                missing,
            )
            % {"count": missing}
        )
    return writes.change(assessment, by=by, seen=seen, verb="handed_in", handed_in_date=on, people=people)


def missing_of(assessment) -> int:
    """How many of the instrument's statements have no answer yet."""
    given = assessment.answers.filter(value__isnull=False) | assessment.answers.filter(not_applicable=True)
    return assessment.round.instrument.statements.count() - given.count()


def _not_released(assessment):
    # One unit more in figures that others have seen tells what that unit answered.
    if assessment.round.releases.filter(party=assessment.party_id).exists():
        raise NotNow(_("%(party)s already shows its results. It takes them back first.") % {"party": assessment.party.name})


@transaction.atomic
def reopen_assessment(assessment, *, by, keeps=False, seen=None):
    """The unit may write and hand in again: what was handed in is taken back to be changed, or a unit that was late is let in.

    Those who answer do so while the round is open; those who keep the round (`keeps`) also when it has closed. Raises NotNow.
    """
    current = _locked(assessment)
    if current.round.is_preparing:
        raise NotNow(_("The round has not opened."))
    if current.round.is_closed and not keeps:
        raise NotNow(_("The round has closed. Ask those who keep the round to let the unit in."))
    if current.may_be_handed_in:
        raise NotNow(_("It has not been handed in."))
    _not_released(current)
    return writes.change(assessment, by=by, seen=seen, verb="reopened", handed_in_date=None, is_admitted=current.round.is_closed)


@transaction.atomic
def move_assessment(assessment, *, by, on, seen=None):
    """The unit has come under another organisation: what it has answered so far goes with it to the party it belongs to on the day `on`.

    What is handed in stays where it was handed in. Raises NotNow.
    """
    current = _locked(assessment)
    if current.is_handed_in:
        raise NotNow(_("It has been handed in for %(party)s, and stays there.") % {"party": current.party.name})
    party = Party.objects.filter(programme=current.programme, organisation=current.unit.organisation).holding_on(on).first()
    if party is None:
        raise NotNow(_("%(unit)s belongs to no party of the programme.") % {"unit": current.unit})
    if party.pk == current.party_id:
        raise NotNow(_("It stands for that party already."))
    return writes.change(assessment, by=by, seen=seen, verb="moved", party=party)


def carries(assessment):
    """Whether documents hang on the assessment."""
    return Attachment.objects.there().of(assessment).exists()


# From a folder


@writes.told_once()
def add_assessment(*, by, answers=None, **values):
    """What a unit has answered, as a folder states it."""
    assessment = writes.create(Assessment, by=by, **values)
    _set_answers(assessment, {}, by=by, answers=answers or ())
    return assessment


@writes.told_once()
def edit_assessment(assessment, *, by, seen=None, answers=None, **values):
    assessment = writes.change(assessment, by=by, seen=seen, **values)
    if answers is not None:
        _set_answers(assessment, {answer.statement_id: answer for answer in assessment.answers.all()}, by=by, answers=answers)
    return assessment
