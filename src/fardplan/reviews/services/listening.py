from django.db import transaction

from fardplan.audit import writes
from fardplan.reviews.models import CitizenDialogue, DialogueFinding, FindingUse, SupportSurvey, SurveyQuestion, SurveyResult

add_support_survey, edit_support_survey = writes.verbs(SupportSurvey)
add_citizen_dialogue, edit_citizen_dialogue = writes.verbs(CitizenDialogue)
remove_survey_question = writes.remove_with("results")
remove_dialogue_finding = writes.remove_with("uses")


@transaction.atomic
def remove_support_survey(survey, *, by):
    """An entry made by mistake, with its questions. Raises ProtectedError when a later survey compares itself with it."""
    for question in survey.questions.all():
        remove_survey_question(question, by=by)
    writes.remove(survey, by=by)


@transaction.atomic
def remove_citizen_dialogue(dialogue, *, by):
    for finding in dialogue.findings.all():
        remove_dialogue_finding(finding, by=by)
    writes.remove(dialogue, by=by)


@transaction.atomic
def add_survey_question(*, by, results=(), programme=None, survey, **values):
    """A question with its results: dicts with answered and favourable and optionally group (empty: all together)."""
    question = writes.create(SurveyQuestion, by=by, programme=programme or survey.programme, survey=survey, **values)
    _set_results(question, results, by=by)
    return question


@transaction.atomic
def edit_survey_question(question, *, by, seen=None, results=None, **values):
    question = writes.change(question, by=by, seen=seen, **values)
    if results is not None:
        with writes.touching(question, "results", by=by):
            _set_results(question, results, by=by)
    return question


def _set_results(question, results, *, by):
    held = {row.group: row for row in question.results.all()}
    for values in results:
        row = held.pop(values.get("group", ""), None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(SurveyResult, by=by, question=question, **values)
    for row in held.values():
        writes.remove(row, by=by)


@transaction.atomic
def add_dialogue_finding(*, by, dialogue, programme=None, links=None, uses=(), **values):
    """Something that was said. `uses`: dicts with initiative and optionally words."""
    finding = writes.create(DialogueFinding, by=by, programme=programme or dialogue.programme, dialogue=dialogue, links=links, **values)
    _set_uses(finding, uses, by=by)
    return finding


@transaction.atomic
def edit_dialogue_finding(finding, *, by, seen=None, links=None, uses=None, **values):
    finding = writes.change(finding, by=by, seen=seen, links=links, **values)
    if uses is not None:
        with writes.touching(finding, "uses", by=by):
            _set_uses(finding, uses, by=by)
    return finding


def _set_uses(finding, uses, *, by):
    held = {row.initiative_id: row for row in finding.uses.all()}
    for values in uses:
        row = held.pop(values["initiative"].pk, None)
        if row is not None:
            writes.change(row, by=by, **values)
        else:
            writes.create(FindingUse, by=by, finding=finding, **values)
    for row in held.values():
        writes.remove(row, by=by)
