"""Reads about the questions a programme asks itself."""

from dataclasses import dataclass
from datetime import date

from fardplan.status.models import Checklist, ChecklistAnswer, ChecklistQuestion, ChecklistRound

SHAPES = {"yes": "yes", "no": "no", "unknown": "noted"}


@dataclass(frozen=True)
class Answered:
    """What one round answered to one question; `answer` is None when the round did not ask."""

    round: ChecklistRound
    answer: ChecklistAnswer | None
    changed: bool  # another answer than the round before

    @property
    def shape(self):
        return SHAPES[self.answer.answer] if self.answer else "waiting"


@dataclass(frozen=True)
class ChecklistPage:
    checklist: Checklist
    rounds: list[ChecklistRound]
    lines: list[tuple[ChecklistQuestion, list[Answered]]]
    yes: list[int]  # how many were answered yes, round by round

    @property
    def latest(self):
        return self.rounds[-1] if self.rounds else None


def checklist_page(checklist) -> ChecklistPage:
    """Rounds side by side, the oldest first. Three queries."""
    return _page(
        checklist, list(checklist.questions.all()), list(checklist.rounds.all()), ChecklistAnswer.objects.filter(round__checklist=checklist)
    )


def checklists_of(programme) -> list[ChecklistPage]:
    """All the programme's checklists. Four queries."""
    questions, rounds = {}, {}
    for row in ChecklistQuestion.objects.filter(programme=programme):
        questions.setdefault(row.checklist_id, []).append(row)
    for row in ChecklistRound.objects.filter(programme=programme):
        rounds.setdefault(row.checklist_id, []).append(row)
    answers = list(ChecklistAnswer.objects.filter(round__programme=programme))
    return [
        _page(checklist, questions.get(checklist.pk, []), rounds.get(checklist.pk, []), answers)
        for checklist in Checklist.objects.filter(programme=programme).select_related("document").order_by("pk")
    ]


def _page(checklist, questions, rounds, answers):
    # A round without a day came before there were rounds.
    rounds = sorted(rounds, key=lambda row: (row.dated is not None, row.dated or date.min, row.pk))
    given = {(row.round_id, row.question_id): row for row in answers}
    lines = []
    for question in questions:
        before, told = None, []
        for each in rounds:
            answer = given.get((each.pk, question.pk))
            told.append(Answered(each, answer, before is not None and answer is not None and answer.answer != before.answer))
            before = answer or before
        lines.append((question, told))
    yes = [sum(told[place].shape == "yes" for _question, told in lines) for place in range(len(rounds))]
    return ChecklistPage(checklist, rounds, lines, yes)
