"""Reads of one unit's answers, for those who answer for it."""

from dataclasses import dataclass
from functools import cached_property

from fardplan.goals.models import Goal
from fardplan.selfassessment import rules
from fardplan.selfassessment.models import Assessment


@dataclass(frozen=True)
class Step:
    """The statements about one goal and what a unit has answered to them: a page of the form. `answers` by the statement's key."""

    assessment: Assessment
    goal: Goal
    statements: tuple
    answers: dict

    @property
    def version(self) -> int:
        """Grows whenever any of these answers is written; others of the assessment may be written meanwhile."""
        return 1 + sum(answer.version for answer in self.answers.values())

    def renewed(self) -> "Step":
        """The step as it stands in the database now."""
        return Step(self.assessment, self.goal, self.statements, _answers(self.assessment, self.statements))

    @cached_property
    def given(self) -> int:
        return sum(answer.is_given for answer in self.answers.values())

    @property
    def is_whole(self) -> bool:
        return self.given == len(self.statements)

    @property
    def points(self):
        """The unit's own points for the goal, of what it has answered so far."""
        pairs = [(self.answers[row.pk].value, row.weight) for row in self.statements if row.pk in self.answers]
        pairs = [(value, weight) for value, weight in pairs if value is not None]
        score, weight = sum(value * weight for value, weight in pairs), sum(weight for _value, weight in pairs)
        return rules.points(score, weight, *self.assessment.round.instrument.ends) if pairs else None

    @property
    def lines(self):
        """(statement, answer or None, the words of the answer), in order."""
        words = {step.value: step.label for step in self.assessment.round.instrument.steps}
        found = []
        for statement in self.statements:
            answer = self.answers.get(statement.pk)
            found.append((statement, answer, words.get(answer.value, "") if answer and answer.value is not None else ""))
        return found


def _answers(assessment, statements):
    keys = {statement.pk for statement in statements}
    return {answer.statement_id: answer for answer in assessment.answers.all() if answer.statement_id in keys}


def steps_of(assessment) -> list[Step]:
    """The assessment as steps, a goal each, in the goals' order. Three queries."""
    by_goal = {}
    for statement in assessment.round.instrument.statements.select_related("goal"):
        by_goal.setdefault(statement.goal, []).append(statement)
    answers = {answer.statement_id: answer for answer in assessment.answers.all()}
    return [
        Step(assessment, goal, tuple(statements), {row.pk: answers[row.pk] for row in statements if row.pk in answers})
        for goal, statements in by_goal.items()
    ]
