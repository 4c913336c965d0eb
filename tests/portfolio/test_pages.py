"""Counts in words, and the matrix: nothing falls out of it, nothing is counted twice."""

import pytest

from fardplan.portfolio import pages, queries
from fardplan.portfolio.rules import Phase
from tests.factories import GoalFactory, InitiativeFactory
from tests.portfolio.conftest import TODAY

pytestmark = pytest.mark.django_db


def drawn(programme, parties, goals):
    matrix = pages.matrix(queries.portfolio_rows(programme, on=TODAY), parties, goals)
    return matrix, {line.name: ([[row.title for row in cell] for cell in line.cells], line.total) for line in matrix.lines}


def test_matrix(programme, goals, ekby, abyfors):
    InitiativeFactory(programme=programme, title="a", goals=goals[:2], parties=[ekby])
    InitiativeFactory(programme=programme, title="b", goals=goals[1:2], is_county_wide=True)

    matrix, lines = drawn(programme, [ekby, abyfors], goals)

    assert lines == {"Ekby": ([["a"], ["a", "b"], []], 2), "Åbyfors": ([[], ["b"], []], 1)}
    assert not matrix.has_no_goal


def test_what_has_no_goal_or_no_party_is_still_there(programme, other_programme, goals, ekby):
    closed_goal = GoalFactory(programme=programme, number=9)
    InitiativeFactory(programme=programme, title="utan mål", parties=[ekby])
    InitiativeFactory(programme=programme, title="mot ett mål som inte visas", goals=[closed_goal], parties=[ekby])
    InitiativeFactory(programme=programme, title="utan part", goals=goals[:1])

    matrix, lines = drawn(programme, [ekby], goals)

    assert matrix.has_no_goal
    assert lines["Ekby"] == ([[], [], [], ["mot ett mål som inte visas", "utan mål"]], 2)
    assert lines["Ingen part angiven"] == ([["utan part"], [], [], []], 1)


def test_every_party_has_a_line_without_initiatives_too(programme, goals, ekby, abyfors):
    _matrix, lines = drawn(programme, [ekby, abyfors], goals)

    assert lines == {"Ekby": ([[], [], []], 0), "Åbyfors": ([[], [], []], 0)}


def test_counts(programme):
    for phase, many in ((Phase.RUNNING, 4), (Phase.INCLUDED, 1), (Phase.PAUSED, 1), (Phase.CLOSED, 2)):
        for _ in range(many):
            InitiativeFactory(programme=programme, phase=phase)

    assert pages.counts(queries.portfolio_rows(programme, on=TODAY)) == ["8 arbeten", "5 pågår", "1 vilande", "2 avslutade"]
    assert pages.counts([]) == ["0 arbeten"]
