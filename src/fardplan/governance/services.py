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


@transaction.atomic
def add_decision(*, by, outcomes=None, **values):
    """Write down a decision; `outcomes` are dicts with party, outcome and optionally decided_date and words."""
    decision = writes.create(Decision, by=by, **values)
    set_outcomes(decision, by=by, outcomes=outcomes or ())
    return decision


@transaction.atomic
def edit_decision(decision, *, by, seen=None, outcomes=None, **values):
    decision = writes.change(decision, by=by, seen=seen, **values)
    if outcomes is not None:
        set_outcomes(decision, by=by, outcomes=outcomes)
    return decision


@transaction.atomic
def enter_decision(*, by, programme, title, initiative=None, slug, **values):
    """From the pages: a decision with a matter of its own."""
    matter = writes.create(Matter, by=by, programme=programme, slug=slug, title=title, initiative=initiative)
    return add_decision(by=by, programme=programme, slug=slug, title=title, matter=matter, **values)


@transaction.atomic
def revise_decision(decision, *, by, seen=None, initiative=None, **values):
    decision = edit_decision(decision, by=by, seen=seen, **values)
    edit_matter(decision.matter, by=by, initiative=initiative)
    return decision


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
