"""The one way to write a row: check it, save it, and write down what changed, in one transaction.

Rooms call these from the verbs in their `services.py`; views and commands call the verbs.
"""

import json
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, replace
from decimal import Decimal

from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.db.models import EmailField, ProtectedError
from django.utils import timezone

from fardplan.audit import chain, scope
from fardplan.audit.models import Entry, Event
from fardplan.kit import locking
from fardplan.kit.editing import Stale


@transaction.atomic
def create(model, *, by, links=None, **values):
    """Insert one `model` row with `values` and many-to-many `links` ({field: [rows]}).

    Raises ValidationError with one message list per field, and Locked when the row would tell of a year that is handed in.
    Returns the row.
    """
    row = model(**values)
    _validate(row, links or {})
    locking.refuse(locking.places_of(row))
    row.save(force_insert=True)
    for name, rows in (links or {}).items():
        getattr(row, name).set(rows)
    _record("created", row, by, before=None, after=snapshot(row))
    return row


@transaction.atomic
def change(row, *, by, seen=None, links=None, verb="changed", **values):
    """Set `values` and `links` on a row and return it as stored; without any difference nothing is written.

    `seen` is the version the editor started from: raises Stale when the row has moved on since.
    Raises ValidationError with one message list per field, and Locked when the row tells, or would tell, of a year that is handed in.
    """
    current = row._meta.model._base_manager.select_for_update().get(pk=row.pk)
    if seen is not None and current.version != seen:
        raise Stale(current, **latest_writer(current))
    before, places = snapshot(current), locking.places_of(current)
    for name, value in values.items():
        setattr(current, name, value)
    wanted = {name: sorted(row.pk for row in rows) for name, rows in (links or {}).items()}
    if {**snapshot(current), **wanted} == before and not SECRET & values.keys():
        return current
    locking.refuse(places | locking.places_of(current))
    _validate(current, links or {})
    for name, rows in (links or {}).items():
        getattr(current, name).set(rows)
    if hasattr(current, "version"):
        current.version += 1
    current.save()
    _record(verb, current, by, before=before, after=snapshot(current))
    return current


@contextmanager
def touching(row, *names, by):
    """What hangs on `row` may change inside: `names` are its relations to those rows. When something did, the row gets a new version,
    so that whoever has it open is told; the rows' own events tell what.

    Use it round the part of a verb that writes the rows, after `change` has compared versions. `row` is brought up to date.
    """
    with transaction.atomic():
        before = _versions(row, names)
        yield row
        if _versions(row, names) != before:
            touch(row, by=by)


def touch(row, *, by):
    """Give `row` a new version because something that is shown and edited with it changed.

    A row that this entry has written already is left as it is, so that the log tells of it once. It got its new version then: whoever had
    it open is told, nobody has seen that version yet, and what its event told of it still holds. So in a verb the row is written first,
    then what hangs on it. Within `told_once` the two become one event anyhow.
    """
    if _told_already(row):
        return
    before = snapshot(row)
    row.version += 1
    row.save(update_fields=["version"])
    _record("touched", row, by, before=before, after=snapshot(row))


def _told_already(row):
    """Asked of the log, not of memory: what a savepoint took back was never told."""
    now = scope.current()
    return now is not None and Event.objects.filter(model=row._meta.label, object_id=row.pk, entry__request_id=now.request_id).exists()


def _versions(row, names):
    return [sorted(getattr(row, name).values_list("pk", "version")) for name in names]


def verbs(model):
    """`add` and `edit` for a plain register, one without rules of its own: `add_shift, edit_shift = verbs(Shift)`."""

    def add(*, by, links=None, **values):
        return create(model, by=by, links=links, **values)

    def edit(row, *, by, seen=None, links=None, **values):
        return change(row, by=by, seen=seen, links=links, **values)

    return add, edit


def end(row, *, by, until_date, seen=None):
    """A row with a period no longer holds from `until_date` on. What points to it goes on saying so. Raises Stale, ValidationError."""
    return change(row, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen(row, *, by, seen=None):
    """It holds after all: until further notice."""
    return change(row, by=by, seen=seen, verb="reopened", until_date=None)


@transaction.atomic
def remove(row, *, by):
    """Take away a row that nothing hangs on. Raises ProtectedError when something does, also when it only has it among its links; and Locked."""
    locking.refuse(locking.places_of(row))
    if pointing := _pointing_to(row):
        raise ProtectedError("pointed to", set(pointing))
    before = snapshot(row)
    pk = row.pk
    row.delete()
    row.pk = pk
    _record("removed", row, by, before=before, after=None)


def _pointing_to(row):
    """Rows that have `row` among their links: the database would let the link go, and their history would not tell."""
    relations = [each for each in row._meta.related_objects if each.many_to_many and each.through._meta.auto_created]
    found = [other for each in relations for other in each.related_model._base_manager.filter(**{each.field.name: row})[:1]]
    return found + [other for hanging in HANGING.values() for other in hanging(row)]


def remove_with(*names):
    """A verb that takes a row away with the rows of its own that stand under `names`: each is told in the log."""

    @transaction.atomic
    def with_rows(row, *, by):
        for name in names:
            for child in getattr(row, name).all():
                remove(child, by=by)
        remove(row, by=by)

    return with_rows


#: Never copied into the log, not even hashed.
SECRET = {"password", "last_login"}


#: What stands in the log for a value that is personal: that there was one, and that there came another.
STATED, REPLACED = "[personal]", "[personal, changed]"


def personal_fields(model):
    """Names of the fields whose values never stand in the log: those the model calls `personal`, and every e-mail address.

    What is logged outlives its row, and cannot be put right or forgotten: so people are named by key there, and by name where shown.
    """
    return {field.attname for field in model._meta.concrete_fields if isinstance(field, EmailField)} | set(getattr(model, "personal", ()))


def without_personal(row, before, after):
    """`before` and `after` with marks instead of personal values."""
    names = personal_fields(type(row)) & ((before or {}).keys() | (after or {}).keys())
    if not names:
        return before, after
    earlier = before and {**before, **{name: STATED if before.get(name) else "" for name in names}}
    if after is None:
        return earlier, None

    def mark(name):
        if not after.get(name):
            return ""
        return REPLACED if before and before.get(name) not in ("", None, after[name]) else STATED

    return earlier, {**after, **{name: mark(name) for name in names}}


def note(verb, row, *, by, after):
    """One event for many rows written at once, such as a catalogue of thousands: `row` stands for them, `after` tells counts and hash."""
    with transaction.atomic():
        _record(verb, row, by, before=None, after=json.loads(json.dumps(after, cls=DjangoJSONEncoder)), kind=verb)


def snapshot(row):
    """Every stored value of `row` as JSON-safe data: fields by name, links as sorted lists of keys. Without secrets, and without floats."""
    values = {field.attname: _plain(getattr(row, field.attname)) for field in row._meta.concrete_fields if field.attname not in SECRET}
    if row.pk:
        for field in row._meta.many_to_many:
            if field.remote_field.through._meta.auto_created:
                values[field.name] = sorted(getattr(row, field.name).values_list("pk", flat=True))
    return json.loads(json.dumps(values, cls=DjangoJSONEncoder), parse_float=str)


def latest_writer(row):
    """Who saved the row last, and when: {by, at}; `by` is empty when it was a command."""
    event = Event.objects.filter(model=row._meta.label, object_id=row.pk).select_related("entry").order_by("-pk").first()
    if event is None:
        return {}
    key = event.entry.by
    writer = get_user_model().objects.filter(pk=int(key)).first() if key.isdecimal() else None
    return {"by": str(writer) if writer else "", "at": event.entry.at}


def _plain(value):
    """Equal amounts look equal: 26000 as typed and 26000.00 as stored are no change."""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else value


def _validate(row, links):
    row.full_clean()
    check = getattr(row, "check_links", None)
    if check:
        check(links)


@dataclass(frozen=True)
class _Told:
    """An event to be: what was done to a row, with its values before and after. `kept_*` are names that the log is not told of."""

    verb: str
    row: object
    by: str
    within: scope.Scope
    programme: str
    label: str
    before: dict | None
    after: dict | None
    kept_before: frozenset
    kept_after: frozenset

    def then(self, later):
        """The two as one: from what was before the first to what is after the second. What a draft kept to itself before, it still keeps."""
        verb = self.verb if later.verb in ("changed", "touched") else later.verb
        return replace(later, verb=verb, before=self.before, kept_before=self.kept_before)


#: What else keeps to the rows, such as the search's index: called with each row as it is written, in the same transaction, `gone` when it
#: has been removed. Under a name, so that a room that is loaded twice follows once.
FOLLOWERS = {}

#: What hangs on rows without a key to them, such as documents: called with a row that is to be removed, returns what keeps it. Under a name.
HANGING = {}

_gathered: ContextVar[dict | None] = ContextVar("audit_gathered", default=None)


@contextmanager
def told_once():
    """One event for each row, however often it is written inside: from what it said before the first write to what it says after the last.

    For a verb that is made of other verbs: `@writes.told_once()` in place of `@transaction.atomic`, which it holds. The events are stored
    when the outermost one ends, in its transaction and in the order in which the rows were first written: the log is sealed, so nothing
    in it can be mended afterwards. What an exception takes back is not told, and neither is a row that came and went inside.
    """
    outer = _gathered.get()
    with transaction.atomic():
        if outer is not None:
            kept = dict(outer)
            try:
                yield
            except BaseException:
                outer.clear()
                outer.update(kept)
                raise
            return
        token = _gathered.set({})
        try:
            yield
            told = list(_gathered.get().values())
        finally:
            _gathered.reset(token)
        for one in told:
            if one.before is not None or one.after is not None:
                _tell(one)


def _record(verb, row, by, *, before, after, kind=""):
    if not kind:
        for follow in FOLLOWERS.values():
            follow(row, gone=after is None)
    gathered = _gathered.get()
    within = scope.current() or (next(iter(gathered.values())).within if gathered else scope.Scope(what=f"{verb} {row._meta.label}"))
    told = _Told(
        verb=verb,
        row=row,
        by=_key(by),
        within=within,
        programme=_programme_slug(row),
        label=str(getattr(row, "audit_label", row))[:200],
        before=before,
        after=after,
        kept_before=_withheld(row, before),
        kept_after=_withheld(row, after),
    )
    if gathered is None:
        _tell(told)
        return
    key = (row._meta.label, row.pk, kind)
    gathered[key] = gathered[key].then(told) if key in gathered else told


def _tell(told):
    entry, _created = Entry.objects.get_or_create(
        request_id=told.within.request_id,
        defaults={"at": timezone.now(), "by": told.by, "what": told.within.what},
    )
    before, after = without_personal(told.row, told.before, told.after)
    chain.append(
        entry,
        verb=told.verb,
        programme=told.programme,
        model=told.row._meta.label,
        object_id=told.row.pk,
        label=told.label,
        before=before and {name: value for name, value in before.items() if name not in told.kept_before},
        after=after and {name: value for name, value in after.items() if name not in told.kept_after},
    )


def _withheld(row, values):
    """What the log is not told of a row's values. A row that keeps something to itself for now, such as a party's draft, says what in
    `withheld(values)`: those names are left out, so that whoever reads the log reads no draft."""
    withheld = getattr(row, "withheld", None)
    return frozenset() if values is None or withheld is None else frozenset(withheld(values))


def _programme_slug(row):
    if row._meta.model_name == "programme":
        return row.slug
    programme = getattr(row, "programme", None)
    return programme.slug if programme is not None else ""


def _key(by):
    """The writer's key: a user's primary key, or a word such as "load" for a command."""
    if isinstance(by, str):
        return by
    if by is None or by.pk is None:
        raise ValidationError("A write needs somebody who makes it.")
    return str(by.pk)


def changed_fields(event):
    """Names of the fields an event changed, for history pages."""
    before, after = event.before or {}, event.after or {}
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name) and name != "version")


__all__ = [
    "Stale",
    "change",
    "changed_fields",
    "create",
    "latest_writer",
    "note",
    "remove",
    "snapshot",
    "told_once",
    "touch",
    "touching",
    "verbs",
]
