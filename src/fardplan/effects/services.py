"""Writes about effects. A plan changed in substance is a plan written that day; an evaluation, once counted, stays as it is."""

import hashlib
import json
import logging

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from fardplan import evaluation as method
from fardplan.audit import writes
from fardplan.effects import rules
from fardplan.effects.models import Effect, EffectStart, Evaluation, EvaluationRecord
from fardplan.effects.planning import NoFigures, pin_of_day, plan_of
from fardplan.spc import SpcError

logger = logging.getLogger("fardplan.jobs")

#: What the methods answer in, and what is stored.
LANGUAGE = "sv"


class NothingToTake(Exception):
    """An effect that has been evaluated stays, also when nothing was shown."""

    def __init__(self):
        super().__init__(_("It has been evaluated, so it stays: also that nothing was shown is a result."))


@transaction.atomic
def add_effect(*, by, registered_date, starts=(), evaluations=(), links=None, **values):
    """Write down what an initiative means to move. `starts`: dicts of organisation and began, and optionally origin and source;
    `evaluations`: days (dicts with asked_date) on which a folder says that it was evaluated."""
    _check(starts, (links or {}).get("compared_with", ()), values.get("compared"))
    effect = writes.create(Effect, by=by, links=links, registered_date=registered_date, **values)
    _set_starts(effect, starts, by=by)
    _set_asked(effect, evaluations, by=by)
    return effect


@transaction.atomic
def edit_effect(effect, *, by, on=None, seen=None, starts=None, evaluations=None, links=None, **values):
    """Change the plan. Changed in what an evaluation rests on, it counts as written down on the day `on`, whatever it was before.

    A folder gives `registered_date` itself. Raises ValidationError and audit.writes.Stale.
    """
    compared_with = list((links or {}).get("compared_with", effect.compared_with.all()))
    told = starts if starts is not None else [{"organisation": row.organisation} for row in effect.starts.select_related("organisation")]
    _check(told, compared_with, values.get("compared", effect.compared))
    if on is not None and _is_other(effect, starts, compared_with, values):
        values["registered_date"] = on
    effect = writes.change(effect, by=by, seen=seen, links=links, **values)
    with writes.touching(effect, "starts", "evaluations", by=by):
        if starts is not None:
            _set_starts(effect, starts, by=by)
        _set_asked(effect, evaluations or (), by=by)
    return effect


@transaction.atomic
def remove_effect(effect, *, by):
    """Take away what was entered by mistake. Raises NothingToTake when it has been evaluated."""
    if effect.evaluations.filter(state=Evaluation.State.DONE).exists():
        raise NothingToTake
    for row in [*effect.evaluations.all(), *effect.starts.all()]:
        writes.remove(row, by=by)
    writes.remove(effect, by=by)


def _is_other(effect, starts, compared_with, values):
    if any(name in values and getattr(effect, name) != values[name] for name in rules.SUBSTANCE):
        return True
    if {row.pk for row in compared_with} != set(effect.compared_with.values_list("pk", flat=True)):
        return True
    if starts is None:
        return False
    held = {row.organisation_id: row.began.words for row in effect.starts.all()}
    return {row["organisation"].pk: row["began"].words for row in starts} != held


def _check(starts, compared_with, compared):
    """An organisation is on one side only, and a series that is compared with itself is one organisation's."""
    begun = {row["organisation"].pk: row["organisation"] for row in starts}
    if both := [row for row in compared_with if row.pk in begun]:
        names = ", ".join(row.short_name or row.name for row in both)
        raise ValidationError(
            {"compared_with": _("%(names)s works in the new way and cannot also be what it is compared with.") % {"names": names}}
        )
    if len(begun) < len(list(starts)):
        raise ValidationError(_("The same organisation begins twice. Leave one of the rows."))
    if compared == Effect.Compared.ITSELF and compared_with:
        raise ValidationError(
            {"compared_with": _("Compared with its own course before, nobody else is needed. Choose another comparison, or nobody.")}
        )
    if compared == Effect.Compared.ITSELF and len(begun) > 1:
        raise ValidationError(
            {"compared": _("Its own course before is one organisation's. With several that begin, compare with those that have not.")}
        )
    for row in starts:
        if row.get("began") is not None and row["began"].starts_earliest is None:
            raise ValidationError(_("Say when it begins, for example 2024, HT 2024 or 1 March 2024."))


def _set_starts(effect, starts, *, by):
    held = {row.organisation_id: row for row in effect.starts.all()}
    for values in starts:
        row = held.pop(values["organisation"].pk, None)
        if row is None:
            writes.create(EffectStart, by=by, effect=effect, **values)
        else:
            writes.change(row, by=by, **values)
    for row in held.values():
        writes.remove(row, by=by)


def _set_asked(effect, asked, *, by):
    held = set(effect.evaluations.values_list("asked_date", flat=True))
    for values in asked:
        if values["asked_date"] not in held:
            _ask(effect, by=by, on=values["asked_date"])


# Evaluating ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@transaction.atomic
def ask_for_evaluation(effect, *, by, on):
    """Have the job runner evaluate the effect on the figures known now. Returns the Evaluation; one that waits already is that one."""
    Effect.objects.select_for_update().get(pk=effect.pk)
    if waiting := effect.evaluations.filter(state=Evaluation.State.WAITING).first():
        return waiting
    row = _ask(effect, by=by, on=on)
    from fardplan.effects.jobs import count  # the job calls this module

    count.enqueue(row.pk)
    return row


def _ask(effect, *, by, on):
    latest = effect.evaluations.order_by("-number").values_list("number", flat=True).first() or 0
    person = by if hasattr(by, "pk") else None
    return writes.create(Evaluation, by=by, effect=effect, number=latest + 1, asked_date=on, asked_by=person)


def count_waiting(programme, *, by, at):
    """Count at once all that wait in a programme, each on what was known on the day it was asked for: for a folder that has just brought
    its figures. Returns how many."""
    waiting = Evaluation.objects.filter(effect__programme=programme, state=Evaluation.State.WAITING).order_by("pk")
    return len([carry_out(pk, at=at, by=by, pin=pin_of_day(programme, asked)) for pk, asked in waiting.values_list("pk", "asked_date")])


@transaction.atomic
def carry_out(pk, *, at, by="evaluate", pin=None):
    """Evaluate by the plan on the figures that are known (or were when the vintage `pin` had been recorded), and keep plan, figures,
    result and pictures. Returns the state it came to."""
    row = Evaluation.objects.select_for_update().filter(pk=pk, state=Evaluation.State.WAITING).first()
    if row is None:  # counted already, or taken away
        return ""
    row.effect = Effect.objects.select_related("programme", "initiative", "indicator__kpi__metadata").get(pk=row.effect_id)
    by = row.asked_by or by
    with translation.override(LANGUAGE):
        try:
            planned = plan_of(row.effect, pin=pin)
            plan = method.read(planned.plan)
            result = method.evaluate(plan, method.inline(planned.plan["data"]))
        except (SpcError, NoFigures) as problem:
            problem = str(problem)[:500]
            return writes.change(row, by=by, verb="evaluated", state=Evaluation.State.FAILED, problem=problem, made_at=at).state
        except Exception:
            # A fault of ours: whoever asked is told that it stopped, and the log tells why.
            logger.exception("evaluation %s failed", pk)
            problem = _("Something went wrong in the counting. Nothing has been concluded.")
            return writes.change(row, by=by, verb="evaluated", state=Evaluation.State.FAILED, problem=problem, made_at=at).state
    found = result.as_dict()
    text = json.dumps(found, ensure_ascii=False, sort_keys=True, allow_nan=False)
    EvaluationRecord.objects.create(
        evaluation=row,
        plan=planned.plan,
        result=found,
        notes=[*result.notes, *planned.notes],
        wide=method.draw(result),
        narrow=method.draw(result, width=310, height=300),
        sheet=method.sheet(result),
    )
    done = writes.change(
        row,
        by=by,
        verb="evaluated",
        state=Evaluation.State.DONE,
        made_at=at,
        vintage=planned.vintage,
        verdict=result.verdict,
        headline=result.headline,
        conclusion="\n".join([*result.sentences, *planned.sentences(result)]),
        registered=result.registered,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
    return done.state
