"""Reads about listening: survey results that may be shown, compared with the survey before, and dialogues with their findings."""

from dataclasses import dataclass

from django.db.models import Count, Prefetch

from fardplan.reviews.models import DialogueFinding, FindingUse, SurveyQuestion
from fardplan.reviews.rules import hidden_groups, share


@dataclass(frozen=True)
class ResultRow:
    """A group's result (`group` empty: all together). `share` is per cent satisfied, None when it is hidden or nobody answered; `change`
    in percentage points since the same question in the survey before, None when there is nothing that may be compared."""

    group: str
    is_hidden: bool
    answered: int | None = None
    share: int | None = None
    change: int | None = None


@dataclass(frozen=True)
class QuestionResult:
    question: SurveyQuestion
    rows: list[ResultRow]


def survey_results(survey) -> list[QuestionResult]:
    """Each question with what may be shown of its results, all together first. Four queries."""
    questions = survey.questions.select_related("previous__survey").prefetch_related("results", "previous__results")
    found = []
    for question in questions:
        before = shown_results(question.previous.results.all(), question.previous.survey.minimum) if question.previous else {}
        rows = []
        for group, (answered, per_cent) in shown_results(question.results.all(), survey.minimum).items():
            if answered is None:
                rows.append(ResultRow(group, True))
                continue
            then = before.get(group, (None, None))[1]
            change = None if then is None or per_cent is None else per_cent - then
            rows.append(ResultRow(group, False, answered, per_cent, change))
        found.append(QuestionResult(question, rows))
    return found


def shown_results(results, minimum):
    """{group: (answered, per cent satisfied)}, all together ("") first; (None, None) for what is hidden."""
    results = sorted(results, key=lambda row: (row.group != "", row.pk))
    total = next((row for row in results if row.group == ""), None)
    shows_total = total is not None and total.answered >= minimum
    hidden = hidden_groups({row.group: row.answered for row in results if row.group}, minimum, has_total=shows_total)
    if total is not None and not shows_total:
        hidden.add("")
    return {row.group: (None, None) if row.group in hidden else (row.answered, share(row.favourable, row.answered)) for row in results}


def with_counts_of_findings(dialogues):
    """Dialogues, each with how many things were said (`said`): what a line of the list tells."""
    return dialogues.annotate(said=Count("findings")).order_by("-time_starts_earliest", "-pk")


def with_findings(dialogues):
    """Dialogues, each with what was said and which initiatives use it. Six queries when read."""
    uses = FindingUse.objects.select_related("initiative")
    findings = DialogueFinding.objects.prefetch_related("goals", Prefetch("uses", uses))
    return dialogues.select_related("party__organisation").prefetch_related("target_groups", Prefetch("findings", findings))
