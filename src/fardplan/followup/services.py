"""Writes about a period's follow-up: asked for, written by each party, marked ready, opened again."""

from django.db import transaction
from django.utils.translation import gettext as _

from fardplan.audit import writes
from fardplan.documents import canonical_text, sha256
from fardplan.followup.models import Compilation, HandIn, PartyYear
from fardplan.followup.rules import State, may_move
from fardplan.governance.meetings import midday
from fardplan.kit.periods import ReportPeriod


class CannotMove(Exception):
    """The party's year is not where this step begins. Its text is for people."""


class Handed(Exception):
    """What is marked ready is not written in."""

    def __init__(self):
        super().__init__(_("The year is marked ready and locked. Reopen it first, with a reason."))


def start_compilation(*, by, programme, period, **values):
    """Ask every party for its follow-up of a period such as "2023". Raises ValidationError when it has been asked for already."""
    code = ReportPeriod.parse(period).code
    return writes.create(Compilation, by=by, programme=programme, period=code, slug=code.lower(), **values)


#: From a folder: the key is the folder's own.
def add_compilation(*, by, parties=(), **values):
    """`parties`: dicts of PartyYear's fields, with days for the moments."""
    found = writes.create(Compilation, by=by, **values)
    return _with_parties(found, parties, by=by)


@transaction.atomic
def edit_compilation(found, *, by, seen=None, parties=None, **values):
    found = writes.change(found, by=by, seen=seen, **values)
    return _with_parties(found, parties or (), by=by)


def _with_parties(found, parties, *, by):
    for told in parties:
        values = {name: midday(value) if name.endswith("_at") else value for name, value in told.items()}
        party = values.pop("party")
        year = PartyYear.objects.filter(compilation=found, party=party).first()
        if year is None:
            writes.create(PartyYear, by=by, compilation=found, party=party, **values)
        else:
            writes.change(year, by=by, **values)
    return found


#: Asked by mistake. Raises ProtectedError when a party has begun to write.
remove_compilation = writes.remove


def _held(compilation, party):
    """The party's year, locked for this transaction: two who write for the first time make one row."""
    Compilation.objects.select_for_update().get(pk=compilation.pk)
    return PartyYear.objects.select_for_update().filter(compilation=compilation, party=party).first()


@transaction.atomic
def write_year(compilation, party, *, by, seen=None, **words):
    """The party's own words: summary and ahead. Raises Handed and audit.writes.Stale."""
    compilation.check_links({"party": [party]})
    year = _held(compilation, party)
    if year is None:
        return writes.create(PartyYear, by=by, compilation=compilation, party=party, **words)
    if year.is_locked:
        raise Handed
    return writes.change(year, by=by, seen=seen, **words)


@transaction.atomic
def mark_ready(compilation, party, *, by, at):
    """The party's follow-up is ready: from now on what its rows tell of the period is locked. Marked again, the first time stands."""
    compilation.check_links({"party": [party]})
    year = _held(compilation, party) or writes.create(PartyYear, by=by, compilation=compilation, party=party)
    if year.is_locked:
        return year
    year = writes.change(year, by=by, verb="marked ready", state=State.LOCKED, ready_at=at, ready_by=None if isinstance(by, str) else by)
    _keep(year, by=by, at=at)
    return year


#: How a party's follow-up becomes a document: compose(programme, period, party) -> dict. Said by the room that makes documents, above.
COMPOSE = {}


def _keep(year, *, by, at):
    """A copy of what was handed in."""
    for compose in COMPOSE.values():
        document = compose(year.compilation.programme, year.compilation.report_period, year.party)
        latest = year.hand_ins.last()
        writes.create(
            HandIn,
            by=by,
            year=year,
            number=latest.number + 1 if latest else 1,
            document_text=canonical_text(document),
            sha256=sha256(document),
            handed_at=at,
            handed_by=None if isinstance(by, str) else by,
        )


@transaction.atomic
def reopen_year(year, *, by, reason, at, decision=None, seen=None):
    """Let the party write again. The reason is kept, and the decision when a forum has made one. Raises CannotMove and Stale."""
    year = PartyYear.objects.select_for_update().get(pk=year.pk)
    if not may_move(year.state, State.REOPENED):
        raise CannotMove(_("Only what is marked ready can be reopened."))
    if not year.hand_ins.filter(handed_at=year.ready_at).exists():
        _keep(year, by=by, at=year.ready_at)  # one that a folder brought in as ready
    return writes.change(
        year,
        by=by,
        seen=seen,
        verb="reopened",
        state=State.REOPENED,
        reopened_at=at,
        reopened_by=None if isinstance(by, str) else by,
        reason=reason,
        decision=decision,
    )
