"""Writes about what is done and when. A new row stands last among its kind unless told where."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.plan.models import Activity, Attendance, Dependency, Exclusion, Lecturer, Milestone
from fardplan.plan.rules import CLOSED, State


def _added_last(model):
    def add(*, by, links=None, **values):
        values.setdefault("position", _after_the_last(model, values["programme"]))
        return writes.create(model, by=by, links=links, **values)

    return add


def _after_the_last(model, programme):
    last = model.objects.filter(programme=programme).aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


add_milestone, edit_milestone = _added_last(Milestone), writes.verbs(Milestone)[1]
add_dependency, edit_dependency = _added_last(Dependency), writes.verbs(Dependency)[1]
add_exclusion, edit_exclusion = _added_last(Exclusion), writes.verbs(Exclusion)[1]
end_dependency = end_exclusion = writes.end
reopen_dependency = reopen_exclusion = writes.reopen


def finish_milestone(milestone, *, done, by, seen=None):
    """Say that the milestone has been reached, and when (a Timing)."""
    return writes.change(milestone, by=by, seen=seen, verb="closed", done=done, is_outcome_unknown=False)


def reopen_milestone(milestone, *, by, seen=None):
    """It is not done after all: it is late or to come, as its day says."""
    return writes.change(milestone, by=by, seen=seen, verb="reopened", done=None)


#: An entry made by mistake. Raises ProtectedError when something hangs on the row.
remove_milestone = remove_dependency = remove_exclusion = writes.remove
remove_activity = writes.remove_with("lecturers", "attendances")


@transaction.atomic
def add_activity(*, by, links=None, lecturers=(), attendance=(), **values):
    """Enter an activity.

    `lecturers`: dicts with organisation and optionally unit_words and role; `attendance`: dicts with number and
    optionally party and target_group.
    """
    values.setdefault("position", _after_the_last(Activity, values["programme"]))
    activity = writes.create(Activity, by=by, links=links, **values)
    set_lecturers(activity, by=by, lecturers=lecturers)
    set_attendance(activity, by=by, attendance=attendance)
    return activity


@transaction.atomic
def edit_activity(activity, *, by, seen=None, links=None, lecturers=None, attendance=None, **values):
    """Change an activity; `lecturers` and `attendance` are left alone when None. Raises audit.writes.Stale."""
    activity = writes.change(activity, by=by, seen=seen, links=links, **values)
    with writes.touching(activity, "lecturers", "attendances", by=by):
        if lecturers is not None:
            set_lecturers(activity, by=by, lecturers=lecturers)
        if attendance is not None:
            set_attendance(activity, by=by, attendance=attendance)
    return activity


@transaction.atomic
def close_activity(activity, *, state, by, participants=None, seen=None):
    """Say that the activity is done or cancelled. `participants` is how many came, all together, when it is known."""
    if state not in CLOSED:
        raise ValidationError({"state": _("Say that the activity is done, or that it is cancelled.")})
    activity = writes.change(activity, by=by, seen=seen, verb="closed", state=state)
    if participants is not None and state == State.DONE:
        counted = activity.attendances.filter(party=None, target_group=None).first()
        if counted is not None:
            writes.change(counted, by=by, number=participants)
        else:
            writes.create(Attendance, by=by, activity=activity, number=participants)
        writes.touch(activity, by=by)
    return activity


def reopen_activity(activity, *, by, seen=None):
    """It goes on after all. Who came stays counted."""
    return writes.change(activity, by=by, seen=seen, verb="reopened", state=State.ONGOING)


def set_lecturers(activity, *, by, lecturers):
    held = list(activity.lecturers.all())
    for position, values in enumerate(lecturers):
        if position < len(held):
            writes.change(held[position], by=by, **{"unit_words": "", "role": "", **values, "position": position})
        else:
            writes.create(Lecturer, by=by, activity=activity, position=position, **values)
    for row in held[len(lecturers) :]:
        writes.remove(row, by=by)


def set_attendance(activity, *, by, attendance):
    held = {(row.party_id, row.target_group_id): row for row in activity.attendances.all()}
    for values in attendance:
        party, group = values.get("party"), values.get("target_group")
        activity.check_links({"party": [party] if party else [], "target_group": [group] if group else []})
        row = held.pop((party and party.pk, group and group.pk), None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(Attendance, by=by, activity=activity, **values)
    for row in held.values():
        writes.remove(row, by=by)
