"""Writes about what the programme is for."""

from fardplan.audit import writes
from fardplan.goals.models import (
    Ambition,
    BenefitObject,
    Goal,
    OutcomeGoal,
    Principle,
    ProgrammeArea,
    Shift,
    StrategicGoal,
    SuperiorGoal,
    SuperiorStrategy,
    Vision,
)

add_vision, edit_vision = writes.verbs(Vision)
add_goal, edit_goal = writes.verbs(Goal)
add_ambition, edit_ambition = writes.verbs(Ambition)
add_shift, edit_shift = writes.verbs(Shift)
add_principle, edit_principle = writes.verbs(Principle)
add_strategic_goal, edit_strategic_goal = writes.verbs(StrategicGoal)
add_outcome_goal, edit_outcome_goal = writes.verbs(OutcomeGoal)
add_benefit_object, edit_benefit_object = writes.verbs(BenefitObject)
add_programme_area, edit_programme_area = writes.verbs(ProgrammeArea)
add_superior_strategy, edit_superior_strategy = writes.verbs(SuperiorStrategy)
add_superior_goal, edit_superior_goal = writes.verbs(SuperiorGoal)


def close_goal(goal, *, by, until_date, seen=None):
    """The goal no longer holds from `until_date`. What worked towards it keeps saying so."""
    return writes.change(goal, by=by, seen=seen, verb="closed", until_date=until_date)


def reopen_goal(goal, *, by, seen=None):
    return writes.change(goal, by=by, seen=seen, verb="reopened", until_date=None)


def end_programme_area(area, *, by, until_date, seen=None):
    return writes.change(area, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_programme_area(area, *, by):
    return writes.change(area, by=by, verb="reopened", until_date=None)


def end_vision(vision, *, by, until_date, seen=None):
    return writes.change(vision, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_vision(vision, *, by):
    return writes.change(vision, by=by, verb="reopened", until_date=None)


def end_benefit_object(row, *, by, until_date, seen=None):
    return writes.change(row, by=by, seen=seen, verb="ended", until_date=until_date)


def reopen_benefit_object(row, *, by):
    return writes.change(row, by=by, verb="reopened", until_date=None)


#: An entry made by mistake. Raises ProtectedError when something hangs on the row.
remove_ambition = remove_shift = remove_principle = remove_strategic_goal = remove_outcome_goal = writes.remove
remove_vision = remove_goal = remove_benefit_object = writes.remove
remove_programme_area = remove_superior_strategy = remove_superior_goal = writes.remove
