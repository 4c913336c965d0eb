"""Taking back what one entry of the log wrote: each row says again what it said before, and whoever has changed it since is not overrun.

The log holds every value before and after, so nothing else needs to be kept. Versions go on: whoever has the row open is told.
"""

from django.apps import apps
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from fardplan.attachments.models import Attachment
from fardplan.audit import writes
from fardplan.audit.models import Event
from fardplan.workflows.models import BulkChange

#: What hangs on another row, and the value that names it.
HANGS_ON = {
    "portfolio.InitiativePhase": ("portfolio.Initiative", "initiative_id"),
    "portfolio.InitiativeGoal": ("portfolio.Initiative", "initiative_id"),
    "portfolio.InitiativePartner": ("portfolio.Initiative", "initiative_id"),
    "plan.Lecturer": ("plan.Activity", "activity_id"),
    "plan.Attendance": ("plan.Activity", "activity_id"),
}


class Kept(Exception):
    """A row cannot be taken back; the text says why."""


def groups_of(bulk):
    """[(the row as it stands or None, its events in order)] of what a BulkChange wrote: each row together with what hangs on it."""
    events = Event.objects.filter(entry__request_id=bulk.request_id).exclude(model=BulkChange._meta.label).order_by("number")
    groups = {}
    for event in events:
        label, name = HANGS_ON.get(event.model, ("", ""))
        key = (label, (event.after or event.before)[name]) if label else (event.model, event.object_id)
        groups.setdefault(key, []).append(event)
    roots = {}
    for label in {label for label, _pk in groups}:
        pks = [pk for of, pk in groups if of == label]
        for first in range(0, len(pks), 500):
            found = apps.get_model(label)._base_manager.select_related("programme").filter(pk__in=pks[first : first + 500])
            roots |= {(label, row.pk): row for row in found}
    return [(roots.get(key), told) for key, told in groups.items()]


def take_back(root, events, *, by):
    """Let every row of a group say what it said before `events`. Raises Kept when one of them says something else by now."""
    latest = {}
    for event in events:
        latest[event.model, event.object_id] = event
    rows = {key: _still(event) for key, event in latest.items()}
    if root is not None and any(event.before is None and event.object_id == root.pk for event in events):
        if Attachment.objects.of(root).exists():
            raise Kept(_("documents have been attached to it"))
    with writes.told_once():
        for event in reversed(events):
            _one_back(event, rows, by=by)


def _still(event):
    """The row an event wrote, if it still says what the event left; Kept otherwise. None for one that was taken away."""
    model = apps.get_model(event.model)
    row = model._base_manager.select_for_update().filter(pk=event.object_id).first()
    if event.after is None:
        if row is not None:
            raise Kept(_("it has been entered anew since"))
        return None
    if row is None:
        raise Kept(_("it has been taken away since"))
    now = writes.without_personal(row, None, writes.snapshot(row))[1]
    if any(now.get(name) != value for name, value in event.after.items() if value not in (writes.STATED, writes.REPLACED)):
        raise Kept(_changed_since(row))
    return row


def _changed_since(row):
    who = writes.latest_writer(row).get("by")
    return _("%(who)s has changed it since") % {"who": who} if who else _("it has been changed since")


def _one_back(event, rows, *, by):
    key = (event.model, event.object_id)
    model = apps.get_model(event.model)
    if event.before is None:
        try:
            writes.remove(rows[key], by=by)
        except ProtectedError as error:
            raise Kept(_("other rows refer to it by now")) from error
        rows[key] = None
    elif event.after is None:
        values, links = _as_stored(model, event.before)
        rows[key] = writes.create(model, by=by, links=links, **values)
    else:
        names = set(writes.changed_fields(event))
        values, links = _as_stored(model, {name: value for name, value in event.before.items() if name in names})
        if values or links:
            rows[key] = writes.change(rows[key], by=by, verb="undone", links=links, **values)
        else:
            writes.touch(rows[key], by=by)


def _as_stored(model, said):
    """Values as the log tells them, as the row takes them: (fields by stored name, links as lists of rows)."""
    values = {field.attname: field.to_python(said[field.attname]) for field in model._meta.concrete_fields if field.attname in said}
    values.pop("version", None)
    links = {
        field.name: list(field.related_model._base_manager.filter(pk__in=said[field.name]))
        for field in model._meta.many_to_many
        if field.name in said
    }
    return values, links
