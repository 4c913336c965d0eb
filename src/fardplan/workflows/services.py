"""Many rows changed at once, and taken back: a bit at a time, so that others can write in between, under one entry of the log."""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from fardplan.audit import scope, writes
from fardplan.kit.editing import Stale
from fardplan.kit.timing import Timing
from fardplan.parties.access import authority_of
from fardplan.portfolio.services import CannotMove, NeedsDecision
from fardplan.workflows.jobs import later
from fardplan.workflows.kinds import KINDS, Asker
from fardplan.workflows.models import BulkChange
from fardplan.workflows.rules import sort_rows
from fardplan.workflows.undoing import Kept, groups_of, take_back

#: Rows in one transaction: others wait for no more than this.
AT_A_TIME = 50
#: More rows than this are not changed while somebody waits for the page, but by the runner of jobs.
WHILE_WAITING = 200
#: What one change takes.
MOST_ROWS = 10_000
State = BulkChange.State


class NotNow(Exception):
    """It has been made, or taken back, already."""

    def __init__(self):
        super().__init__(_("This has been done already."))


def show(kind, change, rows, *, by, programme, at, began=None):
    """Remember what somebody wants to change, with the versions that they saw: nothing is changed yet. Returns the BulkChange."""
    return writes.create(
        BulkChange,
        by=by,
        programme=programme,
        kind=kind.key,
        change=change.code,
        label=change.words[:300],
        began_words=began.words if began else "",
        rows=[[row.pk, row.version] for row in rows[:MOST_ROWS]],
        made_by=by,
        shown_at=at,
    )


def asker_of(bulk, user, authority, *, today):
    return Asker(user, authority, today, Timing.parse(bulk.began_words) if bulk.began_words else None)


def change_of(bulk, *, on):
    """The Change a BulkChange is about; None when what it pointed to is gone."""
    return next((one for one in KINDS[bulk.kind].changes(bulk.programme, on) if one.code == bulk.change), None)


def sorted_rows(bulk, asker, change, *, pks=None):
    """The rows of a BulkChange as they stand now, sorted for its change. `pks`: only those."""
    kind = KINDS[bulk.kind]
    seen = dict(bulk.rows)
    wanted = list(seen if pks is None else pks)
    found = {}
    for first in range(0, len(wanted), 500):  # SQLite takes so many values in a question
        found |= {row.pk: row for row in kind.rows(bulk.programme, asker.user, wanted[first : first + 500])}
    return sort_rows(
        [found[pk] for pk in wanted if pk in found],
        may=kind.may(asker.authority),
        why_not=lambda row: change.why_not(row, asker),
        is_same=change.is_same,
        now=change.now,
        then=change.then,
        not_yours=_("not yours to change"),
        seen=seen,
        moved_on=_("somebody else has changed it since it was shown"),
    )


def begin(bulk, *, by, at):
    """The yes. A few rows are changed at once; many by the runner, while the page tells how far it has come. Raises NotNow."""
    if not BulkChange.objects.filter(pk=bulk.pk, state=State.SHOWN).update(state=State.GOING):
        raise NotNow
    _go(bulk, make, "make", at)


def begin_undo(bulk, *, by, at):
    """Take back what was changed; once. Raises NotNow."""
    if not BulkChange.objects.filter(pk=bulk.pk, state=State.DONE).update(state=State.UNDOING, undone_by=by):
        raise NotNow
    _go(bulk, undo, "undo", at)


def _go(bulk, now, word, at):
    if len(bulk.rows) > WHILE_WAITING:
        later.enqueue(word, bulk.pk, at.isoformat())
    else:
        now(bulk.pk, at=at)
    bulk.refresh_from_db()


def make(pk, *, at):
    """Change the rows of a BulkChange that somebody has said yes to. Cut off, it can be called again: what is done is not done twice."""
    bulk = BulkChange.objects.select_related("programme", "made_by").get(pk=pk)
    if bulk.state != State.GOING:
        return
    user, day = bulk.made_by, timezone.localdate(at)
    shown = bulk.programme.shown_as_of or day
    change = change_of(bulk, on=shown)
    pks = [row_pk for row_pk, _version in bulk.rows]
    with scope.entry(f"bulk {bulk.pk}", request_id=bulk.request_id):
        for first in range(0, len(pks), AT_A_TIME):
            # Who may what is asked anew for each bit: a right that is taken away holds no longer.
            asker = asker_of(bulk, user, authority_of(user, bulk.programme, on=day), today=shown)
            with transaction.atomic():
                changed, left = _bit(bulk, asker, change, pks[first : first + AT_A_TIME])
                bulk.changed += changed
                bulk.left += left
                BulkChange.objects.filter(pk=pk).update(changed=bulk.changed, left=bulk.left)
        bulk.refresh_from_db()
        writes.change(bulk, by=user, verb="made", state=State.DONE, made_at=at)


def _bit(bulk, asker, change, pks):
    """Change some rows. Returns how many, and those that were left with the reason."""
    if change is None:
        return 0, [[pk, "", _("what it was to be changed to is no longer there")] for pk in pks]
    done = {pk for pk, *_rest in bulk.left}
    found = sorted_rows(bulk, asker, change, pks=[pk for pk in pks if pk not in done])
    left = [[row.pk, str(row)[:200], why] for row, why in found.left]
    changed = 0
    for row, _before, _after in found.change:
        why = _attempt(lambda row=row: change.do(row, asker, row.version))
        if why:
            left.append([row.pk, str(row)[:200], why])
        else:
            changed += 1
    return changed, left


def _attempt(do):
    """Do it in a savepoint of its own. Returns why it could not be done, or nothing."""
    try:
        with transaction.atomic():
            do()
    except Stale:
        return _("somebody else has changed it since it was shown")
    except ValidationError as error:
        return " ".join(error.messages)
    except (CannotMove, NeedsDecision, Kept) as error:
        return str(error)
    return ""


def undo(pk, *, at):
    """Take back a BulkChange, row by row: each says exactly what it said before; one that has changed since is left, and named."""
    bulk = BulkChange.objects.select_related("programme", "undone_by").get(pk=pk)
    if bulk.state != State.UNDOING:
        return
    user, day = bulk.undone_by, timezone.localdate(at)
    kind = KINDS[bulk.kind]
    groups = groups_of(bulk)
    undone, kept = 0, []
    for first in range(0, len(groups), AT_A_TIME):
        may = kind.may(authority_of(user, bulk.programme, on=day))
        with transaction.atomic():
            for root, events in groups[first : first + AT_A_TIME]:
                name = events[-1].label if root is None else str(root)
                if root is not None and not may(root):
                    why = _("not yours to change")
                else:
                    why = _attempt(lambda root=root, events=events: take_back(root, events, by=user))
                if why:
                    kept.append([events[-1].object_id, name[:200], why])
                else:
                    undone += 1
    bulk.refresh_from_db()
    writes.change(bulk, by=user, verb="undone", state=State.UNDONE, undone_at=at, undone=undone, kept=kept)
