from django.db import transaction
from django.utils.translation import gettext_lazy as _

from fardplan.audit import writes
from fardplan.parties.models import Party
from fardplan.status.models import Friction, FrictionEcho, FrictionNote, FrictionPriority
from fardplan.status.rules import MOST_PRIORITISED


class TooMany(Exception):
    def __init__(self):
        super().__init__(_("Choose at most five. What everybody does first, nobody does first."))


class CannotDo(Exception):
    """The friction is not in a state where this can be done; the text is for people."""


def add_friction(*, by, notes=None, echoes=None, priorities=None, **values):
    """Enter what chafes. The rows under it are told by a folder; from the pages they come one by one."""
    return _put(writes.create, Friction, by=by, notes=notes, echoes=echoes, priorities=priorities, values=values)


def edit_friction(friction, *, by, seen=None, notes=None, echoes=None, priorities=None, **values):
    return _put(writes.change, friction, by=by, notes=notes, echoes=echoes, priorities=priorities, values={**values, "seen": seen})


@transaction.atomic
def _put(write, what, *, by, notes, echoes, priorities, values):
    friction = write(what, by=by, **values)
    for model, rows, same in (
        (FrictionNote, notes, None),
        (FrictionEcho, echoes, "party"),
        (FrictionPriority, priorities, "period"),
    ):
        if rows is not None:
            extra = {"party": friction.party} if model is FrictionPriority else {}
            _set_rows(model, friction, by=by, rows=[{**row, **extra} for row in rows], same=same)
    return friction


def _set_rows(model, friction, *, by, rows, same):
    """Rows under the friction as told; those with the same `same` are changed, without one they are matched in order."""
    held = list(model.objects.filter(friction=friction))
    for values in rows:
        row = next((each for each in held if same is None or getattr(each, same) == values[same]), None)
        if row:
            held.remove(row)
            writes.change(row, by=by, **values)
        else:
            writes.create(model, by=by, friction=friction, **values)
    for row in held:
        writes.remove(row, by=by)


def _locked(friction):
    return Friction.objects.select_for_update().get(pk=friction.pk)


@writes.told_once()
def share_friction(friction, *, by, on):
    """Let the county see it, with what has been done about it. Raises CannotDo."""
    if _locked(friction).is_shared:
        raise CannotDo(_("It is shared already."))
    shared = writes.change(friction, by=by, verb="shared", shared_date=on)
    for note in shared.notes.all():
        # The log kept the words to the party until now.
        note.friction = shared
        writes.touch(note, by=by)
    return shared


@transaction.atomic
def note_friction(friction, *, by, on, text):
    """What has been done about it. Raises CannotDo when it no longer chafes."""
    if not _locked(friction).is_open:
        raise CannotDo(_("It no longer chafes. Open it again to go on."))
    note = writes.create(FrictionNote, by=by, friction=friction, dated=on, text=text)
    writes.touch(_locked(friction), by=by)
    return note


@transaction.atomic
def close_friction(friction, *, by, on, who, text, seen=None):
    """It no longer chafes; `who` says so. Raises CannotDo."""
    if not _locked(friction).is_open:
        raise CannotDo(_("It is closed already."))
    friction = writes.change(friction, by=by, seen=seen, verb="closed", closed_date=on, closed_by_words=who)
    writes.create(FrictionNote, by=by, friction=friction, kind=FrictionNote.Kind.CLOSED, dated=on, text=text)
    return friction


@transaction.atomic
def reopen_friction(friction, *, by, on, text, seen=None):
    """It chafes again. Raises CannotDo."""
    if _locked(friction).is_open:
        raise CannotDo(_("It is open already."))
    friction = writes.change(friction, by=by, seen=seen, verb="reopened", closed_date=None, closed_by_words="")
    writes.create(FrictionNote, by=by, friction=friction, kind=FrictionNote.Kind.REOPENED, dated=on, text=text)
    return friction


@transaction.atomic
def echo_friction(friction, *, by, party, on, words=""):
    """`party` says that it chafes there too: once; said again, the words are changed. Raises CannotDo."""
    friction = _locked(friction)
    if friction.party_id == party.pk or not friction.is_shared:
        raise CannotDo(_("Only what another party has shared can be agreed with."))
    row = friction.echoes.filter(party=party).first()
    if row:
        return writes.change(row, by=by, words=words)
    return writes.create(FrictionEcho, by=by, friction=friction, party=party, dated=on, words=words)


def answer_friction(friction, *, by, decision, seen=None):
    """Tie it to the decision that answers it, or untie it with None."""
    return writes.change(friction, by=by, seen=seen, verb="answered", decision=decision)


@transaction.atomic
def prioritise(*, by, party, period, frictions):
    """What `party`'s local group works on in `period`, in order. Raises TooMany, and CannotDo for what is closed or another's."""
    Party.objects.select_for_update().get(pk=party.pk)
    if len(frictions) > MOST_PRIORITISED:
        raise TooMany
    if any(row.party_id != party.pk or not row.is_open for row in Friction.objects.filter(pk__in=[each.pk for each in frictions])):
        raise CannotDo(_("One of them is no longer open."))
    held = list(FrictionPriority.objects.filter(party=party, period=period))
    wanted = {friction.pk: place for place, friction in enumerate(frictions, start=1)}
    if {row.friction_id: row.place for row in held} == wanted:
        return held
    for row in held:
        writes.remove(row, by=by)
    return [
        writes.create(FrictionPriority, by=by, friction=friction, party=party, period=period, place=place)
        for place, friction in enumerate(frictions, start=1)
    ]


@transaction.atomic
def remove_friction(friction, *, by):
    """A mistake is taken away, with what was said of it."""
    for name in ("notes", "echoes", "priorities"):
        for row in getattr(friction, name).all():
            writes.remove(row, by=by)
    writes.remove(friction, by=by)
