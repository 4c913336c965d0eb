"""Writes about what is done and when."""

from django.db import transaction

from fardplan.audit import writes
from fardplan.plan.models import Activity, Attendance, Dependency, Exclusion, Lecturer, Milestone

add_milestone, edit_milestone = writes.verbs(Milestone)
add_dependency, edit_dependency = writes.verbs(Dependency)
add_exclusion, edit_exclusion = writes.verbs(Exclusion)


@transaction.atomic
def add_activity(*, by, links=None, lecturers=(), attendance=(), **values):
    """Enter an activity.

    `lecturers`: dicts with organisation and optionally unit_words and role; `attendance`: dicts with number and
    optionally party and target_group.
    """
    activity = writes.create(Activity, by=by, links=links, **values)
    set_lecturers(activity, by=by, lecturers=lecturers)
    set_attendance(activity, by=by, attendance=attendance)
    return activity


@transaction.atomic
def edit_activity(activity, *, by, seen=None, links=None, lecturers=None, attendance=None, **values):
    activity = writes.change(activity, by=by, seen=seen, links=links, **values)
    if lecturers is not None:
        set_lecturers(activity, by=by, lecturers=lecturers)
    if attendance is not None:
        set_attendance(activity, by=by, attendance=attendance)
    return activity


def close_activity(activity, *, state, by, seen=None):
    """Say that the activity is done or cancelled."""
    return writes.change(activity, by=by, seen=seen, verb="closed", state=state)


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
