from django.db import transaction

from fardplan.audit import writes
from fardplan.status.models import Risk, RiskAssessment
from fardplan.status.models.risks import VALUES


@transaction.atomic
def add_risk(*, by, assessments=None, **values):
    """Enter a risk. A judgement given with it becomes the first in its history; `assessments` (dicts, oldest first) tell it whole."""
    risk = writes.create(Risk, by=by, **{**values, **_latest(assessments)})
    if assessments is None:
        _remember(risk, by=by, before=dict.fromkeys(VALUES))
    else:
        _set_assessments(risk, by=by, assessments=assessments)
    return risk


@transaction.atomic
def edit_risk(risk, *, by, seen=None, assessments=None, **values):
    """Change a risk; values that are judged anew are remembered beside the earlier ones."""
    before = {name: getattr(risk, name) for name in VALUES}
    risk = writes.change(risk, by=by, seen=seen, **{**values, **_latest(assessments)})
    if assessments is None:
        _remember(risk, by=by, before=before)
    else:
        _set_assessments(risk, by=by, assessments=assessments)
    return risk


@transaction.atomic
def assess_risk(risk, *, by, dated, seen=None, words="", review_date=None, **values):
    """Judge a risk anew on a day: a row of its own, also when the values stay as they were. `review_date`: by when next time."""
    risk = writes.change(risk, by=by, seen=seen, verb="assessed", assessed_date=dated, review_date=review_date, **values)
    _add(risk, by=by, dated=dated, words=words)
    return risk


def set_risk_state(risk, *, by, state, words="", seen=None):
    return writes.change(risk, by=by, seen=seen, verb="moved", state=state, state_words=words)


@transaction.atomic
def remove_risk(risk, *, by):
    """Take away a risk with its judgements. Raises ProtectedError when something answers it."""
    for row in risk.assessments.all():
        writes.remove(row, by=by)
    writes.remove(risk, by=by)


def _remember(risk, *, by, before):
    if any(getattr(risk, name) != before[name] for name in VALUES):
        _add(risk, by=by, dated=risk.assessed_date)


def _add(risk, *, by, dated, words=""):
    values = {name: getattr(risk, name) for name in VALUES}
    position = risk.assessments.count()
    writes.create(
        RiskAssessment, by=by, risk=risk, dated=dated, words=words, position=position, origin=risk.origin, source=risk.source, **values
    )


def _latest(assessments):
    """The values that the risk itself shows: those judged last."""
    if not assessments:
        return {}
    last = assessments[-1]
    return {**{name: last.get(name) for name in VALUES}, "assessed_date": last.get("dated")}


def _set_assessments(risk, *, by, assessments):
    held = list(risk.assessments.all())
    for position, values in enumerate(assessments):
        if held:
            writes.change(held.pop(0), by=by, position=position, **values)
        else:
            writes.create(RiskAssessment, by=by, risk=risk, position=position, **values)
    for row in held:
        writes.remove(row, by=by)
