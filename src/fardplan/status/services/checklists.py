from django.db import transaction

from fardplan.audit import writes
from fardplan.status.models import Checklist, ChecklistAnswer, ChecklistQuestion, ChecklistRound

add_checklist, edit_checklist = writes.verbs(Checklist)
add_checklist_question, edit_checklist_question = writes.verbs(ChecklistQuestion)


@transaction.atomic
def add_checklist_round(*, by, answers=(), **values):
    """The questions were gone through. `answers`: dicts with question, answer and optionally words, origin, source."""
    made = writes.create(ChecklistRound, by=by, **values)
    _set_answers(made, by=by, answers=answers)
    return made


@transaction.atomic
def edit_checklist_round(made, *, by, seen=None, answers=None, **values):
    """Change what a round answered; its answers are left alone when None."""
    made = writes.change(made, by=by, seen=seen, **values)
    if answers is not None:
        with writes.touching(made, "answers", by=by):
            _set_answers(made, by=by, answers=answers)
    return made


def _set_answers(made, *, by, answers):
    held = {row.question_id: row for row in made.answers.all()}
    for values in answers:
        row = held.pop(values["question"].pk, None)
        if row:
            writes.change(row, by=by, **{name: value for name, value in values.items() if name != "question"})
        else:
            writes.create(ChecklistAnswer, by=by, round=made, **values)
    for row in held.values():
        writes.remove(row, by=by)


@transaction.atomic
def remove_checklist_round(made, *, by):
    for row in made.answers.all():
        writes.remove(row, by=by)
    writes.remove(made, by=by)


@transaction.atomic
def remove_checklist_question(question, *, by):
    """Take away a question with what the rounds answered to it."""
    for row in question.answers.all():
        writes.remove(row, by=by)
    writes.remove(question, by=by)


@transaction.atomic
def remove_checklist(checklist, *, by):
    """Take away a checklist with its rounds and questions."""
    for made in checklist.rounds.all():
        remove_checklist_round(made, by=by)
    for question in checklist.questions.all():
        writes.remove(question, by=by)
    writes.remove(checklist, by=by)
