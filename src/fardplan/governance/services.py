"""Writes about forums, documents, matters and decisions."""

from django.db import transaction

from fardplan.audit import writes
from fardplan.governance.models import (
    Checklist,
    ChecklistQuestion,
    Consultation,
    Decision,
    Document,
    DocumentPoint,
    DocumentVersion,
    FormerName,
    Forum,
    ForumLine,
    Matter,
    Meeting,
    PartyDecision,
    Risk,
    Seat,
)
from fardplan.parties.services import free_slug

add_forum, edit_forum = writes.verbs(Forum)
add_former_name, edit_former_name = writes.verbs(FormerName)
add_forum_line, edit_forum_line = writes.verbs(ForumLine)
add_seat, edit_seat = writes.verbs(Seat)
add_document, edit_document = writes.verbs(Document)
add_document_version, edit_document_version = writes.verbs(DocumentVersion)
add_document_point, edit_document_point = writes.verbs(DocumentPoint)
add_meeting, edit_meeting = writes.verbs(Meeting)
add_matter, edit_matter = writes.verbs(Matter)
add_consultation, edit_consultation = writes.verbs(Consultation)
add_risk, edit_risk = writes.verbs(Risk)
add_checklist, edit_checklist = writes.verbs(Checklist)
add_checklist_question, edit_checklist_question = writes.verbs(ChecklistQuestion)


# Forums


def end_forum(forum, *, by, until_date, seen=None):
    """The forum meets no more from `until_date`. Its seats and lines keep saying what they said."""
    return writes.change(forum, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_forum(forum, *, by):
    return writes.change(forum, by=by, verb="reopened", until_date=None)


def end_seat(seat, *, by, until_date, seen=None):
    return writes.change(seat, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_seat(seat, *, by):
    return writes.change(seat, by=by, verb="reopened", until_date=None)


#: A mistake is taken away; what has held is ended. Raises ProtectedError when something hangs on the row.
remove_forum_line = remove_seat = remove_former_name = remove_document_version = remove_document_point = writes.remove
remove_meeting = remove_consultation = remove_risk = remove_checklist_question = writes.remove


def _with_rows(*names):
    """A verb that takes a row away with the rows of its own that stand under `names`: each is told in the log."""

    @transaction.atomic
    def remove(row, *, by):
        for name in names:
            for child in getattr(row, name).all():
                writes.remove(child, by=by)
        writes.remove(row, by=by)

    return remove


remove_forum = _with_rows("former_names")
remove_document = _with_rows("versions", "points")
remove_checklist = _with_rows("questions")


# Matters, decisions and consultations


@transaction.atomic
def add_decision(*, by, outcomes=None, **values):
    """Write down a decision; `outcomes` are dicts with party, outcome and optionally decided_date and words."""
    decision = writes.create(Decision, by=by, **values)
    set_outcomes(decision, by=by, outcomes=outcomes or ())
    return decision


@transaction.atomic
def edit_decision(decision, *, by, seen=None, outcomes=None, **values):
    """Change a decision; what the parties have said is left alone when `outcomes` is None."""
    decision = writes.change(decision, by=by, seen=seen, **values)
    if outcomes is not None:
        with writes.touching(decision, "party_decisions", by=by):
            set_outcomes(decision, by=by, outcomes=outcomes)
    return decision


@transaction.atomic
def enter_decision(*, by, programme, slug, title, matter=None, initiative=None, **values):
    """From the pages: a decision in a matter that is known, or in one of its own that concerns `initiative`."""
    matter = matter or _new_matter(by, programme, title, initiative=initiative)
    return add_decision(by=by, programme=programme, slug=slug, title=title, matter=matter, **values)


@transaction.atomic
def enter_consultation(*, by, programme, slug, title, matter=None, **values):
    """From the pages: a consultation in a matter that is known, or in one of its own."""
    matter = matter or _new_matter(by, programme, title)
    return add_consultation(by=by, programme=programme, slug=slug, title=title, matter=matter, **values)


def _new_matter(by, programme, title, **values):
    return add_matter(by=by, programme=programme, slug=free_slug(Matter, title, programme=programme), title=title, **values)


@transaction.atomic
def remove_decision(decision, *, by):
    """Take away a decision with what the parties said of it, and its matter when nothing else is in that."""
    for outcome in decision.party_decisions.all():
        writes.remove(outcome, by=by)
    writes.remove(decision, by=by)
    matter = decision.matter
    if not (matter.text or matter.decisions.exists() or matter.consultations.exists()):
        writes.remove(matter, by=by)


def set_outcomes(decision, *, by, outcomes):
    """What each party has said. A party that is left out has not answered."""
    held = {row.party: row for row in decision.party_decisions.select_related("party")}
    for outcome in outcomes:
        party = outcome["party"]
        decision.check_links({"party": [party]})
        values = {name: value for name, value in outcome.items() if name != "party"}
        if party in held:
            writes.change(held.pop(party), by=by, **values)
        else:
            writes.create(PartyDecision, by=by, decision=decision, **outcome)
    for row in held.values():
        writes.remove(row, by=by)
