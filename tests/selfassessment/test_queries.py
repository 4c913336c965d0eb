"""Points per goal and party: what is summed, compared, shown and kept."""

import datetime
from decimal import Decimal

import pytest

from fardplan.selfassessment import queries
from fardplan.selfassessment.models import Release, Round
from tests.factories import AssessmentFactory, InstrumentFactory, RoundFactory
from tests.selfassessment.conftest import answered


def released(row, *parties):
    for party in parties:
        Release.objects.create(round=row, party=party, released_date=datetime.date(2024, 11, 10))


@pytest.fixture
def ekby_answers(year):
    answered(year, "ekby-1", (4, 4, 2))
    answered(year, "ekby-2", (0, 2, None))
    answered(year, "ekby-3", (2, 2, 4))


def test_points_count_weights_and_leave_out_what_does_not_concern(ekby_answers, year, parties, goals):
    found = queries.results(year, own={parties["Ekby"].pk})
    first, second = (found.cell(goal.pk, parties["Ekby"].pk) for goal in goals)
    # 100, (0 + 3 x 50) / 4 = 37.5, 50
    assert (first.points, first.units, first.spread) == (Decimal("62.5"), 3, (Decimal("37.5"), Decimal("50.0"), Decimal("100.0")))
    assert (second.points, second.units) == (Decimal("75.0"), 2)


def test_what_is_not_handed_in_does_not_count(ekby_answers, year, parties, goals):
    year.assessments.filter(unit__slug="ekby-1").update(handed_in_date=None)
    assert queries.results(year, own={parties["Ekby"].pk}).cell(goals[0].pk, parties["Ekby"].pk).units == 2


def test_a_party_sees_its_own_first_and_the_county_when_it_is_released(ekby_answers, year, parties, goals):
    ekby, lindnas = parties["Ekby"].pk, parties["Lindnäs"].pk
    assert queries.results(year).cell(goals[0].pk, ekby).is_kept
    assert queries.results(year, own={lindnas}).cell(goals[0].pk, ekby).is_kept
    assert queries.results(year).totals[goals[0].pk].state == queries.NONE
    released(year, parties["Ekby"])
    assert queries.results(year).cell(goals[0].pk, ekby).points == Decimal("62.5")
    assert queries.results(year).totals[goals[0].pk].points == Decimal("62.5")


def test_few_people_are_not_shown_and_not_by_subtraction(ekby_answers, year, parties, goals):
    ekby = parties["Ekby"]
    year.assessments.filter(unit__slug="ekby-1").update(people=3)
    cell = queries.results(year, own={ekby.pk}).cell(goals[0].pk, ekby.pk)
    # The whole is shown, but no unit alone: the others would tell what the small one answered.
    assert cell.is_shown
    assert cell.alone == ()
    year.assessments.filter(party=ekby).update(people=1)
    assert queries.results(year, own={ekby.pk}).cell(goals[0].pk, ekby.pk).is_few


def test_a_small_party_is_not_known_from_the_county(year, parties, goals):
    for name, people in (("ekby", 30), ("lindnas", 2), ("abyfors", 9)):
        answered(year, f"{name}-1", (1, 1, 1), people=people)
    released(year, *parties.values())
    found = queries.results(year)
    states = {name: found.cell(goals[0].pk, party.pk).state for name, party in parties.items()}
    # Lindnäs is small; Åbyfors goes with it, and since Åbyfors knows its own so does Ekby.
    assert states == {"Ekby": "few", "Lindnäs": "few", "Åbyfors": "few"}
    assert found.totals[goals[0].pk].is_shown


def test_change_since_the_round_before_with_the_same_version_only(ekby_answers, year, parties, goals, instrument, units):
    ekby = parties["Ekby"]
    before = RoundFactory(programme=year.programme, instrument=instrument, period="2023", state="closed")
    for slug in ("ekby-1", "ekby-2"):
        AssessmentFactory(round=before, party=ekby, unit=units[slug])
        answered(before, slug, (2, 2, 2))
    assert queries.results(year, own={ekby.pk}).cell(goals[0].pk, ekby.pk).change == Decimal("12.5")
    other = InstrumentFactory(programme=year.programme, title=instrument.title, number=2)
    Round.objects.filter(pk=before.pk).update(instrument=other)
    assert queries.results(year, own={ekby.pk}).previous is None
    assert queries.results(year, own={ekby.pk}).cell(goals[0].pk, ekby.pk).change is None


def test_the_round_before_is_compared_only_when_it_may_be_read(ekby_answers, year, parties, goals, instrument, units):
    before = RoundFactory(programme=year.programme, instrument=instrument, period="2023", state="closed")
    AssessmentFactory(round=before, party=parties["Ekby"], unit=units["ekby-1"])
    answered(before, "ekby-1", (2, 2, 2))
    released(year, parties["Ekby"])
    assert queries.results(year).cell(goals[0].pk, parties["Ekby"].pk).change is None
    released(before, parties["Ekby"])
    assert queries.results(year).cell(goals[0].pk, parties["Ekby"].pk).change == Decimal("12.5")


def test_points_per_goal_and_party_for_other_rooms(ekby_answers, year, parties, goals, programme, django_assert_max_num_queries):
    ekby, lindnas = parties["Ekby"].pk, parties["Lindnäs"].pk
    with django_assert_max_num_queries(7):
        found = queries.points_per_goal_and_party(programme, "2024", own={ekby})
    assert found[goals[0].pk, ekby].points == Decimal("62.5")
    assert found[goals[0].pk, lindnas].is_kept
    assert set(found) == {(goal.pk, party.pk) for goal in goals for party in parties.values()}
    assert queries.points_per_goal_and_party(programme, "2025") == {}
    assert queries.points_per_goal_and_party(programme, "2024-H1") == {}


def test_strengths_and_challenges_have_a_minimum_of_their_own(ekby_answers, year, parties, instrument):
    found = queries.statement_points(year, parties["Ekby"].pk)
    by_text = {statement.text: found[statement.pk].points for statement in instrument.statements.all()}
    assert by_text["Vi frågar vad som är viktigt."] == Decimal("50.0")
    year.assessments.filter(unit__slug="ekby-3").update(people=2)
    # Two units answered the last one: the one that is not small knows its own, and so the other's.
    assert queries.statement_points(year, parties["Ekby"].pk)[instrument.statements.get(slug="p3").pk].is_few


def test_the_turnout(year, parties, instrument):
    answered(year, "ekby-1", (1, 1, 1), on=datetime.date(2024, 11, 2))
    found = queries.turnout(year)[parties["Ekby"].pk]
    assert (found.invited, found.begun, found.handed_in, found.late) == (3, 1, 1, 1)
    assert not found.is_whole
